"""The draft of a letter: no small number can be read or reckoned from it, and the guard looks at own labels."""

import re
from collections import Counter
from itertools import combinations

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documenters.models import Programme, User
from react_cases.actions.guard import text_check
from react_cases.forms.advocacy_draft import SMALL, Row, draft_of, drafted, line
from react_cases.models import Case, Location
from react_cases.models.location import LocationKind
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db

PLACES = "Where it happened: "
oblasts = st.lists(st.sampled_from([None, *range(8)]), min_size=1, max_size=60)
few = st.lists(st.sampled_from([None, 0, 1, 2]), min_size=1, max_size=40)


@pytest.fixture
def places(programme: Programme) -> list[Location]:
    return list(Location.objects.filter(programme=programme, kind=LocationKind.OBLAST).order_by("pk")[:8])


def derived(total: int, numbers: list[int]) -> set[int]:
    """Every number that somebody has who takes printed numbers from the total. Oblasts share no case."""
    sums = {sum(some) for size in range(len(numbers) + 1) for some in combinations(numbers, size)}
    return {*numbers, *(total - number for number in sums)}


@given(chosen=st.one_of(oblasts, few))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_small_number_of_an_oblast_can_be_reckoned(places: list[Location], chosen: list[int | None]) -> None:
    cases = [Case(pk=-number, oblast=None if at is None else places[at]) for number, at in enumerate(chosen, start=1)]
    with translation.override("en"):
        text = draft_of(cases)
    total, numbers = len(cases), [int(found) for found in re.findall(r"– (\d+)", text)]
    if total < SMALL:
        assert not re.search(r"\d", text)
        return
    assert f"{total} cases" in text
    assert not derived(total, numbers) & set(range(1, SMALL)), text
    counted = Counter(at for at in chosen if at is not None)
    named = text.partition(PLACES)[2].partition("\n")[0]
    # As many names as cases would say that each has one.
    assert numbers or not named or len(named.split("; ")) < total
    if min(Counter(chosen).values()) >= SMALL and len(counted) <= 6:
        assert sorted(numbers) == sorted(counted.values())


def test_several_cases_of_one_violator_each_are_such_a_partition() -> None:
    said = line("Who: %(rows)s.", [Row("Police", 9), Row("Guards", 3)], 12)[0]
    assert said == "Who: Guards; Police."
    assert line("Who: %(rows)s.", [Row("Police", 9), Row("Guards", 8)], 12)[0] == "Who: Guards; Police."
    assert line("Who: %(rows)s.", [Row("Police", 7), Row("Guards", 5)], 12)[0] == "Who: Police – 7; Guards – 5."


@pytest.mark.parametrize(
    ("numbers", "total", "said"),
    [
        # One small row does not silence the large ones, and what remains of the total is never small.
        ([40, 20, 8, 3], 71, "A – 40; B – 20; and others"),
        ([71, 40, 3], 71, "A – 71; B – 40; and others"),
        ([69, 40, 3], 71, "B – 40; and others"),  # 71 - 69 is small
        ([40, 33], 71, "A – 40; and others"),  # as if two cases had both
        ([30, 28, 10], 71, "A – 30; B – 28; and others"),  # 71 - 68
    ],
)
def test_large_numbers_are_printed_beside_small_ones(numbers: list[int], total: int, said: str) -> None:
    with translation.override("en"):
        rows = [Row(label, number) for label, number in zip("ABCD", numbers, strict=False)]
        assert line("%(rows)s", rows, total)[0] == said


def test_the_letter_says_which_cases_these_are(programme: Programme, amina: User, dara: User) -> None:
    case = make_case(amina)
    asked = [("Kind of place", ["At or near a site"]), ("Violator", ["Law enforcement", "Guards"])]
    with translation.override("en"):
        text = drafted([case], programme, asked).text
    assert text.startswith("Dear Sir or Madam,")
    assert "these are: Kind of place – At or near a site; Violator – Law enforcement, Guards." in text


def test_what_the_guard_finds_in_an_own_label_is_open(programme: Programme, amina: User, dara: User) -> None:
    case = make_case(amina)
    assert not text_check(drafted([case], programme), programme=programme).undecided
    category = case.violations.get().category
    category.label_en = category.label_ru = category.label_ky = "Beaten by Асель Сыдыкова"
    category.is_renamed = True
    category.save()
    draft = drafted([case], programme)
    assert "Сыдыкова" in draft.text
    (suggestion,) = text_check(draft, programme=programme).undecided
    found = suggestion.findings[0]
    assert "Сыдыкова" in draft.text[found.start : found.end]
