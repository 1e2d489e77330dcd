"""What the programme did, and what the State answered, in sentences."""

import datetime
import re
from collections.abc import Iterator

from django.utils import formats
from django.utils.translation import gettext as _

from react_cases.models.advocacy import AdvocacyKind, AdvocacyReply
from reports.submissions.facts import ActionFacts
from reports.submissions.figures import Figure, Origin

YEAR = r"(?:19|20)\d\d(?!\d)"
NUMBER = re.compile(
    rf"(?<!\d)(?!{YEAR})\d"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)\b"
    r"|\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:hundred|thousand|dozen)s?)\b"
    r"|\b(?:од(?:ин|н[аоу]|ного|ной|ному|ним)|дв(?:а|е|ух|ум|умя|ое|оих)|тр(?:и|[её]х|[её]м|емя|ое|оих))\b"
    r"|\b(?:четыр\w+|четвер(?:о|ых)|(?:пят|шест|сем|восем|восьм|девят|десят)(?:ь|и|ью|ер[оы]х?)|десятк\w*)\b"
    r"|\b\w+(?:надцат|дцат|десят)[ьи]\w*\b|\b(?:сорока?|девяност[оа]|сто|сотн\w*|двести|триста|\w+сот|тысяч\w*|дюжин\w*)\b",
    re.IGNORECASE,
)
"""A number in figures that is no year, or in words."""


def says_a_number(text: str) -> bool:
    """Does a line hold a number? A year alone is none."""
    return NUMBER.search(text) is not None


def one_stop(text: str) -> str:
    """A sentence that ends with a short word, such as the “г.” of a Russian date, has one full stop all the same."""
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)


def action_sentences(action: ActionFacts, cases: Figure) -> Iterator[str]:
    """What was done, the reply, and what came of it. `cases` is said only where it is counted: no release has it."""
    return map(one_stop, _sentences(action, cases))


def _sentences(action: ActionFacts, cases: Figure) -> Iterator[str]:
    yield _done(action, cases)
    reply = _reply(action)
    if reply:
        yield reply
    if action.effects:
        yield _("What came of it: %(effects)s.") % {"effects": "; ".join(action.effects)}


def _done(action: ActionFacts, cases: Figure) -> str:
    sentences = {
        AdvocacyKind.LETTER: _("On %(day)s a letter was sent to: %(body)s."),
        AdvocacyKind.MEETING: _("On %(day)s there was a meeting with: %(body)s."),
        AdvocacyKind.COMPLAINT: _("On %(day)s a complaint was filed with: %(body)s."),
        AdvocacyKind.INSPECTION: _("On %(day)s an inspection was requested from: %(body)s."),
        AdvocacyKind.SUBMISSION: _("On %(day)s a submission was made to: %(body)s."),
        AdvocacyKind.MEDIA: _("On %(day)s the public was told of it. Addressed to: %(body)s."),
    }
    said = sentences[AdvocacyKind(action.kind)] % {"day": _day(action.done_on), "body": action.body}
    about = [_("“%(subject)s”") % {"subject": action.subject}] if action.subject else []
    if cases.origin is Origin.COUNTED and cases.value:
        about.append(cases.counted)
    return " ".join([said, _("It was about: %(about)s.") % {"about": ", ".join(about)}] if about else [said])


def _reply(action: ActionFacts) -> str:
    if action.reply == AdvocacyReply.NONE:
        return _("There was no reply.")
    if action.reply and action.replied_on:
        is_written = action.reply == AdvocacyReply.WRITTEN
        said = _("A written reply came on %(day)s.") if is_written else _("An oral reply came on %(day)s.")
        return said % {"day": _day(action.replied_on)}
    return _("No reply is known yet.")


def _day(day: datetime.date) -> str:
    return formats.date_format(day, "DATE_FORMAT")
