"""Published stories for whoever reads published figures, and the end of a story (docs/adr/0043).

What these pages show of a story is a `PublishedStory` and nothing behind it: no case, no organisation, nobody's name.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documenters.access import has_permission
from documenters.downloads import SensitiveDownload
from documenters.limits import limited
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions import story_ends as actions
from react_cases.actions.locking import NotAllowed
from react_cases.forms.story_ends import StoryWithdrawForm
from react_cases.models import PublishedStory, Story, StoryVersion
from react_cases.models.story import StoryEnd
from react_cases.story_files.docx import story_docx
from react_cases.story_files.html import story_html
from react_cases.story_files.words import StoryWords, in_language, month_name, story_page

PAGE = 20
LANGUAGES = [code for code, _name in settings.LANGUAGES]
ALL = "all"
"""Every language in one file."""
CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
GONE = 410


@dataclass(frozen=True)
class Listed:
    """A story in the list, in the language of the page or the nearest one."""

    row: PublishedStory
    month: str
    languages: list[str]
    is_translated: bool
    """Is it told in the language of the page?"""


@require_safe
@permitted(Permission.FIGURES_PUBLISHED)
def published_story_list(request: SignedInRequest) -> HttpResponseBase:
    """Every published story once, the newest first."""
    together: dict[uuid.UUID, list[PublishedStory]] = {}
    seen = PublishedStory.objects.visible_to(request.user).select_related("oblast").defer("done", "result")
    # By number: the usual order looks into the version, which donors do not see.
    for row in seen.order_by("-published_on", "-version_id", "language"):
        together.setdefault(row.public_id, []).append(row)
    page = Paginator(list(together.values()), PAGE).get_page(request.GET.get("page"))
    stories = [_listed(rows) for rows in page]
    may_write = has_permission(request.user, Permission.STORY_WRITE)
    context = {"page": page, "stories": stories, "may_write": may_write}
    return render(request, "react_cases/published_story_list.html", context)


@require_safe
@permitted(Permission.FIGURES_PUBLISHED)
def published_story(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """One story, to read and to print."""
    rows = _rows(request, public_id)
    row = in_language(rows, _asked_language(request))
    if row is None:
        return _gone(request)
    context = {
        "row": row,
        "story": story_page(_words(row)),
        "languages": [(other.language, _name_of(other.language), other.pk == row.pk) for other in rows],
        "paper_id": _paper_id(request, row),
    }
    return render(request, "react_cases/published_story.html", context)


@require_safe
@permitted(Permission.FIGURES_PUBLISHED)
@limited("story_file", "120/h")
def published_story_file(request: SignedInRequest, public_id: uuid.UUID, kind: str) -> HttpResponseBase:
    """One story as a file, in one language or in all; the log says who took it."""
    if kind not in CONTENT_TYPES:
        raise Http404
    rows = _rows(request, public_id)
    language = request.GET.get("language", "")
    row = in_language(rows, _asked_language(request))
    if row is None:
        return _gone(request)
    chosen = [row, *(other for other in rows if other.pk != row.pk)] if language == ALL else [row]
    pages = [story_page(_words(told)) for told in chosen]
    code = ALL if language == ALL else row.language
    event = actions.story_download(row, kind=kind, language=code, by=request.user)
    data = story_html(pages) if kind == "html" else story_docx(pages, row.published_on)
    return SensitiveDownload(
        [data],
        event=event,
        file_name=f"story-{row.published_on.isoformat()}-{code}.{kind}",
        content_type=CONTENT_TYPES[kind],
        size=len(data),
    )


@permitted(Permission.STORY_WRITE)
def story_withdraw(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Take a story down; afterwards the same page says since when, why, and who took copies."""
    story = _story(request, public_id)
    form = StoryWithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.story_withdraw(story, form.cleaned_data["why"], by=request.user)
            messages.success(request, _("The story was taken down, in every language."))
        except NotAllowed:
            messages.info(request, _("This story was taken down already."))
        return redirect("story_withdraw", public_id)
    return render(request, "react_cases/story_withdraw.html", _end_context(request, story, form))


def _end_context(request: SignedInRequest, story: Story, form: StoryWithdrawForm) -> dict[str, Any]:
    version = actions.published_version(story)
    ended = None if version else story.versions.filter(ended_at__isnull=False).order_by("-ended_at").first()
    if version is None and ended is None:
        raise Http404
    told = PublishedStory.objects.visible_to(request.user).filter(version=version) if version else ()
    return {
        "case": story.case,
        "form": form,
        "version": version or ended,
        "ended_as": StoryEnd(ended.ended_as).label if ended else "",
        "row": in_language(told, translation.get_language() or settings.LANGUAGE_CODE),
        "taken": [
            (taken, taken.kind.upper(), _("all languages") if taken.language == ALL else _name_of(taken.language))
            for taken in actions.downloads_of(story, by=request.user)
        ],
    }


def _story(request: SignedInRequest, public_id: uuid.UUID) -> Story:
    """The story of a paper, for who coordinates its programme; 404 for anybody else."""
    found = Story.objects.visible_to(request.user).select_related("programme", "case", "paper")
    story = found.filter(paper__public_id=public_id).first()
    if story is None or not has_permission(request.user, Permission.STORY_WRITE, programme=story.programme):
        raise Http404
    return story


def _rows(request: SignedInRequest, public_id: uuid.UUID) -> list[PublishedStory]:
    found = PublishedStory.objects.visible_to(request.user).filter(public_id=public_id)
    return sorted(
        found.select_related("oblast", "programme").order_by("pk"), key=lambda row: LANGUAGES.index(row.language)
    )


def _paper_id(request: SignedInRequest, row: PublishedStory) -> uuid.UUID | None:
    """Where a coordinator withdraws it."""
    if not has_permission(request.user, Permission.STORY_WRITE, programme=row.programme):
        return None
    found = StoryVersion.objects.filter(pk=row.version_id).values_list("story__paper__public_id", flat=True)
    return found.first()


def _gone(request: SignedInRequest) -> HttpResponseBase:
    """What was withdrawn leaves nothing behind, so that it looks like what never was."""
    return render(request, "react_cases/published_story_gone.html", status=GONE)


def _asked_language(request: SignedInRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else translation.get_language() or settings.LANGUAGE_CODE


def _listed(rows: list[PublishedStory]) -> Listed:
    language = translation.get_language() or settings.LANGUAGE_CODE
    row = in_language(rows, language) or rows[0]
    names = [_name_of(code) for code in LANGUAGES if any(told.language == code for told in rows)]
    return Listed(row, month_name(row.month), names, row.language == language)


def _name_of(language: str) -> str:
    """A language in its own words."""
    return str(translation.get_language_info(language)["name_local"]).capitalize()


def _words(row: PublishedStory) -> StoryWords:
    with translation.override(row.language):
        place = row.oblast.label if row.oblast else ""
    programme = row.programme
    return StoryWords(
        language=row.language,
        title=row.title,
        happened=row.happened,
        done=row.done,
        result=row.result,
        month=row.month,
        place=place,
        published_on=row.published_on,
        publisher=getattr(programme, f"name_{row.language}", "") or programme.name_ru,
    )
