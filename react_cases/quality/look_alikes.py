"""Cases that may tell of one client, and events close to each other.

Nothing is decided here: the cases are shown beside each other, to people who may open all of them. What somebody has
decided is not asked again.
"""

import datetime
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme
from react_cases.models import ClientDecision, ClientGroup, Violation
from react_cases.models.choices import DatePrecision
from react_cases.quality.checks import KEPT, Check, Group, Setting, of_each_programme, rows_of

CLOSE_DAYS = datetime.timedelta(days=3)

COMPARABLE = KEPT & Q(client=None, event_precision=DatePrecision.DAY) & ~Q(city=None, district=None)
"""Without a code, on a known day, in a known city or district: without these nearly every case is like another."""


def _same_code(setting: Setting) -> Q:
    here, there = OuterRef("client"), OuterRef(OuterRef("client"))
    said = Q(case__client=here, other__client=there) | Q(case__client=there, other__client=here)
    others = setting.cases.filter(
        KEPT,
        ~Exists(rows_of(ClientDecision, said)),
        programme=OuterRef("programme"),
        client__code_hash=OuterRef("client__code_hash"),
    )
    return KEPT & Q(client__isnull=False) & Q(Exists(others.exclude(organisation=OuterRef("organisation")).order_by()))


def _alike(setting: Setting) -> Q:
    # Three queries up: from the rows of the first case, over those of the other one and the other one itself.
    here, there = {"case": OuterRef("pk")}, {"case": OuterRef(OuterRef(OuterRef("pk")))}
    groups = rows_of(ClientGroup, **there, is_primary=True).values("group")
    categories = rows_of(Violation, **there).values("category")
    same_group = rows_of(ClientGroup, **here, is_primary=True, group__in=Subquery(groups))
    same_category = rows_of(Violation, **here, category__in=Subquery(categories))
    pair = {"case": OuterRef("pk"), "other": OuterRef(OuterRef("pk"))}
    said = Q(**pair) | Q(case=pair["other"], other=pair["case"])
    same_place = Q(city=OuterRef("city")) | Q(district=OuterRef("district"))
    others = setting.cases.filter(
        COMPARABLE,
        same_place,
        Exists(same_group),
        Exists(same_category),
        ~Exists(rows_of(ClientDecision, said)),
        programme=OuterRef("programme"),
        gender=OuterRef("gender"),
        age_band=OuterRef("age_band"),
        event_from__gte=OuterRef("event_from") - CLOSE_DAYS,
        event_from__lte=OuterRef("event_from") + CLOSE_DAYS,
    )
    return COMPARABLE & Q(Exists(others.exclude(pk=OuterRef("pk")).order_by()))


def _recent(setting: Setting) -> Q:
    def within(programme: Programme) -> Q:
        return Q(event_from__gt=setting.days_ago(programme.spike_days))

    return KEPT & of_each_programme(setting, within)


def look_alike_checks() -> Iterator[Check]:
    """What is compared with other cases."""
    yield Check(
        "same_code",
        Group.ALIKE,
        _("Client code of two organisations"),
        _("Cases of different organisations carry the same client code, and nobody has said yet whose they are."),
        _same_code,
        is_for_coordinators=True,
    )
    yield Check(
        "alike",
        Group.ALIKE,
        _("Alike, without a client code"),
        _(
            "Another case without a code has the same primary group, gender, age and city or district, a violation in "
            "common, and happened at most three days apart; nobody has said yet whether it is the same client."
        ),
        _alike,
    )
    yield Check(
        "recent_event",
        Group.ALIKE,
        _("Happened lately"),
        _("Within the days in which the programme's settings look for unusual numbers of cases at one kind of place."),
        _recent,
    )
