"""Other cases of a client on the page of a case: what is known, and saying whether it is the same client."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documenters.access import reach_of
from documenters.models import User
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions import same_clients
from react_cases.actions.client_cases import ClientCases, OtherCase, Standing, client_cases, scope_of
from react_cases.actions.locking import NotAllowed
from react_cases.models import Case
from react_cases.views.case_sections import day
from react_cases.views.fetching import visible_case
from react_cases.views.follow_up import to_case

ASKED = (Standing.UNDECIDED, Standing.POSSIBLE)
"""Nobody has said yet whether it is the same client."""


@dataclass(frozen=True)
class ClientRow:
    """Another case as the page shows it."""

    case: Case
    about: str
    said: str
    is_apart: bool
    can_link: bool
    can_part: bool
    can_undo: bool


@dataclass(frozen=True)
class ClientPanel:
    """What the page says of a client's other cases."""

    cases: ClientCases
    rows: list[ClientRow]
    may_decide: bool

    @property
    def same(self) -> list[ClientRow]:
        """Those that are, or may be, of the same client."""
        return [row for row in self.rows if not row.is_apart]

    @property
    def apart(self) -> list[ClientRow]:
        """Those of which somebody said that they are not."""
        return [row for row in self.rows if row.is_apart]


def client_panel(case: Case, user: User) -> ClientPanel | None:
    """What the case's page says of other cases of its client; nothing where there is nothing to say or to do."""
    if case.is_practice or case.submitted_at is None:
        return None
    found = client_cases(case, by=user)
    may_decide = same_clients.may_decide(case, by=user)
    if not (found.others or found.number or may_decide):
        return None
    return ClientPanel(found, [_row(case, other, user, may_decide) for other in found.others], may_decide)


@require_POST
@permitted(Permission.CLIENT_LINK)
def client_same(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Two cases are of one client: one of those listed, or one whose number was typed."""
    case = visible_case(request, public_id)
    number = request.POST.get("number", "").strip()
    other = same_clients.case_of_number(case, number, by=request.user) if number else _listed(request, case)
    if other is None:
        messages.error(request, _("You cannot compare this case with a case of that number. Check the number."))
        return to_case(case)
    said = _("%(case)s and %(other)s are linked: one client.") % {"case": case.code, "other": other.code}
    return _decided(request, case, other, same_clients.client_same, said)


@require_POST
@permitted(Permission.CLIENT_LINK)
def client_apart(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Two cases are not of one client."""
    case = visible_case(request, public_id)
    other = _listed(request, case)
    said = _("%(case)s and %(other)s are kept apart: two clients.") % {"case": case.code, "other": other.code}
    return _decided(request, case, other, same_clients.client_apart, said)


@require_POST
@permitted(Permission.CLIENT_LINK)
def client_undo(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Take back what was said of two cases."""
    case = visible_case(request, public_id)
    other = _listed(request, case)
    said = _("Taken back. %(case)s and %(other)s stand as before.") % {"case": case.code, "other": other.code}
    return _decided(request, case, other, same_clients.client_undo, said)


def _listed(request: SignedInRequest, case: Case) -> Case:
    """The case that a button of the page names; 404 for one that the person does not compare with this one."""
    try:
        wanted = uuid.UUID(request.POST.get("other", ""))
    except ValueError:
        raise Http404 from None
    other = scope_of(case, by=request.user).filter(public_id=wanted).exclude(pk=case.pk).first()
    if other is None:
        raise Http404
    return other


def _decided(
    request: SignedInRequest, case: Case, other: Case, action: same_clients.Decision, said: str
) -> HttpResponseBase:
    try:
        action(case, other, by=request.user)
    except PermissionDenied:
        raise Http404 from None
    except NotAllowed as refusal:
        # At the top of the page; what was done is seen where it was done.
        messages.warning(request, _sentence(refusal))
        return to_case(case)
    messages.success(request, said)
    if request.POST.get("back") == "overview":
        return HttpResponseRedirect(reverse("overview") + "#same-client")
    return HttpResponseRedirect(reverse("case_detail", args=[case.public_id]) + "#client")


def _sentence(refusal: NotAllowed) -> str:
    return {
        "client_kept_apart": _(
            "Not linked: this would join cases of which somebody said that they are not of one client. Take that back "
            "first."
        ),
        "client_joined_through": _(
            "Not kept apart: the two are linked through another case. Take back that link first."
        ),
    }[refusal.code]


def _row(case: Case, other: OtherCase, user: User, may_decide: bool) -> ClientRow:
    standing = other.standing
    is_direct = other.decision is not None
    return ClientRow(
        other.case,
        _about(case, other.case, user),
        _said(other),
        standing is Standing.APART,
        may_decide and standing in ASKED,
        may_decide and standing in (*ASKED, Standing.BY_CODE),
        may_decide and is_direct,
    )


def _about(case: Case, other: Case, user: User) -> str:
    """Day and, where it is another one or the person works in several, the organisation."""
    reach = reach_of(user)
    is_known = other.organisation_id == case.organisation_id and len(reach.mentor_of | reach.documenter_of) == 1
    return " · ".join([day(other.received_on), *([] if is_known else [other.organisation.name])])


def _said(other: OtherCase) -> str:
    decision = other.decision
    if decision is not None:
        words = {"by": str(decision.decided_by), "on": day(timezone.localdate(decision.decided_at))}
        if decision.is_same:
            return _("The same client, says %(by)s (%(on)s)") % words
        return _("Not the same client, says %(by)s (%(on)s)") % words
    return {
        Standing.BY_CODE: _("The same client code"),
        Standing.UNDECIDED: _("The same client code in another organisation: nobody has said yet whose it is"),
        Standing.THROUGH: _("The same client, because of another case"),
        Standing.POSSIBLE: _("The same client code, kept apart because of another case"),
    }[other.standing]
