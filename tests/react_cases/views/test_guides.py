"""The guides: five roles, three languages, the same in each, with the names that stand on the screens."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from documenters.models import User
from documenters.permissions import Role
from react_cases.views.guides import LANGUAGES, ROLES

GUIDES = settings.BASE_DIR / "templates" / "guides"
NAME = re.compile(r"<b>(.*?)</b>", re.DOTALL)
QUOTED = re.compile(r'\{% translate "([^"]+)"(?: context "[^"]+")? %\}')
CYRILLIC = re.compile(r"[А-Яа-яЁёҢңӨөҮү]")


def guide(role: str, language: str) -> str:
    with override(language):
        return render_to_string(f"guides/{role}/{language}.html")


def shape(text: str) -> list[str]:
    """The elements in order, and where its links lead."""
    return [*re.findall(r"<(h2|p|ul|ol|li|b)>", text), *re.findall(r'href="([^"]+)"', text)]


@pytest.mark.parametrize("role", Role)
def test_the_languages_have_the_same_parts(role: str) -> None:
    shapes = {language: shape(guide(role, language)) for language in LANGUAGES}
    assert len(shapes["en"]) > 40
    assert shapes["ru"] == shapes["en"]
    assert shapes["ky"] == shapes["en"]


def test_every_quoted_name_stands_on_a_screen() -> None:
    """A name is always a text of the interface, so it is said in the words of the language's screens."""
    source = "\n".join(
        path.read_text()
        for folder in ("documenters", "react_cases", "reports", "templates")
        for path in Path(settings.BASE_DIR, folder).rglob("*")
        if path.suffix in (".py", ".html") and GUIDES not in path.parents and "management" not in path.parts
    )
    for path in sorted(GUIDES.rglob("*.html")):
        text = path.read_text()
        for name in NAME.findall(text):
            found = QUOTED.fullmatch(name)
            assert found, (path.name, name)
            assert f'"{found[1]}"' in source, (path.parent.name, path.name, found[1])
        assert bool(CYRILLIC.search(text)) == (path.stem.removeprefix("_safety_") != "en"), path


def test_everybody_reads_every_guide_and_begins_with_their_own(
    client: Client, amina: User, bilal: User, dara: User, emil: User, aida: User
) -> None:
    for user, role in ((amina, "documenter"), (bilal, "mentor"), (dara, "coordinator"), (emil, "donor")):
        client.force_login(user)
        answer = client.get(reverse("guide"))
        assert answer.context["text"] == f"guides/{role}/ru.html"
    client.force_login(aida)
    for role in ROLES:
        for language in LANGUAGES:
            text = client.get(reverse("guide_of", args=[role]), headers={"accept-language": language}).content.decode()
            assert "practice/start/" not in text
    client.force_login(amina)
    assert "practice/start/" in client.get(reverse("guide")).content.decode()
    assert client.get("/help/nobody/").status_code == 404
