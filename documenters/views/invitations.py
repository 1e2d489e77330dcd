"""Invitations and links for a new passphrase: made by a manager, handed over, used once by whoever holds the link."""

import uuid
from typing import cast

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from documenters.actions import invitations as actions
from documenters.actions.member_keys import member_key_of
from documenters.actions.renewals import renewal_accept, renewal_make
from documenters.actions.roles import begins_unconfirmed
from documenters.actions.takeover import Refused
from documenters.actions.vaults import server_reads
from documenters.adapters import remember_language
from documenters.forms.invitations import AccountForm, InvitationCodeForm, InvitationForm
from documenters.forms.own_key import WRONG_CODE, RenewalForm
from documenters.key_cookie import open_key
from documenters.limits import limited, may_try
from documenters.models import Invitation, User
from documenters.permissions import Permission, Role
from documenters.vault.passphrases import LANGUAGES, is_ours, new_passphrase
from documenters.vault.primitives import SealBroken
from documenters.vault.readable import in_groups
from documenters.views.guards import SignedInRequest, managed_programme, permitted, recently_authenticated
from documenters.views.members import manageable_row, to_member, why_not
from documenters.views.qr_code import qr_code

OPENED_KEY = "invitation"
"""Which invitation this browser has opened: its opaque id, never its token."""

_CLOSED_WHY = gettext_lazy(
    "A link like this works once and for 72 hours. Perhaps a letter of it is missing, or it was used already."
)
_CLOSED_ASK = gettext_lazy("Ask the person who gave it to you for a new one.")

TRIES = "240/h"
"""Of opening links and of making accounts, for one network: an office invites a dozen people in an afternoon."""

CODE_TRIES = "10/h"
"""Of recovery codes with one link."""


@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def invitation_add(request: SignedInRequest) -> HttpResponseBase:
    """Invite somebody. The link is in this answer and nowhere else, or in one letter."""
    programme = managed_programme(request, Permission.MEMBER_MANAGE)
    form = InvitationForm(programme, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        chosen = {name: data[name] for name in ("role", "organisation", "looks_after")}
        letter = _letter(request, data)
        try:
            made = actions.invitation_make(programme, **chosen, letter=letter, by=request.user)
        except actions.MailFailed:
            form.add_error("email", _("The letter could not be sent. Check the address, or leave it out."))
        else:
            return _made(request, made, is_sent=letter is not None)
    return render(request, "documenters/invitation_add.html", {"form": form})


@require_POST
@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def renewal_add(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """A link with which somebody who forgot the passphrase chooses a new one. It is in this answer and nowhere else."""
    programme, row = manageable_row(request, public_id)
    if not row.user.is_active:
        raise Http404
    try:
        made = renewal_make(row.user, programme, by=request.user)
    except Refused as error:
        messages.error(request, why_not(error))
        return to_member(row.user)
    return _made(request, made, is_sent=False)


@require_POST
@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def invitation_revoke(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Take an open invitation back."""
    programme = managed_programme(request, Permission.MEMBER_MANAGE)
    invitation = programme.invitations.filter(public_id=public_id).first()
    if invitation is None:
        raise Http404
    try:
        actions.invitation_revoke(invitation, by=request.user)
    except actions.InvitationClosed:
        messages.info(request, _("This invitation is not open any more."))
    else:
        messages.success(request, _("The invitation is revoked: its link opens nothing any more."))
    return redirect("member_list")


@never_cache
@limited("invitation", TRIES)
def invitation_enter(request: HttpRequest) -> HttpResponseBase:
    """Type the code of an invitation that came on paper."""
    form = InvitationCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        invitation = actions.invitation_found(form.cleaned_data["code"])
        if invitation is not None:
            request.session[OPENED_KEY] = str(invitation.public_id)
            return redirect("invitation_accept")
        # As `closed` says it, but beside the field: 68 letters and digits are not to be typed twice for one slip.
        form.add_error("code", _CLOSED_WHY)
        form.add_error("code", _CLOSED_ASK)
        return render(request, "documenters/invitation_enter.html", {"form": form}, status=404)
    return render(request, "documenters/invitation_enter.html", {"form": form})


@require_safe
@never_cache
@limited("invitation", TRIES)
def invitation_open(request: HttpRequest, code: str) -> HttpResponseBase:
    """Remember which invitation it is, and move on to an address without the code.

    Not by a redirect: the session's cookie is for requests that begin on this site, and a redirect from a link in a
    letter or a messenger still counts as coming from there. This page asks the browser to go on by itself.
    """
    invitation = actions.invitation_found(code)
    if invitation is None:
        return closed(request)
    request.session[OPENED_KEY] = str(invitation.public_id)
    response = render(request, "documenters/invitation_open.html", {"invitation": invitation})
    response.headers["Refresh"] = f"0; url={reverse('invitation_accept')}"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@sensitive_post_parameters("passphrase", "again", "offered", "code")
@limited("invitation", TRIES)
def invitation_accept(request: HttpRequest) -> HttpResponseBase:
    """Choose a user name and a passphrase, and be logged in; or a new passphrase for an account, and log in with it."""
    invitation = _opened(request)
    if invitation is None:
        return closed(request)
    if isinstance(request.user, User):
        return render(request, "documenters/invitation_accept_other.html", {"invitation": invitation})
    if invitation.renews is not None:
        return _renew(request, invitation, invitation.renews)
    is_sent = request.method == "POST" and "offer" not in request.POST
    initial = {"language": get_language(), **_typed(request)}
    form = AccountForm(request.POST) if is_sent else AccountForm(initial=initial)
    if is_sent and form.is_valid():
        answer = _accept(request, invitation, form)
        if answer is not None:
            return answer
    context = {"form": form, "invitation": invitation, "offered": _offered(request)}
    return render(request, "documenters/invitation_accept.html", context)


def closed(request: HttpRequest) -> HttpResponse:
    """The one answer to every link that opens nothing: unknown, used, revoked and expired look alike."""
    return render(request, "documenters/invitation_closed.html", status=404)


def _letter(request: HttpRequest, data: dict[str, str]) -> actions.Letter | None:
    if not data.get("email"):
        return None
    return actions.Letter(data["email"], data.get("language") or "ru", lambda code: _link(request, code))


def _link(request: HttpRequest, code: str) -> str:
    return request.build_absolute_uri(reverse("invitation_open", args=[code]))


def _made(request: SignedInRequest, made: actions.Made, *, is_sent: bool) -> HttpResponse:
    """The sheet with the link; or, where a letter carries it, only that it is under way."""
    invitation = made.invitation
    context = {"invitation": invitation, "is_sent": is_sent, "looks_after": ()}
    if invitation.role:
        role, maker = Role(invitation.role), invitation.invited_by
        context["is_unconfirmed"] = begins_unconfirmed(invitation.programme, role, by=maker)
    if invitation.looks_after:
        context["looks_after"] = invitation.programme.organisations.filter(pk__in=invitation.looks_after)
    if not is_sent:
        context |= {
            "qr": qr_code(_link(request, made.code)),
            "groups": in_groups(made.code),
            "entrance": request.build_absolute_uri(reverse("invitation_enter")),
        }
    return render(request, "documenters/invitation_added.html", context)


def _opened(request: HttpRequest) -> Invitation | None:
    """The invitation that this browser has opened, while it is open."""
    try:
        public_id = uuid.UUID(str(request.session.get(OPENED_KEY, "")))
    except ValueError:
        return None
    return actions.invitation_opened(public_id)


def _typed(request: HttpRequest) -> dict[str, str]:
    """What was typed before another passphrase was asked for."""
    names = ("username", "display_name", "language")
    return {name: request.POST[name] for name in names if name in request.POST}


def _offered(request: HttpRequest) -> str:
    """A passphrase to copy: the same as before unless another one is asked for, in the language of the choice."""
    before, wanted = request.POST.get("offered", ""), request.POST.get("offer", "")
    if not wanted and is_ours(before):
        return before
    language = wanted if wanted in LANGUAGES else get_language()
    return new_passphrase(language if language in LANGUAGES else "ru")


def _renew(request: HttpRequest, link: Invitation, person: User) -> HttpResponseBase:
    """The passphrase alone. The page names nobody: who finds the sheet does not learn whose it is."""
    is_sent = request.method == "POST" and "offer" not in request.POST
    has_key = not server_reads() and member_key_of(person) is not None
    typed = {name: request.POST[name] for name in ("code",) if name in request.POST}
    form = RenewalForm(request.POST if is_sent else None, person=person, has_key=has_key, initial=typed)
    if is_sent and form.is_valid():
        answer = _renewed(request, link, form)
        if answer is not None:
            return answer
    context = {"form": form, "offered": _offered(request)}
    return render(request, "documenters/renewal_accept.html", context)


def _renewed(request: HttpRequest, link: Invitation, form: RenewalForm) -> HttpResponseBase | None:
    """Set the new passphrase; None where the recovery code is not the right one, which is said beside its field."""
    data = form.cleaned_data
    code = data["code"]
    # Should the code be wrong, the passphrase need not be typed once more.
    form.keep_passphrase()
    if code is not None and not may_try(request, "renewal_code", CODE_TRIES, key=str(link.public_id)):
        form.add_error("code", _("Too many wrong tries. Wait an hour, then try again."))
        return None
    try:
        renewal_accept(link.public_id, password=data["passphrase"], code=code)
    except actions.InvitationClosed:
        return closed(request)
    except SealBroken:
        form.add_error("code", WRONG_CODE)
        return None
    request.session.flush()
    messages.success(request, _("You have a new passphrase. Log in with it."))
    return redirect("account_login")


def _accept(request: HttpRequest, invitation: Invitation, form: AccountForm) -> HttpResponseBase | None:
    """Make the account and log the person in; None where the user name was taken in this moment."""
    data = form.cleaned_data
    chosen = {name: data[name] for name in ("username", "display_name", "language")}
    try:
        user = actions.invitation_accept(invitation.public_id, **chosen, password=data["passphrase"])
    except actions.InvitationClosed:
        return closed(request)
    except actions.NameTaken:
        form.add_error("username", _("This user name is taken."))
        return None
    request.session.flush()
    open_key(request, user, data["passphrase"])
    response = cast(HttpResponse, perform_login(request, user, email_verification="none", redirect_url=reverse("home")))
    remember_language(response, user.language)
    return response
