"""Russian and Kyrgyz are complete, say the same placeholders, and are compiled."""

import ast
import re
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext, ngettext, override

CATALOGUES = {code: settings.BASE_DIR / "locale" / code / "LC_MESSAGES" / "django.po" for code in ("ru", "ky")}
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd%]|\{[a-z_]*\}|</?[a-z]+[^>]*>")
TRANSLATES = re.compile(r"_|n?p?gettext(_lazy)?")
SOURCES = ("documenters", "react_cases", "reports", "templates", "locale")


def entries(code: str) -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(str(CATALOGUES[code])) if not entry.obsolete]


def number_of_plurals(code: str) -> int:
    header = polib.pofile(str(CATALOGUES[code])).metadata["Plural-Forms"]
    return int(header.partition("nplurals=")[2].partition(";")[0])


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


@pytest.mark.parametrize("code", CATALOGUES)
def test_complete(code: str) -> None:
    assert [entry.msgid for entry in entries(code) if not all(forms(entry)) or entry.fuzzy] == []


@pytest.mark.parametrize("code", CATALOGUES)
def test_every_plural_has_all_forms(code: str) -> None:
    wanted = number_of_plurals(code)
    assert [entry.msgid for entry in entries(code) if entry.msgid_plural and len(entry.msgstr_plural) != wanted] == []


@pytest.mark.parametrize("code", CATALOGUES)
def test_same_placeholders(code: str) -> None:
    def placeholders(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text))

    for entry in entries(code):
        wanted = {tuple(placeholders(entry.msgid)), tuple(placeholders(entry.msgid_plural or entry.msgid))}
        for text in forms(entry):
            assert tuple(placeholders(text)) in wanted, entry.msgid


@pytest.mark.parametrize("code", CATALOGUES)
def test_compiled(code: str) -> None:
    compiled = polib.mofile(str(CATALOGUES[code].with_suffix(".mo")))
    said = {(entry.msgctxt, entry.msgid): forms(entry) for entry in compiled}
    assert said == {(entry.msgctxt, entry.msgid): forms(entry) for entry in entries(code)}


def test_every_text_of_the_source_is_in_the_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SOURCES:
        shutil.copytree(settings.BASE_DIR / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settings, "LOCALE_PATHS", [tmp_path / "locale"])
    call_command("makemessages", locale=["ru"], no_obsolete=True, verbosity=0)
    collected = polib.pofile(str(tmp_path / "locale" / "ru" / "LC_MESSAGES" / "django.po"))
    assert {entry.msgid for entry in collected if not entry.obsolete} == {entry.msgid for entry in entries("ru")}


def test_no_text_hides_in_an_f_string() -> None:
    """What collects the texts does not look into f-strings: such a text would stay English and nobody be told."""
    hidden = [
        f"{path.relative_to(settings.BASE_DIR)}:{call.lineno}: {ast.unparse(call)}"
        for app in SOURCES[:3]
        for path in (settings.BASE_DIR / app).rglob("*.py")
        for joined in ast.walk(ast.parse(path.read_text()))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and TRANSLATES.fullmatch(call.func.id)
        if call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


def test_plurals() -> None:
    with override("ru"):
        assert {ngettext("%(count)s case", "%(count)s cases", count) for count in (1, 2, 5)} == {
            "%(count)s случай",
            "%(count)s случая",
            "%(count)s случаев",
        }
        assert gettext("Draft") == "Черновик"
    with override("ky"):
        assert gettext("Draft") == "Каралама"
