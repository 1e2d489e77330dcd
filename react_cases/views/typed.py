"""Something is removed while somebody has its form open: they are told, and what they typed is shown once more."""

import uuid
from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponseBase
from django.shortcuts import render

from documenters.views.guards import SignedInRequest
from react_cases.forms.shown import FIELD, is_page_token

GONE = 410

View = Callable[[SignedInRequest, uuid.UUID], HttpResponseBase]


def was_shown(request: SignedInRequest, public_id: uuid.UUID) -> bool:
    """Does the form that was sent prove that its sender was shown the thing?"""
    return is_page_token(request.POST.get(FIELD, ""), public_id, request.user)


def keeps_typed(*names: str) -> Callable[[View], View]:
    """For a view with a form: where the thing went meanwhile, the texts of these names come back to be copied.

    For whoever was never shown it the answer stays 404.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def kept(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
            try:
                return view(request, public_id)
            except Http404:
                if request.method != "POST" or not was_shown(request, public_id):
                    raise
            typed = [text for name in names if (text := request.POST.get(name, "").strip())]
            return render(request, "react_cases/typed_gone.html", {"typed": typed}, status=GONE)

        return kept

    return decorate
