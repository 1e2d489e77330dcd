"""Things that are said in two places say the same."""

import inspect
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from documenters.models import ROLE_LABELS
from documenters.permissions import Permission, Role
from documenters.views.context import NAVIGATION
from react_cases.models.choices import (
    QUALIFICATION_LABELS,
    READINESS_LABELS,
    RESPONSE_STATUS_LABELS,
    STATUS_LABELS,
    AgeBand,
    ConsentPurpose,
    Gender,
    RoleOfGovernment,
)
from react_cases.models.term import GROUPING_LISTS
from react_cases.taxonomy.loader import read_code_lists
from react_cases.workflow import TRANSITIONS, Qualification, ReadinessValue, ResponseStatus, Status
from tests.each import each

ROOT = Path(__file__).parent.parent

CLOSED_LISTS = {
    "genders": Gender.values,
    "age_bands": AgeBand.values,
    "roles_of_government": RoleOfGovernment.values,
    "consent_purposes": ConsentPurpose.values,
    "qualifications": [value.value for value in Qualification],
    "readiness": [value.value for value in ReadinessValue],
}

OTHER_NAMES = {
    # allauth looks its pages up by these names; the views are ours, made from its own.
    "account_login": "Login",
    "account_logout": "logout_now",
    "account_change_password": "ChangePassword",
    "account_reauthenticate": "Confirm",
    "mfa_authenticate": "SecondFactor",
    "mfa_reauthenticate": "ConfirmByCode",
    "mfa_reauthenticate_webauthn": "ConfirmByKey",
    "mfa_index": "Security",
    "mfa_activate_totp": "AddApp",
    "mfa_deactivate_totp": "RemoveApp",
    "mfa_list_webauthn": "KeyList",
    "mfa_add_webauthn": "AddKey",
    "mfa_edit_webauthn": "RenameKey",
    "mfa_remove_webauthn": "RemoveKey",
    "mfa_view_recovery_codes": "RecoveryCodes",
    "mfa_generate_recovery_codes": "NewRecoveryCodes",
    "usersessions_list": "SessionList",
    "case_autosave_first": "case_autosave",  # one view, with and without a case
}


def patterns(found: list[URLPattern | URLResolver] | None = None) -> list[URLPattern]:
    """Every address of the site."""
    flat: list[URLPattern] = []
    for pattern in get_resolver().url_patterns if found is None else found:
        flat.extend(patterns(pattern.url_patterns) if isinstance(pattern, URLResolver) else [pattern])
    return flat


PATTERNS = patterns()
VIEW_NAMES = sorted({pattern.name for pattern in PATTERNS})


def view_of(pattern: URLPattern) -> object:
    """The view as it is written, without decorators."""
    return getattr(pattern.callback, "view_class", None) or inspect.unwrap(pattern.callback)


@pytest.mark.parametrize("name", sorted(CLOSED_LISTS))
def test_codes_of_closed_lists_are_those_of_the_program(name: str) -> None:
    code_list = read_code_lists()[name]
    assert not code_list.is_open
    assert list(code_list.codes) == list(CLOSED_LISTS[name])


def test_every_closed_list_is_known_to_the_program() -> None:
    assert {name for name, code_list in read_code_lists().items() if not code_list.is_open} == set(CLOSED_LISTS)


def test_lists_whose_headings_group_have_two_levels() -> None:
    lists = read_code_lists()
    assert all(lists[name].levels == 2 for name in GROUPING_LISTS)


@pytest.mark.parametrize(
    ("labels", "values"),
    [
        (STATUS_LABELS, Status),
        (RESPONSE_STATUS_LABELS, ResponseStatus),
        (QUALIFICATION_LABELS, Qualification),
        (READINESS_LABELS, ReadinessValue),
        (ROLE_LABELS, Role),
    ],
    ids=["status", "response", "qualification", "readiness", "role"],
)
def test_every_value_has_a_label(labels: dict[object, object], values: type) -> None:
    assert list(labels) == list(values)
    texts = [str(label) for label in labels.values()]
    assert all(texts)
    assert len(set(texts)) == len(texts)


@each(PATTERNS, name=lambda pattern: str(pattern.name))
def test_address_and_view_share_a_name(pattern: URLPattern) -> None:
    view = view_of(pattern)
    assert view.__name__ == OTHER_NAMES.get(pattern.name, pattern.name)


@each(PATTERNS, name=lambda pattern: str(pattern.name))
def test_page_has_a_template_of_its_name(pattern: URLPattern) -> None:
    """A view that renders names a template that exists; one of the app's pages carries the view's own name."""
    view = view_of(pattern)
    app = view.__module__.partition(".")[0]
    named = re.findall(r'"((?:\w+/)?\w+\.html)"', inspect.getsource(view))
    for template in named:
        assert (ROOT / "templates" / template).exists(), template
    if re.search(r"\brender\(request, \"", inspect.getsource(view)) and not pattern.name.startswith("home"):
        stems = {Path(template).stem for template in named}
        assert any(stem.startswith(pattern.name) or pattern.name == stem for stem in stems), (app, stems)


@each(PATTERNS, name=lambda pattern: str(pattern.name))
def test_every_address_is_tested(pattern: URLPattern) -> None:
    """In a file of the view's or its module's name, or by name in another."""
    view = view_of(pattern)
    folder = ROOT / "tests" / view.__module__.partition(".")[0] / "views"
    mirrors = {view.__name__, view.__module__.rpartition(".")[2]}
    assert any(
        file.stem.removeprefix("test_") in mirrors or re.search(rf"\b{pattern.name}\b", file.read_text())
        for file in folder.glob("test_*.py")
    ), f"no test mirrors or names {pattern.name}"


def test_names_of_addresses_are_unique() -> None:
    names = [pattern.name for pattern in PATTERNS]
    assert None not in names
    assert len(names) == len(set(names))


def test_menu_leads_to_pages_that_exist() -> None:
    assert {name for name, _, _ in NAVIGATION} <= set(VIEW_NAMES)


def test_every_permission_is_asked_for_somewhere() -> None:
    asked = {row.permission for row in TRANSITIONS}
    for app in ("documenters", "react_cases", "reports"):
        for file in (ROOT / app).rglob("*.py"):
            if file.name not in ("permissions.py", "workflow.py") and "migrations" not in file.parts:
                asked |= {Permission[name] for name in re.findall(r"\bPermission\.([A-Z_]+)\b", file.read_text())}
    assert asked == set(Permission)


GENERATED = {
    "docs/access.md": "access_doc",
    "docs/asvs.md": "asvs_doc",
    "docs/indicators.md": "indicators_doc",
}


@pytest.mark.parametrize("document", sorted(GENERATED))
def test_generated_document_is_current(document: str, capsys: pytest.CaptureFixture[str]) -> None:
    call_command(GENERATED[document])
    assert (ROOT / document).read_text() == capsys.readouterr().out, f"manage.py {GENERATED[document]} > {document}"


def test_every_document_that_says_it_is_made_is_checked() -> None:
    made = [
        str(file.relative_to(ROOT))
        for file in (ROOT / "docs").rglob("*.md")
        if "Do not edit by hand" in file.read_text()
    ]
    assert sorted(made) == sorted(GENERATED)


def test_templates_that_nothing_uses_are_gone() -> None:
    files = [*(ROOT / "templates").rglob("*.html")]
    for app in ("documenters", "react_cases", "reports"):
        files += (ROOT / app).rglob("*.py")
    everything = "\n".join(file.read_text() for file in files)
    made_up = tuple(re.findall(r"\w+/\w+(?=\{)", everything))  # f"react_cases/_intake_{slug}.html"
    for folder in ("documenters", "react_cases", "reports", "layouts"):
        for file in (ROOT / "templates" / folder).glob("*.html"):
            name = f"{folder}/{file.name}"
            assert name in everything or name.startswith(made_up), name
