"""Record a case: the intake, its draft, "check answers", and throwing a draft away."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documenters.access import has_permission
from documenters.downloads import answers_script
from documenters.models import Organisation, User
from documenters.permissions import Permission
from documenters.vault.opened import KeyMissing
from documenters.views.guards import SignedInRequest, background, permitted
from react_cases.actions.answers import case_answers
from react_cases.actions.cases import case_submit as submit_case
from react_cases.actions.cases import draft_open
from react_cases.actions.client_cases import cases_of_code
from react_cases.actions.client_codes import client_code_hash, client_codes_work
from react_cases.actions.erasure import case_discard as discard_case
from react_cases.actions.frequency import frequent_codes
from react_cases.actions.guard import UNDECIDED
from react_cases.actions.intake import (
    client_code_open,
    habits_of,
    has_client_code,
    intake_keep,
    organisations_of,
    unresolved_comments,
    written_texts,
)
from react_cases.actions.locking import CaseChanged, NotAllowed
from react_cases.forms.guard_fields import Press
from react_cases.forms.guarded import Guarding
from react_cases.forms.intake import IntakeForm
from react_cases.forms.intake_answers import (
    CODE_PARTS,
    DETAILS,
    PAGE,
    Answers,
    may_be_kept,
    posted_answers,
    reopened,
)
from react_cases.forms.intake_choices import IntakeChoices, used_terms
from react_cases.forms.intake_data import case_data
from react_cases.forms.intake_decisions import decision_answers, guarded_answers
from react_cases.forms.intake_screens import intake_screens, problems
from react_cases.forms.intake_summary import differences, summary
from react_cases.models import Case
from react_cases.views.changes import before_of
from react_cases.views.fetching import posted_version, visible_case
from react_cases.views.intake_lists import frequent_text, lists_url
from react_cases.views.tasks import draft_tasks
from react_cases.workflow import EDITABLE, Status


@dataclass
class Desk:
    """Whose form for which case."""

    user: User
    organisation: Organisation
    case: Case | None = None
    lists: IntakeChoices = field(init=False)
    answers: Answers = field(init=False, default_factory=dict)
    """What was posted."""
    page: str = ""
    """The open page that sent something; a new case gets its identifier from it."""

    def __post_init__(self) -> None:
        programme = self.organisation.programme
        written = case_answers(self.case, narrative="", units={}) if self.case and self.case.submitted_at else {}
        self.lists = IntakeChoices(
            programme,
            used=used_terms(written),
            frequent=frequent_codes(programme),
            habits=habits_of(self.user),
        )

    @property
    def guarding(self) -> Guarding:
        """What the guard of personal data needs to know."""
        if self.case is not None:
            return Guarding.of_case(self.case)
        return Guarding.of_page(self.user, self.organisation.programme, self.page)

    def form(
        self,
        answers: Answers,
        *,
        bound: bool,
        parts: dict[str, str] | None = None,
        press: Press | None = None,
    ) -> IntakeForm:
        """The form over raw answers."""
        return IntakeForm(
            self.lists,
            reopened(answers, timezone.localdate()),
            bound=bound,
            parts=parts,
            has_code=self.case is not None and has_client_code(self.case),
            seed=self.guarding.seed,
            press=press,
        )

    def kept(self) -> Answers:
        """What is kept of the case so far: the draft, else the case as it was written."""
        if self.case is None:
            return {}
        draft: Answers | None = draft_open(self.case, by=self.user)
        if draft is not None:
            return draft
        if self.case.submitted_at is None:
            return {}
        narrative, units = written_texts(self.case, by=self.user)
        return case_answers(self.case, narrative=narrative, units=units) | decision_answers(self.case)

    def posted(self, request: SignedInRequest) -> IntakeForm:
        """The form as it was sent; after a button of the guard, with what that made of the text."""
        self.page = request.POST.get(PAGE, "")[:32]
        self.answers, press = guarded_answers(
            posted_answers(request.POST, timezone.localdate()), request.POST, self.guarding
        )
        parts = {name: request.POST.get(name, "") for name in CODE_PARTS}
        return self.form(self.answers, bound=True, parts=parts, press=press)

    def keep(self, form: IntakeForm, request: SignedInRequest) -> Case:
        """Keep what was posted. A client code that was kept before stays unless new parts came or it is forgotten."""
        code = self.typed_code(form)
        if code is None and "code_remove" in request.POST:
            code = ""
        case = intake_keep(
            self.case,
            self.answers,
            organisation=self.organisation,
            page=self.page,
            version=posted_version(request),
            by=self.user,
            client_code=code,
        )
        self.case = case
        form.has_code = has_client_code(case)
        return case

    def typed_code(self, form: IntakeForm) -> str | None:
        """The hash of the parts typed now; nothing where there are none, and before a colleague admits the person."""
        parts = form.client_code
        try:
            return client_code_hash(self.organisation.programme, parts, by=self.user) if parts else None
        except KeyMissing:
            return None


@permitted(Permission.CASE_CREATE)
def case_intake(request: SignedInRequest) -> HttpResponseBase:
    """Record a new case."""
    organisations = organisations_of(request.user)
    if not organisations:
        messages.warning(request, _("The work of your organisation has ended: no new cases begin there."))
        return redirect("queue")
    organisation = _chosen(organisations, request.POST.get("organisation", ""))
    if organisation is None:
        return render(request, "react_cases/case_intake_organisation.html", {"organisations": organisations})
    desk = Desk(request.user, organisation)
    if PAGE in request.POST:
        return _answer(request, desk)
    return _page(request, desk, desk.form({}, bound=False))


@permitted(Permission.CASE_EDIT)
def case_edit(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Go on with a draft, or correct a returned case."""
    try:
        case = own_editable_case(request, public_id)
    except SentMeanwhile:
        return _on_to_the_case(request, public_id)
    desk = Desk(request.user, case.organisation, case)
    if request.method == "POST":
        return _answer(request, desk)
    return _page(request, desk, desk.form(desk.kept(), bound=False))


@answers_script
@background
@require_POST
@permitted(Permission.CASE_CREATE)
def case_autosave(request: SignedInRequest, public_id: uuid.UUID | None = None) -> HttpResponseBase:
    """Keep what is typed so far, valid or not; called by the page itself."""
    if public_id is None:
        organisation = _chosen(organisations_of(request.user), request.POST.get("organisation", ""))
        if organisation is None:
            raise Http404
        desk = Desk(request.user, organisation)
    else:
        case = own_editable_case(request, public_id)
        desk = Desk(request.user, case.organisation, case)
    form = desk.posted(request)
    if not may_be_kept(form.answers):
        return JsonResponse({"draft": "", "reason": "consent"})
    try:
        case = desk.keep(form, request)
    except CaseChanged as changed:
        return JsonResponse({"compare_url": _edit_url(changed.case)}, status=409)
    except NotAllowed:
        raise Http404 from None
    return JsonResponse(
        {
            "draft": str(case.public_id),
            "version": case.version,
            "edit_url": _edit_url(case),
            "autosave_url": reverse("case_autosave", args=[case.public_id]),
            "saved_at": formats.time_format(timezone.localtime(), "H:i"),
        }
    )


@permitted(Permission.CASE_EDIT)
def case_check(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The ninth screen: all answers, then send or keep."""
    try:
        case = own_editable_case(request, public_id)
    except SentMeanwhile:
        return _on_to_the_case(request, public_id)
    desk = Desk(request.user, case.organisation, case)
    form = desk.form(desk.kept(), bound=True)
    if "keep" in request.POST:
        messages.success(request, _("The draft is kept. You find it among your cases."))
        return redirect("home")
    if not form.is_valid():
        return _page(request, desk, form)
    client_code = client_code_open(case, by=request.user)
    if request.method == "POST" and (answer := _sent(request, case, form, client_code)):
        return answer
    context = {
        "case": case,
        "sections": summary(form),
        "earlier": cases_of_code(case, client_code, by=request.user) if client_code else None,
        "tasks": draft_tasks(case, form, request.user),
    }
    return render(request, "react_cases/case_check.html", context)


@permitted(Permission.CASE_DISCARD)
def case_discard(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Throw a draft away, after asking."""
    case = own_editable_case(request, public_id)
    if case.status != Status.DRAFT:
        raise Http404
    if request.method == "POST":
        try:
            discard_case(case, by=request.user, version=posted_version(request))
        except CaseChanged:
            messages.warning(request, _("The draft was changed meanwhile. Look at it again."))
            return redirect("case_edit", public_id=case.public_id)
        messages.success(request, _("The draft is deleted."))
        return redirect("home")
    return render(request, "react_cases/case_discard.html", {"case": case})


class SentMeanwhile(Http404):
    """The person's own case, which can no longer be edited."""


def own_editable_case(request: SignedInRequest, public_id: uuid.UUID) -> Case:
    """The person's own draft or returned case; 404 for everybody else and for every other status."""
    case = visible_case(request, public_id)
    is_own = case.documenter_id == request.user.pk
    if not is_own or not has_permission(request.user, Permission.CASE_EDIT, organisation=case.organisation):
        raise Http404
    if Status(case.status) not in EDITABLE:
        raise SentMeanwhile
    return case


def _on_to_the_case(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The browser's Back leads to the form of a case that was just sent: its page says where it is now."""
    if request.method == "POST":
        raise Http404
    return redirect("case_detail", public_id)


def _sent(request: SignedInRequest, case: Case, form: IntakeForm, client_code: str) -> HttpResponseBase | None:
    """Send the case; nothing where the person has to look at the answers once more."""
    try:
        submit_case(case, case_data(form, client_code=client_code), by=request.user, version=posted_version(request))
    except CaseChanged:
        messages.warning(
            request,
            _("The case was changed meanwhile. Check the answers once more: this is how they are kept now."),
        )
        return None
    except NotAllowed as refusal:
        return _refused(request, case, refusal)
    messages.success(request, _("The case is sent for review."))
    return redirect("case_detail", public_id=case.public_id)


def _refused(request: SignedInRequest, case: Case, refusal: NotAllowed) -> HttpResponseBase:
    """Why the case cannot be sent. A consent that was withdrawn is given anew on the page of consents only."""
    if refusal.code == "record_consent_missing":
        messages.warning(request, _("The client no longer agrees that this case is kept: the coordinator erases it."))
        return redirect("consent_list", public_id=case.public_id)
    if refusal.code == UNDECIDED:
        messages.warning(request, _("Not sent: decide about the personal data in the texts first."))
        return redirect("case_edit", public_id=case.public_id)
    messages.warning(request, _("This case was sent before. It cannot be changed until it is returned."))
    return redirect("home")


def _answer(request: SignedInRequest, desk: Desk) -> HttpResponseBase:
    """Keep what was sent; then go on to "check answers", or show the form again with what is wrong."""
    form = desk.posted(request)
    is_valid = form.is_valid()
    if not may_be_kept(form.answers):
        return _page(request, desk, form)
    try:
        case = desk.keep(form, request)
    except CaseChanged as changed:
        theirs = Desk(desk.user, desk.organisation, changed.case)
        desk.case = changed.case
        return _page(request, desk, form, conflict=differences(form, theirs.form(theirs.kept(), bound=False)))
    except NotAllowed:
        messages.warning(request, _("This case was sent before. It cannot be changed until it is returned."))
        return redirect("home")
    if "details" in request.POST:
        return redirect(f"{_edit_url(case)}#{request.POST['details'][:10]}")
    if is_valid:
        return redirect("case_check", public_id=case.public_id)
    return _page(request, desk, form)


def _page(request: SignedInRequest, desk: Desk, form: IntakeForm, *, conflict: Any = None) -> HttpResponseBase:
    """The document with all screens."""
    case = desk.case
    comments = unresolved_comments(case, by=desk.user) if case else []
    page = uuid.uuid4().hex
    form.codes_work = client_codes_work(desk.organisation.programme, by=desk.user)
    context = {
        "form": form,
        "case": case,
        "organisation": desk.organisation,
        "screens": intake_screens(comments, before_of(case, desk.user) if case and comments else None),
        "problems": problems(form),
        "conflict": conflict,
        "page": page,
        "version": case.version if case else 0,
        "responses": list(case.responses.select_related("type")) if case and case.submitted_at else [],
        "form_url": _edit_url(case) if case else reverse("case_intake"),
        "autosave_url": reverse("case_autosave", args=[case.public_id]) if case else reverse("case_autosave_first"),
        "frequent": frequent_text(desk.lists),
        "details": DETAILS,
        "lists_url": "" if conflict else lists_url(request, case, form),
        "answers": {"received_on": [form.today.isoformat()]} | {**form.answers, PAGE: [page]},
    }
    return render(request, "react_cases/case_intake.html", context, status=409 if conflict else 200)


def _edit_url(case: Case) -> str:
    return reverse("case_edit", args=[case.public_id])


def _chosen(organisations: list[Organisation], key: str) -> Organisation | None:
    if len(organisations) == 1:
        return organisations[0]
    return next((row for row in organisations if str(row.pk) == key), None)
