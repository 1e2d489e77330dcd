"""Settings of releases, and what other thresholds would cost."""

from django.contrib import messages
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documenters.downloads import answers_script
from documenters.models import Programme
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, background, managed_programme, permitted
from reports.actions.release_settings import NothingToTry, release_settings_change
from reports.forms.release_settings import ReleaseSettingsForm
from reports.models import settings_of
from reports.tasks import settings_trial_begin
from reports.views.settings_trials import settings_context, trial_view


@permitted(Permission.RELEASE_BUILD)
def release_settings(request: SignedInRequest) -> HttpResponseBase:
    """Read and change how the programme publishes."""
    programme = managed_programme(request, Permission.RELEASE_BUILD)
    form = ReleaseSettingsForm(settings_of(programme), request.POST or None)
    if request.method == "POST" and form.is_valid():
        release_settings_change(programme, by=request.user, **form.cleaned_data)
        messages.success(request, _("The settings are saved."))
        return redirect("release_settings")
    return render(request, "reports/release_settings.html", settings_context(programme, form))


@require_POST
@permitted(Permission.RELEASE_BUILD)
def settings_trial(request: SignedInRequest) -> HttpResponseBase:
    """Have it worked out what the typed thresholds would cost; everything typed stays in the form."""
    programme = managed_programme(request, Permission.RELEASE_BUILD)
    form = ReleaseSettingsForm(settings_of(programme), request.POST)
    # Somebody who only looks how far it is has the form kept, too.
    if form.is_valid() and "look" not in request.POST:
        try:
            settings_trial_begin(programme, form.parameters, by=request.user)
        except NothingToTry:
            form.add_error(None, _("There is no complete year yet on which they could be tried."))
    return _typed(request, programme, form)


def _typed(request: SignedInRequest, programme: Programme, form: ReleaseSettingsForm) -> HttpResponseBase:
    """The page with everything as it was typed."""
    context = settings_context(programme, form)
    return render(request, "reports/release_settings.html", context, status=422 if form.errors else 200)


@require_safe
@background
@answers_script
@permitted(Permission.RELEASE_BUILD)
def settings_trial_progress(request: SignedInRequest) -> HttpResponseBase:
    """How far the trial is, for the script that moves the bar."""
    trial = trial_view(managed_programme(request, Permission.RELEASE_BUILD))
    answer = {"progress": trial.progress, "text": trial.text, "step": trial.step, "is_over": not trial.is_running}
    return JsonResponse(answer)
