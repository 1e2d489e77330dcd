"""The optional recognition model: refused unless it is exactly the one that was measured."""

import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from react_cases.pii import Label, ner, scan
from react_cases.pii.lexicon import lexicon
from react_cases.pii.ner import HASHES, NerModel, NerUnavailable


def model_that_marks(*names: str) -> NerModel:
    """Answers as slovnet does, for these words."""

    def tag(text: str) -> SimpleNamespace:
        spans = [
            SimpleNamespace(start=text.index(name), stop=text.index(name) + len(name), type="PER")
            for name in names
            if name in text
        ]
        return SimpleNamespace(spans=[*spans, SimpleNamespace(start=0, stop=3, type="LOC")])

    return NerModel(tag)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    for name in HASHES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"other weights")
    return tmp_path


def test_not_installed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ner, "find_spec", lambda _name: None)
    with pytest.raises(NerUnavailable, match=r"not installed.*make ner.*PII_NER=0"):
        ner.verified()


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NerUnavailable, match=r"lacks slovnet_ner_news_v1\.tar"):
        NerModel.load(tmp_path)


def test_other_weights_are_refused(weights: Path) -> None:
    with pytest.raises(NerUnavailable, match="not the file that was measured"):
        NerModel.load(weights)


def test_weights_without_the_package_are_refused(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ner, "HASHES", dict.fromkeys(HASHES, sha256(b"other weights").hexdigest()))
    monkeypatch.setitem(sys.modules, "slovnet", None)
    monkeypatch.setitem(sys.modules, "navec", None)
    with pytest.raises(NerUnavailable, match="not complete"):
        NerModel.load(weights)


STRANGER = next(
    name
    for name in ("Шындоогүл", "Бөкчөөнүз", "Жүңдөөкал")
    if not any(lexicon().frequency(name.lower(), language) for language in ("ru", "ky"))
)
"""A name that no list has. A filter takes one word in 300 for its own, another one after each build of the data."""


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Ждали долго. " * 60 + f"Потом вышла {STRANGER}. " + "И снова тишина! " * 60 + "Ушёл Бэрчим."
    found = list(model_that_marks(STRANGER, "Бэрчим")(text))
    assert [text[finding.start : finding.end] for finding in found] == [STRANGER, "Бэрчим"]
    assert {(finding.label, finding.rule) for finding in found} == {(Label.PERSON, "name.ner")}


def test_ordinary_words_that_the_model_takes_along_are_left() -> None:
    found = list(model_that_marks(f"Кардар {STRANGER}", "Дарыгер")(f"Дарыгер күтүп турган. Кардар {STRANGER} келди."))
    assert [(finding.start, finding.end) for finding in found] == [(29, 38)]


def test_the_model_adds_to_the_rules_and_takes_nothing_from_them() -> None:
    text = f"Асель звонила с номера 0555 12-34-56, рядом стоял {STRANGER.lower()}"
    alone = scan(text, language="ru")
    both = scan(text, language="ru", extra=model_that_marks("Асель", "0555", STRANGER.lower()))
    assert set(alone) < set(both)
    assert text[both[-1].start :] == STRANGER.lower()


@pytest.mark.bench
@pytest.mark.skipif(find_spec("slovnet") is None, reason="the extra `ner` is not installed")
def test_the_installed_model_finds_a_name_of_no_list() -> None:
    text = "Вечером Бэрчим Шындооглу пришёл к следователю."
    (found,) = ner.model()(text)
    assert text[found.start : found.end] == "Бэрчим Шындооглу"
    assert "natasha" not in sys.modules
