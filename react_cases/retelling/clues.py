"""Words by which somebody could be known although no name is left. They block nothing: people look at each. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from react_cases.pii.findings import Finding, Label, Tier
from react_cases.pii.hints import DAY_PLACE_EVENT, ages, circumstances, hints
from react_cases.retelling.days import is_day
from react_cases.retelling.places import is_wide


class ClueKind(StrEnum):
    """What a word could give away; the codes are those of the questions that both people answer."""

    NAMES = "names"
    DAYS = "days"
    PLACES = "places"
    WORK = "work"
    FAMILY = "family"
    EVENT = "event"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Clue:
    """`text[start:end]` is worth a look."""

    kind: ClueKind
    start: int
    end: int


_NUMBER_WORD = (
    r"(?:дв[ао]е|две|два|трое|три|четверо|четыре|пятеро|пять|шесть|семь|восемь|девять|десять"
    r"|эки|үч|төрт|беш|алты|жети|сегиз|тогуз|он|two|three|four|five|six|seven|eight|nine|ten)"
)
_FIGURE = r"\d[\d\u00a0 .,]*"
_MANY = rf"(?:{_FIGURE}|{_NUMBER_WORD}\s)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w*])(?:{'|'.join(patterns)})", re.IGNORECASE)


_WEEKDAYS = (
    r"(?:понедельник|вторник|сред[уы]|четверг|пятниц|суббот|воскресень)\w{0,3}",
    r"(?:дүйшөмбү|шейшемби|шаршемби|бейшемби|жума\sкүнү|ишемби|жекшемби)\w{0,6}",
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\w{0,1}",
)
_HOURS = (
    r"\d{1,2}[:.]\d{2}(?![\d.])",
    rf"{_MANY}\s?час(?:а|ов|у|ам)?\s(?:утра|дня|вечера|ночи)",
    r"в\s\d{1,2}\s(?:час(?:а|ов)?|утра|дня|вечера|ночи)",
    r"саат\s\d{1,2}\w{0,6}",
    rf"{_MANY}\s?(?:a\.?m|p\.?m)\b\.?|{_MANY}\s?o['’]clock",
    r"в\sполночь|midnight|түн\sжарымында",
)
_FEASTS = (
    r"(?:нов(?:ый|ого|ом)\sгод\w{0,2}|нооруз\w{0,4}|рамадан\w{0,3}|орозо\s?айт\w{0,3}|8\sмарта|9\sмая|день\s"
    r"(?:рождения|победы|независимости)|туулган\sкүн\w{0,4}|new\syear\w{0,2}|nooruz|ramadan|birthday)"
)
_AMOUNTS = (
    rf"{_MANY}\s?(?:тыс\.?|тысяч\w{{0,2}}|млн\.?|миллион\w{{0,2}}|миң|thousand|million)?\s?"
    r"(?:сом(?:а|ов|ду|го|дон)?|доллар\w{0,4}|евро|рубл\w{0,3}|тенге|soms?|dollars?|euros?|USD|EUR|KGS)(?!\w)",
    rf"[$€]\s?{_FIGURE}",
)
_QUANTITIES = (
    rf"{_MANY}\s?(?:кг|килограмм\w{{0,3}}|г|гр|грамм\w{{0,2}}|мг|мл|литр\w{{0,2}}|kg|kilos?|grams?|g|mg|ml)(?!\w)",
)
_PEOPLE = (
    rf"{_MANY}\s?(?:человек\w{{0,2}}|люд(?:ей|и)|женщин\w{{0,2}}|мужчин\w{{0,2}}|клиент\w{{0,2}}|задержанн\w{{0,3}}"
    r"|сотрудник\w{0,2}|киши\w{0,4}|адам\w{0,4}|кардар\w{0,4}|persons?|people|women|men|clients?|officers?|detainees?)"
    r"(?!\w)",
)
_SPEECH = (r"[«“\"][^»”\"\n]{12,300}[»”\"]",)
_FAMILY = (
    r"беременн\w{0,3}|вдов(?:а|ы|у|ой|ец|ца)|разведен\w{0,2}|сирот\w{0,3}|близнец\w{0,3}|двойняш\w{0,3}|многодетн\w{0,3}",
    rf"(?:единственн\w{{2,3}}|{_NUMBER_WORD}|\d{{1,2}})\s(?:ребён\w{{2,3}}|ребен\w{{2,3}}|дет(?:и|ей|ьми)|сын\w{{0,4}}"
    r"|доч\w{0,5}|внук\w{0,3})",
    r"бой[уө]нда\w{0,4}|кош\s?бойлуу|жесир\w{0,3}|ажыраш\w{0,6}|жетим\w{0,3}|эгиз\w{0,3}",
    rf"(?:{_NUMBER_WORD}|\d{{1,2}}|жалгыз)\s(?:бала\w{{0,5}}|уул\w{{0,4}}|кыз\w{{0,4}})",
    r"pregnan\w{1,2}|widow\w{0,2}|divorced|orphan\w{0,2}|twins|triplets",
    rf"(?:{_NUMBER_WORD}|\d{{1,2}}|only)\s(?:child(?:ren)?|sons?|daughters?)",
)
_ILLNESS = (
    r"туберкул\w{1,5}|гепатит\w{0,2}|эпилепс\w{1,3}|диабет\w{0,3}|шизофрен\w{1,4}|инвалид\w{0,7}|онколог\w{1,5}|рак(?:а|ом)"
    r"|инсульт\w{0,2}|ампутац\w{1,3}",
    r"кургак\sучук\w{0,4}|майып\w{0,5}|кант\sдиабет\w{0,3}",
    r"tubercul\w{1,4}|hepatitis|epilep\w{1,3}|diabet\w{1,3}|schizophren\w{1,3}|disab\w{2,6}|cancer|stroke|amputat\w{1,3}",
)
_ORIGIN = (
    r"узбе(?:к|чк)\w{0,3}|уйгур\w{0,3}|дунган\w{0,3}|таджи(?:к|чк)\w{0,3}|цыган\w{0,3}|коре(?:ец|янк)\w{0,2}|туро?к\s"
    r"|казаш?[кх]\w{0,3}|украин(?:ец|к)\w{0,2}|татар(?:ин|к)\w{0,2}",
    r"өзбек\w{0,4}|дуңган\w{0,4}|тажик\w{0,4}|орус\sкыз\w{0,3}",
    r"uzbeks?|uighurs?|uyghurs?|dungans?|tajiks?|roma|koreans?|kazakhs?|ukrainians?|tatars?",
)
_PRESS = (
    r"журналист\w{0,3}|телевиден\w{1,3}|телеканал\w{0,2}|газет\w{0,3}|новост\w{1,4}|соцсет\w{1,3}|видео\w{0,5}",
    r"гезит\w{0,4}|сыналгы\w{0,4}|жаңылык\w{0,5}|facebook|instagram|tiktok|youtube|telegram",
    r"journalist\w{0,1}|television|newspapers?|on\sthe\snews|social\smedia|videos?",
)
_PATTERNS: tuple[tuple[ClueKind, re.Pattern[str]], ...] = (
    (ClueKind.DAYS, _any(*_WEEKDAYS, *_HOURS, _FEASTS)),
    (ClueKind.WORDS, _any(*_AMOUNTS, *_QUANTITIES, *_PEOPLE)),
    (ClueKind.WORDS, re.compile("|".join(_SPEECH))),
    (ClueKind.FAMILY, _any(*_FAMILY, *_ILLNESS, *_ORIGIN)),
    (ClueKind.EVENT, _any(*_PRESS)),
)
_CIRCUMSTANCES = {"job": ClueKind.WORK, "condition": ClueKind.FAMILY, "event": ClueKind.EVENT}
_NO_JOB = re.compile(r"консульт(?!ант)", re.IGNORECASE)
"""«консультация», «консультировал»: help that is given to many; what is rare is the consul."""
_OF_LABEL = {Label.PERSON: ClueKind.NAMES, Label.PLACE: ClueKind.PLACES, Label.ORG: ClueKind.PLACES}


def clues(text: str, findings: Iterable[Finding]) -> tuple[Clue, ...]:
    """Everything worth a look, in the order of the text, none inside another; `findings` are those of the text."""
    findings = list(findings)
    found = sorted({*_of_findings(text, findings), *_of_words(text)}, key=lambda clue: (clue.start, -clue.end))
    kept: list[Clue] = []
    for clue in found:
        if not any(one.kind is clue.kind and clue.start < one.end for one in kept):
            kept.append(clue)
    return tuple(kept)


def _of_findings(text: str, findings: list[Finding]) -> Iterator[Clue]:
    for hint in hints(text, findings):
        kind = ClueKind.EVENT if hint.code == DAY_PLACE_EVENT else ClueKind.WORK
        yield Clue(kind, hint.start, hint.end)
    for finding in findings:
        if is_day(text, finding):
            yield Clue(ClueKind.DAYS, finding.start, finding.end)
        if finding.tier is Tier.GREY and finding.label in _OF_LABEL and not is_wide(text, finding):
            yield Clue(_OF_LABEL[finding.label], finding.start, finding.end)


def _of_words(text: str) -> Iterator[Clue]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            words = match.group()
            yield Clue(kind, match.start(), match.start() + len(words.rstrip(" ,.\u00a0")))
    for start, end in ages(text):
        yield Clue(ClueKind.FAMILY, start, end)
    for name, kind in _CIRCUMSTANCES.items():
        for start, end in circumstances(text, name):
            if _NO_JOB.match(text, start):
                continue
            yield Clue(kind, start, end)
