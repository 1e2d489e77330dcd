"""From the writer to the second reader, and out: each step of a story once it is written (docs/adr/0043)."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted, recently_authenticated
from react_cases.actions import stories as actions
from react_cases.actions import story_ends
from react_cases.actions.locking import NotAllowed
from react_cases.actions.sealing import OpenReason
from react_cases.actions.story_rules import newest, reader_candidates, reading_of, story_bar
from react_cases.actions.story_texts import is_whole, story_texts
from react_cases.forms.stories import JudgeForm, SendForm, moment_of
from react_cases.models.story import StoryVerdict, StoryVersion
from react_cases.views.stories import written_story
from react_cases.views.story_rows import (
    REFUSED,
    StoryState,
    lefts_of,
    month_said,
    pages_of,
    questions_of,
    state_of,
)
from react_cases.views.typed import was_shown


@permitted(Permission.STORY_WRITE)
def story_send(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Go through everything that could give somebody away, and ask a second person to read it."""
    story = written_story(request, public_id)
    version = newest(story)
    if state_of(version) is not StoryState.WRITING:
        return _back(request, version, "not_writing")
    told = story_texts(version, by=request.user, reason=OpenReason.EDIT)
    bar = story_bar(story.case) or _not_whole(list(map(is_whole, told.values())))
    if bar:
        return _back(request, version, bar)
    form = SendForm(reader_candidates(story), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (answer := _send(request, version, form)):
        return answer
    questions = questions_of(version, told, form.ticked())
    context = {"story": story, "version": version, "form": form, "questions": questions}
    seen = {"pages": pages_of(version, told), "lefts": lefts_of(version, told)}
    status = 409 if form.non_field_errors() else 200
    return render(request, "react_cases/story_send.html", context | seen, status=status)


def _send(request: SignedInRequest, version: StoryVersion, form: SendForm) -> HttpResponseBase | None:
    """Ask the reader; None where it is refused for something that can be mended: the form says why and keeps all."""
    reader, checks = form.reader_chosen(), form.cleaned_data["checks"]
    try:
        actions.story_send(version, reader, checks, by=request.user)
    except NotAllowed as refused:
        if refused.code == "not_writing":
            return _back(request, version, refused.code)
        form.add_error(None, str(REFUSED[refused.code]))
        return None
    messages.success(request, _("%(person)s is asked to read it.") % {"person": reader})
    return redirect("story_edit", version.story.paper.public_id)


@require_POST
@permitted(Permission.STORY_WRITE)
def story_take_back(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Take it back from a reader who has not answered yet."""
    version = newest(written_story(request, public_id))
    said = _("Taken back. You can go on writing.")
    return _step(request, version, lambda: actions.story_take_back(version, by=request.user), said)


@sensitive_post_parameters("comment")
@permitted(Permission.STORY_REVIEW)
def story_read(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The page of the second reader: the story, and nothing of the case behind it."""
    version = reading_of(request.user, public_id)
    if version is None:
        return _taken_away(request, public_id)
    if version.verdict:
        return render(request, "react_cases/story_read.html", {"version": version, "is_answered": True})
    form = JudgeForm(version.story.programme, request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _judge(request, version, form)
        except NotAllowed as refused:
            if refused.code == "gone" or reading_of(request.user, public_id) is None:
                messages.error(request, str(REFUSED[refused.code]))
                return redirect("story_list")
            form.add_error(None, str(REFUSED[refused.code]))
        else:
            messages.success(request, _("Your answer is with the writer. Thank you."))
            return redirect("story_list")
    told = story_texts(version, by=request.user, reason=OpenReason.REVIEW)
    questions = questions_of(version, told, form.ticked())
    context = {"version": version, "form": form, "questions": questions, "pages": pages_of(version, told)}
    status = 409 if form.non_field_errors() else 200
    return render(request, "react_cases/story_read.html", context, status=status)


@permitted(Permission.STORY_WRITE)
def story_publish(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Let it out. What cannot go out yet says so before anybody is asked for a password."""
    version = newest(written_story(request, public_id))
    state = state_of(version)
    if state is StoryState.READY:
        return _publish(request, version)
    if state is StoryState.WITH_READER:
        return _back(request, version, "not_answered")
    return _back(request, version, "not_read" if version.published_at is None else "published_already")


@recently_authenticated
def _publish(request: SignedInRequest, version: StoryVersion) -> HttpResponseBase:
    """After everything is asked once more."""
    if request.method == "POST":
        said = _("Published. Donors and coordinators can read it.")
        return _step(request, version, lambda: actions.story_publish(version, by=request.user), said)
    told = story_texts(version, by=request.user, reason=OpenReason.READ)
    consent = version.story.case.consents.filter(purpose="STORY", withdrawn_on=None).first()
    context = {"story": version.story, "version": version, "consent": consent, "month": month_said(version)}
    seen = {"bar": REFUSED.get(story_bar(version.story.case), ""), "pages": pages_of(version, told)}
    return render(request, "react_cases/story_publish.html", {**context, **seen})


@require_POST
@permitted(Permission.STORY_WRITE)
def story_renew(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Begin a newer version as a copy."""
    story = written_story(request, public_id)
    said = _("A new version is begun as a copy. It takes a second reader again.")
    return _step(request, newest(story), lambda: actions.story_renew(story, by=request.user), said)


@require_POST
@permitted(Permission.STORY_WRITE)
def story_discard(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Throw a story away that was never published."""
    story = written_story(request, public_id)
    try:
        story_ends.story_discard(story, by=request.user, seen=moment_of(request.POST.get("seen", "")))
    except NotAllowed as refused:
        return _back(request, newest(story), refused.code)
    messages.success(request, _("The story is gone, with everything that was written in it. The case stays as it is."))
    return redirect("story_list")


def _taken_away(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The story went while its reader had the page open: they are told so. Anybody else gets 404."""
    if not was_shown(request, public_id):
        raise Http404
    messages.error(request, str(REFUSED["gone"]))
    return redirect("story_list")


def _judge(request: SignedInRequest, version: StoryVersion, form: JudgeForm) -> None:
    verdict, checks = StoryVerdict(form.cleaned_data["verdict"]), form.cleaned_data["checks"]
    actions.story_judge(version, verdict, checks, form.comment_written(), by=request.user)


def _not_whole(wholes: list[bool]) -> str:
    if not any(wholes):
        return "no_text"
    return "" if all(wholes) else "unfinished"


def _back(request: SignedInRequest, version: StoryVersion, code: str) -> HttpResponseBase:
    messages.error(request, str(REFUSED[code]))
    return redirect("story_edit", version.story.paper.public_id)


def _step(request: SignedInRequest, version: StoryVersion, action: Callable[[], object], said: str) -> HttpResponseBase:
    """Take one step and say so, or say why not."""
    try:
        action()
    except NotAllowed as refused:
        return _back(request, version, refused.code)
    messages.success(request, said)
    return redirect("story_edit", version.story.paper.public_id)
