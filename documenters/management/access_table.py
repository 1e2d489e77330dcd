"""Who may use which address: docs/access.toml read, and written down for people as docs/access.md.

The table is a statement of its own, made by hand. Nothing here asks the code that it is about.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

METHODS = ("GET", "POST")
"""What a page may declare. HEAD goes with GET; every other method is refused everywhere."""

NOT_FOUND = "404"

WORDS = {
    "page": "opens",
    "does": "**can**",
    "told": "is told why not",
    "login": "login page",
    "second": "sets up a second factor first",
    "again": "proves once more who they are",
    "410": "is told that it is gone",
    NOT_FOUND: "—",
}
"""Answer -> how the document says it. `goes NAME` leads to another page."""

MEANS_YES = ("page", "does")


class AccessTableError(ValueError):
    """A sentence about what is wrong in the table."""


@dataclass(frozen=True)
class Column:
    """People for whom an address answers alike."""

    key: str
    title: str
    actors: tuple[str, ...]


@dataclass(frozen=True)
class Area:
    """Addresses that belong together, with the columns that tell people apart there."""

    key: str
    title: str
    intro: str
    columns: tuple[Column, ...]

    def column_of(self, actor: str) -> Column:
        """The column in which somebody stands."""
        return next(column for column in self.columns if actor in column.actors)


@dataclass(frozen=True)
class Page:
    """One address: what it is for, what it is about, and who gets which answer."""

    name: str
    says: str
    area: Area
    about: str
    subjects: tuple[str, ...]
    """The states of what the address is about; one empty state for an address that names nothing."""
    leaves: str
    """What a POST leaves behind, where that is nothing or only a row of the log or a session."""
    is_before_second_factor: bool
    needs_recent_login: tuple[str, ...]
    """The methods that ask for the password again after ten minutes."""
    answers: dict[str, dict[str, dict[str, str]]]
    """Method -> column -> state -> answer. What is not there is 404."""

    def answer(self, method: str, actor: str, subject: str) -> str:
        """What somebody gets."""
        return self.column_answer(method, self.area.column_of(actor).key, subject)

    def column_answer(self, method: str, column: str, subject: str) -> str:
        """What everybody in a column gets."""
        return self.answers[method].get(column, {}).get(subject, NOT_FOUND)


@dataclass(frozen=True)
class AccessTable:
    """The whole table."""

    areas: tuple[Area, ...]
    pages: dict[str, Page]
    actors: dict[str, str]
    """Person -> who that is, in words."""
    states: dict[str, dict[str, str]]
    """What an address can be about -> its states -> their words."""
    exempt: dict[str, str]
    """Addresses that are no page of ours, with the reason."""
    phrases: list[dict[str, Any]]
    """States that have a shorter name together."""
    doors: dict[str, str]
    """`login`, `second`, `again` -> the name of the page."""


def read_access_table(path: Path) -> AccessTable:
    """Read the table. Raises `AccessTableError` for a word or a name that it does not know."""
    data = tomllib.loads(path.read_text())
    areas = {key: _area(key, row, data) for key, row in data["area"].items()}
    for area in areas.values():
        listed = [actor for column in area.columns for actor in column.actors]
        if sorted(listed) != sorted(data["actors"]):
            raise AccessTableError(f"the columns of the area {area.key} have to name every actor once")
    pages = {name: _page(name, row, areas, data) for name, row in data["page"].items()}
    return AccessTable(
        areas=tuple(areas.values()),
        pages=pages,
        actors=data["actors"],
        states=data["about"],
        exempt=data.get("exempt", {}),
        phrases=data.get("phrases", []),
        doors=data["doors"],
    )


def _area(key: str, row: dict[str, Any], data: dict[str, Any]) -> Area:
    columns = data["columns"][row["columns"]]
    found = tuple(Column(name, column["title"], tuple(column["actors"])) for name, column in columns.items())
    return Area(key, row["title"], row.get("intro", ""), found)


def _page(name: str, row: dict[str, Any], areas: dict[str, Area], data: dict[str, Any]) -> Page:
    if row.get("area") not in areas:
        raise AccessTableError(f"{name}: `area` has to be one of {', '.join(areas)}")
    area, about = areas[row["area"]], row.get("about", "")
    if about and about not in data["about"]:
        raise AccessTableError(f"{name}: `about` has to be one of {', '.join(data['about'])}")
    subjects = tuple(data["about"][about]) if about else ("",)
    unknown = row.keys() - {"area", "about", "says", "leaves", "before_second_factor", "recent_login", *METHODS}
    if unknown or not row.keys() & set(METHODS):
        raise AccessTableError(f"{name}: declare GET or POST, and nothing that the table does not know: {unknown}")
    recent = row.get("recent_login", ())
    answers = {
        method: _by_column(f"{name} {method}", row[method], area, subjects, data["sets"])
        for method in METHODS
        if method in row
    }
    return Page(
        name=name,
        says=row["says"],
        area=area,
        about=about,
        subjects=subjects,
        leaves=row.get("leaves", ""),
        is_before_second_factor=row.get("before_second_factor", False),
        needs_recent_login=tuple(answers) if recent is True else tuple(recent),
        answers=answers,
    )


def _by_column(
    place: str, row: dict[str, str], area: Area, subjects: tuple[str, ...], sets: dict[str, list[str]]
) -> dict[str, dict[str, str]]:
    keys = [column.key for column in area.columns]
    # Whoever is not logged in (any more) meets the login page, unless the row says otherwise.
    found = {column: dict.fromkeys(subjects, "login") for column in ("anonymous", "suspended")}
    for columns, text in row.items():
        for column in keys if columns == "everybody" else columns.replace(",", " ").split():
            if column not in keys:
                raise AccessTableError(f"{place}: `{column}` is none of the columns {', '.join(keys)}")
            found[column] = dict(_answers(place, text, subjects, sets))
    return found


def _answers(place: str, text: str, subjects: tuple[str, ...], sets: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of state and answer from `page DRAFT RETURNED; told SENT`. The first clause that names a state counts."""
    decided: set[str] = set()
    for clause in text.split(";"):
        words = clause.split()
        answer = " ".join(words[:2]) if words[0] == "goes" else words[0]
        if answer not in WORDS and words[0] != "goes":
            raise AccessTableError(f"{place}: `{answer}` is no answer; known: {', '.join(WORDS)}, goes NAME")
        named = [state for word in words[len(answer.split()) :] for state in sets.get(word, [word])]
        if set(named) - set(subjects):
            raise AccessTableError(f"{place}: {set(named) - set(subjects)} is no state of what the page is about")
        for state in named or subjects:
            if state not in decided:
                decided.add(state)
                yield state, answer


def access_document(table: AccessTable) -> str:
    """docs/access.md."""
    return "\n".join([*_opening(table), *(line for area in table.areas for line in _area_lines(area, table))])


def _opening(table: AccessTable) -> Iterator[str]:
    yield "# Who may do what"
    yield ""
    yield "Do not edit by hand: `docs/access.toml` is the table, `manage.py access_doc > docs/access.md` prints it."
    yield ""
    yield "Every address of this site is in this list, and nothing else is. A test walks all of them as each of these"
    yield "people, with the records of everybody, and fails where an answer differs from this page, where an address is"
    yield "missing here, and where a page names a person, an organisation or a case that its reader may not know of."
    yield ""
    yield "- **—** the answer is “not found”, the same as for something that does not exist. Nobody is told that"
    yield "  something is “forbidden”: that would say that it is there."
    yield "- **opens** the page is shown. **can** the step is done and written to the log. **is told why not** the"
    yield "  page explains why the step is not possible now; nothing is changed."
    yield "- Whoever is not logged in, was suspended or has left meets the login page or “not found”, everywhere that"
    yield "  this list does not say otherwise. Reading (GET, HEAD) changes nothing. Any other method is refused."
    yield "- Where a second factor is required, whoever has none meets the page that sets it up, except on pages"
    yield "  marked ¹. Pages marked ² ask for the password or the passkey again after ten minutes."
    yield ""
    yield "The people:"
    yield ""
    yield from (f"- *{_title(actor)}*: {says}" for actor, says in table.actors.items())
    yield ""


def _title(actor: str) -> str:
    return actor.replace("_", " ")


def _area_lines(area: Area, table: AccessTable) -> Iterator[str]:
    pages = [page for page in table.pages.values() if page.area is area]
    yield f"## {area.title}"
    yield ""
    if area.intro:
        yield area.intro
        yield ""
    columns = [column for column in area.columns if not _is_only_login(pages, column)]
    titles = [column.title for column in columns]
    yield f"| What | {' | '.join(titles)} |"
    yield f"|---{'|---' * len(titles)}|"
    for page in pages:
        for method in page.answers:
            marks = ("¹" if page.is_before_second_factor else "") + ("²" if method in page.needs_recent_login else "")
            what = f"{page.says} (`{page.name}`)" if method == next(iter(page.answers)) else "… and sending it"
            verb = " (sending)" if method == "POST" and len(page.answers) == 1 else ""
            cells = [_cell(page, method, column.key, table) for column in columns]
            yield f"| {what}{verb}{marks} | {' | '.join(cells)} |"
    yield ""


def _is_only_login(pages: list[Page], column: Column) -> bool:
    """The opening says it for them."""
    answers = {
        page.column_answer(method, column.key, state)
        for page in pages
        for method in page.answers
        for state in page.subjects
    }
    return answers == {"login"}


def _cell(page: Page, method: str, column: str, table: AccessTable) -> str:
    """One answer, or the answers with the states in which they hold."""
    by_answer: dict[str, list[str]] = {}
    for state in page.subjects:
        by_answer.setdefault(page.column_answer(method, column, state), []).append(state)
    if len(by_answer) == 1:
        return _word(next(iter(by_answer)))
    parts = [
        f"{_word(answer)}: {_states(by_answer[answer], page, table)}" for answer in MEANS_YES if answer in by_answer
    ]
    if any(answer == "told" or answer.startswith("goes ") for answer in by_answer):
        parts.append("otherwise is told why not" if parts else WORDS["told"])
    return "; ".join(parts)


def _states(states: list[str], page: Page, table: AccessTable) -> str:
    """The states in words, by a phrase of `[phrases]` where there is one for exactly these."""
    phrase = next((row["says"] for row in table.phrases if row["states"] == states), "")
    return phrase or ", ".join(table.states[page.about][state] for state in states)


def _word(answer: str) -> str:
    return f"leads to `{answer.split()[1]}`" if answer.startswith("goes ") else WORDS[answer]
