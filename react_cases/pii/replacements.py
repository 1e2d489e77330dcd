"""What stands in a text instead of personal data, put in for all mentions at once. Pure.

Sentences stay right as far as endings can do it: the case of a mention is carried over to the pseudonym or the role
word, a month gets its preposition, a street keeps its kind. Outside the edits no character changes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from react_cases.pii import letters, pseudonyms
from react_cases.pii.choices import Choice
from react_cases.pii.findings import Finding, Label
from react_cases.pii.lexicon import Sex, lexicon
from react_cases.pii.months import Shortened, month_only, year_only
from react_cases.pii.name_words import Part, forget
from react_cases.pii.organisation_kinds import organisation_kind
from react_cases.pii.people import Mention, mention_of
from react_cases.pii.person_edits import mention_text, pseudonym_text, role_text
from react_cases.pii.place_kinds import MASK, place_kind, street_only
from react_cases.pii.role_words import role_word
from react_cases.pii.sentences import language_at
from react_cases.pii.suggestions import Suggestion

_CHOICES: dict[Label, tuple[Choice, ...]] = {
    Label.ADDRESS: (Choice.DISTRICT, Choice.MASK),
    Label.DATE: (Choice.MONTH, Choice.MASK),
    Label.DOB: (Choice.YEAR, Choice.MASK),
    Label.ORG: (Choice.ROLE, Choice.MASK),
    Label.PLACE: (Choice.ROLE, Choice.MASK),
}


@dataclass(frozen=True, slots=True)
class Edit:
    """`text[start:end]` of the text before becomes `replacement`."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A text after one suggestion was dealt with."""

    text: str
    edits: tuple[Edit, ...]
    """In order, never overlapping, by offsets of the text before."""
    pseudonym: str | None = None
    """In the nominative, as the first mention's language writes it.

    The next scan of the text gets it in `allowed`, together with the pseudonyms written before, so that the guard does
    not ask about its own names.
    """


def choices_in_label(text: str, suggestion: Suggestion) -> tuple[Choice, ...]:
    """The same for a label or the name of a file: no invented name, nothing twice, nothing that leaves no label."""
    fitting: dict[str, Choice] = {}
    for choice in choices_for(suggestion):
        after = replaced(text, suggestion, choice, seed=b"", is_label=True).text
        if choice is not Choice.PSEUDONYM and _WORD.search(after):
            fitting[after] = choice
    return tuple(fitting.values())


def choices_for(suggestion: Suggestion) -> tuple[Choice, ...]:
    """What can be done about a suggestion, the best first, keeping it last."""
    if suggestion.label is not Label.PERSON:
        return (*_CHOICES.get(suggestion.label, (Choice.MASK,)), Choice.KEEP)
    has_word = role_word(_role(suggestion), suggestion.sex) is not None
    if suggestion.is_officer:
        return (Choice.ROLE, Choice.PSEUDONYM, Choice.MASK, Choice.KEEP)
    if has_word:
        return (Choice.PSEUDONYM, Choice.ROLE, Choice.MASK, Choice.KEEP)
    return (Choice.PSEUDONYM, Choice.MASK, Choice.KEEP)


def replaced(text: str, suggestion: Suggestion, choice: Choice, *, seed: bytes, is_label: bool = False) -> Replacement:
    """The text with every mention of a suggestion replaced.

    In a label (`is_label`) nothing is masked: what would be stars is taken out, with the comma or space beside it.

    `seed` is the secret of a case: with it the same person gets the same pseudonym in every text of the case. A choice
    that a suggestion does not offer, or that cannot be carried out (the month of a date without one), becomes a mask.
    """
    if choice is Choice.KEEP:
        return Replacement(text, ())
    pseudonym = None
    if suggestion.label is Label.PERSON:
        mentions = [mention_of(text, finding, suggestion.sex) for finding in suggestion.findings]
        if choice is Choice.PSEUDONYM:
            pseudonym = _pseudonym(text, suggestion, mentions, seed)
        edits = [_person_edit(text, suggestion, mention, choice, pseudonym, mentions[0]) for mention in mentions]
        if pseudonym is not None:
            pseudonym = pseudonyms.rendered(pseudonym, suggestion.language)
    else:
        edits = [_edit(text, finding, choice) for finding in suggestion.findings]
    if is_label:
        edits = [_without_mask(text, edit) for edit in edits]
    edits = list(_apart(text, edits))
    forget()
    return Replacement(_applied(text, edits), tuple(edits), pseudonym)


def _role(suggestion: Suggestion) -> str | None:
    return suggestion.role or ("officer" if suggestion.is_officer else None)


def _edit(text: str, finding: Finding, choice: Choice) -> Edit:
    language = language_at(text, finding.start, finding.end)
    start, end = finding.start, finding.end
    shortened: Shortened | None = None
    match choice, finding.label:
        case Choice.MONTH, Label.DATE:
            shortened = month_only(text, start, end, language)
        case Choice.YEAR, Label.DOB:
            shortened = year_only(text, start, end, language)
        case Choice.DISTRICT, Label.ADDRESS:
            shortened = street_only(text, start, end, language)
        case Choice.ROLE, Label.ORG:
            shortened = organisation_kind(text, start, end, language)
        case Choice.ROLE, Label.PLACE:
            shortened = place_kind(text, finding, language)
    if shortened is None:
        return Edit(start, end, MASK)
    return _with_capital(text, shortened)


def _person_edit(
    text: str, suggestion: Suggestion, mention: Mention, choice: Choice, pseudonym: str | None, first: Mention
) -> Edit:
    if pseudonym is not None:
        sex = suggestion.sex or _likely_sex(mention)
        return _edit_of(mention_text(text, mention, pseudonym_text(text, mention, pseudonym, sex)))
    word = role_word(_role(suggestion), suggestion.sex) if choice is Choice.ROLE else None
    if word is None:
        return _edit_of(mention_text(text, mention, MASK))
    return _with_capital(
        text,
        role_text(text, mention, word, is_officer=suggestion.is_officer, is_first=mention.finding == first.finding),
    )


def _edit_of(shortened: Shortened) -> Edit:
    return Edit(shortened.start, shortened.end, shortened.text)


def _pseudonym(text: str, suggestion: Suggestion, mentions: list[Mention], seed: bytes) -> str:
    """The first name decides, because it is what most texts of a case have of somebody."""
    for part in (Part.FIRST, Part.OTHER, Part.SURNAME, Part.PATRONYMIC):
        words = [word for mention in mentions for word in mention.words_of(part)]
        if words:
            break
    else:
        words = [word for mention in mentions for word in mention.words]
    key = words[0].key if words else suggestion.key
    listed = [base for word in words for base in word.bases if lexicon().named(letters.folded(base))]
    base = next((base for base in sorted(listed, key=letters.is_cyrillic, reverse=True)), "")
    base = base or (words[0].lower if words else key)
    sex = suggestion.sex or _likely_sex(mentions[0])
    return pseudonyms.chosen(seed, key, base, sex, suggestion.language, _WORD.findall(text))


_WORD = re.compile(r"[^\W\d_]{2,}")
_WOMEN_END = ("а", "я", "гүл", "гуль", "гул", "ай", "ым", "a", "ia", "gul", "ai", "ay")


def _likely_sex(mention: Mention) -> Sex:
    """By the end of the name as it stands there, where nothing else tells."""
    words = mention.words_of(Part.FIRST, Part.OTHER, Part.SURNAME) or mention.words
    as_it_stands = [word.lower if word.lower in word.bases else next(iter(word.bases)) for word in words]
    return Sex.FEMALE if any(base.endswith(_WOMEN_END) for base in as_it_stands[:1]) else Sex.MALE


_SENTENCE_END = re.compile(r"(?:[.!?…:]|^)[\s«\"“(—–-]*$|\n\s*$")
_ABBREVIATION = re.compile(r"(?<![^\W\d_])(?:р|род|рожд|тел|исх|прим|т|ж|туул|b|tel|no|approx)\.\s$", re.IGNORECASE)


def _with_capital(text: str, shortened: Shortened) -> Edit:
    """A replacement that begins a sentence begins with a capital, as far as the text has capitals."""
    start, end, replacement = shortened.start, shortened.end, shortened.text
    before = text[max(0, start - 12) : start]
    begins = (start <= 12 and not before.strip(' «"“(—–-')) or bool(before and _SENTENCE_END.search(before))
    begins = begins and not _ABBREVIATION.search(before)
    old = text[start : start + 1]
    if begins and ":" not in before.rstrip()[-1:] and (old.isupper() or (old.isdigit() and text != text.lower())):
        if not replacement:
            rest = re.match(r"\s*", text[end:])
            skipped = rest.end() if rest else 0
            end += skipped
            if end < len(text):
                replacement, end = text[end], end + 1
        replacement = replacement[:1].upper() + replacement[1:]
    return Edit(start, end, replacement)


_SEPARATORS = " \t,;:–—-_/"
_BRACKETS = {"(": ")", "«": "»", '"': '"', "“": "”", "[": "]"}


def _without_mask(text: str, edit: Edit) -> Edit:
    """The edit with words instead of stars; where no words are left, what parted them from the rest goes, too."""
    if MASK not in edit.replacement:
        return edit
    start, end = edit.start, edit.end
    words = " ".join(edit.replacement.replace(MASK, " ").split())
    if words:
        return Edit(start, end, words)
    while start and text[end : end + 1] and _BRACKETS.get(text[start - 1]) == text[end]:
        start, end = start - 1, end + 1
    before = len(text[:start].rstrip(_SEPARATORS))
    if before:
        return Edit(before, end, "")
    end = len(text) - len(text[end:].lstrip(_SEPARATORS))
    if text[:1].isupper() and text[end : end + 1].islower():
        return Edit(0, end + 1, text[end].upper())
    return Edit(0, end, "")


def _apart(text: str, edits: list[Edit]) -> Iterator[Edit]:
    """Edits in order; one that reached back over a word that an earlier one took begins behind it."""
    last = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.end <= last:
            continue
        start = max(edit.start, last)
        if text[start : edit.end] != edit.replacement:
            yield Edit(start, edit.end, edit.replacement)
        last = edit.end


def _applied(text: str, edits: list[Edit]) -> str:
    pieces, position = [], 0
    for edit in edits:
        pieces += [text[position : edit.start], edit.replacement]
        position = edit.end
    return "".join(pieces) + text[position:]
