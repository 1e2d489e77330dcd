"""The house rules of docs/adr that a reader of one file cannot see: read from the source, file by file."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.each import each

ROOT = Path(__file__).parent.parent
APPS = ("documenters", "react_cases", "reports")

CASE_TABLES = frozenset(
    {
        "Case",
        "Client",
        "ClientGroup",
        "Violation",
        "Violator",
        "Response",
        "Readiness",
        "Consent",
        "Comment",
        "CaseTransition",
        "SealedText",
        "Evidence",
        "EvidenceFrame",
        "GuardDecision",
    }
)
MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
SCOPES = frozenset({"visible_to", "countable_by", "waiting_for"})
WRITES = frozenset(
    {
        "save",
        "create",
        "delete",
        "update",
        "bulk_create",
        "bulk_update",
        "get_or_create",
        "update_or_create",
        "set_password",
    }
)

MAY_NAME_FRAMES = {
    "react_cases/actions/framing.py",  # the only door
    "react_cases/models/__init__.py",
    "react_cases/models/evidence.py",
}
MAY_NAME_SEALED_TEXT = {
    "react_cases/actions/sealing.py",  # the only two doors
    "react_cases/actions/searching.py",  # opens thousands at once, by columns, each batch logged before
    "react_cases/actions/opening.py",  # several cases at once, logged one by one
    "react_cases/models/__init__.py",
    "react_cases/models/sealed_text.py",
    "react_cases/models/guard.py",  # points at the text it is about
    "react_cases/actions/guard.py",  # hangs decisions on a text; opens none
    "react_cases/management/demo/copying.py",  # writes invented cases in bulk; reads nothing
}
SEALS_TEXTS = {
    "react_cases/actions/sealing.py",  # defines it
    "react_cases/actions/guard.py",  # seals what was looked through: `seal_written`
}
SEALED_UNSEEN = {
    "DRAFT",  # only its author opens it
    "CLIENT_CODE",  # a hash
    "step_answers(step)",  # answers that were sent, and looked through before
}
"""What is sealed without the guard; every other text that is sealed so is the empty one, which takes something away."""
MAY_LISTEN = {
    "documenters/login_events.py",  # what Django and allauth report of logins: they offer no other way
}
MAY_USE_KEYS = {
    "documenters/adapters.py",  # the secrets of second factors
    "documenters/actions/notices.py",  # addresses for “you have one task”
    "documenters/limits.py",  # the names of counts
    "documenters/vault/keyring.py",
    "documenters/held_request.py",  # what waits in a lock page
    "documenters/session_key.py",  # a person's key, as long as their session
    "documenters/actions/vaults.py",  # the one key that opens vaults in server mode
    "react_cases/actions/client_codes.py",
    "react_cases/actions/guard.py",  # which other name a person gets
}
MAY_OPEN_CASE_KEYS = {
    "documenters/vault/hpke.py",  # defines how anything sealed to a public key is opened
    "documenters/actions/vaults.py",  # the private half of a vault, by a grant
    "documenters/actions/index_keys.py",  # the key of client codes, by a grant
    "react_cases/actions/case_keys.py",  # defines them, and gives them on
    "react_cases/actions/paper_keys.py",  # the keys of papers, and gives them on
    "react_cases/actions/sealing.py",  # the texts of one case
    "react_cases/actions/opening.py",  # several cases at once, logged one by one
    "react_cases/actions/searching.py",  # thousands at once, logged by the batch, and each hit
    "react_cases/actions/evidence.py",  # files, frame by frame
}
LONGER_FILES = {
    "react_cases/config/embedded_database.py": 500,  # one server's life from start to end, told in one place
}
MAY_WRITE = {
    "documenters/session_store.py",  # the engine of Django's sessions: a row of theirs is what it writes
    "react_cases/evidence/documents.py",  # saves a paper, no row
    "react_cases/evidence/pictures.py",  # saves a picture, no row
    "react_cases/management/demo/drawing.py",  # saves a picture, no row
    "react_cases/docx_files.py",  # saves a paper, no row
    "reports/exports/pictures.py",  # saves a picture, no row
    "reports/building.py",  # the body of the job that actions start and jobs run
    "documenters/models/user.py",  # the manager that an action calls
    "react_cases/management/commands/load_taxonomy.py",  # the first programme of an empty database
    "react_cases/management/demo/loading.py",  # case numbers of the invented population
    "react_cases/management/demo/people.py",  # invented people, forty at once
}
ACTIONS_WITHOUT_ACTOR = {
    "first_invitation_make",  # the operator's command: on an empty system there is nobody yet
    "notice_failed",  # the worker: nobody decided that a mail server refuses
    "invitation_accept",  # whoever holds the link: it makes the person
    "renewal_accept",  # whoever holds the link chooses the passphrase
    "taxonomy_load",  # the operator's command: there is nobody to name
}


def files(*folders: str, suffix: str = ".py") -> list[str]:
    """Paths under these folders, without migrations."""
    found = (path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}"))
    return sorted(str(path.relative_to(ROOT)) for path in found if "migrations" not in path.parts)


@cache
def tree(file: str) -> ast.Module:
    """The syntax tree of a file, each node knowing its parent."""
    parsed = ast.parse((ROOT / file).read_text(), file)
    for node in ast.walk(parsed):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    return parsed


def functions(file: str) -> Iterator[ast.FunctionDef]:
    """Every function and method of a file."""
    return (node for node in ast.walk(tree(file)) if isinstance(node, ast.FunctionDef))


def top_functions(file: str) -> list[ast.FunctionDef]:
    """The functions of a module itself."""
    return [node for node in tree(file).body if isinstance(node, ast.FunctionDef)]


def names(file: str) -> set[str]:
    """Everything that a file names: variables, attributes and imports."""
    found = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.alias):
            found.add(node.name)
    return found


def imports(file: str) -> set[str]:
    """The modules that a file imports from."""
    nodes = list(ast.walk(tree(file)))
    direct = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return direct | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def arguments(function: ast.FunctionDef) -> list[str]:
    """The names of all parameters."""
    given = function.args
    return [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]


def length(function: ast.FunctionDef) -> int:
    """Lines from `def` to the end; decorators do not count."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


READERS = [
    *files("react_cases/views", "react_cases/filters", "react_cases/quality", "reports"),
    "react_cases/overview.py",
]
VIEWS = files(*(f"{app}/views" for app in APPS))
ACTIONS = files(*(f"{app}/actions" for app in APPS))
SOURCES = files(*APPS)
TEMPLATES = files("templates", suffix=".html")


def is_manager_of_cases(node: ast.AST) -> bool:
    """Is it `Case.objects` or its like?"""
    return (
        isinstance(node, ast.Attribute)
        and node.attr in MANAGERS
        and isinstance(node.value, ast.Name)
        and node.value.id in CASE_TABLES
    )


def is_scoped(node: ast.Attribute) -> bool:
    """Is `Case.objects` followed at once by a scope, or part of an expression that is limited to scoped cases?

    A child table may be read through `Prefetch` (its cases were scoped before) or with a scope in its own filter.
    """
    parent = node.parent  # type: ignore[attr-defined]
    if isinstance(parent, ast.Attribute) and parent.attr in SCOPES:
        return True
    while isinstance(parent, ast.expr | ast.keyword):
        if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "Prefetch":
            return True
        parent = parent.parent  # type: ignore[attr-defined, union-attr]
    statement = ast.unparse(parent)
    return node.value.id != "Case" and (  # type: ignore[attr-defined]
        any(f".{scope}(" in statement for scope in SCOPES) or is_only_prefetched(node)
    )


def is_only_prefetched(node: ast.AST) -> bool:
    """Is it assigned to a variable that the function hands to `Prefetch` and to nothing else?"""
    while not isinstance(node, ast.Assign | ast.Module):
        node = node.parent  # type: ignore[attr-defined]
    if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
        return False
    wanted = node.targets[0].id
    while not isinstance(node, ast.FunctionDef):
        node = node.parent  # type: ignore[attr-defined]
    uses = [
        use
        for use in ast.walk(node)
        if isinstance(use, ast.Name) and use.id == wanted and isinstance(use.ctx, ast.Load)
    ]
    calls = [use.parent for use in uses]  # type: ignore[attr-defined]
    return bool(calls) and all(isinstance(call, ast.Call) and ast.unparse(call.func) == "Prefetch" for call in calls)


@each(READERS)
def test_cases_are_read_only_through_a_scope(file: str) -> None:
    found = [
        f"{file}:{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree(file))
        if is_manager_of_cases(node) and not is_scoped(node)
    ]
    assert found == []


@each(VIEWS)
def test_no_view_fetches_from_a_whole_table(file: str) -> None:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("get_object_or_404", "get_list_or_404")):
            assert not re.match(r"[A-Z]\w*$", ast.unparse(node.args[0])), f"{file}:{node.lineno}"


@each(VIEWS)
def test_no_view_writes(file: str) -> None:
    found = [
        f"{file}:{node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    ]
    assert found == []


@each([file for file in SOURCES if file not in ACTIONS])
def test_rows_are_written_by_actions(file: str) -> None:
    """`update` is also a method of dictionaries: it counts where a manager is named before it."""
    calls = [node for node in ast.walk(tree(file)) if isinstance(node, ast.Call)]
    found = [
        f"{file}:{call.lineno}: {ast.unparse(call.func)}"
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in WRITES
        and (call.func.attr != "update" or MANAGERS & set(re.findall(r"\w+", ast.unparse(call.func))))
    ]
    assert bool(found) == (file in MAY_WRITE), found


@each(VIEWS)
def test_views_are_short_functions(file: str) -> None:
    for function in functions(file):
        if arguments(function)[:1] == ["request"]:
            assert length(function) <= 30, f"{file}:{function.lineno} {function.name} has {length(function)} lines"


@each(ACTIONS)
def test_actions_take_their_actor_by_name(file: str) -> None:
    for function in top_functions(file):
        is_action = any("atomic" in ast.unparse(decorator) for decorator in function.decorator_list)
        by_name = [argument.arg for argument in function.args.kwonlyargs]
        if "by" in arguments(function) and not function.name.startswith(("_", "require_")):
            assert "by" in by_name, f"{file}: {function.name}"
        if is_action and not function.name.startswith("_") and function.name not in ACTIONS_WITHOUT_ACTOR:
            assert "by" in by_name, f"{file}: {function.name} has no actor"


@each([file for file in SOURCES if re.search(r"/(actions|models|indicators)/", file)])
def test_no_request_below_the_views(file: str) -> None:
    assert "HttpRequest" not in names(file)
    for function in functions(file):
        assert "request" not in arguments(function), f"{file}: {function.name}"


@each(SOURCES)
def test_sealed_text_has_two_doors(file: str) -> None:
    if file not in MAY_NAME_SEALED_TEXT:
        assert "SealedText" not in names(file)
    if file not in MAY_NAME_FRAMES:
        assert "EvidenceFrame" not in names(file)
    if file not in MAY_USE_KEYS:
        assert "documenters.vault.keyring" not in imports(file)
        assert not {"server_vault_key", "client_code_key", "SEALING_KEY"} & names(file) or file.endswith("settings.py")
    if file not in MAY_OPEN_CASE_KEYS:
        assert not {"case_key_open", "case_keys_open", "case_keys_at_hand", "open_with"} & names(file)


@each(SOURCES)
def test_what_people_type_is_sealed_only_after_the_guard(file: str) -> None:
    """A failure means: `seal_written` of `actions.guard`, with the decisions of the person."""
    for node in ast.walk(tree(file)):
        if not isinstance(node, ast.Call) or ast.unparse(node.func) != "seal" or file in SEALS_TEXTS:
            continue
        texts = node.args[1]
        if isinstance(texts, ast.DictComp):
            assert ast.unparse(texts.value) == "''", f"{file}:{node.lineno}"
            continue
        assert isinstance(texts, ast.Dict), f"{file}:{node.lineno}"
        for key, text in zip(texts.keys, texts.values, strict=True):
            is_fine = ast.unparse(text) == "''" or (key is not None and ast.unparse(key) in SEALED_UNSEEN)
            assert is_fine, f"{file}:{node.lineno}"


@each(SOURCES)
def test_no_signals(file: str) -> None:
    if file in MAY_LISTEN:
        return
    assert not {module for module in imports(file) if "signals" in module or module == "django.dispatch"}
    assert "receiver" not in names(file)


@each(SOURCES)
def test_rows_are_locked_so_that_others_may_still_refer_to_them(file: str) -> None:
    """A full lock held while a commit waits for the chain of the log could hold up the commit before it (ADR 0012)."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("select_for_update"):
            assert "no_key=True" in ast.unparse(node), f"{file}:{node.lineno}"


@each(SOURCES)
def test_no_text_is_declared_safe(file: str) -> None:
    assert not {"mark_safe", "SafeString", "SafeText"} & names(file)


@each(SOURCES)
def test_functions_and_files_keep_to_their_budget(file: str) -> None:
    lines = len((ROOT / file).read_text().splitlines())
    assert lines <= LONGER_FILES.get(file, 400), f"{file} has {lines} lines"
    for function in functions(file):
        assert length(function) <= 50, f"{file}:{function.lineno} {function.name} has {length(function)} lines"


@each(files("tests"))
def test_tests_keep_to_their_budget(file: str) -> None:
    assert len((ROOT / file).read_text().splitlines()) <= 500


@each(files("documenters"))
def test_lower_app_names_no_upper_app(file: str) -> None:
    if file == "documenters/checks.py":  # checks the fields of all apps
        return
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not re.match(r"(react_cases|reports)[./]\w", node.value), f"{file}:{node.lineno}"


def test_no_file_is_called_after_nothing() -> None:
    vague = {"core", "common", "utils", "util", "helpers", "services", "misc", "tools", "base"}
    found = [file for file in (*SOURCES, *files("tests")) if vague & {*Path(file).parts, Path(file).stem}]
    # Django looks for this name in the folder of a database backend.
    assert found == ["documenters/database/base.py"]


def test_layers() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


INLINE = {
    "script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "style": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "address": re.compile(r"[\"']\s*javascript:|(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
    "declared safe": re.compile(r"\|\s*safe\b|autoescape off"),
}


@each(TEMPLATES)
def test_templates_hold_no_inline_code_and_name_no_other_site(file: str) -> None:
    text = (ROOT / file).read_text()
    for what, pattern in INLINE.items():
        assert not pattern.search(text), f"{file}: {what}"


@each(TEMPLATES)
def test_templates_keep_to_their_budget(file: str) -> None:
    assert len((ROOT / file).read_text().splitlines()) <= 200


def test_at_most_twenty_components() -> None:
    assert len(files("templates/components", suffix=".html")) <= 20


@each(files("static/js", suffix=".js"))
def test_scripts_build_pages_from_elements_and_talk_to_this_site_only(file: str) -> None:
    text = (ROOT / file).read_text()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)
    assert not re.search(r"[\"'`](?:https?:)?//\w", text)


@each([file for file in files("static/css", suffix=".css") if "/src/" not in file])
def test_style_sheets_load_nothing_from_elsewhere(file: str) -> None:
    assert not re.search(r"url\(\s*[\"']?(?:https?:)?//|@import\s", (ROOT / file).read_text())


@pytest.mark.parametrize(
    ("source", "is_fine"),
    [
        ("Case.objects.visible_to(user).filter(status=1)", True),
        ("Case.objects.filter(status=1).visible_to(user)", False),
        ("Case.objects.all()", False),
        ("Violation.objects.filter(case__in=Case.objects.countable_by(user))", True),
        ("Violation.objects.filter(case=1)", False),
        ("Violation._default_manager.count()", False),
        ("cases.prefetch_related(Prefetch('violations', Violation.objects.select_related('category')))", True),
    ],
)
def test_the_rule_about_scopes_sees_what_it_should(source: str, is_fine: bool) -> None:
    parsed = ast.parse(source)
    for node in ast.walk(parsed):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    assert all(is_scoped(node) for node in ast.walk(parsed) if is_manager_of_cases(node)) == is_fine
