"""Every component on one page, for looking at and for accessibility tests."""

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documenters.forms.login import LoginForm


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """The components with invented data; only in a demo or while developing."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    form: forms.Form = LoginForm({"username": ""}, request=request)
    page = Paginator(range(1, 60), 20).page(2)
    return render(request, "gallery.html", {"form": form, "page": page})
