"""What is refused before the first page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps

from documenters.models import Programme
from react_cases.actions.guard import Written, text_check
from react_cases.pii import Finding, Label, ner


def test_a_recognition_model_that_is_asked_for_and_missing_stops_the_start(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ner, "find_spec", lambda _name: None)
    apps.get_app_config("react_cases").ready()
    settings.PII_NER = True
    with pytest.raises(ner.NerUnavailable, match="make ner"):
        apps.get_app_config("react_cases").ready()


def test_one_that_is_asked_for_is_used(settings: Any, monkeypatch: pytest.MonkeyPatch, programme: Programme) -> None:
    said = "Пришла кхмерша домой."

    def model() -> Any:
        def find(text: str) -> Iterator[Finding]:
            start = text.index("кхмерша")
            yield Finding(start, start + len("кхмерша"), Label.PERSON, ner.CONFIDENCE, ner.RULE)

        return find

    monkeypatch.setattr(ner, "model", model)
    assert not text_check(Written(said), programme=programme).undecided
    settings.PII_NER = True
    found = text_check(Written(said), programme=programme).undecided
    assert [row.rule for row in found] == [ner.RULE]
