"""Settings of a programme."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from documenters.access import has_permission
from documenters.actions.programmes import programme_settings_change
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, managed_programme, permitted
from react_cases.forms.programme_settings import SettingsForm


@permitted(Permission.SETTINGS_MANAGE)
def programme_settings(request: SignedInRequest) -> HttpResponseBase:
    """Read and change the settings."""
    programme = managed_programme(request, Permission.SETTINGS_MANAGE)
    form = SettingsForm(programme, request.POST or None)
    if request.method == "POST" and form.is_valid():
        programme_settings_change(programme, by=request.user, **form.cleaned_data)
        messages.success(request, _("The settings are saved. Live figures follow them from now on."))
        return redirect("programme_settings")
    may_release = has_permission(request.user, Permission.RELEASE_BUILD, programme=programme)
    may_erase = has_permission(request.user, Permission.CASE_ERASE, programme=programme)
    context = {"form": form, "may_release": may_release, "may_erase": may_erase}
    return render(request, "react_cases/programme_settings.html", context)
