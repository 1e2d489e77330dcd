"""What somebody chooses for themselves: language, short cuts, notices by mail."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from documenters.actions.notices import has_tasks, notice_address_open, notice_address_set
from documenters.actions.preferences import account_settings_change
from documenters.adapters import remember_language
from documenters.forms.account_settings import AccountSettingsForm, NoticeForm
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted, recently_authenticated, signed_in


@signed_in
def account_settings(request: SignedInRequest) -> HttpResponseBase:
    """Language and short cuts; where notices go stands on a page of its own."""
    form = AccountSettingsForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        uses_keys = form.cleaned_data.get("uses_keys", request.user.uses_keys)
        account_settings_change(language=language, uses_keys=uses_keys, by=request.user)
        response = redirect("account_settings")
        remember_language(response, language)
        with translation.override(language):
            messages.success(request, _("Your settings are saved."))
        return response
    context = {
        "form": form,
        "has_notices": has_tasks(request.user),
        "has_address": bool(request.user.notice_address),
        "mail_is_set_up": settings.MAIL_IS_SET_UP,
    }
    return render(request, "documenters/account_settings.html", context)


@sensitive_post_parameters("address")
@permitted(Permission.CASE_SUBMIT, Permission.CASE_VALIDATE, Permission.CASE_APPROVE)
@recently_authenticated
def notice_address(request: SignedInRequest) -> HttpResponseBase:
    """Where the mail “you have one task” goes. The page shows the address, so it asks who is there."""
    if request.method == "POST":
        form = NoticeForm(request.POST)
        if form.is_valid():
            notice_address_set(form.address_given, by=request.user)
            messages.success(request, _("Saved.") if form.address_given else _("You get no mail any more."))
            return redirect("notice_address" if form.address_given else "account_settings")
    else:
        form = NoticeForm(initial={"address": notice_address_open(by=request.user)})
    context = {
        "form": form,
        "has_address": bool(request.user.notice_address),
        "mail_is_set_up": settings.MAIL_IS_SET_UP,
    }
    return render(request, "documenters/notice_address.html", context)
