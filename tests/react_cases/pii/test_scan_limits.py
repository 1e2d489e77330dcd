"""No text takes long, none breaks the guard, and its answers can be relied on."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from react_cases.pii import MAX_CHARACTERS, TextTooLong, scan
from react_cases.pii.scan import findings_of
from tests.each import each
from tests.react_cases.pii.speed import load, long_text, per_2000, seconds
from tests.react_cases.pii.texts import LANGUAGES

LENGTH = 100_000
SLOW_MACHINE = 3
"""`make bench` holds the budgets; here they are stretched for machines that are slow or busy."""


def repeated(piece: str) -> str:
    return (piece * (LENGTH // len(piece) + 1))[:LENGTH]


def noise(alphabet: str) -> str:
    return "".join(random.Random(6).choices(alphabet, k=LENGTH))


SUSPECTS = {
    "digits in groups": repeated("12 "),
    "streets": repeated("ул. "),
    "nested quotes": repeated("«a «b "),
    "initials": repeated("а.а.а."),
    "hyphens and apostrophes": repeated("-'-'"),
    "at signs": repeated("@"),
    "spaces": repeated(" "),
    "one upper-case word": repeated("А"),
    "one word": repeated("а"),
    "two scripts": repeated("аaбb"),
    "nothing to see": repeated("а\u200b"),
    "many accents": "а" + repeated("\u0301"),
    "letters and digits": noise("аАәбЖкnzyZ01 29.-'@"),
}
OTHERS = {
    "digits and brackets": repeated("0(5"),
    "plus signs": repeated("+9 9 6 "),
    "streets with houses": repeated("улица Абая, дом 1, кв. 2, "),
    "quotes": repeated("«") + repeated("»"),
    "addresses of mail": repeated("a@a."),
    "abbreviations": repeated("г. р. "),
    "one digit": repeated("7"),
    "digits and hyphens": repeated("1-2-3"),
    "personal numbers": repeated("1 0101 1990 0001"),
    "kyrgyz streets": repeated("Манас көчөсү "),
    "closed quotes": repeated("кафе «Ош» "),
    "spaced initials": repeated("А. Б. "),
    "hyphened word": repeated("а-"),
    "apostrophes": repeated("o'"),
    "addresses of pages": repeated("t.me/"),
    "no-break spaces": repeated("\u00a0"),
    "lines": repeated("\n"),
    "upper case": repeated("АБВГД "),
    "one name": repeated("нур"),
    "latin word": repeated("zhy"),
    "names": repeated("Асель Нурлан "),
    "lower-case names": repeated("асель нурлан "),
    "sons of sons": repeated("Асан уулу "),
    "ranks": repeated("майор "),
    "months": repeated("1 мая "),
    "two scripts in words": repeated("Асан Asan "),
    "accents": repeated("и\u0306"),
    "dates": repeated("1.1.1"),
    "numbers of schools": repeated("№ 1 школа "),
    "spoken numbers": repeated("ноль пятьсот "),
    "punctuation": noise(".,;:!?()[]\"'«»„“-–—/\\№@+#*_ "),
}
"""Tried by `make bench`: the suite has no half a minute for them."""


def check_hostile(pair: tuple[str, str]) -> None:
    """100,000 characters, past the bound: what would grow with the square of the length would take minutes.

    Patterns are compiled when they are first asked, which is not what is measured here; and what else runs on the
    machine only adds to the time, so the quickest of three tries counts.
    """
    findings_of(pair[1][:2000])
    took = 2.0
    for _ in range(3):
        started = time.process_time()
        findings_of(pair[1])
        took = min(took, time.process_time() - started)
        if took < 2:
            return
    raise AssertionError(f"{took:.1f} s")


test_no_hostile_text_takes_two_seconds = each(SUSPECTS.items(), name=lambda pair: pair[0])(check_hostile)


def test_the_bound_is_on_characters() -> None:
    assert scan("я" * MAX_CHARACTERS) == ()
    with pytest.raises(TextTooLong):
        scan("я" * (MAX_CHARACTERS + 1))


def test_a_scan_keeps_to_its_budget() -> None:
    """Loaded in half a second and 60 MB; 60 ms for 2,000 characters, one second for the longest text."""
    took, megabytes = load()
    assert took < 0.5 * SLOW_MACHINE
    assert megabytes < 60
    for language in LANGUAGES:
        assert per_2000(language, times=1) < 0.06 * SLOW_MACHINE, language
    longest = long_text("ru", MAX_CHARACTERS)
    assert seconds(lambda: scan(longest, language="ru"), times=1) < 1 * SLOW_MACHINE


PIECES = st.sampled_from(
    [
        *("Асель", "нурлан", "Бакыт", "Zhyldyz", "Эркинбек уулу", "Иванович", "Мамытова", "Hope", "вера", "Сыдык у."),
        *("майор", "күйөөсү", "брат", "Officer", "эже", "ул. Абая 5", "көчөсү", "РОВД", "№ 61", "школа", "кафе «", "»"),
        *("0555 12-34-56", "+996", "12010199000123", "ID1234567", "01KG123ABC", "@nur_ai", "t.me/x", "a@b.kg", "4111 "),
        *(
            "1 мая 2024",
            "12.03.",
            "г.р.",
            "родилась",
            "\u200b",
            "\u00a0",
            "и\u0306",
            "ё",
            "\n",
            ". ",
            ", ",
            "-",
            "'",
            "(",
        ),
        *("😀", "ﬁ", "İ", "ß", "\U0001d400", "\ud7ff", "\x00"),
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=25).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from([None, *LANGUAGES]), st.lists(st.sampled_from(["Асель", "", "кафе «", "-"]), max_size=2))
def test_any_text_has_findings_in_order_and_apart(text: str, language: str | None, allowed: list[str]) -> None:
    findings = scan(text, language=language, allowed=allowed)
    end = 0
    for finding in findings:
        assert end <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end].strip(), "a finding of nothing"
        assert 0 <= finding.confidence <= 1
        end = finding.end
