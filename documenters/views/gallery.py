"""Every component on one page, for looking at and for accessibility tests."""

import re
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documenters.forms.login import LoginForm

PALETTE = "vendor/bootstrap-subset.css"
DARK = "@media screen and (prefers-color-scheme: dark)"
TYPE = ("fine", "small", "text", "lead", "title", "top")
SPACE = (".25", ".5", ".75", "1", "1.25", "1.5", "2", "3")
ROLES = {
    "text": (
        ("ink", "paper"),
        ("ink", "card"),
        ("ink-soft", "paper"),
        ("accent", "card"),
        ("on-accent", "accent-strong"),
    ),
    "states": (("good", "good-wash"), ("info", "info-wash"), ("care", "care-wash"), ("stop", "stop-wash")),
    "edges": (
        ("edge", "card"),
        ("focus", "card"),
        ("bar", "card"),
        ("bar-2", "card"),
        ("bar-3", "card"),
        ("bar-4", "card"),
    ),
}
"""Which colour stands on which: all pairs are in app.css, these are looked at."""


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """The components with invented data; only in a demo or while developing."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    form: forms.Form = LoginForm({"username": ""}, request=request)
    page = Paginator(range(1, 60), 20).page(2)
    context = {"form": form, "page": page, "colours": _colours(), "type": TYPE, "space": SPACE}
    return render(request, "gallery.html", context)


def palettes() -> tuple[dict[str, str], dict[str, str]]:
    """The colours by name, in light and in dark, as the sheet has them."""
    sheet = Path(str(finders.find(PALETTE))).read_text()
    light, _, dark = sheet.partition(DARK)
    named = [dict(re.findall(r"--([\w-]+): ?(#[0-9a-f]{6})\b", part.partition("}")[0])) for part in (light, dark)]
    return named[0], named[0] | named[1]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it: from 1, the same, to 21, black on white."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colours() -> list[dict[str, object]]:
    """What the gallery shows of the palette: for each group its pairs, in light and dark."""
    return [
        {
            "group": group,
            "pairs": [
                {
                    "names": f"{ink} / {ground}",
                    "samples": [
                        {"ink": named[ink], "ground": named[ground], "ratio": contrast(named[ink], named[ground])}
                        for named in palettes()
                    ],
                }
                for ink, ground in pairs
            ],
        }
        for group, pairs in ROLES.items()
    ]
