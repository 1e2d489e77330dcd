"""Every chart on one page, for looking at and for accessibility tests."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.charts.samples import sample_charts


@require_safe
def chart_gallery(request: HttpRequest) -> HttpResponse:
    """The charts with invented data; only in a demo or while developing."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    return render(request, "reports/chart_gallery.html", {"charts": sample_charts()})
