"""The personal-data guard in use: what it finds in a text, what people decide, and the refusal of what is undecided.

A text goes through `text_check` as often as anybody likes; nothing of that is stored or logged. It is stored by
`seal_written` alone, which refuses a text with red or amber findings that nobody decided about, and keeps the
decisions beside it: what stood where, the rule, the choice. Never the words.
"""

import datetime
import difflib
import hashlib
import hmac
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from documenters.models import Programme, User
from documenters.vault.keyring import pseudonym_key
from react_cases.actions.locking import NotAllowed
from react_cases.actions.sealing import SealedField, seal, unseal_all
from react_cases.models import AllowedWord, Case, GuardDecision, GuardTally, SealedText
from react_cases.pii import ner
from react_cases.pii.choices import Choice
from react_cases.pii.findings import Finding, Label, Tier
from react_cases.pii.hints import Hint, hints
from react_cases.pii.pseudonyms import is_pseudonym
from react_cases.pii.replacements import replaced
from react_cases.pii.rules import RULES
from react_cases.pii.scan import scan
from react_cases.pii.suggestions import Suggestion, mention_keys, suggestions

WORD = re.compile(r"\w+|[^\w\s]")
MOST_COMPARED = 400
"""Words between the first and the last change of a text that are compared one by one."""

UNDECIDED = "personal_data_undecided"
"""The code of `NotAllowed` for a text with open suggestions."""


@dataclass(frozen=True)
class Decision:
    """What was decided about one place of a text. `reason` is a code of `KeepReason`, for `Choice.KEEP` alone."""

    label: Label
    rule: str
    start: int
    end: int
    choice: Choice
    reason: str = ""


Decisions = tuple[Decision, ...]


@dataclass(frozen=True)
class Written:
    """A text as somebody sends it, and what they decided about it on the way."""

    text: str
    decisions: Decisions = ()


@dataclass(frozen=True)
class Checked:
    """A text as the guard sees it now."""

    text: str
    suggestions: tuple[Suggestion, ...]
    """Without a decision, in the order of the text, grey ones too."""
    decisions: Decisions
    """Those that still hold: the place of each is in this text, and what was kept still stands there."""
    hints: tuple[Hint, ...]

    @property
    def undecided(self) -> tuple[Suggestion, ...]:
        """Red and amber suggestions: while there are any, the text is not taken."""
        return tuple(suggestion for suggestion in self.suggestions if suggestion.tier is not Tier.GREY)


def text_check(written: Written, *, programme: Programme) -> Checked:
    """Look through a text. A decision counts only for what the text says now, at that place or again elsewhere."""
    text = written.text
    if not text.strip():
        return Checked(text, (), (), ())
    inside = [row for row in written.decisions if 0 <= row.start <= row.end <= len(text) and row.rule in RULES]
    replacements = [text[row.start : row.end] for row in inside if row.choice is Choice.PSEUDONYM]
    invented = [word for word in replacements if is_pseudonym(word)]
    extra = ner.model() if settings.PII_NER else None
    findings = scan(text, allowed=[*allowed_words(programme), *invented], extra=extra)
    kept = _kept(text, findings, [decision for decision in inside if decision.choice is Choice.KEEP])
    made = [decision for decision in inside if decision.choice is not Choice.KEEP]
    still_open = tuple(
        suggestion
        for suggestion in suggestions(text, findings)
        if any(finding not in kept for finding in suggestion.findings)
    )
    decisions = sorted([*made, *kept.values()], key=lambda decision: decision.start)
    return Checked(text, still_open, tuple(decisions), hints(text, findings))


def _kept(text: str, findings: Iterable[Finding], decisions: Iterable[Decision]) -> dict[Finding, Decision]:
    """The findings that somebody decided to keep: those at the places decided about, and the same words elsewhere."""
    decisions = list(decisions)
    reasons: dict[tuple[Label, str], str] = {}
    findings = list(findings)
    for finding in findings:
        for decision in decisions:
            if decision.label is finding.label and decision.start < finding.end and finding.start < decision.end:
                said = text[max(decision.start, finding.start) : min(decision.end, finding.end)]
                within = replace(finding, start=max(decision.start, finding.start), end=min(decision.end, finding.end))
                if said.strip():
                    reasons |= {(finding.label, key): decision.reason for key in mention_keys(text, within)}
    kept = {}
    for finding in findings:
        found = [reasons.get((finding.label, key)) for key in sorted(mention_keys(text, finding))]
        if found and all(found):
            kept[finding] = Decision(
                finding.label, finding.rule, finding.start, finding.end, Choice.KEEP, found[0] or ""
            )
    return kept


def text_edited(seen: Written, text: str) -> Written:
    """A text that somebody went on typing: what was decided about `seen` stays with the words it was decided about.

    Decisions hold no words, so a place alone would let another name pass that was typed where a kept one stood.
    """
    before, now = list(WORD.finditer(seen.text)), list(WORD.finditer(text))
    first = {word.start(): place for place, word in enumerate(before)}
    last = {word.end(): place for place, word in enumerate(before)}
    blocks = _unchanged([word[0] for word in before], [word[0] for word in now])
    moved = []
    for row in seen.decisions:
        begin, end = first.get(row.start), last.get(row.end)
        for block in blocks:
            if begin is not None and end is not None and block.a <= begin <= end < block.a + block.size:
                by = block.b - block.a
                moved.append(replace(row, start=now[begin + by].start(), end=now[end + by].end()))
    return Written(text, _in_order(moved))


def _unchanged(before: Sequence[str], now: Sequence[str]) -> list[difflib.Match]:
    """The runs of words that are the same: what stands before and after the changes, and what is alike between them.

    A comparison costs more than the product of both lengths, so a stretch rewritten as a whole counts as new.
    """
    most = min(len(before), len(now))
    head = next((place for place in range(most) if before[place] != now[place]), most)
    tail = next((step for step in range(most - head) if before[-1 - step] != now[-1 - step]), most - head)
    was, became = before[head : len(before) - tail], now[head : len(now) - tail]
    between = []
    if max(len(was), len(became)) <= MOST_COMPARED:
        found = difflib.SequenceMatcher(None, was, became, autojunk=False).get_matching_blocks()
        between = [difflib.Match(block.a + head, block.b + head, block.size) for block in found]
    after = difflib.Match(len(before) - tail, len(now) - tail, tail)
    return [difflib.Match(0, 0, head), *between, after]


def text_decide(
    written: Written,
    start: int,
    choice: Choice,
    *,
    programme: Programme,
    seed: bytes,
    reason: str = "",
    is_label: bool = False,
) -> Written:
    """Decide about the open suggestion whose first mention begins at `start`, for all of its mentions.

    Unchanged where no suggestion begins there (any more). `seed` fixes which other name a person gets. In a label
    (`is_label`) nothing is masked by stars.
    """
    checked = text_check(written, programme=programme)
    chosen = next((row for row in checked.suggestions if row.findings[0].start == start), None)
    if chosen is None:
        return written
    if choice is Choice.KEEP:
        rows = [Decision(row.label, row.rule, row.start, row.end, choice, reason) for row in chosen.findings]
        return Written(written.text, _in_order([*checked.decisions, *rows]))
    replacement = replaced(written.text, chosen, choice, seed=seed, is_label=is_label)
    shifted = _shifted(checked.decisions, [(edit.start, edit.end, len(edit.replacement)) for edit in replacement.edits])
    made, moved = [], 0
    for edit in replacement.edits:
        begin = edit.start + moved
        made.append(Decision(chosen.label, chosen.rule, begin, begin + len(edit.replacement), choice))
        moved += len(edit.replacement) - (edit.end - edit.start)
    return Written(replacement.text, _in_order([*shifted, *made]))


def _shifted(decisions: Iterable[Decision], edits: Iterable[tuple[int, int, int]]) -> list[Decision]:
    """Decisions in the text after these edits (start, end, new length), which are in order and do not overlap."""
    edits = list(edits)
    moved = []
    for decision in decisions:
        if any(start < decision.end and decision.start < end for start, end, _length in edits):
            continue
        by = sum(length - (end - start) for start, end, length in edits if end <= decision.start)
        moved.append(replace(decision, start=decision.start + by, end=decision.end + by))
    return moved


def _in_order(decisions: Iterable[Decision]) -> Decisions:
    return tuple(sorted(set(decisions), key=lambda decision: (decision.start, decision.end, decision.choice)))


def masked(text: str, *, programme: Programme) -> str:
    """The text with every red and amber suggestion masked, for what nobody is asked about, as the name of a file."""
    written = Written(text)
    for _each in range(len(text)):
        found = text_check(written, programme=programme).undecided
        if not found:
            break
        written = text_decide(written, found[0].findings[0].start, Choice.MASK, programme=programme, seed=b"")
    return written.text


def require_decided(texts: Iterable[Written], *, programme: Programme) -> list[Checked]:
    """The texts as they are checked; `NotAllowed` where red or amber suggestions are open in one of them."""
    checked = [text_check(written, programme=programme) for written in texts]
    if any(row.undecided for row in checked):
        raise NotAllowed(UNDECIDED)
    return checked


@transaction.atomic
def seal_written(case: Case, texts: Mapping[SealedField, Written], *, by: User, renewed: str = "") -> None:
    """Seal what somebody typed, with what they decided about it; must run inside the action's transaction.

    `renewed` is the kind of part whose rows are made anew: what was sealed with the former ones goes. Raises
    `NotAllowed` where a suggestion is undecided: then nothing is stored.
    """
    checked = require_decided(texts.values(), programme=case.programme)
    before = Counter(
        key[3:]
        for key in GuardDecision.objects.filter(text__case=case).values_list(
            "text__part", "text__part_id", "text__field", "label", "rule", "choice", "reason"
        )
        if key[0] == renewed or SealedField(*key[:3]) in texts
    )
    if renewed:
        unseal_all(case, renewed)
    seal(case, {place: written.text for place, written in texts.items()}, by=by)
    sealed = {
        SealedField(row.part, row.part_id, row.field): row
        for row in SealedText.objects.filter(case=case).defer("ciphertext")
    }
    GuardDecision.objects.filter(text__in=[sealed[place] for place in texts if place in sealed]).delete()
    decided_at = timezone.now()
    GuardDecision.objects.bulk_create(
        GuardDecision(
            text=sealed[place],
            label=decision.label.value,
            rule=decision.rule,
            start=decision.start,
            end=decision.end,
            choice=decision.choice.value,
            reason=decision.reason,
            decided_by=by,
            decided_at=decided_at,
        )
        for place, row in zip(texts, checked, strict=True)
        for decision in row.decisions
    )
    if not case.is_practice:
        tally(case.programme, Counter(key for row in checked for key in tallied(row.decisions)) - before)


def take_labels(programme: Programme, labels: Mapping[str, str], decisions: Mapping[str, Decisions]) -> None:
    """Take the labels of a term, by language; `NotAllowed` where a suggestion about one of them is undecided."""
    texts = [Written(text, decisions.get(language, ())) for language, text in labels.items()]
    checked = require_decided(texts, programme=programme)
    tally(programme, Counter(key for row in checked for key in tallied(row.decisions)))


def tally(programme: Programme, decided: Mapping[tuple[str, str, str, str], int]) -> None:
    """Add to the counts of the programme: (label, rule, choice, reason) -> how many."""
    # Always in one order, so that two people who send at the same time wait for each other and not in a ring.
    for (label, rule, choice, reason), count in sorted(decided.items()):
        row, _new = GuardTally.objects.get_or_create(
            programme=programme, label=label, rule=rule, choice=choice, reason=reason
        )
        GuardTally.objects.filter(pk=row.pk).update(count=F("count") + count)


def tallied(decisions: Iterable[Decision]) -> Iterable[tuple[str, str, str, str]]:
    """What `tally` counts of some decisions."""
    return ((row.label.value, row.rule, row.choice.value, row.reason) for row in decisions)


def decisions_of(case: Case, place: SealedField) -> Decisions:
    """What was decided about a sealed text. It opens nothing: whoever sees the case may read it."""
    rows = GuardDecision.objects.filter(
        text__case=case, text__part=place.part, text__part_id=place.part_id, text__field=place.field
    )
    return tuple(_decision(row) for row in rows)


@dataclass(frozen=True)
class Decided:
    """A decision as it stands beside a sealed text."""

    decision: Decision
    by: str
    at: datetime.datetime


def decided_in(case: Case) -> dict[SealedField, list[Decided]]:
    """Everything that was decided about the texts of a case, by text, in the order of each. It opens nothing."""
    found: dict[SealedField, list[Decided]] = {}
    rows = GuardDecision.objects.filter(text__case=case).select_related("decided_by", "text")
    for row in rows.defer("text__ciphertext"):
        place = SealedField(row.text.part, row.text.part_id, row.text.field)
        found.setdefault(place, []).append(Decided(_decision(row), str(row.decided_by), row.decided_at))
    return found


def _decision(row: GuardDecision) -> Decision:
    return Decision(Label(row.label), row.rule, row.start, row.end, Choice(row.choice), row.reason)


def alike(text: str, decisions: Iterable[Decision]) -> list[list[Decision]]:
    """Decisions about the same person or number, by the words that stand there now; in the order of the text."""
    groups: list[tuple[set[str], list[Decision]]] = []
    for row in decisions:
        keys = set(mention_keys(text, Finding(row.start, row.end, row.label, 1, row.rule)))
        joined = [group for group in groups if group[1][0].label is row.label and group[0] & keys]
        for group in joined[1:]:
            groups.remove(group)
            joined[0][0].update(group[0])
            joined[0][1].extend(group[1])
        if joined:
            joined[0][0].update(keys)
            joined[0][1].append(row)
        else:
            groups.append((keys, [row]))
    return [rows for _keys, rows in groups]


def allowed_words(programme: Programme) -> list[str]:
    """What the programme never wants to be asked about."""
    return list(AllowedWord.objects.filter(programme=programme).values_list("text", flat=True))


def pseudonym_seed(public_id: uuid.UUID) -> bytes:
    """What makes a person's other name the same in all texts of one case, and another one in the next case.

    No list of names and their replacements is kept anywhere: whoever has the key could also open the case.
    """
    return hmac.new(pseudonym_key(), public_id.bytes, hashlib.sha256).digest()
