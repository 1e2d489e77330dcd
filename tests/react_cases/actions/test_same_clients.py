"""A person says whose cases they are, inside the organisation or across them; and whoever said it can take it back."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from documenters.identity import database_identity
from documenters.models import AuditEvent, User
from react_cases.actions.client_cases import SHOWN, Standing, client_cases
from react_cases.actions.locking import NotAllowed
from react_cases.actions.same_clients import case_of_number, client_apart, client_same, client_undo
from react_cases.models import Case, Client, ClientDecision
from react_cases.workflow import Status
from tests.factories.cases import erase_case, make_case
from tests.factories.people import make_documenter

CODE = "a" * 32


def standings(case: Case, by: User) -> dict[str, Standing]:
    """What the page of a case says of the others, by number."""
    case.refresh_from_db()
    return {row.case.code: row.standing for row in client_cases(case, by=by).others}


def state() -> tuple[list[object], list[object], int]:
    """Everything that decisions change."""
    cases = list(Case.objects.order_by("pk").values_list("pk", "client"))
    return cases, list(Client.objects.order_by("pk").values_list("pk", "code_hash", "apart")), len(decisions())


def decisions() -> list[tuple[int, int, bool]]:
    return list(ClientDecision.objects.values_list("case", "other", "is_same"))


def test_cases_without_a_common_code_are_linked_and_unlinked(amina: User, bilal: User) -> None:
    one, other = make_case(amina, client_code=CODE), make_case(amina)
    before = state()
    assert standings(one, bilal) == {}
    client_same(one, other, by=bilal)
    client_same(other, one, by=bilal)
    assert standings(one, bilal) == {other.code: Standing.LINKED}
    assert standings(other, bilal) == {one.code: Standing.LINKED}
    client_undo(other, one, by=bilal)
    assert state() == before
    logged = AuditEvent.objects.filter(action__startswith="client.").order_by("pk")
    assert list(logged.values_list("action", "object_id")) == [
        *(("client.linked", case.pk) for case in (one, other)),
        *(("client.decision_undone", case.pk) for case in (other, one)),
    ]


def test_two_people_with_one_code_are_set_apart_and_joined_again(amina: User, bilal: User) -> None:
    one, other, third = (make_case(amina, client_code=CODE) for _ in range(3))
    before = state()
    client_apart(other, one, by=bilal)
    assert standings(other, bilal) == {one.code: Standing.APART, third.code: Standing.APART}
    assert standings(one, bilal) == {other.code: Standing.APART, third.code: Standing.BY_CODE}
    # Who comes again with the code is the one known longest, until somebody says otherwise.
    assert make_case(amina, client_code=CODE).client_id == one.client_id
    client_undo(one, other, by=bilal)
    assert state()[1:] == before[1:]
    assert standings(other, bilal)[one.code] == Standing.BY_CODE


@pytest.fixture
def pair(amina: User) -> tuple[Case, Case]:
    return make_case(amina, client_code=CODE), make_case(amina, client_code=CODE)


@pytest.mark.parametrize("who", ["amina", "bilal", "dara"])
def test_the_walls_let_everybody_decide_who_may(
    who: str, pair: tuple[Case, Case], walls: None, request: pytest.FixtureRequest
) -> None:
    person, (one, other) = request.getfixturevalue(who), pair
    with database_identity(person):
        before = state()
        client_apart(one, other, by=person)
        assert standings(one, person) == {other.code: Standing.APART}
        client_undo(one, other, by=person)
        assert state() == before
        client_same(one, other, by=person)
        assert standings(one, person) == {other.code: Standing.LINKED}


def test_one_code_in_two_organisations_is_decided_by_coordinators(
    amina: User, chen: User, bilal: User, dara: User
) -> None:
    here, again, there = (make_case(person, client_code=CODE) for person in (amina, amina, chen))
    before = state()
    assert standings(here, dara) == {again.code: Standing.BY_CODE, there.code: Standing.UNDECIDED}
    assert standings(here, bilal) == {again.code: Standing.BY_CODE}
    client_apart(here, there, by=dara)
    # It is said of the client: of her other case as well.
    assert standings(again, dara) == {here.code: Standing.BY_CODE, there.code: Standing.APART}
    assert standings(there, dara) == {here.code: Standing.APART, again.code: Standing.APART}
    client_undo(again, there, by=dara)
    assert state() == before
    client_same(there, again, by=dara)
    assert standings(here, dara)[there.code] == Standing.LINKED
    client_apart(here, there, by=dara)
    assert standings(here, dara)[there.code] == Standing.APART
    client_same(here, there, by=dara)
    assert standings(here, dara)[there.code] == Standing.LINKED
    assert set(standings(there, chen)) == set()


def test_taking_back_one_of_two_decisions_leaves_the_other_in_force(amina: User, chen: User, dara: User) -> None:
    first, second = make_case(amina, client_code=CODE), make_case(amina, client_code=CODE)
    there = make_case(chen, client_code=CODE)
    client_apart(second, first, by=dara)
    client_apart(second, there, by=dara)
    client_undo(second, there, by=dara)
    assert standings(second, dara) == {first.code: Standing.APART, there.code: Standing.POSSIBLE}


def test_nothing_is_decided_against_what_was_said_before(amina: User, dara: User) -> None:
    one, other, third = make_case(amina), make_case(amina), make_case(amina)
    client_same(one, other, by=dara)
    client_apart(other, third, by=dara)
    with pytest.raises(NotAllowed, match="client_kept_apart"):
        client_same(one, third, by=dara)
    client_undo(other, third, by=dara)
    client_same(other, third, by=dara)
    assert standings(one, dara) == {other.code: Standing.LINKED, third.code: Standing.THROUGH}
    with pytest.raises(NotAllowed, match="client_joined_through"):
        client_apart(one, third, by=dara)
    assert len(decisions()) == 2


@pytest.mark.parametrize("action", [client_same, client_apart, client_undo])
def test_who_decides(action: Callable[..., None], amina: User, bilal: User, chen: User, dara: User) -> None:
    """Documenters their own cases, mentors their organisation's, coordinators the programme's; nobody else."""
    own, also, foreign = make_case(amina), make_case(amina), make_case(chen)
    colleagues = make_case(make_documenter(own.organisation, "tamara"))
    allowed = {
        (amina, own, also),
        (bilal, own, also),
        (bilal, own, colleagues),
        (dara, own, also),
        (dara, own, colleagues),
        (dara, own, foreign),
    }
    for person in (amina, bilal, chen, dara):
        for one, other in ((own, also), (own, colleagues), (own, foreign)):
            if (person, one, other) in allowed:
                action(one, other, by=person)
                ClientDecision.objects.all().delete()
            else:
                with pytest.raises(PermissionDenied):
                    action(one, other, by=person)
    for other in (own, make_case(amina, Status.DRAFT), make_case(amina, Status.ERASED)):
        with pytest.raises(PermissionDenied):
            action(own, other, by=amina)


def test_a_number_is_looked_up_among_what_the_person_compares(amina: User, chen: User, bilal: User, dara: User) -> None:
    one, foreign = make_case(amina), make_case(chen)
    assert case_of_number(one, f" {foreign.code.lower()} ", by=dara) == foreign
    assert case_of_number(one, foreign.code, by=bilal) is None
    assert case_of_number(one, one.code, by=dara) is None


def test_an_author_learns_the_number_of_the_colleagues_cases_alone(amina: User, bilal: User) -> None:
    own, also = make_case(amina, client_code=CODE), make_case(amina, client_code=CODE)
    colleague = make_documenter(own.organisation, "tamara")
    theirs, linked = make_case(colleague, client_code=CODE), make_case(colleague)
    client_same(theirs, linked, by=bilal)
    with database_identity(amina):
        found = client_cases(own, by=amina)
    assert [row.case for row in found.others] == [also]
    assert (found.unseen, found.number) == (2, 3)
    assert client_cases(own, by=bilal).unseen == 0
    assert {row.case for row in client_cases(own, by=bilal).others} == {also, theirs, linked}


def test_few_queries_however_many_cases(amina: User, dara: User, django_assert_max_num_queries: Callable) -> None:
    case = make_case(amina, client_code=CODE)
    for _ in range(SHOWN + 2):
        make_case(amina, Status.SUBMITTED, client_code=CODE)
    for person in (amina, dara):
        assert client_cases(case, by=person)  # reads who the person is
        with django_assert_max_num_queries(4):
            found = client_cases(case, by=person)
        assert (len(found.others), found.more) == (SHOWN, 2)
    draft = make_case(amina, Status.DRAFT)
    with django_assert_max_num_queries(1):
        client_cases(draft, by=dara)


def test_what_was_said_goes_with_an_erased_case(amina: User, chen: User, dara: User) -> None:
    case, linked, apart = make_case(amina, client_code=CODE), make_case(chen), make_case(chen, client_code=CODE)
    client_same(linked, case, by=dara)
    client_apart(case, apart, by=dara)
    erase_case(case, by=dara, version=Case.objects.get(pk=case.pk).version)
    assert decisions() == []
    assert set(Client.objects.values_list("pk", flat=True)) == {apart.client_id}
