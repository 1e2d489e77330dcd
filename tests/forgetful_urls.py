"""The site with one view more, which forgets `visible_to` on purpose."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from react_cases.config.urls import urlpatterns as of_the_site
from react_cases.models import Case, Violator


def forgetful(request: HttpRequest) -> HttpResponse:
    """A page with every case, and every violator's case, of everybody."""
    cases = Case.objects.values_list("code", flat=True)
    of_violators = Violator.objects.values_list("case__code", flat=True)
    return HttpResponse(f"<p>{' '.join(cases)}</p><p>{' '.join(of_violators)}</p>")


urlpatterns = [*of_the_site, path("forgetful/", forgetful, name="forgetful")]
