"""The narratives of our own benchmark: invented people, written one by one, marked by hand.

Kinds: usual, all in lower case, misspelt, with names in Latin letters, in two languages, dictated without punctuation,
ordinary texts without any personal data, and short ones that show the shapes of numbers and addresses.

A file `<part>_<language>.txt` holds narratives, each after a line `== <id>`. A mark is `[LABEL:words]`, or
`[PERSON/officer:words]` for an official of the state (police, prison, court, registry). IGNORE marks what may be
flagged or not. Offsets are computed here and never typed.

Six parts: `open` was worked with from the start. `late` was written when the engine had been fitted to `open` for an
hour, `closed` when the engine was done. `newer` was written in eight rounds by people who did not know the engine, with
many days, addresses and institutions; each round was measured before anybody looked at an error of it. These four
have been read since and worked with, so they tell only whether something got worse.

**Nobody who works on the engine has read `unread` and `plain`**, written by others who did not know it: they alone tell
how good the guard is on a text that it meets for the first time, and only as long as nobody reads a text or an error of
them. When one is read, its texts go to `newer`; until others have written new ones, the part lacks that language.
`unread` was made hard, like most of `newer`; who wrote `plain` was asked for what documenters really type.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent
LANGUAGES = ("ru", "ky", "en")
KINDS = ("usual", "lower", "typo", "latin", "mixed", "voice", "ordinary", "shape")
MARK = re.compile(r"\[([A-Z]+)(?:/([a-z]+))?:([^\[\]]+)\]")
HEAD = re.compile(r"^== (\S+)\n", re.MULTILINE)

Part = Literal["open", "late", "closed", "newer", "unread", "plain"]


@dataclass(frozen=True)
class Gold:
    """What a reader would find: characters start to end (exclusive) of the text."""

    start: int
    end: int
    label: str
    is_officer: bool = False


@dataclass(frozen=True)
class Narrative:
    """A text and everything in it that must not leave it. `kind` is one of KINDS."""

    id: str
    language: str
    kind: str
    text: str
    gold: tuple[Gold, ...]


def unmarked(marked: str) -> tuple[str, tuple[Gold, ...]]:
    """The text without its marks, and what they marked."""
    pieces: list[str] = []
    gold: list[Gold] = []
    length = position = 0
    for mark in MARK.finditer(marked):
        before = marked[position : mark.start()]
        start = length + len(before)
        length = start + len(mark[3])
        pieces += [before, mark[3]]
        gold.append(Gold(start, length, mark[1], mark[2] == "officer"))
        position = mark.end()
    text = "".join([*pieces, marked[position:]])
    if "[" in text or "]" in text:
        raise ValueError(f"A mark is not closed or not known: {text[:60]} …")
    return text, tuple(gold)


def parsed(source: str) -> Iterator[Narrative]:
    """The narratives of one marked file."""
    _nothing, *pieces = HEAD.split(source)
    for name, marked in zip(pieces[::2], pieces[1::2], strict=True):
        language, kind, _number = name.split("-")
        text, gold = unmarked(marked.strip())
        yield Narrative(name, language, kind, text, gold)


def narratives(part: Part) -> tuple[Narrative, ...]:
    """One part of our benchmark, in the languages that it has."""
    files = [file for language in LANGUAGES if (file := HERE / f"{part}_{language}.txt").exists()]
    return tuple(each for file in files for each in parsed(file.read_text(encoding="utf-8")))


def belongs_open(names: Iterable[str]) -> set[str]:
    """Of the names of all narratives, those of the open part: of each kind the half with the smaller hashes."""
    kinds = groupby(sorted(names), key=lambda name: name.rpartition("-")[0])
    halves = (sorted(group, key=lambda name: sha256(name.encode()).hexdigest()) for _kind, group in kinds)
    return {name for half in halves for name in half[: len(half) // 2]}


def from_json_lines(file: Path) -> tuple[Narrative, ...]:
    """A benchmark in lines of `{"id", "lang", "split", "text", "spans": [{"start", "end", "label", "sub"}]}`."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(
        Narrative(
            row["id"],
            row["lang"],
            row.get("split", "usual"),
            row["text"],
            tuple(Gold(s["start"], s["end"], s["label"], s.get("sub") == "officer") for s in row["spans"]),
        )
        for row in rows
    )


def as_json_line(narrative: Narrative) -> str:
    """The same narrative as one of those lines."""
    spans = [
        {"start": g.start, "end": g.end, "label": g.label, "text": narrative.text[g.start : g.end]}
        | ({"sub": "officer"} if g.is_officer else {})
        for g in narrative.gold
    ]
    row = {"id": narrative.id, "split": narrative.kind, "lang": narrative.language, "text": narrative.text}
    return json.dumps({**row, "spans": spans}, ensure_ascii=False)
