"""What is asked of a report to a treaty body: for whom, when, with which figures; what stands in it; its words."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from react_cases.actions.guard import Written, pseudonym_seed
from react_cases.actions.papers import PaperField
from react_cases.filters.fields import MonthField
from react_cases.forms.guard_fields import DECISIONS, encoded
from react_cases.forms.guarded import GuardedForm, Guarding
from react_cases.forms.text import LineField, TextField
from react_cases.models import AdvocacyAction, PublishedStory
from reports.actions.submissions import SubmissionData, section_field, subject_field
from reports.models import Release, ReleaseState, Submission, TreatyBody
from reports.submissions.cases import LONGEST, last_day, without
from reports.submissions.facts import unanswered

LIVE = "live"
CHOOSE = {"required": _("Choose one.")}
LONG = 20_000
"""Characters of a chapter."""
_ALONE = _(
    "This release has no tables of: %(filters)s. Untick that, or choose “Count now”: then everything in the report is "
    "marked as internal."
)
_TOGETHER = _(
    "This release has no table of these together: %(filters)s. Untick one, or choose “Count now”: then everything in "
    "the report is marked as internal."
)


class AboutForm(forms.Form):
    """For whom, about when, with which figures, about which cases: values of the filter can be dropped."""

    body = forms.ChoiceField(
        label=_("For whom?"), choices=TreatyBody.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    period_from = MonthField(label=_("From month"), error_messages={"required": _("Choose the month.")})
    period_to = MonthField(label=_("Until month"), error_messages={"required": _("Choose the month.")})
    figures = forms.ChoiceField(
        label=_("Where do its figures come from?"),
        help_text=_(
            "A report that leaves the programme takes them from a release. Figures counted now are for working on the "
            "draft: everything in it is marked."
        ),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    keep = forms.MultipleChoiceField(label=_("Only cases with"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        releases: Sequence[Release],
        found_by: str,
        filters: Sequence[tuple[str, str]],
        data: Any = None,
        **kwargs: Any,
    ) -> None:
        initial = {"keep": [pair for pair, _words in filters], **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)
        self.releases = {f"R{release.number}": release for release in releases}
        self.found_by, self.filters = found_by, dict(filters)
        self.fields["keep"].choices = filters  # type: ignore[attr-defined]
        if not filters:
            del self.fields["keep"]
        self.fields["figures"].choices = [  # type: ignore[attr-defined]
            *((name, _release_label(release)) for name, release in self.releases.items()),
            (LIVE, _("Count now: internal, unreleased")),
        ]

    def clean(self) -> dict[str, Any]:
        """Months in their order, and a release that has figures of exactly these months."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("period_from"), data.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", ValidationError(_("The last month is before the first."), code="order"))
        elif first and last and (release := self.releases.get(data.get("figures", ""))):
            self._check_answers(release, first, last_day(last))
        if len(self.found_by) > LONGEST:
            raise ValidationError(_("The filter has too many values. Choose fewer."), code="filter")
        return data

    def _check_answers(self, release: Release, first: datetime.date, last: datetime.date) -> None:
        why = unanswered(release, first, last, self.kept_query())
        if why is None:
            return
        if why.covered is not None:
            said = _("This release has no figures of these months: %(covered)s, in whole quarters.")
            params = {"covered": why.covered or "–"}
            self.add_error("figures", ValidationError(said, code="not_covered", params=params))
            return
        said = _ALONE if not why.is_together else _TOGETHER
        params = {"filters": "; ".join(self.filters.get(pair, pair) for pair in why.pairs)}
        self.add_error("figures", ValidationError(said, code="not_answered", params=params))

    def kept_query(self) -> str:
        """What is kept of the filter, once the form is looked through."""
        return without(self.found_by, set(self.filters) - set(self.cleaned_data.get("keep", [])))

    def about(self) -> SubmissionData:
        """What a valid form says."""
        data = self.cleaned_data
        return SubmissionData(
            body=data["body"],
            period_from=data["period_from"],
            period_to=last_day(data["period_to"]),
            found_by=self.kept_query(),
            release=self.releases.get(data["figures"]),
        )


class StartForm(AboutForm, GuardedForm):
    """The same for a new report, with the session of the body."""

    session = LineField(
        label=_("Session"), help_text=_("As the body calls it, for example: 75th session."), required=False
    )

    def __init__(
        self,
        releases: Sequence[Release],
        found_by: str,
        filters: Sequence[tuple[str, str]],
        guarding: Guarding,
        data: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(releases, found_by, filters, data, **kwargs)
        self.guard(guarding, "session")

    def session_written(self) -> Written:
        """The session with what was decided about it."""
        return Written(self.cleaned_data["session"], self.decisions("session"))


class ChangeForm(AboutForm):
    """The same for a report that exists."""

    def __init__(
        self, submission: Submission, releases: Sequence[Release], filters: Sequence[tuple[str, str]], data: Any = None
    ) -> None:
        release = submission.release
        initial = {
            "body": submission.body,
            "period_from": f"{submission.period_from:%Y-%m}",
            "period_to": f"{submission.period_to:%Y-%m}",
            "figures": f"R{release.number}" if release else LIVE,
        }
        super().__init__(releases, submission.found_by, filters, data, initial=initial)


@dataclass(frozen=True)
class Offer:
    """Something that can be taken, and why it is offered."""

    code: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class OrderRow:
    """One offer as the page shows it."""

    take: forms.BoundField
    place: forms.BoundField
    offer: Offer


class OrderForm(forms.Form):
    """Offers to tick, each with its place in the order."""

    def __init__(self, offers: Sequence[Offer], taken: Sequence[str], data: Any = None, prefix: str = "") -> None:
        super().__init__(data, prefix=prefix or None)
        places = {code: place for place, code in enumerate(taken, start=1)}
        # Named by what it is and not by its place: offers can change between the page and its answer.
        self.offers = {offer.code.replace(" ", "-"): offer for offer in offers}
        for name, offer in self.offers.items():
            self.fields[f"take_{name}"] = forms.BooleanField(
                label=offer.label, required=False, initial=offer.code in places
            )
            self.fields[f"place_{name}"] = forms.IntegerField(
                label=_("Place of: %(what)s") % {"what": offer.label},
                required=False,
                min_value=1,
                max_value=999,
                initial=places.get(offer.code),
            )

    def rows(self) -> list[OrderRow]:
        """What the page shows."""
        return [OrderRow(self[f"take_{name}"], self[f"place_{name}"], offer) for name, offer in self.offers.items()]

    def taken(self) -> list[str]:
        """The codes that were ticked, by their places; those without one come after, as they are offered."""
        data = self.cleaned_data
        found = [
            (data[f"place_{name}"] or 1000, offer.code) for name, offer in self.offers.items() if data[f"take_{name}"]
        ]
        return [code for _place, code in sorted(found, key=lambda pair: pair[0])]


class ChooseForm(forms.Form):
    """Published stories and advocacy actions."""

    stories = forms.MultipleChoiceField(
        label=_("Stories that are published now"), required=False, widget=forms.CheckboxSelectMultiple
    )
    actions = forms.MultipleChoiceField(
        label=_("Advocacy actions since the period began"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, stories: Mapping[int, str], actions: Mapping[int, str], submission: Submission, data: Any = None
    ) -> None:
        chosen = {name: list(getattr(submission, name).values_list("pk", flat=True)) for name in ("stories", "actions")}
        super().__init__(data, initial={name: [str(pk) for pk in found] for name, found in chosen.items()})
        for name, offers in (("stories", stories), ("actions", actions)):
            self.fields[name].choices = [(str(pk), label) for pk, label in offers.items()]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> set[int]:
        """The numbers that were ticked."""
        return {int(pk) for pk in self.cleaned_data[name]}


class TextsForm(GuardedForm):
    """What people write in one language."""

    title = LineField(label=_("Title"), help_text=_("Empty: “Submission to the …”."), required=False)
    submitter = LineField(
        label=_("Submitted by"),
        help_text=_("Stands on the cover: the organisation or the coalition. Empty: nobody is named."),
        required=False,
    )
    session = LineField(label=_("Session"), required=False)
    summary = TextField(label=_("Summary"), help_text=_("Stands before the figures."), required=False, max_length=LONG)
    introduction = TextField(label=_("Introduction"), required=False, max_length=LONG)
    own = TextField(
        label=_("Own paragraphs"), help_text=_("Stand before the conclusions."), required=False, max_length=LONG
    )
    conclusions = TextField(label=_("Conclusions"), required=False, max_length=LONG)

    def __init__(
        self,
        submission: Submission,
        language: str,
        actions: Sequence[AdvocacyAction],
        texts: Mapping[PaperField, Written],
        data: Any = None,
    ) -> None:
        self.places = {name: section_field(language, name) for name in self.base_fields}
        self.places |= {f"subject_{action.pk}": subject_field(language, action) for action in actions}
        found = {name: texts.get(place, Written("")) for name, place in self.places.items()}
        super().__init__(data, initial={name: written.text for name, written in found.items()})
        for action in actions:
            self.fields[f"subject_{action.pk}"] = LineField(
                label=_("What this was about: %(action)s") % {"action": action_label(action)},
                help_text=_("Empty: the report does not say it. No numbers: they come from the figures."),
                required=False,
            )
        for name in self.places:
            self.fields[name].widget.attrs["lang"] = language
        kept = {f"{name}{DECISIONS}": encoded(written.decisions) for name, written in found.items()}
        guarding = Guarding(submission.programme, pseudonym_seed(submission.public_id))
        self.guard(guarding, *self.places, kept=kept)

    def written(self) -> dict[PaperField, Written]:
        """The texts of a valid form with what was decided about them."""
        return {place: Written(self.cleaned_data[name], self.decisions(name)) for name, place in self.places.items()}


def action_label(action: AdvocacyAction) -> str:
    """“Letter, Ministry of Internal Affairs, 12 January 2022”: coded facts alone."""
    day = formats.date_format(action.done_on, "DATE_FORMAT")
    return f"{action.get_kind_display()}, {action.body.label}, {day}"


def story_label(rows: Sequence[PublishedStory]) -> str:
    """The title of a story, and the languages in which it is told."""
    names = {code: str(name) for code, name in settings.LANGUAGES}
    return f"{rows[0].title} ({', '.join(names[row.language] for row in sorted(rows, key=lambda row: row.language))})"


def _release_label(release: Release) -> Promise | str:
    day = formats.date_format(release.as_of, "DATE_FORMAT")
    said = _("Release %(release)s, as of %(day)s") % {"release": release_name(release), "day": day}
    return said if release.state == ReleaseState.PUBLISHED else _("%(release)s (withdrawn)") % {"release": said}


def release_name(release: Release) -> str:
    """As it is cited: KG-R3."""
    return f"{release.programme.code}-R{release.number}"
