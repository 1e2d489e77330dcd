"""Pages of no importance, for the tests of the middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.translation import get_language


def who(request: HttpRequest) -> HttpResponse:
    """Who is logged in, and in which language."""
    return HttpResponse(f"{request.user.is_authenticated} {get_language()}")


# The real pages too: the frame of an error page links to them.
urlpatterns = [path("who/", who, name="who"), path("", include("react_cases.config.urls"))]
