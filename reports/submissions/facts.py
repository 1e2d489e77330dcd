"""Everything that a report says in one language, read once and put together: `exports.submission` makes the draft."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from documenters.models import Programme, User
from react_cases.actions.advocacy_cases import actions_losing
from react_cases.models import AdvocacyAction, Case, PublishedStory, TaxonomyVersion, Term
from react_cases.taxonomy.articles import article_name
from react_cases.taxonomy.labels import label
from react_cases.taxonomy.treaties import TREATIES
from reports.case_columns import columns_of
from reports.cube import Lists, counts_of, lists_of
from reports.disclosure.published import Published, ReleaseInfo
from reports.disclosure.schema import Axis, Tier
from reports.indicators import published_notes as notes
from reports.indicators.headline import law_enforcement_note
from reports.indicators.published_source import PublishedSource
from reports.indicators.published_tables import KINDS
from reports.indicators.published_tables import TILE_DEFINITIONS as RELEASED
from reports.indicators.totals import TOTALS
from reports.models import Release, Submission, TreatyBody
from reports.reading import read_published
from reports.submissions.articles import article_of, categories_by_article
from reports.submissions.cases import (
    chosen_words,
    combinations_of,
    filter_of_submission,
    held_codes,
    not_held,
    pairs_of,
)
from reports.submissions.figures import Counted, Released, Source
from reports.submissions.periods import covered, ways_of


@dataclass(frozen=True)
class ArticleFacts:
    """A confirmed article."""

    text: str
    """`ICCPR 9`."""
    name: str
    treaty: str
    """In full."""
    codes: frozenset[str]
    """Categories of violations that name it."""


@dataclass(frozen=True)
class ActionFacts:
    """A chosen advocacy action."""

    kind: str
    body: str
    done_on: datetime.date
    subject: str
    cases: int
    """For a draft that counts; never for one from a release."""
    reply: str
    replied_on: datetime.date | None
    effects: tuple[str, ...]


@dataclass(frozen=True)
class StoryFacts:
    """A chosen story, as it is published in the language of the report."""

    title: str
    happened: str
    done: str
    result: str
    month: datetime.date | None
    oblast: str
    article: str
    """The confirmed article below which it stands: `ICCPR 9`; empty where its case leads to none of them."""


@dataclass(frozen=True)
class Meaning:
    """A word of the report, and what it means in its figures."""

    term: str
    text: str


@dataclass(frozen=True)
class Facts:
    """What a draft is made of."""

    body: str
    """Empty for another reader: the title says who it is."""
    programme: str
    contact: str
    period: tuple[datetime.date, datetime.date]
    as_of: datetime.date
    release: ReleaseInfo | None
    limits: tuple[str, ...]
    """The filter in words."""
    texts: Mapping[str, str]
    """Section -> what was written."""
    articles: tuple[ArticleFacts, ...]
    actions: tuple[ActionFacts, ...]
    stories: tuple[StoryFacts, ...]
    recommendations: tuple[str, ...]
    meanings: Mapping[str, Meaning]
    """case, client, violation, qualified, law: what footnotes say."""
    method: tuple[str, ...]
    lists_version: str


@dataclass(frozen=True)
class Basis:
    """Where the figures come from, and what belongs to them."""

    source: Source
    release: ReleaseInfo | None
    published: Published | None
    lists: Lists


def basis_of(submission: Submission, language: str, *, by: User) -> Basis:
    """The one source of a report's figures; inside `translation.override(language)`."""
    programme = submission.programme
    lists = lists_of(programme)
    if submission.release is None:
        chosen = filter_of_submission(submission, by)
        source = Counted(counts_of(columns_of(chosen.qs, programme), programme), combinations_of(chosen), lists)
        return Basis(source, None, None, lists)
    published = read_published(programme.code, Tier.PUBLIC, upto=submission.release.number)
    ways = ways_of(published, submission.period_from, submission.period_to)
    found = PublishedSource(published, ways, language)
    held = held_codes(submission.found_by, *_law(programme, found)) if ways else None
    names = {code: term.label for code, term in lists.headings("violation_categories").items()}
    return Basis(Released(found, held, names), published.releases[-1], published, lists)


@dataclass(frozen=True)
class Unanswered:
    """Why a release would say “not published” of everything."""

    covered: str | None = None
    """It has no figures of these months; from when to when it has some, where there is anything."""
    pairs: tuple[str, ...] = ()
    """The `name=value` pairs of the filter that it has no tables of."""
    is_together: bool = False
    """It has tables of each of the pairs, and none of them together."""


def unanswered(release: Release, first: datetime.date, last: datetime.date, query: str) -> Unanswered | None:
    """What of a choice a release cannot answer; None where it can, whatever of that is withheld."""
    programme = release.programme
    published = read_published(programme.code, Tier.PUBLIC, upto=release.number)
    ways = ways_of(published, first, last)
    if not ways:
        return Unanswered(covered=covered(published.periods))
    found = PublishedSource(published, ways, "en")
    law = _law(programme, found)
    alone = not_held(query, *law)
    if alone:
        return Unanswered(pairs=tuple(alone))
    held = held_codes(query, *law)
    return None if Released(found, held, {}).has_tables else Unanswered(pairs=tuple(pairs_of(query)), is_together=True)


def _law(programme: Programme, found: PublishedSource) -> tuple[frozenset[str], str | None]:
    """What the programme counts as law enforcement, and the row that it is in the release."""
    return frozenset(programme.law_enforcement_codes), found.law_enforcement


def facts_of(
    submission: Submission,
    basis: Basis,
    language: str,
    *,
    texts: Mapping[str, str],
    subjects: Mapping[int, str],
    by: User,
    today: datetime.date,
) -> Facts:
    """Read the rest; inside `translation.override(language)`. `subjects`: number of an action -> what it was about."""
    programme = submission.programme
    settings = getattr(programme, "release_settings", None)
    name = label(en=programme.name_en, ru=programme.name_ru, ky=programme.name_ky, language=language)
    publisher = notes.Publisher(name, settings.contact if settings else "")
    articles = articles_of(submission, basis.lists, language)
    told = [row for row in stories_of(submission, by) if row.language == language]
    behind = _categories_behind(told, by)
    return Facts(
        body="" if submission.body == TreatyBody.OWN else submission.get_body_display(),
        programme=name,
        contact=publisher.contact,
        period=(submission.period_from, submission.period_to),
        as_of=basis.release.as_of if basis.release else today,
        release=basis.release,
        limits=tuple(words for _pair, words in chosen_words(filter_of_submission(submission, by))),
        texts=texts,
        articles=articles,
        actions=tuple(_action(action, subjects) for action in actions_of(submission, by)),
        stories=tuple(_story(row, _article_for(behind.get(row.version.story_id, set()), articles)) for row in told),
        recommendations=_recommendations(submission),
        meanings=_meanings(basis, language),
        method=_method(basis),
        lists_version=str(TaxonomyVersion.objects.filter(programme=programme).first() or ""),
    )


def articles_of(submission: Submission, lists: Lists, language: str) -> tuple[ArticleFacts, ...]:
    """Those that a person has confirmed, for the cases that are meant now; else none."""
    if submission.articles_confirmed_at is None:
        return ()
    terms = lists.terms["violation_categories"]
    codes = categories_by_article({code: term.articles for code, term in terms.items()}, submission.body)
    return tuple(
        ArticleFacts(text, article_name(article, language), TREATIES[article.treaty].label(language), codes[article])
        for text in submission.articles
        if (article := article_of(text)) in codes
    )


def actions_of(submission: Submission, by: User) -> list[AdvocacyAction]:
    """The chosen actions, the earliest first, with `case_count`; without those with a client who agrees no longer."""
    chosen = AdvocacyAction.objects.visible_to(by).filter(pk__in=submission.actions.values("pk"))
    # What is only planned has not been done: a report says nothing of it.
    found = still_agreed(chosen.filter(done_on__lte=timezone.localdate()))
    rows = found.select_related("body", "paper__programme").prefetch_related("effects")
    return list(rows.annotate(case_count=Count("case_links")).order_by("done_on", "pk"))


def still_agreed(actions: QuerySet[AdvocacyAction]) -> QuerySet[AdvocacyAction]:
    """Those of these actions all of whose clients still agree to what the action does with their cases."""
    return actions.exclude(pk__in=actions_losing(actions).values("pk"))


def stories_of(submission: Submission, by: User) -> list[PublishedStory]:
    """What is published now of the chosen stories, in every language."""
    rows = PublishedStory.objects.visible_to(by).filter(version__story__in=submission.stories.values("pk"))
    return list(rows.select_related("oblast", "version").order_by("published_on", "version", "language"))


def _action(action: AdvocacyAction, subjects: Mapping[int, str]) -> ActionFacts:
    return ActionFacts(
        kind=action.kind,
        body=action.body.label,
        done_on=action.done_on,
        subject=subjects.get(action.pk, ""),
        cases=action.case_count,  # type: ignore[attr-defined]  # counted by `actions_of`
        reply=action.reply,
        replied_on=action.replied_on,
        effects=tuple(term.label for term in action.effects.all()),
    )


def _categories_behind(told: list[PublishedStory], by: User) -> dict[int, set[str]]:
    """Number of a story -> codes of the violations of its case."""
    found: dict[int, set[str]] = {}
    cases = Case.objects.visible_to(by).filter(story__in=[row.version.story_id for row in told])
    for story, code in cases.order_by().values_list("story", "violations__category__code"):
        found.setdefault(story, set()).add(code)
    return found


def _article_for(categories: set[str], articles: tuple[ArticleFacts, ...]) -> str:
    """The article to which most of the violations lead, the first of several; empty for none."""
    best = max(articles, key=lambda article: len(article.codes & categories), default=None)
    return best.text if best is not None and best.codes & categories else ""


def _story(row: PublishedStory, article: str) -> StoryFacts:
    oblast = row.oblast.label if row.oblast is not None else ""
    return StoryFacts(row.title, row.happened, row.done, row.result, row.month, oblast, article)


def _recommendations(submission: Submission) -> tuple[str, ...]:
    wanted = Term.objects.filter(
        programme=submission.programme, code_list="recommendations", code__in=submission.recommendations
    )
    labels = {term.code: term.label for term in wanted}
    return tuple(labels[code] for code in submission.recommendations if code in labels)


def _meanings(basis: Basis, language: str) -> dict[str, Meaning]:
    """The same words mean other things in a release than in figures counted now."""
    # In the order of the tiles of a published page.
    titles = {"case": _("Case"), "client": _("Client"), "qualified": _("Qualified"), "law": _("Law enforcement")}
    if basis.published is not None:
        texts = dict(zip(titles, (str(text) for _title, text in RELEASED), strict=True))
        texts["violation"] = str(KINDS[Axis.CATEGORY].definition)
        note = notes.law_enforcement_note(basis.published, language)
    else:
        codes = {"case": "cases", "client": "clients", "qualified": "qualified", "law": "law_enforcement_cases"}
        texts = {name: str(TOTALS[code].definition) for name, code in codes.items()}
        texts["violation"] = str(TOTALS["violations"].definition)
        note = law_enforcement_note(basis.lists)
    texts["law"] = " ".join(filter(None, [texts["law"], note]))
    titles["violation"] = _("Violation")
    return {name: Meaning(titles[name], text) for name, text in texts.items()}


def _method(basis: Basis) -> tuple[str, ...]:
    how = notes.how_counted()
    if basis.published is None:
        own = _(
            "The figures of this draft were counted in the running system and are not released: nobody has examined "
            "whether they lead back to a person, and they can be others tomorrow. Before anything of it leaves the "
            "programme, its figures are replaced by those of a release."
        )
        return how[0], own, *notes.how_to_read()
    return (*how, *notes.how_to_read(), *notes.what_is_withheld(basis.published))
