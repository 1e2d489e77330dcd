"""A report to a treaty body as plain data: what stands in it, in which order. The page shows it; `submission_pdf` and
`submission_docx` only set it. Put together inside `translation.override` of the report's language."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reports.exports.report import Grid
from reports.indicators import published_notes
from reports.indicators.published_tables import NOT_PUBLISHED
from reports.indicators.registry import unit_label
from reports.submissions.facts import ArticleFacts, Facts, Meaning, StoryFacts
from reports.submissions.figures import TITLES, Figure, MixedSources, Origin, Source, Total, require_one_origin
from reports.submissions.periods import period_words
from reports.submissions.sentences import action_sentences, one_stop

MARKS = (("*", r"(?<!\*)\*(?!\*)"), ("**", r"(?<!\*)\*\*(?!\*)"), ("***", r"\*\*\*"))
"""What stands in a published story for what was changed or left out."""


@dataclass(frozen=True)
class Note:
    """A footnote."""

    number: int
    text: str


@dataclass(frozen=True)
class Passage:
    """A paragraph, and the footnotes at its end."""

    text: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Box:
    """A story."""

    title: str
    about: str
    texts: tuple[str, ...]
    legend: str
    """What its marks mean; empty without marks."""


@dataclass(frozen=True)
class DraftPart:
    """A heading with what stands below it."""

    key: str
    """Which page of the builder changes it: summary, recommendations, articles, actions, stories, …"""
    title: str
    level: int = 1
    passages: tuple[Passage, ...] = ()
    points: tuple[str, ...] = ()
    """Numbered."""
    grid: Grid | None = None
    boxes: tuple[Box, ...] = ()
    starts_page: bool = False


@dataclass(frozen=True)
class Draft:
    """The whole report."""

    language: str
    title: str
    programme: str
    mark: str
    """“Internal, unreleased: do not hand on”; empty for one whose figures are released."""
    facts: tuple[tuple[str, str], ...]
    parts: tuple[DraftPart, ...]
    footer: str
    words: dict[str, str]
    made_on: tuple[int, int, int]
    """Of the release, or of the day on which it was counted: the same draft makes the same bytes."""


class _Notes:
    """Footnotes in the order of their first use, each once."""

    def __init__(self, facts: Facts) -> None:
        self.meanings, self.used = facts.meanings, dict[str, Note]()

    def once(self, *names: str) -> tuple[Note, ...]:
        """Those of these that did not stand before."""
        fresh = [name for name in names if name not in self.used]
        for name in fresh:
            self.used[name] = Note(len(self.used) + 1, _meaning(self.meanings[name]))
        return tuple(self.used[name] for name in fresh)


def draft_of(facts: Facts, source: Source, language: str) -> Draft:
    """Put it together. Raises `MixedSources` where figures of two sources would stand in it."""
    is_internal = source.origin is Origin.COUNTED
    if is_internal != (facts.release is None):
        raise MixedSources
    require_one_origin(source, _figures(facts, source))
    notes = _Notes(facts)
    mark = _("INTERNAL, UNRELEASED: DO NOT HAND ON") if is_internal else ""
    parts = [part for part in _parts(facts, source, notes) if _has_something(part)]
    day = facts.release.published_on if facts.release else facts.as_of
    return Draft(
        language=language,
        title=facts.texts.get("title") or _title(facts),
        programme=facts.programme,
        mark=mark,
        facts=tuple(_cover(facts)),
        parts=tuple(_marked(part, is_internal=is_internal) for part in parts),
        footer=" · ".join(filter(None, [mark, _source(facts)])),
        words={
            "contents": _("Contents"),
            "page": _("Page %(number)s of %(count)s") % {"number": "{number}", "count": "{count}"},
            "report": _("Report to a treaty body"),
            "not_published": str(NOT_PUBLISHED),
        },
        made_on=(day.year, day.month, day.day),
    )


def texts_of(draft: Draft) -> Iterator[str]:
    """Every text of a draft."""
    yield from (draft.title, draft.programme, draft.mark, draft.footer)
    for pair in draft.facts:
        yield from pair
    for part in draft.parts:
        yield part.title
        yield from part.points
        for passage in part.passages:
            yield passage.text
            yield from (note.text for note in passage.notes)
        for row in (part.grid.headings, *part.grid.lines) if part.grid else ():
            yield from row
        for box in part.boxes:
            yield from (box.title, box.about, *box.texts, box.legend)


def _parts(facts: Facts, source: Source, notes: _Notes) -> Iterator[DraftPart]:
    yield _summary(facts, source, notes)
    yield DraftPart("recommendations", _("Recommendations"), points=facts.recommendations)
    yield _typed(facts, "introduction", _("Introduction"))
    if facts.articles:
        yield _table(facts, source)
        for article in facts.articles:
            stories = [story for story in facts.stories if story.article == article.text]
            yield _section(article, source, notes, stories)
    yield _advocacy(facts, source)
    yield _stories(facts)
    yield _typed(facts, "own", _("Further information"))
    yield _typed(facts, "conclusions", _("Conclusions"))
    yield from _annex(facts, source)


def _summary(facts: Facts, source: Source, notes: _Notes) -> DraftPart:
    values = {
        "cases": source.total(Total.CASES).counted,
        "qualified": source.total(Total.QUALIFIED).said,
        "law": source.total(Total.LAW_ENFORCEMENT).said,
        "clients": source.total(Total.CLIENTS).counted,
    }
    figures = (
        Passage(_("Registered in the period: %(cases)s.") % values, notes.once("case")),
        Passage(_("Qualified as violations of a human right: %(qualified)s.") % values, notes.once("qualified")),
        Passage(_("With at least one violator from law enforcement: %(law)s.") % values, notes.once("law")),
        Passage(_("Clients known by a code: %(clients)s.") % values, notes.once("client")),
        Passage(_source(facts)),
    )
    return DraftPart("summary", _("Summary"), passages=(*_typed_passages(facts, "summary"), *figures), starts_page=True)


def _table(facts: Facts, source: Source) -> DraftPart:
    headings = (_("Article and type of violation"), unit_label(source.total(Total.CASES).unit), _("Share of all cases"))
    lines: list[tuple[str, ...]] = []
    details = []
    for article in facts.articles:
        lines.append((_heading(article), *_article_cells(source.article(article.codes))))
        for line in source.behind(article.codes):
            details.append(len(lines))
            lines.append((line.name, *_cells(line.figure)))
    title = _("Violations by article")
    said = [_("A case can concern several articles and several types of violations: rows are never added up.")]
    if source.origin is Origin.RELEASED:
        said.append(
            _(
                "Releases count types of violations and not articles: below each article stand the types that concern "
                "it, with their released figures. A type can also contain cases that concern other articles."
            )
        )
    grid = Grid(title, headings, tuple(lines), tuple(details))
    return DraftPart("articles", title, passages=tuple(map(Passage, said)), grid=grid, starts_page=True)


def _section(article: ArticleFacts, source: Source, notes: _Notes, stories: list[StoryFacts]) -> DraftPart:
    figure = source.article(article.codes)
    lines = [
        _("%(name)s: %(cases)s.") % {"name": line.name, "cases": line.figure.said}
        for line in source.behind(article.codes)
    ]
    said = [_("By type of violation, each with all its cases:")] if lines else []
    if figure.value == 0:
        said.insert(0, _("None of the cases concerns this article."))
    elif figure.value is not None:
        # Of a release the table has said once that articles have no number there.
        said.insert(0, _("Cases that concern this article: %(cases)s.") % {"cases": figure.said})
    first, *rest = [*said, *lines]
    passages = (Passage(f"{article.treaty}."), Passage(first, notes.once("violation")), *map(Passage, rest))
    return DraftPart("articles", _heading(article), 2, passages, boxes=tuple(map(_box, stories)))


def _advocacy(facts: Facts, source: Source) -> DraftPart:
    passages = (Passage(" ".join(action_sentences(action, source.other(action.cases)))) for action in facts.actions)
    return DraftPart("actions", _("Advocacy, and the response of the State"), passages=tuple(passages))


def _stories(facts: Facts) -> DraftPart:
    """Those that stand below no article."""
    boxes = tuple(_box(story) for story in facts.stories if not story.article)
    return DraftPart("stories", _("What happened to people"), boxes=boxes)


def _box(story: StoryFacts) -> Box:
    month = formats.date_format(story.month, "YEAR_MONTH_FORMAT") if story.month else ""
    about = ", ".join(filter(None, [story.oblast, month]))
    named = ((_("Case"), story.happened), (_("What was done"), story.done), (_("Result"), story.result))
    texts = tuple(f"{name}. {text}" for name, whole in named for text in _paragraphs(whole))
    return Box(story.title, about, texts, _legend("\n".join([story.title, *texts])))


def _legend(text: str) -> str:
    meanings = {"*": _("* Name changed."), "**": _("** Day left out."), "***": _("*** Place left out.")}
    return " ".join(meanings[mark] for mark, pattern in MARKS if re.search(pattern, text))


def _annex(facts: Facts, source: Source) -> Iterator[DraftPart]:
    yield DraftPart(
        "annex", _("Annex: how it is counted"), passages=tuple(map(Passage, facts.method)), starts_page=True
    )
    lines: list[tuple[str, ...]] = []
    for what in Total:
        figure = source.total(what)
        lines.append((capfirst(str(TITLES[what])), figure.text, unit_label(figure.unit), figure.share))
    details = []
    for group in source.groups():
        lines.append((group.title, "", "", ""))
        for line in group.lines:
            details.append(len(lines))
            lines.append((line.name, line.figure.text, unit_label(line.figure.unit), line.figure.share))
    title = _("Figures, with what they count")
    headings = [_("Figure"), _("Number"), _("Counted"), _("Share of all cases")]
    # A column of nothing is left out.
    width = len(headings) if any(line[-1] for line in lines) else len(headings) - 1
    cut = tuple(line[:width] for line in lines)
    yield DraftPart("annex", title, 2, grid=Grid(title, tuple(headings[:width]), cut, tuple(details)))
    meanings = tuple(Passage(_meaning(meaning)) for meaning in facts.meanings.values())
    yield DraftPart("annex", _("What exactly is counted"), 2, meanings)
    lists = _("Client groups, violators, types of violations, bodies, effects, recommendations. Version: %(version)s.")
    yield DraftPart("annex", _("Code lists"), 2, (Passage(lists % {"version": facts.lists_version}),))


def _typed(facts: Facts, name: str, title: str) -> DraftPart:
    return DraftPart(name, title, passages=tuple(_typed_passages(facts, name)))


def _typed_passages(facts: Facts, name: str) -> Iterator[Passage]:
    return map(Passage, _paragraphs(facts.texts.get(name, "")))


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _title(facts: Facts) -> str:
    return _("Submission to the %(body)s") % {"body": facts.body} if facts.body else published_notes.title()


def _cover(facts: Facts) -> Iterator[tuple[str, str]]:
    if facts.body:
        yield _("For"), facts.body
    if session := facts.texts.get("session"):
        yield _("Session"), session
    if submitter := facts.texts.get("submitter"):
        yield _("Submitted by"), submitter
    yield _("Period"), period_words(*facts.period)
    if facts.limits:
        yield _("Only cases with"), "; ".join(facts.limits)
    yield _("Figures"), _source(facts)
    yield _("As of"), formats.date_format(facts.as_of, "DATE_FORMAT")
    if facts.release and facts.contact:
        yield _("Contact"), facts.contact


def _source(facts: Facts) -> str:
    day = formats.date_format(facts.as_of, "DATE_FORMAT")
    if facts.release is None:
        return one_stop(_("Counted on %(day)s: internal, not released.") % {"day": day})
    return one_stop(_("Release %(release)s, as of %(day)s.") % {"release": facts.release.citation, "day": day})


def _heading(article: ArticleFacts) -> str:
    return f"{article.text}: {article.name}" if article.name else article.text


def _cells(figure: Figure) -> tuple[str, str]:
    return figure.text, figure.share


def _article_cells(figure: Figure) -> tuple[str, str]:
    """Nothing where figures are released: the sentence above the table says so once."""
    return _cells(figure) if figure.value is not None else ("", "")


def _meaning(meaning: Meaning) -> str:
    return f"{meaning.term}: {meaning.text}"


def _has_something(part: DraftPart) -> bool:
    return bool(part.passages or part.points or part.boxes or (part.grid and part.grid.lines))


def _marked(part: DraftPart, *, is_internal: bool) -> DraftPart:
    if not is_internal or part.level > 1:
        return part
    title = _("%(heading)s (internal, unreleased)") % {"heading": part.title}
    return DraftPart(part.key, title, part.level, part.passages, part.points, part.grid, part.boxes, part.starts_page)


def _figures(facts: Facts, source: Source) -> Iterable[Figure]:
    """Every figure of the draft."""
    yield from map(source.total, Total)
    for group in source.groups():
        yield from (line.figure for line in group.lines)
    for article in facts.articles:
        yield source.article(article.codes)
        yield from (line.figure for line in source.behind(article.codes))
    yield from (source.other(action.cases) for action in facts.actions)


def made_on(draft: Draft) -> datetime.datetime:
    """The moment that files say they were made at."""
    return datetime.datetime(*draft.made_on, tzinfo=datetime.UTC)
