"""Stories inside: the list, the start from a case, and writing (docs/adr/0043)."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from documenters.access import has_permission
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions import stories as actions
from react_cases.actions.guard import Written
from react_cases.actions.locking import NotAllowed
from react_cases.actions.papers import paper_open
from react_cases.actions.sealing import NARRATIVE, OpenReason, open_sealed
from react_cases.actions.stories import StoryChanged
from react_cases.actions.story_ends import published_version
from react_cases.actions.story_rules import newest, readings_of, stories_of, story_bar
from react_cases.actions.story_texts import PART, TEXTS, languages, prefilled, story_comment, told_in
from react_cases.forms.stories import StoryTextForm, token_of
from react_cases.models import Case, Story
from react_cases.models.choices import ConsentPurpose
from react_cases.models.story import StoryVersion
from react_cases.retelling import other_languages
from react_cases.views.fetching import visible_case
from react_cases.views.story_rows import (
    REFUSED,
    StoryState,
    language_names,
    language_tabs,
    pages_of,
    questions_of,
    state_of,
    story_row,
    was_published,
)
from react_cases.views.typed import keeps_typed

PAGE = 25


@require_safe
@permitted(Permission.STORY_WRITE, Permission.STORY_REVIEW)
def story_list(request: SignedInRequest) -> HttpResponseBase:
    """Coordinators: every story and where it stands. Whoever is asked to read one: those."""
    page = Paginator(stories_of(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [story_row(story) for story in page],
        "asked_stories": readings_of(request.user),
        "may_write": has_permission(request.user, Permission.STORY_WRITE),
    }
    return render(request, "react_cases/story_list.html", context)


@permitted(Permission.STORY_WRITE)
def story_start(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Begin the story of a case, or say why it cannot be told."""
    case = visible_case(request, public_id)
    if not has_permission(request.user, Permission.STORY_WRITE, programme=case.programme):
        raise Http404
    story = Story.objects.visible_to(request.user).select_related("paper").filter(case=case).first()
    if story is not None:
        return redirect("story_edit", story.paper.public_id)
    bar = story_bar(case)
    if request.method == "POST":
        try:
            version = actions.story_start(case, by=request.user)
        except NotAllowed as refused:
            bar = refused.code
        else:
            messages.success(request, _started(version))
            return redirect("story_edit", version.story.paper.public_id)
    consent = case.consents.filter(purpose=ConsentPurpose.STORY, withdrawn_on=None).first()
    context = {"case": case, "bar": REFUSED.get(bar, ""), "consent": consent}
    return render(request, "react_cases/story_start.html", context, status=409 if request.method == "POST" else 200)


def _started(version: StoryVersion) -> str:
    if len(version.languages) == 1:
        return _("The narrative is retold. Now read every sentence of it.")
    said = _("The narrative is retold, each of its languages by itself: %(languages)s. Now read every sentence of it.")
    return said % {"languages": language_names(version.languages)}


@sensitive_post_parameters(*TEXTS)
@permitted(Permission.STORY_WRITE)
@keeps_typed(*TEXTS)
def story_edit(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Write a story, one language at a time; once it is with its reader, look at it and what can be done."""
    story = written_story(request, public_id)
    version = newest(story)
    if version.sent_at is not None or is_gone(story):
        if request.method == "POST":
            messages.error(request, str(REFUSED["not_writing"]))
        return story_page(request, version)
    told = _told(request, version)
    language = _language(request, told)
    if request.method != "POST":
        form = StoryTextForm(version, story.case, language, _initial(story.case, language, told))
        return _form_page(request, version, told, language, form)
    form = StoryTextForm(version, story.case, language, {}, request.POST)
    if not form.is_valid():
        return _form_page(request, version, told, language, form)
    return _save(request, version, told, language, form)


def written_story(request: SignedInRequest, public_id: uuid.UUID) -> Story:
    """The story by the number of its paper, for those who write it; anybody else gets 404."""
    story = stories_of(request.user).filter(paper__public_id=public_id).first()
    if story is None:
        raise Http404
    return story


def story_page(request: SignedInRequest, version: StoryVersion) -> HttpResponseBase:
    """A version that is not written on: how it looks, what the second reader said, and what comes next."""
    opened = paper_open(version.story.paper, by=request.user, reason=OpenReason.READ, part=PART, part_id=version.pk)
    state, comment = state_of(version), opened.get(story_comment(version))
    bar = story_bar(version.story.case)
    context = {
        "story": version.story,
        "version": version,
        "case": version.story.case,
        "state": state,
        "comment": comment.text if comment else "",
        "pages": pages_of(version, told_in(opened)),
        "bar": REFUSED.get(bar, ""),
        "shown": published_version(version.story),
        "is_gone": is_gone(version.story),
        "is_reader": state is StoryState.WITH_READER and version.reader_id == request.user.pk,
        "seen": "" if was_published(version.story) else token_of(version),
    }
    return render(request, "react_cases/story_edit_closed.html", context)


def is_gone(story: Story) -> bool:
    """Are its words deleted, because the case is erased or its texts were kept long enough?"""
    if not story.paper.keys.exists():
        return True
    return story.case.content_removed_at is not None and state_of(newest(story)) is not StoryState.PUBLISHED


def _save(
    request: SignedInRequest, version: StoryVersion, told: Mapping[str, Any], language: str, form: StoryTextForm
) -> HttpResponseBase:
    texts, month, oblast = {language: form.told()}, form.month_chosen(), form.oblast_chosen()
    try:
        actions.story_save(version, texts, by=request.user, seen=form.seen_at(), month=month, oblast=oblast)
    except StoryChanged as changed:
        return _conflict(request, changed.version, language)
    except NotAllowed as refused:
        form.add_error(None, str(REFUSED[refused.code]))
        return _form_page(request, version, told, language, form, status=409)
    messages.success(request, _("Saved."))
    if "send" in request.POST:
        return redirect("story_send", version.story.paper.public_id)
    return redirect(f"{request.path}?language={language}")


def _conflict(request: SignedInRequest, version: StoryVersion, language: str) -> HttpResponseBase:
    """Somebody else has saved meanwhile: what they wrote beside what was typed; saving again keeps the latter."""
    told = _told(request, version)
    data = request.POST.copy()
    data["seen"] = token_of(version)
    form = StoryTextForm(version, version.story.case, language, {}, data)
    theirs = pages_of(version, {code: texts for code, texts in told.items() if code == language})
    return _form_page(request, version, told, language, form, status=409, changed=version, theirs=theirs)


def _form_page(
    request: SignedInRequest,
    version: StoryVersion,
    told: Mapping[str, Any],
    language: str,
    form: StoryTextForm,
    status: int = 200,
    **more: Any,
) -> HttpResponseBase:
    case = version.story.case
    narrative = open_sealed(case, [NARRATIVE], by=request.user, reason=OpenReason.EDIT).get(NARRATIVE, "")
    context = {
        "story": version.story,
        "version": version,
        "case": case,
        "form": form,
        "language": language,
        "also": language_names(other_languages(form["happened"].value() or "", language)),
        "tabs": language_tabs(told, language),
        "narrative": narrative,
        "beside": pages_of(version, {code: texts for code, texts in told.items() if code != language})[:1],
        "preview": pages_of(version, {code: texts for code, texts in told.items() if code == language}),
        "questions": [row for row in questions_of(version, told) if row.snippets],
        "bar": REFUSED.get(story_bar(case), ""),
        "shown": published_version(version.story),
        "seen": "" if was_published(version.story) else token_of(version),
        "may_send": any(tab.is_whole for tab in language_tabs(told, language)),
    }
    return render(request, "react_cases/story_edit.html", context | more, status=status)


def _told(request: SignedInRequest, version: StoryVersion) -> dict[str, dict[str, Written]]:
    opened = paper_open(version.story.paper, by=request.user, reason=OpenReason.EDIT, part=PART, part_id=version.pk)
    return told_in(opened)


def _language(request: SignedInRequest, told: Mapping[str, Any]) -> str:
    """The language that is asked for, or the first one that the story is told in."""
    wanted = request.GET.get("language", "")
    known = languages()
    return wanted if wanted in known else next((code for code in known if code in told), known[0])


def _initial(case: Case, language: str, told: Mapping[str, Mapping[str, Written]]) -> dict[str, Written]:
    """What is sealed in this language; of a new one, what the code lists say."""
    return dict(told.get(language) or prefilled(case, language))
