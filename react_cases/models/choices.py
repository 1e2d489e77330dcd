"""Labels of the axes and of the lists on whose codes logic depends."""

from functools import cache

from django.db import models
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from react_cases.evidence.formats import Kind
from react_cases.pii.choices import Choice
from react_cases.pii.findings import Label
from react_cases.retention import Kind as Kept
from react_cases.taxonomy.entries import TermRow
from react_cases.taxonomy.labels import label
from react_cases.taxonomy.loader import read_code_lists
from react_cases.workflow import Qualification, ReadinessValue, ResponseStatus, Status


@cache
def _rows(code_list: str) -> dict[str, TermRow]:
    return {row.code: row for row in read_code_lists()[code_list].terms}


def closed_label(code_list: str, code: str) -> str:
    """The label of a code of a closed list, from the data files, in the language of the page."""
    row = _rows(code_list)[code]
    return label(en=row.en, ru=row.ru, ky=row.ky, language=get_language() or "en")


_label = lazy(closed_label, str)

STATUS_LABELS = {
    Status.DRAFT: _("Draft"),
    Status.SUBMITTED: _("Sent for review"),
    Status.RETURNED: _("Returned for correction"),
    Status.VALIDATED: _("Checked by the mentor"),
    Status.APPROVED: _("Approved"),
    Status.REJECTED: _("Rejected"),
    Status.ERASED: _("Erased"),
}

RESPONSE_STATUS_LABELS = {
    ResponseStatus.NEW: _("Not started"),
    ResponseStatus.IN_PROGRESS: _("Help under way"),
    ResponseStatus.WAITING: _("Waiting for an answer"),
    ResponseStatus.CLOSED: _("Closed"),
    ResponseStatus.REOPENED: _("Reopened"),
}


QUALIFICATION_LABELS = {value: _label("qualifications", value) for value in Qualification}

READINESS_LABELS = {value: _label("readiness", value) for value in ReadinessValue}


class Gender(models.TextChoices):
    """Gender as the client states it."""

    FEMALE = "F", _label("genders", "F")
    MALE = "M", _label("genders", "M")
    TRANS_FEMALE = "TF", _label("genders", "TF")
    TRANS_MALE = "TM", _label("genders", "TM")
    NON_BINARY = "NB", _label("genders", "NB")
    UNKNOWN = "U", _label("genders", "U")


class AgeBand(models.TextChoices):
    """Age in the published bands; a birth date is never kept."""

    A00_15 = "A00_15", _label("age_bands", "A00_15")
    A16_18 = "A16_18", _label("age_bands", "A16_18")
    A19_35 = "A19_35", _label("age_bands", "A19_35")
    A36_55 = "A36_55", _label("age_bands", "A36_55")
    A56P = "A56P", _label("age_bands", "A56P")
    AU = "AU", _label("age_bands", "AU")


class RoleOfGovernment(models.TextChoices):
    """What the state did or failed to do."""

    PERP = "PERP", _label("roles_of_government", "PERP")
    NOENSURE = "NOENSURE", _label("roles_of_government", "NOENSURE")
    NOACT = "NOACT", _label("roles_of_government", "NOACT")
    NA = "NA", _label("roles_of_government", "NA")


class Uniform(models.TextChoices):
    """What a violator wore."""

    UNIFORM = "uniform", _("In uniform")
    PLAIN = "plain", _("Plain clothes")
    UNKNOWN = "unknown", _("Unknown")


class ConsentPurpose(models.TextChoices):
    """What a client agreed to. Without RECORD nothing is kept; without STATS nothing is counted."""

    RECORD = "RECORD", _label("consent_purposes", "RECORD")
    STATS = "STATS", _label("consent_purposes", "STATS")
    REGIONAL = "REGIONAL", _label("consent_purposes", "REGIONAL")
    STORY = "STORY", _label("consent_purposes", "STORY")
    REFER = "REFER", _label("consent_purposes", "REFER")
    AUTHORITY = "AUTHORITY", _label("consent_purposes", "AUTHORITY")


class ConsentMode(models.TextChoices):
    """How consent was given."""

    ORAL = "oral", _("Orally")
    WRITTEN = "written", _("In writing")


class ClientView(models.TextChoices):
    """The client's own view: was the right restored?"""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")
    NOT_ASKED = "not_asked", _("Not asked")


class DatePrecision(models.TextChoices):
    """How exactly the day of the event is known."""

    DAY = "day", _("Exact day")
    MONTH = "month", _("Month only")


class CommentField(models.TextChoices):
    """The part of the case that a reviewer's comment is about; the form shows it beside that part."""

    CONSENT = "consent", _("Consent and contact")
    EVENT = "event", _("When and where")
    CLIENT = "client", _("Client")
    VIOLATIONS = "violations", _("What happened")
    VIOLATORS = "violators", _("Who did it")
    NARRATIVE = "narrative", _("In short")
    RESPONSES = "responses", _("Help given")
    READINESS = "readiness", _("Readiness to act")
    CASE = "case", _("The whole case")


class EvidenceKind(models.TextChoices):
    """What a file is for the people who look at it."""

    PHOTO = Kind.PHOTO.value, _("Photo")
    DOCUMENT = Kind.DOCUMENT.value, _("Document")
    SOUND = Kind.SOUND.value, _("Sound recording")
    VIDEO = Kind.VIDEO.value, _("Video")


class EvidencePart(models.TextChoices):
    """Which of the two files: the one without traces, or the untouched one that it was made from."""

    CLEANED = "cleaned", _("Cleaned file")
    ORIGINAL = "original", _("Untouched original")


class RemovalReason(models.TextChoices):
    """Why a file was deleted. The first four are offered; the last is the system's own."""

    WRONG = "wrong", _("It is the wrong file or the wrong case")
    OTHERS = "others", _("It shows people who have nothing to do with the case")
    CLIENT = "client", _("The client asked for it")
    REPEATED = "repeated", _("It is there twice")
    CONSENT = "consent", _("The client no longer agrees that the case is kept")


class RetentionKind(models.TextChoices):
    """Cases whose content is kept for a time of its own; the codes are those of `retention.Kind`."""

    DRAFT = Kept.DRAFT.value, _("Drafts that nobody has touched")
    RETURNED = Kept.RETURNED.value, _("Returned to the author and not sent again")
    REJECTED = Kept.REJECTED.value, _("Rejected")
    CLOSED = Kept.CLOSED.value, _("Approved, and help is closed")
    OPEN = Kept.OPEN.value, _("Approved, and help is not closed")


class GuardChoice(models.TextChoices):
    """What became of personal data that the guard found; the codes are those of `pii.Choice`."""

    MASK = Choice.MASK.value, _("Masked")
    ROLE = Choice.ROLE.value, _("Replaced by what the person is")
    PSEUDONYM = Choice.PSEUDONYM.value, _("Replaced by another name")
    MONTH = Choice.MONTH.value, _("Only the month is left")
    YEAR = Choice.YEAR.value, _("Only the year is left")
    DISTRICT = Choice.DISTRICT.value, _("Only the kind of place is left")
    KEEP = Choice.KEEP.value, _("Kept")


class KeepReason(models.TextChoices):
    """Why personal data that the guard found stays in a text. Coded, so that the reason holds no name either."""

    NOT_DATA = "NOT_DATA", _("It is not personal data")
    CHANGED = "CHANGED", _("The name is changed already")
    PUBLIC = "PUBLIC", _("Publicly known: an organisation, or a person in public office")
    NEEDED = "NEEDED", _("The case needs it, for example a complaint")


class GuardLabel(models.TextChoices):
    """What kind of personal data stood somewhere; the codes are those of `pii.Label`."""

    PERSON = Label.PERSON.value, _("A person's name")
    PHONE = Label.PHONE.value, _("A phone number")
    PIN = Label.PIN.value, _("A personal number")
    PASSPORT = Label.PASSPORT.value, _("A passport or identity card")
    PLATE = Label.PLATE.value, _("A number plate")
    EMAIL = Label.EMAIL.value, _("An e-mail address")
    HANDLE = Label.HANDLE.value, _("An account in a network")
    CARD = Label.CARD.value, _("A bank card")
    ADDRESS = Label.ADDRESS.value, _("An address")
    DOB = Label.DOB.value, _("A date of birth")
    DATE = Label.DATE.value, _("An exact day")
    ORG = Label.ORG.value, _("A particular institution")
    PLACE = Label.PLACE.value, _("A place")
