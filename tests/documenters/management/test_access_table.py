"""The table of docs/access.toml: how a row is read, what is refused, how it is said in the document."""

from pathlib import Path

import pytest

from documenters.management.access_table import AccessTableError, access_document, read_access_table

HEAD = """
[doors]
login = "login"
[actors]
author = "who wrote it"
reader = "who reads it"
guest = "nobody"
[columns.people]
author = { title = "Author", actors = ["author"] }
reader = { title = "Reader", actors = ["reader"] }
anonymous = { title = "Guest", actors = ["guest"] }
[about.letter]
DRAFT = "not sent"
SENT = "sent"
BURNT = "burnt"
[sets]
ALIVE = ["DRAFT", "SENT"]
[area.letters]
title = "Letters"
columns = "people"
[page.letter]
area = "letters"
about = "letter"
says = "A letter"
"""


def written(folder: Path, row: str) -> Path:
    path = folder / "access.toml"
    path.write_text(HEAD + row)
    return path


def test_first_clause_that_names_a_state_counts_and_silence_is_not_found(tmp_path: Path) -> None:
    table = read_access_table(written(tmp_path, 'GET = { author = "told BURNT; page", reader = "page SENT" }'))
    page = table.pages["letter"]
    assert [page.answer("GET", "author", state) for state in page.subjects] == ["page", "page", "told"]
    assert [page.answer("GET", "reader", state) for state in page.subjects] == ["404", "page", "404"]
    assert [page.answer("GET", "guest", state) for state in page.subjects] == ["login"] * 3


def test_sets_and_everybody_and_a_later_column(tmp_path: Path) -> None:
    row = 'GET = { everybody = "page ALIVE", reader = "goes letter" }\nrecent_login = true'
    page = read_access_table(written(tmp_path, row)).pages["letter"]
    assert [page.answer("GET", "guest", state) for state in page.subjects] == ["page", "page", "404"]
    assert {page.answer("GET", "reader", state) for state in page.subjects} == {"goes letter"}
    assert page.needs_recent_login == ("GET",)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ('GET = { author = "perhaps" }', "`perhaps` is no answer"),
        ('GET = { stranger = "page" }', "`stranger` is none of the columns"),
        ('GET = { author = "page LOST" }', "is no state"),
        ('PUT = { author = "page" }', "declare GET or POST"),
        ('GET = { author = "page" }\ncolour = "red"', "nothing that the table does not know"),
    ],
)
def test_what_the_table_does_not_know_is_refused_in_a_sentence(tmp_path: Path, row: str, sentence: str) -> None:
    with pytest.raises(AccessTableError, match=sentence):
        read_access_table(written(tmp_path, row))


def test_every_actor_stands_in_one_column(tmp_path: Path) -> None:
    path = written(tmp_path, 'GET = { author = "page" }')
    path.write_text(path.read_text().replace('actors = ["reader"]', 'actors = ["author"]'))
    with pytest.raises(AccessTableError, match="name every actor once"):
        read_access_table(path)


def test_document_says_it_in_words(tmp_path: Path) -> None:
    row = 'GET = { author = "page DRAFT; told", reader = "page SENT" }\nPOST = { author = "does" }'
    text = access_document(read_access_table(written(tmp_path, row)))
    assert "| A letter (`letter`) | opens: not sent; otherwise is told why not | opens: sent |" in text
    assert "| … and sending it | **can** | — |" in text
    # Guests meet the login page everywhere, which the opening says.
    assert "| What | Author | Reader |" in text
