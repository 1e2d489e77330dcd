"""One mention of a person in other words: a pseudonym, or a role in place of name and rank, in the same case. Pure."""

import re

from react_cases.pii import kyrgyz_suffixes, letters, pseudonyms
from react_cases.pii.case_guess import case_at
from react_cases.pii.kyrgyz_suffixes import Suffix
from react_cases.pii.lexicon import Sex, lexicon
from react_cases.pii.months import Shortened
from react_cases.pii.name_words import NameWord, Part
from react_cases.pii.people import Mention
from react_cases.pii.role_words import KindWord
from react_cases.pii.russian_names import CASES, RussianCase
from react_cases.pii.sentences import Language, word_set
from react_cases.pii.surroundings import NO_ROLES, kyrgyz_case, words_before

_POSSESSIVE = re.compile(r"['’]s?$")


def mention_text(text: str, mention: Mention, replacement: str) -> Shortened:
    """A replacement of just the name, with what its end carries besides: an English 's, the full stop of a sentence."""
    start, end = mention.finding.start, mention.finding.end
    piece = text[start:end]
    if piece.isupper() and len(piece) > 3 and " " not in replacement:
        replacement = replacement.upper()
    possessive = _POSSESSIVE.search(piece)
    if possessive is not None:
        replacement += possessive.group()
    if piece.endswith(".") and re.match(r"$|\s*$|\s+[A-ZА-ЯЁҢӨҮ]|\n", text[end : end + 3]):
        replacement += "."
    return Shortened(start, end, replacement)


def pseudonym_text(text: str, mention: Mention, pseudonym: str, sex: Sex) -> str:
    """The pseudonym in the writing, case and suffixes of a mention."""
    piece = text[mention.finding.start : mention.finding.end]
    if not letters.is_cyrillic(piece) or mention.language is Language.EN:
        is_cyrillic = letters.is_cyrillic(piece)
        return pseudonyms.rendered(pseudonym, Language.RU if is_cyrillic else Language.EN)
    if not letters.is_cyrillic(pseudonym):
        return pseudonym
    if mention.language is Language.KY:
        return kyrgyz_suffixes.attached(pseudonym.lower(), _suffixes(mention)).capitalize()
    return pseudonyms.in_russian(pseudonym, sex, russian_case(text, mention))


def _suffixes(mention: Mention) -> tuple[Suffix, ...]:
    """The suffixes of the last word of a Kyrgyz mention."""
    words = [word for word in mention.words if word.part is not Part.INITIAL]
    if not words:
        return ()
    if words[-1].part is Part.LINK:
        return _without_compound(words[-1])
    return kyrgyz_case(words[-1])


def _without_compound(link: NameWord) -> tuple[Suffix, ...]:
    """What уулу and кызы carry besides the mark of the compound that they always have."""
    for stem, suffixes in kyrgyz_suffixes.split(link.lower):
        if stem in ("уул", "кыз"):
            return tuple(suffix for suffix in suffixes if suffix is not Suffix.THEIR)
    return ()


def russian_case(text: str, mention: Mention) -> RussianCase:
    """The case of a mention in a Russian sentence: what all of its words allow, then what stands before it."""
    sex = next(iter(mention.sexes)) if len(mention.sexes) == 1 else None
    possible = frozenset(CASES)
    for word in mention.words:
        if word.part not in (Part.LINK, Part.INITIAL):
            possible = (possible & word.cases(sex)) or possible
    return case_at(text, mention.finding.start, possible, sex)


def role_text(text: str, mention: Mention, word: KindWord, *, is_officer: bool, is_first: bool) -> Shortened:
    """A mention as what the person is.

    Beside a word that says so already («её брат Нурлан») only the name goes; an officer's rank goes with the name.
    """
    cue = mention.cue
    name = mention_text(text, mention, "")
    start, end = name.start, name.end
    is_before = cue is not None and cue.end <= start
    if cue is not None and mention.role and not (is_officer and cue.is_adjacent):
        if (bracket := _in_bracket(text, start, end)) is not None:
            return bracket
        if not is_before and not cue.is_adjacent and not re.search(r"[,(]\s*$", text[end : cue.start]):
            return Shortened(start, end, _role_phrase(text, start, mention, word, is_first) + name.text)
        if not is_before:
            return Shortened(start, cue.start, "")
        if mention.language is Language.KY and cue.is_adjacent and _suffixes(mention):
            return Shortened(cue.start, end, _cue_with_suffixes(text[cue.start : cue.end], _suffixes(mention)))
        end = _behind_address(text, end)
        in_commas = "," in text[cue.phrase_end : start] and text[end : end + 1] == ","
        return Shortened(cue.phrase_end, end + in_commas, name.text)
    if cue is not None and mention.role:
        start, end = (_with_rank_before(text, cue.start), end) if is_before else (start, cue.end)
    return Shortened(start, end, _role_phrase(text, start, mention, word, is_first) + name.text)


def _behind_address(text: str, end: int) -> int:
    """Where «эже» or «ажы» behind a name ends, which has nobody to go with when the name is gone."""
    word = re.match(r"\s([^\W\d_]+)", text[end : end + 16])
    if word is None:
        return end
    cue = lexicon().cue(word[1])
    return (
        end + word.end() if cue is not None and cue.role in NO_ROLES and not lexicon().russian_cases(word[1]) else end
    )


def _cue_with_suffixes(cue: str, suffixes: tuple[Suffix, ...]) -> str:
    """«уулум Бекзатты» as «уулумду»: without the name its suffixes go to the word in front of it."""
    parses = kyrgyz_suffixes.split(cue.lower())
    is_compound = any(found[-1:] == (Suffix.THEIR,) and lexicon().cue(stem) is not None for stem, found in parses)
    changed = kyrgyz_suffixes.attached(cue.lower(), suffixes, is_compound=is_compound)
    return changed.capitalize() if cue[0].isupper() else changed


_BRACKET_BEFORE = re.compile(r"\s?\($")


def _in_bracket(text: str, start: int, end: int) -> Shortened | None:
    """«Клиентка (Жылдыз, 34 года)» without the name: «Клиентка (34 года)»."""
    bracket = _BRACKET_BEFORE.search(text[max(0, start - 2) : start])
    if bracket is None:
        return None
    if text[end : end + 1] == ")":
        return Shortened(start - len(bracket.group()), end + 1, "")
    behind = re.match(r"\s?[,;—–-]\s?", text[end : end + 3])
    return Shortened(start, end + behind.end(), "") if behind else None


_RANK_BEFORE = re.compile(
    r"(?:старш|младш|участков|дежурн|оперативн|главн|районн|городск|ыкчам|улук|кенже|участкалык|senior|junior|police|duty"
    r"|district|precinct|deputy|senior)\w*",
    re.IGNORECASE,
)


def _with_rank_before(text: str, start: int) -> int:
    """Where a rank begins that takes several words: старший лейтенант, милиция кызматкери, police captain."""
    for match in words_before(text, start):
        is_part = _RANK_BEFORE.fullmatch(match.group()) or match.group().lower() in ("милиция", "полиция")
        if text[match.end() : start].strip() or not is_part:
            break
        start = match.start()
    return start


def _role_phrase(text: str, start: int, mention: Mention, word: KindWord, is_first: bool) -> str:
    if mention.language is Language.EN:
        return _article(text, start, word.english, is_first) + word.english
    if mention.language is Language.KY:
        cue = mention.cue
        behind = cue is not None and mention.role and cue.start >= mention.finding.end and cue.is_adjacent
        return word.in_kyrgyz(_suffixes_of_cue(text[cue.start : cue.end]) if cue and behind else _suffixes(mention))
    return word.in_russian(russian_case(text, mention))


def _suffixes_of_cue(cue: str) -> tuple[Suffix, ...]:
    """«тергөөчүгө»: the suffixes of the word for the person behind the name."""
    parses = [suffixes for stem, suffixes in kyrgyz_suffixes.split(cue.lower()) if lexicon().cue(stem) is not None]
    return tuple(suffix for suffix in parses[-1] if suffix is not Suffix.THEIR) if parses else ()


_DETERMINERS = word_set("a an the his her my our their your this another one two some no")
_LAST_WORD = re.compile(r"([A-Za-z]+(?:['’]s)?)\s$")


def _article(text: str, start: int, phrase: str, is_first: bool) -> str:
    before = _LAST_WORD.search(text[max(0, start - 20) : start])
    if before and (before[1].lower() in _DETERMINERS or before[1].endswith(("'s", "’s"))):
        return ""
    if not is_first:
        return "the "
    return "an " if phrase[0] in "aeio" else "a "
