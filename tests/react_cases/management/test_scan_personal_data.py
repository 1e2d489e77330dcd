"""manage.py scan_personal_data: JSON lines in and out, without a database."""

import io
import json
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from react_cases.config.command_line import NEED_NO_DATABASE


def scanned(monkeypatch: pytest.MonkeyPatch, *lines: bytes) -> tuple[list[dict[str, object]], str, str | None]:
    """Answers, standard error, and the message of the CommandError at the end."""
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"\n".join(lines))))
    output, errors, failure = io.StringIO(), io.StringIO(), None
    try:
        call_command("scan_personal_data", stdout=output, stderr=errors)
    except CommandError as error:
        failure = str(error)
    return [json.loads(line) for line in output.getvalue().splitlines()], errors.getvalue(), failure


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


def test_it_starts_no_database() -> None:
    assert "scan_personal_data" in NEED_NO_DATABASE


def test_each_line_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Клиентка Асель, тел 0555 123456"
    answers, errors, failure = scanned(monkeypatch, line(id="a", lang="ru", text=text), b"", line(id=2, text="—"))
    assert [answer["id"] for answer in answers] == ["a", 2]
    spans = answers[0]["spans"]
    assert isinstance(spans, list)
    assert [(text[span["start"] : span["end"]], span["label"]) for span in spans] == [
        ("Асель", "PERSON"),
        ("0555 123456", "PHONE"),
    ]
    assert set(spans[0]) == {"start", "end", "label", "confidence", "rule"}
    assert answers[1]["spans"] == []
    assert (errors, failure) == ("", None)


def test_bad_lines_are_named_without_their_text_and_the_others_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, errors, failure = scanned(
        monkeypatch,
        b'{"id": 1, "text": "Nurbek',
        line(id=2, text="Асель"),
        line(text="Асель"),
        line(id=4, text=None),
        line(id=5, lang="de", text="Асель"),
        line(id=6, text="а" * 64_001),
        b"\xff",
        b"[]",
    )
    assert [answer["id"] for answer in answers] == [2]
    assert [part.split(":")[0] for part in errors.splitlines()] == [f"line {n}" for n in (1, 3, 4, 5, 6, 7, 8)]
    assert "Nurbek" not in errors
    assert failure == "7 of the lines could not be read"
