"""What reviewers say: return, validate, approve, reject, reopen, erase."""

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from react_cases.actions.erasure import REASONS as ERASE_REASONS
from react_cases.actions.review import CommentData
from react_cases.forms.guarded import GuardedForm, Guarding
from react_cases.forms.term_fields import TermField, offered_terms
from react_cases.forms.text import LineField, TextField
from react_cases.forms.why import APPROVAL, QUALIFICATION, REJECTION, explained
from react_cases.models import Case, Violation
from react_cases.models.choices import QUALIFICATION_LABELS, CommentField
from react_cases.taxonomy.treaties import TREATIES, Article, TreatyError, parse_articles
from react_cases.workflow import Qualification

FINAL_QUALIFICATIONS = [
    (value.value, label) for value, label in QUALIFICATION_LABELS.items() if value != Qualification.PENDING
]

HIGHEST_VERSION = 2**31 - 1

REASON, TEXT = "reason_{}", "text_{}"
"""Names of the fields about one part."""


def seen_state(case: Case) -> str:
    """The four axes and the last step, as codes: what a person has in front of them while they decide."""
    last = case.transitions.order_by("-pk").values_list("pk", flat=True).first() or 0
    return " ".join([case.status, case.qualification, case.response_status, case.readiness or "-", str(last)])


def article_codes(articles: Iterable[Article]) -> list[str]:
    """Articles the way a case keeps them, such as `ICCPR 9`."""
    return [f"{article.treaty} {article.article}" for article in articles]


def suggested_articles(violations: Iterable[Violation]) -> list[str]:
    """The articles of the categories of violations, each once."""
    found: dict[str, None] = {}
    for violation in violations:
        found.update(dict.fromkeys(article_codes(parse_articles(violation.category.articles))))
    return sorted(found, key=_reading_order)


def _reading_order(code: str) -> tuple[int, int, str]:
    """Treaties as the list of treaties has them, articles by number: 7, 9, 12, 17."""
    treaty, _separator, article = code.partition(" ")
    number = re.match(r"\d+", article)
    return list(TREATIES).index(treaty), int(number[0]) if number else HIGHEST_VERSION, article


class ReviewForm(GuardedForm):
    """What every step carries: which state of the case its reader had in front of them."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=HIGHEST_VERSION)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, initial={"version": case.version, "seen": seen_state(case)})
        self.case = case


class ReturnForm(ReviewForm):
    """A coded reason and a sentence for any part of the case; at least one."""

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, case=case)
        reasons = offered_terms(case.programme, "return_reasons")
        for part in CommentField:
            reason = TermField(label=_("Reason"), required=False, widget=forms.RadioSelect, initial="")
            reason.offer(reasons, [("", _("No code")), *((term.code, term.label) for term in reasons)])
            self.fields[REASON.format(part)] = reason
            self.fields[TEXT.format(part)] = TextField(label=_("What to change"), required=False)
            self.fields[TEXT.format(part)].widget.attrs["rows"] = "3"
        self.guard(Guarding.of_case(case), *(TEXT.format(part) for part in CommentField))

    def clean(self) -> dict[str, Any]:
        """Refuse a reason without a sentence, and a return that says nothing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for part in CommentField:
            if (
                cleaned.get(REASON.format(part))
                and not cleaned.get(TEXT.format(part))
                and TEXT.format(part) not in self.errors
            ):
                self.add_error(TEXT.format(part), ValidationError(_("Say in a sentence what to change."), code="text"))
        if not self.errors and not self.comments():
            raise ValidationError(_("Say at least once what to change, beside the part it is about."), code="nothing")
        return cleaned

    def comments(self) -> list[CommentData]:
        """What was said, part by part."""
        return [
            CommentData(
                part,
                self.cleaned_data[TEXT.format(part)],
                self.cleaned_data.get(REASON.format(part)),
                self.decisions(TEXT.format(part)),
            )
            for part in CommentField
            if self.cleaned_data.get(TEXT.format(part))
        ]

    def parts(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """(part, its reason, its sentence) in the order of the case page."""
        return [(part.value, self[REASON.format(part)], self[TEXT.format(part)]) for part in CommentField]


class QualificationField(forms.ChoiceField):
    """Is it a violation of a right?"""

    def __init__(self) -> None:
        super().__init__(
            label=_("Is it a violation of a right?"),
            choices=FINAL_QUALIFICATIONS,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the answers.")},
        )


@explained(QUALIFICATION)
class ValidateForm(ReviewForm):
    """The mentor's answer."""

    qualification = QualificationField()


@explained(APPROVAL)
class ApproveForm(ReviewForm):
    """The coordinator's answer: qualification, treaty articles, and a confirmation."""

    qualification = QualificationField()
    articles = forms.MultipleChoiceField(
        label=_("Treaty articles"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_articles = LineField(
        label=_("Other articles"), required=False, help_text=_("Written like this: ICCPR 9, 12; CAT 1")
    )
    confirm = forms.BooleanField(
        label=_("I have read the case, and it can enter the figures"),
        error_messages={"required": _("Confirm that you have read the case.")},
    )

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, case=case)
        violations = case.violations.select_related("category")
        offered = list(dict.fromkeys([*suggested_articles(violations), *case.articles]))
        cast(forms.MultipleChoiceField, self.fields["articles"]).choices = _by_treaty(offered)
        if not offered:
            del self.fields["articles"]
        self.initial["articles"] = case.articles or offered
        if case.qualification != Qualification.PENDING:
            self.initial["qualification"] = case.qualification

    def clean_more_articles(self) -> list[str]:
        """The articles as codes. Raises `ValidationError` for a treaty or a spelling that is not known."""
        try:
            return article_codes(parse_articles(self.cleaned_data["more_articles"]))
        except TreatyError:
            raise ValidationError(
                _("Write articles like this: ICCPR 9, 12; CAT 1. Known treaties: %(treaties)s."),
                code="articles",
                params={"treaties": ", ".join(TREATIES)},
            ) from None

    def chosen_articles(self) -> list[str]:
        """Those that were ticked or written."""
        return [*self.cleaned_data.get("articles", []), *self.cleaned_data["more_articles"]]


def _by_treaty(codes: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for code in codes:
        groups.setdefault(code.partition(" ")[0], []).append((code, code))
    return list(groups.items())


@explained(REJECTION)
class RejectForm(ReviewForm):
    """A coded reason, and a sentence where one helps."""

    reason = TermField(
        label=_("Why is the case put aside?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    text = TextField(label=_("What the author should know"), required=False)

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, case=case)
        cast(TermField, self.fields["reason"]).offer(offered_terms(case.programme, "reject_reasons"))
        self.guard(Guarding.of_case(case), "text")


class ReopenForm(ReviewForm):
    """What has to be corrected, and where."""

    part = forms.ChoiceField(
        label=_("Which part"), choices=CommentField.choices, initial=CommentField.CASE, widget=forms.RadioSelect
    )
    text = TextField(label=_("What to change"), error_messages={"required": _("Say what has to be corrected.")})

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, case=case)
        self.guard(Guarding.of_case(case), "text")

    def comments(self) -> list[CommentData]:
        """The one comment."""
        part, text = CommentField(self.cleaned_data["part"]), self.cleaned_data["text"]
        return [CommentData(part, text, decisions=self.decisions("text"))]


class EraseForm(ReviewForm):
    """A coded reason, and the case number, typed by hand: an erased case does not come back."""

    reason = TermField(
        label=_("Why is the case erased?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    code = LineField(label=_("Case number"), error_messages={"required": _("Type the case number.")})

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, case=case)
        cast(TermField, self.fields["reason"]).offer(offered_terms(case.programme, ERASE_REASONS))

    def clean_code(self) -> str:
        """Raise `ValidationError` for any other number."""
        typed = str(self.cleaned_data["code"]).strip().upper()
        if typed != self.case.code:
            raise ValidationError(_("This is not the number of this case."), code="code")
        return typed
