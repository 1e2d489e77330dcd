"""Measures the guard: `python -m tests.react_cases.pii.bench`, or `make bench-pii`.

--part open|late|closed|newer|unread|plain   our benchmark
--file FILE                            another benchmark, in lines as --lines writes them
--lines                                no measurement: write the part as JSON lines with computed offsets
--errors                               what was missed and what was wrong
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from react_cases.pii import Finding, letters, ner, scan
from react_cases.pii.lexicon import lexicon
from react_cases.pii.scan import Extra
from tests.react_cases.pii import scoring
from tests.react_cases.pii.scoring import ALL, ROWS, Score, Tally, scored
from tests.react_cases.pii.speed import measured_speed
from tests.react_cases.pii.texts import KINDS, LANGUAGES, Narrative, Part, as_json_line, from_json_lines, narratives

PARTS: tuple[Part, ...] = ("open", "late", "closed", "newer", "unread", "plain")
UNREAD: frozenset[Part] = frozenset({"unread", "plain"})
"""Its figures may be seen, its texts and errors not."""

Scanner = Callable[[Narrative], Sequence[Finding]]


def default_scanner(narrative: Narrative) -> Sequence[Finding]:
    """The guard as it is installed."""
    return scan(narrative.text, language=narrative.language)


def installed_extra() -> Extra | None:
    """The model of the extra `ner`; None where that is not installed."""
    try:
        return ner.model()
    except ner.NerUnavailable:
        return None


def scanners() -> dict[str, Scanner]:
    """The default, and beside it the guard with the extra `ner` where that is installed."""
    extra = installed_extra()
    found: dict[str, Scanner] = {"default": default_scanner}
    if extra is not None:
        found["with ner"] = lambda narrative: scan(narrative.text, language=narrative.language, extra=extra)
    return found


def is_unlisted(name: str) -> bool:
    """Whether no word of a name is a listed first name and some word has no ending of a surname."""
    words = [word for word in scoring.WORD.findall(name) if len(word) > 2]
    known = lexicon()
    if any(known.first_name(word) for word in words):
        return False
    return any(letters.surname_base(word) is None and not known.is_surname(word) for word in words)


def run(scanner: Scanner, texts: Sequence[Narrative]) -> Score:
    """The score of a scanner on texts."""
    return scored(texts, {narrative.id: scanner(narrative) for narrative in texts}, is_unlisted)


def share(value: float | None) -> str:
    """Three digits, or a dash where there is nothing to divide by."""
    return "    –" if value is None else f"{value:5.3f}"


def name_lines(scores: dict[str, Score]) -> Iterator[str]:
    """Names per language and kind of text, one block of columns for each scanner."""
    head = "   gold recall masked  preds precis false/1000"
    yield f"{'names':14}{'texts':>6}{'words':>7}" + "".join(f" |{name:>9}{head}" for name in scores)
    first = next(iter(scores.values()))
    for language in (*LANGUAGES, ALL):
        for kind in (*sorted({kind for _language, kind in first.texts} - {ALL}, key=_place), ALL):
            if not first.texts[language, kind]:
                continue
            row = f"{language:4}{kind:10}{first.texts[language, kind]:6}{first.words[language, kind]:7}"
            for score in scores.values():
                tally, false = score.of(scoring.NAMES, language, kind), score.false_names(language, kind)
                row += f" |{'':9}{_columns(tally)} {share(false):>10}"
            yield row


def type_lines(scores: dict[str, Score]) -> Iterator[str]:
    """All kinds of text together: each type of data per language."""
    head = "   gold recall masked  preds precis"
    yield f"{'types':27}" + "".join(f" |{name:>9}{head}" for name in scores)
    for language in (*LANGUAGES, ALL):
        for row in ROWS:
            tallies = [score.of(row, language) for score in scores.values()]
            if any(tally.gold or tally.predicted for tally in tallies):
                yield f"{language:4}{row:23}" + "".join(f" |{'':9}{_columns(tally)}" for tally in tallies)


def _columns(tally: Tally) -> str:
    recall, masked, precision = share(tally.recall), share(tally.leak_recall), share(tally.precision)
    return f"{tally.gold:7} {recall:>6} {masked:>6} {tally.predicted:6} {precision:>6}"


def _place(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def error_lines(texts: Sequence[Narrative]) -> Iterator[str]:
    """Everything that the default missed, or reported wrongly."""
    for narrative in texts:
        findings = default_scanner(narrative)
        for gold in narrative.gold:
            same = [f for f in findings if scoring.row_of(f.label.value) == scoring.row_of(gold.label)]
            if gold.label != "IGNORE" and not scoring.covers(narrative.text, gold, same):
                yield f"{narrative.id}: missed {gold.label} {narrative.text[gold.start : gold.end]!r}"
        for finding in findings:
            touched = [gold.label for gold in narrative.gold if scoring.overlap(finding, gold)]
            if not {scoring.row_of(finding.label.value), "IGNORE"} & {scoring.row_of(label) for label in touched}:
                around = narrative.text[max(0, finding.start - 20) : finding.end + 20]
                yield f"{narrative.id}: wrong {finding.label} ({finding.rule}, {finding.confidence}) in {around!r}"


def chosen() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--part", choices=PARTS, nargs="+")
    parser.add_argument("--file", type=Path)
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    shows_texts = options.errors or options.lines
    options.part = options.part or [part for part in PARTS if part not in UNREAD or not shows_texts]
    if shows_texts and not UNREAD.isdisjoint(options.part):
        parser.error("nobody reads the texts and the errors of `unread` and `plain`")
    return options


def sets(options: argparse.Namespace) -> Iterator[tuple[str, tuple[Narrative, ...]]]:
    """The texts to measure, with a title."""
    if options.file is not None:
        yield options.file.name, from_json_lines(options.file)
        return
    for part in options.part:
        yield f"our benchmark, {part} part", narratives(part)


def main() -> None:
    """Print the lines, the errors, or the tables."""
    options = chosen()
    for title, texts in sets(options):
        if options.lines:
            lines: Iterator[str] = map(as_json_line, texts)
        elif options.errors:
            lines = error_lines(texts)
        else:
            scores = {name: run(scanner, texts) for name, scanner in scanners().items()}
            lines = iter([f"== {title}", "", *name_lines(scores), "", *type_lines(scores), ""])
        sys.stdout.writelines(f"{line}\n" for line in lines)
    if not options.lines and not options.errors:
        sys.stdout.writelines(f"{line}\n" for line in measured_speed(installed_extra()))


if __name__ == "__main__":
    main()
