"""One's own key: the recovery code, waiting for a colleague, opening it where the passphrase does not."""

from base64 import b64decode, b64encode

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_safe

from documenters.access import languages_of
from documenters.actions import member_keys, unlocking
from documenters.actions.admissions import admitting, is_only_reader, is_waiting
from documenters.actions.member_keys import OwnKey, member_key_make, member_key_of, recovery_code_offer
from documenters.actions.vaults import server_reads
from documenters.forms.own_key import WRONG_CODE, RecoveryCodeForm, ReopenForm
from documenters.key_cookie import key_of, open_key
from documenters.limits import limited
from documenters.models import ROLE_LABELS, User
from documenters.session_key import is_unopened
from documenters.vault.fingerprints import fingerprint
from documenters.vault.primitives import SealBroken
from documenters.vault.recovery_codes import in_groups
from documenters.views.context import WAITS_KEY
from documenters.views.guards import SignedInRequest, recently_authenticated, signed_in

PENDING_KEY = "recovery_code_pending"
"""The key wrapped by a code that was shown and not yet typed back: the code itself is kept nowhere."""
TRIES = "30/h"


@never_cache
@signed_in
@recently_authenticated
@sensitive_variables("offer", "code")
def recovery_code(request: SignedInRequest) -> HttpResponseBase:
    """What the code is for; a POST makes one and shows it, in that answer and nowhere else."""
    own = _own(request)
    code: list[str] = []
    if request.method == "POST":
        if own is None:
            messages.info(request, _("Your key is not open here: there is no recovery code to make."))
            return redirect("mfa_index")
        offer = recovery_code_offer(request.user, own)
        request.session[PENDING_KEY] = b64encode(offer.wrapped).decode()
        code = in_groups(offer.code)
    key = member_key_of(request.user)
    context = {"code": code, "key": key, "can_make": own is not None, "is_pending": PENDING_KEY in request.session}
    return render(request, "documenters/recovery_code.html", context)


@never_cache
@signed_in
@sensitive_post_parameters("code")
@limited("recovery_code", TRIES)
def recovery_code_confirm(request: SignedInRequest) -> HttpResponseBase:
    """Type the code back from paper; from then on it is the one that opens the key."""
    pending = request.session.get(PENDING_KEY)
    if pending is None:
        return redirect("recovery_code")
    form = RecoveryCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            member_keys.recovery_code_confirm(request.user, b64decode(pending), code, by=request.user)
        except SealBroken:
            form.add_error("code", WRONG_CODE)
        else:
            del request.session[PENDING_KEY]
            messages.success(request, _("Your recovery code is set. Keep the paper in a safe place."))
            return redirect("home")
    return render(request, "documenters/recovery_code_confirm.html", {"form": form})


@require_safe
@signed_in
def key_waiting(request: SignedInRequest) -> HttpResponseBase:
    """Who admits whoever waits, what to tell them by telephone, and what works meanwhile."""
    user = request.user
    key = member_key_of(user)
    waits = request.session[WAITS_KEY] = is_waiting(user)
    context = {
        "key": key,
        "waits": waits,
        "words": words_of(user).split() if key else [],
        "colleagues": [(found.user, ROLE_LABELS[found.role]) for found in admitting(user)] if waits else [],
    }
    return render(request, "documenters/key_waiting.html", context)


@never_cache
@signed_in
@sensitive_post_parameters("passphrase", "opens")
@limited("key_reopen", TRIES)
def key_reopen(request: SignedInRequest) -> HttpResponseBase:
    """Open one's key where the passphrase does not: by the recovery code, by an earlier passphrase, or begin a new."""
    user = request.user
    if not is_unopened(request.session, user.pk):
        return redirect("key_waiting")
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _reopened(request, form):
        return redirect("home")
    return render(request, "documenters/key_reopen.html", {"form": form, "is_only_reader": is_only_reader(user)})


def waits_now(request: HttpRequest, user: User) -> bool:
    """Is this the first time in this session that the person is found to wait? They are shown the page then."""
    before = request.session.get(WAITS_KEY)
    if server_reads() or before is False:
        return False
    request.session[WAITS_KEY] = is_waiting(user)
    return before is None and request.session[WAITS_KEY] is True


def words_of(user: User) -> str:
    """The four words of the person's key, in the language in which everybody in the programme compares them."""
    key = member_key_of(user)
    return fingerprint(bytes(key.public_key), languages_of(user)[0]) if key is not None else ""


def _own(request: SignedInRequest) -> OwnKey | None:
    """The open key of this session."""
    found = key_of(request, request.user)
    return OwnKey(found[0], found[1]()) if found is not None else None


def _reopened(request: SignedInRequest, form: ReopenForm) -> bool:
    data, user = form.cleaned_data, request.user
    if not unlocking.passphrase_opens(user, data["passphrase"]):
        form.add_error("passphrase", _("The password is wrong. Check the keyboard language and capital letters."))
        return False
    try:
        if data["opens"]:
            unlocking.key_reopen(user, data["passphrase"], data["opens"], by=user)
        else:
            member_key_make(user, data["passphrase"], by=user)
    except SealBroken:
        form.add_error("opens", _("This opens nothing. Check the keyboard language, and each letter of the code."))
        return False
    open_key(request, user, data["passphrase"])
    return True
