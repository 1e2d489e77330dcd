"""Entries of code lists: order, validity, what can be chosen, labels."""

import datetime

from django.utils import timezone, translation

from documenters.models import Programme
from react_cases.models import Location, Term
from react_cases.models.term import GROUPING_LISTS
from tests.factories.cases import place, term

TODAY = timezone.localdate


def test_headings_stand_before_their_children(programme: Programme) -> None:
    terms = list(Term.objects.of(programme, "violator_types"))
    headings = [row for row in terms if row.parent_id is None]
    assert [row.position for row in headings] == sorted(row.position for row in headings)
    latest = None
    for row in terms:
        if row.parent_id is None:
            latest = row
        else:
            assert row.parent_id == latest.pk
            assert row.heading_code == latest.code


def test_headings_that_only_group_cannot_be_chosen(programme: Programme) -> None:
    for code_list in GROUPING_LISTS:
        assert not Term.objects.of(programme, code_list).choosable().filter(parent=None).exists()
    groups = Term.objects.of(programme, "client_groups").choosable().values_list("code", flat=True)
    assert {"LGBTIQ", "LGBTIQ.MSM", "PWID"} <= set(groups)


def test_retired_term_is_offered_until_the_day_before(programme: Programme) -> None:
    row = term("client_tags", "OST")
    row.valid_to = TODAY()
    row.save()
    offered = Term.objects.of(programme, "client_tags")
    assert row not in offered.valid()
    assert row in offered.valid(TODAY() - datetime.timedelta(days=1))
    assert row.is_retired
    assert not term("client_tags", "ART").is_retired


def test_term_that_begins_later_is_not_offered_yet(programme: Programme) -> None:
    row = term("client_tags", "OST")
    row.valid_from = TODAY() + datetime.timedelta(days=1)
    row.save()
    assert row not in Term.objects.of(programme, "client_tags").valid()
    assert row in Term.objects.of(programme, "client_tags").valid(row.valid_from)


def test_disabled_term_is_not_offered(programme: Programme) -> None:
    assert not term("client_groups", "LGBTIQ.TRANS").is_enabled
    assert term("client_groups", "LGBTIQ.TRANS") not in Term.objects.of(programme, "client_groups").valid()


def test_label_falls_back_from_kyrgyz_to_russian(programme: Programme) -> None:
    row = term("client_tags", "OST")
    row.label_ky = ""
    with translation.override("ky"):
        assert str(row) == row.label_ru
    with translation.override("en"):
        assert str(row) == row.label_en


def test_oblasts_are_seven_and_two_cities(programme: Programme) -> None:
    assert Location.objects.filter(programme=programme).oblasts().count() == 9
    assert place("KG-C-C-KANT").parent == place("KG-C")


def test_place_that_was_abolished_is_not_offered(programme: Programme) -> None:
    row = place("KG-C-C-KANT")
    row.valid_to = TODAY()
    row.save()
    assert row not in Location.objects.valid()
    assert row in Location.objects.valid(TODAY() - datetime.timedelta(days=1))
