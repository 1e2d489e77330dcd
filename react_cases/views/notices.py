"""The mail “you have one task”: does it arrive? The address is looked after in `documenters`."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documenters.limits import limited
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases import tasks


@require_POST
@permitted(Permission.CASE_SUBMIT, Permission.CASE_VALIDATE, Permission.CASE_APPROVE)
@limited("notice_test", "5/h")
def notice_test(request: SignedInRequest) -> HttpResponseBase:
    """Send the mail to the address that is kept."""
    if settings.MAIL_IS_SET_UP and request.user.notice_address:
        tasks.notice_test(by=request.user)
        messages.success(request, _("The test mail is on its way. It may take a minute."))
    else:
        messages.info(request, _("There is no address yet to which a mail could go."))
    return redirect("account_settings")
