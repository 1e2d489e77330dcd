"""Code lists: who shapes them, what is refused, and that old cases stay readable."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documenters.models import AuditEvent, Programme, User
from react_cases.actions.taxonomy import term_retire
from react_cases.models import GuardTally, Location, Term
from react_cases.taxonomy.loader import read_code_lists
from react_cases.workflow import Status
from tests.factories.cases import make_case, term
from tests.factories.people import signed_in

LABELS = {"label_ru": "Дорожная милиция", "label_ky": "", "label_en": "Traffic police"}
READ = [
    ("term_lists", []),
    ("term_list", ["violator_types"]),
    ("term_list", ["genders"]),
    ("term_add", ["violator_types"]),
    ("term_rename", ["violator_types", "LE.CRIM"]),
    ("location_list", []),
]
WRITE = ["term_retire", "term_restore", "term_move", "term_rename"]


@pytest.fixture
def coordinator(client: Client, dara: User) -> Client:
    """The client of Dara, who reads English."""
    client.cookies["django_language"] = "en"
    return signed_in(client, dara)


def send(client: Client, name: str, *args: str, **fields: Any) -> HttpResponse:
    return client.post(reverse(name, args=args), fields)


def errors_of(answer: HttpResponse) -> dict[str, list[str]]:
    assert answer.status_code == 200
    return {name: [error.code for error in found.as_data()] for name, found in answer.context["form"].errors.items()}


@pytest.mark.parametrize(("name", "args"), READ)
def test_the_coordinator_reads_every_page(coordinator: Client, name: str, args: list[str]) -> None:
    assert coordinator.get(reverse(name, args=args)).status_code == 200


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil", "aida"])
def test_nobody_else_learns_that_the_pages_exist(
    client: Client, dara: User, request: pytest.FixtureRequest, who: str
) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert {client.get(reverse(name, args=args)).status_code for name, args in READ} == {404}
    assert {send(client, name, "violator_types", "LE.CRIM", **LABELS).status_code for name in WRITE} == {404}
    assert send(client, "term_add", "violator_types", **LABELS, parent="LE").status_code == 404


@pytest.mark.parametrize("name", ["term_retire", "term_restore", "term_move"])
def test_changes_are_made_by_post_only(coordinator: Client, name: str) -> None:
    assert coordinator.get(reverse(name, args=["violator_types", "LE.CRIM"])).status_code == 405


@pytest.mark.parametrize("address", ["/lists/shoes/", "/lists/shoes/add/", "/lists/violator_types/NOPE/rename/"])
def test_what_does_not_exist_is_not_found(coordinator: Client, address: str) -> None:
    assert coordinator.get(address).status_code == 404


def test_the_overview_counts_terms(coordinator: Client, dara: User) -> None:
    before = {row.code_list.name: row for row in coordinator.get(reverse("term_lists")).context["open_lists"]}
    term_retire(term("outcomes", "LOST"), by=dara)
    after = {row.code_list.name: row for row in coordinator.get(reverse("term_lists")).context["open_lists"]}
    assert after["outcomes"].offered == before["outcomes"].offered - 1
    assert after["outcomes"].retired == before["outcomes"].retired + 1
    assert set(after) == {name for name, item in read_code_lists().items() if item.is_open}


def test_a_term_is_added_under_its_heading(coordinator: Client, dara: User) -> None:
    answer = send(coordinator, "term_add", "violator_types", **LABELS, parent="LE")
    made = Term.objects.get(label_en="Traffic police")
    assert answer["Location"] == f"{reverse('term_list', args=['violator_types'])}#term-{made.code}"
    assert (made.parent.code, made.label_ru, made.is_own) == ("LE", "Дорожная милиция", True)
    event = AuditEvent.objects.get(action="term.added")
    assert (event.actor, event.object_id) == (dara, made.pk)


def test_a_term_is_added_to_a_flat_list(coordinator: Client) -> None:
    assert send(coordinator, "term_add", "outcomes", **LABELS).status_code == 302
    assert term("outcomes", "TRAFFIC_POLI").parent is None


def test_a_heading_is_added_only_when_it_is_asked_for(coordinator: Client) -> None:
    assert errors_of(send(coordinator, "term_add", "violator_types", **LABELS)) == {"parent": ["required"]}
    assert send(coordinator, "term_add", "violator_types", **LABELS, parent="-").status_code == 302
    assert Term.objects.get(label_en="Traffic police").parent is None


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("label_en", "", "required"),
        ("label_ru", "  ", "required"),
        ("label_ru", "x" * 201, "max_length"),
        ("label_ky", "a\x00b", "hidden_character"),
        ("label_en", "a\u202eb", "hidden_character"),
        ("label_en", "two\nlines", "several_lines"),
        ("label_en", "investigator", "twin"),
        ("label_ru", " Следователь ", "twin"),
        ("parent", "NOPE", "invalid_choice"),
    ],
)
def test_bad_labels_are_refused_beside_the_field_and_kept(
    coordinator: Client, field: str, value: str, code: str
) -> None:
    answer = send(coordinator, "term_add", "violator_types", **{**LABELS, "parent": "LE", field: value})
    assert errors_of(answer) == {field: [code]}
    assert answer.context["form"][field].value() == value
    assert not Term.objects.filter(is_own=True).exists()


def test_the_same_label_under_another_heading_is_fine(coordinator: Client) -> None:
    fields = {"label_en": "Investigator", "label_ru": "Следователь", "parent": "PEN"}
    assert send(coordinator, "term_add", "violator_types", **fields).status_code == 302


def test_a_renamed_term_shows_on_old_cases_and_keeps_its_code(coordinator: Client, amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED, violators=["LE.CRIM"])
    fields = {"label_ru": "Оперативник", "label_ky": "", "label_en": "Plain-clothes detective"}
    assert send(coordinator, "term_rename", "violator_types", "LE.CRIM", **fields).status_code == 302
    renamed = term("violator_types", "LE.CRIM")
    assert (renamed.label_en, renamed.label_ky, renamed.is_renamed) == ("Plain-clothes detective", "", True)
    page = coordinator.get(reverse("case_detail", args=[case.public_id]))
    assert "Plain-clothes detective" in page.content.decode()
    assert AuditEvent.objects.get(action="term.renamed").fields == ["label_en", "label_ky", "label_ru"]


def test_an_empty_kyrgyz_label_falls_back_to_russian(coordinator: Client) -> None:
    fields = {"label_ru": "Оперативник", "label_ky": "", "label_en": "Detective"}
    send(coordinator, "term_rename", "violator_types", "LE.CRIM", **fields)
    coordinator.cookies["django_language"] = "ky"
    assert "Оперативник" in coordinator.get(reverse("term_list", args=["violator_types"])).content.decode()


def test_renaming_to_its_own_label_is_fine(coordinator: Client) -> None:
    held = term("violator_types", "LE.CRIM")
    fields = {"label_ru": held.label_ru, "label_ky": held.label_ky, "label_en": held.label_en}
    assert send(coordinator, "term_rename", "violator_types", "LE.CRIM", **fields).status_code == 302


def test_a_used_term_is_retired_and_stays_readable(coordinator: Client, amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED, violators=["LE.DRUG"])
    label = term("violator_types", "LE.DRUG").label_en
    send(coordinator, "term_retire", "violator_types", "LE.DRUG")
    retired = term("violator_types", "LE.DRUG")
    assert retired.valid_to == timezone.localdate()
    assert retired not in Term.objects.of(case.programme, "violator_types").valid()
    page = coordinator.get(reverse("case_detail", args=[case.public_id]))
    assert label in page.content.decode()
    assert AuditEvent.objects.filter(action="term.retired", object_id=retired.pk).exists()
    send(coordinator, "term_restore", "violator_types", "LE.DRUG")
    assert retired in Term.objects.of(case.programme, "violator_types").valid()
    assert AuditEvent.objects.filter(action="term.restored", object_id=retired.pk).exists()


def test_a_heading_stays_while_its_terms_are_offered(coordinator: Client) -> None:
    send(coordinator, "term_retire", "violator_types", "SYS")
    assert term("violator_types", "SYS").valid_to is None
    send(coordinator, "term_retire", "violator_types", "SYS.LAW")
    send(coordinator, "term_retire", "violator_types", "SYS")
    assert term("violator_types", "SYS").is_retired


def test_a_twin_of_a_retired_term_is_told_to_restore_it(coordinator: Client, dara: User) -> None:
    term_retire(term("outcomes", "LOST"), by=dara)
    lost = term("outcomes", "LOST")
    fields = {"label_en": lost.label_en, "label_ru": "Другое слово"}
    answer = send(coordinator, "term_add", "outcomes", **fields)
    assert "(LOST)" in str(answer.context["form"].errors["label_en"])


def test_terms_move_one_place(coordinator: Client, programme: Programme) -> None:
    def codes() -> list[str]:
        return list(Term.objects.of(programme, "outcomes").values_list("code", flat=True))

    before = codes()
    send(coordinator, "term_move", "outcomes", before[1], direction="up")
    assert codes()[:2] == [before[1], before[0]]
    send(coordinator, "term_move", "outcomes", before[1], direction="down")
    assert codes() == before
    send(coordinator, "term_move", "outcomes", before[0], direction="up")
    assert codes() == before


def test_closed_lists_are_only_read(coordinator: Client) -> None:
    page = coordinator.get(reverse("term_list", args=["genders"]))
    assert "This list is fixed" in page.content.decode()
    assert coordinator.get(reverse("term_add", args=["genders"])).status_code == 404
    assert send(coordinator, "term_retire", "genders", "F").status_code == 404


def test_each_term_says_in_how_many_cases_it_is_used(coordinator: Client, amina: User) -> None:
    make_case(amina, Status.SUBMITTED, violators=["LE.CRIM"])
    make_case(amina, Status.SUBMITTED, violators=["LE.CRIM", "LE.DIST"])
    groups = coordinator.get(reverse("term_list", args=["violator_types"])).context["groups"]
    cases = {row.term.code: row.cases for _, rows in groups for row in rows}
    assert (cases["LE.CRIM"], cases["LE.DIST"], cases["LE.INV"]) == (2, 1, 0)


def test_places_are_shown_with_their_other_names(coordinator: Client) -> None:
    oblasts = coordinator.get(reverse("location_list")).context["oblasts"]
    assert len(oblasts) == Location.objects.oblasts().count()
    assert sum(len(places) for _, places in oblasts) == Location.objects.exclude(parent=None).count()


@pytest.mark.parametrize(("name", "args"), [*READ, ("term_list", ["effects"])])
def test_few_queries(
    coordinator: Client, amina: User, name: str, args: list[str], django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        make_case(amina, Status.SUBMITTED, violators=["LE.CRIM", "PEN.SIZO"], responses=["LEG1.CONS"])
    with django_assert_max_num_queries(15):
        coordinator.get(reverse(name, args=args))


def test_a_label_that_names_somebody_is_decided_about_first(coordinator: Client) -> None:
    labels = {**LABELS, "label_ru": "Следователь Асанов"}
    answer = send(coordinator, "term_add", "violator_types", **labels, parent="LE")
    assert errors_of(answer) == {"label_ru": ["personal_data_undecided"]}
    decisions = '[["PERSON","name.surname",12,18,"keep","PUBLIC"]]'
    send(coordinator, "term_add", "violator_types", **labels, **{"label_ru-decisions": decisions}, parent="LE")
    added = Term.objects.get(label_ru="Следователь Асанов")
    assert GuardTally.objects.get().reason == "PUBLIC"
    # What stands there already is not asked about again.
    fine = send(coordinator, "term_rename", "violator_types", added.code, **{**labels, "label_ky": "Мурдагы тергөөчү"})
    assert fine.status_code == 302, errors_of(fine)
    page = send(coordinator, "term_rename", "violator_types", added.code, **{**labels, "label_ky": "Асель эже"})
    assert errors_of(page) == {"label_ky": ["personal_data_undecided"]}
