"""The measure itself, on an example small enough to count by hand."""

import pytest

from react_cases.pii import Finding, Label
from tests.react_cases.pii import scoring
from tests.react_cases.pii.scoring import scored
from tests.react_cases.pii.texts import KINDS, LANGUAGES, Gold, Narrative, belongs_open, narratives, unmarked

COUNTS = dict(zip(KINDS, (26, 10, 6, 6, 6, 6, 8, 16), strict=True))
"""Narratives of each kind in each language, both parts together."""


def finding(start: int, end: int, label: Label, confidence: float = 0.9, is_officer: bool = False) -> Finding:
    return Finding(start, end, label, confidence, "test.test", is_officer)


def test_marks_become_offsets() -> None:
    text, gold = unmarked("Звонит [PERSON:Асель], её держит [PERSON/officer:Эрлан М.].")
    assert text == "Звонит Асель, её держит Эрлан М.."
    assert gold == (Gold(7, 12, "PERSON"), Gold(24, 32, "PERSON", is_officer=True))
    with pytest.raises(ValueError, match="not closed"):
        unmarked("Звонит [PERSON:Асель, её держит.")


def test_score_of_a_known_example() -> None:
    text, gold = unmarked(
        "[PERSON:Анна Ли] ждала, [PERSON/officer:Бек] и [PERSON:Вера] пришли из [PLACE:Оша] [DATE:1 мая], "
        "[IGNORE:Фонд] помог, роза цвела: [PHONE:0555 123456]"
    )
    narrative = Narrative("ru-usual-1", "ru", "usual", text, gold)
    anna, bek, vera, osh, _day, fund, phone = gold
    found = (
        finding(anna.start, anna.start + 4, Label.PERSON),  # half of the name: not found
        finding(bek.start, bek.end, Label.PERSON, 0.5),  # found, but grey and without its role
        finding(vera.start, vera.end, Label.PLACE),  # masked by a wrong label
        finding(osh.start, osh.end, Label.ORG),  # the same type as PLACE
        finding(fund.start, fund.end, Label.ORG),  # may be there or not
        finding(text.index("роза"), text.index("роза") + 4, Label.PERSON),  # no name
        finding(phone.start, phone.end, Label.PHONE),
    )
    score = scored([narrative], {narrative.id: found}, lambda name: name == "Бек")
    names = score.of(scoring.NAMES, "ru", "usual")
    assert (names.gold, names.found, names.masked, names.predicted, names.right) == (3, 1, 2, 3, 2)
    assert score.of(scoring.PRESSING_NAMES).found == 0
    assert score.of(scoring.UNLISTED).recall == 1.0
    assert score.of(scoring.OFFICERS).recall == 0.0
    assert score.of(scoring.OFFICERS).precision is None
    places = score.of(scoring.ORG_PLACE)
    assert (places.gold, places.found, places.predicted, places.right) == (1, 1, 2, 1)
    everything = score.of(scoring.EVERYTHING)
    assert (everything.gold, everything.found, everything.predicted, everything.right) == (5, 4, 6, 5)
    assert score.false_names("ru", "usual") == pytest.approx(1000 / len(text.split()))
    assert score.of(scoring.NAMES, "ky").recall is None


def test_an_article_need_not_be_found() -> None:
    """Nor does a finding of half a word count: "the" of a court is no word of its name, "he" none of "the"."""
    text, gold = unmarked("She went to [ORG:the Jayil court] and to [ORG:Theo market].")
    court, market = gold
    narrative = Narrative("en-usual-1", "en", "usual", text, gold)
    found = (finding(court.start + 4, court.end, Label.ORG), finding(market.start + 5, market.end, Label.ORG))
    assert scored([narrative], {narrative.id: found}).of(scoring.ORG_PLACE).found == 1


def test_a_hash_decides_which_half_is_open() -> None:
    """Nobody chose the easy ones; the closed half is not read to know it."""
    every = {
        f"{lang}-{kind}-{i:02}" for lang in LANGUAGES for kind, count in COUNTS.items() for i in range(1, count + 1)
    }
    assert {narrative.id for narrative in narratives("open")} == belongs_open(every)


def test_narratives_are_what_their_kind_says() -> None:
    for narrative in narratives("open"):
        assert len(narrative.text.split()) >= (15 if narrative.kind == "shape" else 55), narrative.id
        assert (narrative.kind == "ordinary") == (not narrative.gold), narrative.id
        if narrative.kind in ("lower", "voice"):
            assert narrative.text == narrative.text.lower(), narrative.id
        if narrative.kind == "voice":
            assert not set(narrative.text) & set(",.!?"), narrative.id
        for gold in narrative.gold:
            marked = narrative.text[gold.start : gold.end]
            assert marked == marked.strip(), (narrative.id, marked)
            assert gold.label == "IGNORE" or gold.label in Label.__members__, (narrative.id, gold.label)
