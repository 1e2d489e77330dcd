"""Words are found in other forms and spellings, and shown with what stands around them."""

import pytest

from react_cases.pii.letters import folded_in_place
from react_cases.pii.sought_words import BEFORE, Unfit, UnfitWords, clean, extract, read_sought


def found(typed: str, text: str) -> list[str]:
    """The words of the text that are marked; none where one of those sought is missing."""
    text = clean(text)
    spans = read_sought(typed).found_in([text])
    return [text[start:end] for start, end in spans[0]] if spans else []


@pytest.mark.parametrize(
    ("typed", "text", "words"),
    [
        # The beginning of a word, and any ending.
        ("мили", "Трое из милиции", ["милиции"]),
        ("милиционера", "Двое милиционеров в форме", ["милиционеров"]),
        ("участковый", "К участковому пришла мать", ["участковому"]),
        ("избить", "Его избили и забрали телефон", ["избили"]),
        ("задержали", "Был задержан у аптеки", ["задержан"]),
        ("деньги", "Не было денег", ["денег"]),
        ("отец", "Позвонили отцу", ["отцу"]),
        ("милиция", "Милицияга алып кетишти", ["Милицияга"]),
        ("жигитке", "Эки жигит келди", ["жигит"]),
        # Capital letters, ё, and Kyrgyz letters of another keyboard.
        ("ЁЛКА", "у елки", ["елки"]),
        ("ун кучу", "Үн күчү", ["Үн", "күчү"]),
        ("күндү", "кундун", ["кундун"]),
        ("он", "Өң", ["Өң"]),
        # Latin letters that look Cyrillic, composed or not, with a soft hyphen.
        ("Aзaмат", "Азаматты", ["Азаматты"]),
        ("район", "раи\u0306он", ["район"]),
        ("милиция", "ми\u00adлиция", ["милиция"]),
        # Two letters: a whole word, or a place.
        ("Ош", "В Оше была ошибка", ["Оше"]),
        # All of the words, in any order; quotation marks: exactly so.
        ("рынок паспорт", "Деньги взяли на рынке", []),
        ("рынок деньги", "Деньги взяли на рынке", ["Деньги", "рынке"]),
        ("«по лицу»", "Ударил по лицу, по\nлицу!", ["по лицу", "по\nлицу"]),
        ("“по лицу”", "по лицуху, влипо лицу", []),
        # Not every word that begins alike.
        ("дома", "домохозяйка домой", ["домой"]),
        ("рука", "руководитель", []),
        ("кейс", "2021", []),
    ],
)
def test_words_are_found_in_their_forms(typed: str, text: str, words: list[str]) -> None:
    assert found(typed, text) == words


def test_words_may_stand_in_several_texts_of_a_case() -> None:
    assert read_sought("рынок участковый").found_in(["на рынок", "участковому", "никого"]) == [[(3, 8)], [(0, 11)], []]


NINE = "один два три четыре пять шесть семь восемь девять"
UNFIT = {
    "": Unfit.EMPTY,
    " \u200b": Unfit.EMPTY,
    "а": Unfit.SHORT,
    "«»": Unfit.SHORT,
    "?!": Unfit.SHORT,
    NINE: Unfit.MANY,
}


@pytest.mark.parametrize(("typed", "why"), UNFIT.items())
def test_what_is_nothing_to_look_for(typed: str, why: Unfit) -> None:
    with pytest.raises(UnfitWords) as refused:
        read_sought(typed)
    assert refused.value.why == why


def test_folding_keeps_every_letter_in_its_place() -> None:
    text = "İşçi Ёлка ҢӨҮ ʼбʼ – “Straße” ﬁ 12"
    assert len(folded_in_place(text)) == len(text)


def test_an_extract_shows_the_words_in_one_line_and_cuts_between_words() -> None:
    text = "начало " * 40 + "у рынка\n\nударил. " + "конец " * 60 + "рынок"
    spans = read_sought("рынка").found_in([text])
    assert spans is not None
    pieces = extract(text, spans[0])
    shown = "".join(piece.text for piece in pieces)
    assert [piece.text for piece in pieces if piece.is_sought] == ["рынка", "рынок"]
    assert shown.startswith("… начало")
    assert " у рынка ударил. конец" in shown
    assert "конец … " in shown
    assert shown.endswith("рынок")
    assert len(shown) < 4 * BEFORE + 200
