"""Keys as their page shows them: who reads, who waits and for what, what is due."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documenters.access import reach_of
from documenters.actions.key_holders import Asker, Holders, Reader, Vouching, admits, desk_of, vouching
from documenters.actions.vaults import openable_vaults, server_reads
from documenters.models import ROLE_LABELS, EscrowKey, Organisation, Programme, User
from documenters.permissions import Role
from documenters.vault.fingerprints import fingerprint
from react_cases.actions.case_keys import missing
from react_cases.models import Case, CaseKey

PROGRAMME = "programme"
"""Names the key of the whole programme in addresses within the page."""


@dataclass(frozen=True)
class ReaderRow:
    """Somebody who reads."""

    user: User
    role_label: str
    since: datetime
    admitted_by: User | None


@dataclass(frozen=True)
class AskerRow:
    """Somebody who waits for somebody else than the viewer, or has no key yet."""

    user: User
    role_label: str
    has_key: bool


@dataclass(frozen=True)
class VaultRow:
    """One key."""

    holders: Holders
    viewer: User
    others: list[AskerRow]

    @property
    def title(self) -> str:
        """What it is called."""
        if self.holders.is_programme:
            return _("The programme's key")
        return _("The key of %(organisation)s") % {"organisation": self.holders.owner}

    @property
    def note(self) -> str:
        """What it opens."""
        if self.holders.is_programme:
            return _("Opens every case of the programme from the moment it is sent for review.")
        return _("Opens every case of this organisation, drafts too, which only their author is shown.")

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"key-{PROGRAMME if isinstance(self.holders.owner, Programme) else self.holders.owner.public_id}"

    @property
    def is_programme(self) -> bool:
        """Is it the key of the whole programme?"""
        return self.holders.is_programme

    @property
    def is_mine(self) -> bool:
        """Can the viewer read with it?"""
        return self.holders.reads(self.viewer)

    @property
    def is_lonely(self) -> bool:
        """Is it in one person's hands, without papers?"""
        return self.holders.can_be_lost

    @property
    def only_reader(self) -> User | None:
        """In whose hands it is, where it is in one person's."""
        return self.holders.present[0].user if self.is_lonely else None

    @property
    def readers(self) -> list[ReaderRow]:
        """Who reads."""
        return [ReaderRow(row.user, _role(row), row.since, row.admitted_by) for row in self.holders.readers]

    @property
    def escrow(self) -> EscrowKey | None:
        """The paper shares."""
        return self.holders.escrow

    @property
    def escrow_is_sealed(self) -> bool:
        """Do they open it?"""
        return self.holders.escrow_is_sealed


@dataclass(frozen=True)
class Part:
    """One thing that somebody waits for."""

    role_label: str
    place: Organisation | None


@dataclass(frozen=True)
class WaitingRow:
    """Somebody who waits for the viewer."""

    user: User
    parts: list[Part]
    since: datetime
    vouching: Vouching
    words: str
    generation: int
    opens: str


@dataclass(frozen=True)
class Renewal:
    """Case keys that the viewer can give on."""

    done: int
    total: int
    is_old: bool
    """Do they stand under a key that was renewed since?"""
    text: str
    is_over: bool


@dataclass(frozen=True)
class SelfRow:
    """A key that belongs to the viewer's role, to which nobody has admitted them."""

    title: str
    admitters: list[User]


@dataclass(frozen=True)
class Desk:
    """Everything on the page."""

    rows: list[VaultRow]
    """The keys that the viewer looks after."""
    others: list[VaultRow]
    """Those of organisations that the viewer only coordinates."""
    waiting: list[WaitingRow]
    self_waits: list[SelfRow]
    own_words: str
    renewal: Renewal | None


def desk(viewer: User) -> Desk:
    """What somebody sees of keys."""
    rows: list[VaultRow] = []
    waiting: list[WaitingRow] = []
    self_waits: list[SelfRow] = []
    own_words = ""
    for programme, found in desk_of(viewer):
        asked = admits(found, viewer)
        ready = {number: parts for number, parts in asked.items() if parts[0][1].key is not None}
        waiting += _waiting(programme, viewer, list(ready.values()))
        rows += [_row(holders, viewer, ready) for holders in found]
        for holders in found:
            own = next((asker for asker in holders.askers if asker.user.pk == viewer.pk), None)
            if own is not None:
                title = VaultRow(holders, viewer, []).title
                self_waits.append(SelfRow(title, [reader.user for reader in holders.present]))
                own_words = _words(own, programme)
    mine = [row for row in rows if _is_own(row.holders, viewer)]
    others = [row for row in rows if row not in mine]
    return Desk(mine, others, waiting, self_waits, own_words, _due(viewer, rows))


def renewal(viewer: User) -> Renewal:
    """How far it is."""
    found, total = missing(by=viewer), CaseKey.objects.filter(vault__in=openable_vaults(by=viewer)).count()
    # A case under an old key lacks the present one, too: it is counted once.
    left = found.old or found.unshared + found.unheld
    is_old = bool(found.old)
    return Renewal(max(total - left, 0), total, is_old, _renewal_text(left, total, is_old=is_old), found.total == 0)


def _due(viewer: User, rows: list[VaultRow]) -> Renewal | None:
    if server_reads():
        return None
    found = renewal(viewer)
    has_papers = any(row.is_mine and row.escrow is not None and not row.escrow_is_sealed for row in rows)
    if not found.is_over:
        begun = [row.holders.vault.made_at for row in rows if row.is_mine and row.holders.vault]
        since = _since(max(begun, default=None)) if found.is_old else ""
        return replace(found, text=since + found.text)
    if has_papers:
        return Renewal(0, 0, False, _("New paper shares were made. They work once you have pressed the button."), False)
    return None


def _is_own(holders: Holders, viewer: User) -> bool:
    return holders.is_programme or holders.owner.pk in reach_of(viewer).mentor_of


def _since(day: datetime | None) -> str:
    return _("The key was renewed on %(day)s.") % {"day": date_format(day, "DATE_FORMAT")} + " " if day else ""


def _renewal_text(left: int, total: int, *, is_old: bool) -> str:
    number, all_ = (number_format(value, use_l10n=True, force_grouping=True) for value in (left, total))
    if is_old:
        said = ngettext(
            "%(number)s of %(all)s cases still stands under the old key.",
            "%(number)s of %(all)s cases still stand under the old key.",
            left,
        )
    else:
        said = ngettext(
            "%(number)s of %(all)s cases is not yet open to everybody who should read it.",
            "%(number)s of %(all)s cases are not yet open to everybody who should read them.",
            left,
        )
    return said % {"number": number, "all": all_}


def _row(holders: Holders, viewer: User, ready: dict[int, list[tuple[Holders, Asker]]]) -> VaultRow:
    others = [asker for asker in holders.askers if asker.user.pk != viewer.pk and asker.user.pk not in ready]
    rows = [AskerRow(asker.user, str(ROLE_LABELS[asker.role]), asker.key is not None) for asker in others]
    return VaultRow(holders, viewer, rows)


def _waiting(programme: Programme, viewer: User, asked: list[list[tuple[Holders, Asker]]]) -> list[WaitingRow]:
    if not asked:
        return []
    vouched = vouching([parts[0][1].user for parts in asked], programme)
    by_place = _counted(viewer, programme, "organisation")
    by_author = _counted(viewer, programme, "documenter")
    rows = []
    for parts in asked:
        asker = parts[0][1]
        assert asker.key is not None  # noqa: S101  only those with a key are ready
        opens = [_opens(holders, one, by_place, by_author) for holders, one in parts]
        rows.append(
            WaitingRow(
                asker.user,
                [Part(str(ROLE_LABELS[one.role]), _place(holders)) for holders, one in parts],
                min(one.since for _holders, one in parts),
                vouched[asker.user.pk],
                _words(asker, programme),
                asker.key.generation,
                "; ".join(opens),
            )
        )
    return sorted(rows, key=lambda row: row.since)


def _counted(viewer: User, programme: Programme, column: str) -> dict[int, int]:
    sent = Case.objects.visible_to(viewer).filter(programme=programme, submitted_at__isnull=False)
    return dict(sent.order_by().values_list(column).annotate(Count("pk")))


def _opens(holders: Holders, asker: Asker, by_place: dict[int, int], by_author: dict[int, int]) -> str:
    if asker.role == Role.DOCUMENTER:
        number = by_author.get(asker.user.pk, 0)
        said = ngettext(
            "their own cases: %(number)s sent one, and drafts", "their own cases: %(number)s sent, and drafts", number
        )
    elif isinstance(holders.owner, Programme):
        number = sum(by_place.values())
        said = ngettext("%(number)s case: all of the programme", "%(number)s cases: all of the programme", number)
    else:
        number = by_place.get(holders.owner.pk, 0)
        said = ngettext("%(number)s case of %(place)s", "%(number)s cases of %(place)s", number)
    return said % {"number": number_format(number, use_l10n=True, force_grouping=True), "place": holders.owner}


def _place(holders: Holders) -> Organisation | None:
    return holders.owner if isinstance(holders.owner, Organisation) else None


def _role(reader: Reader) -> str:
    if not reader.user.is_active:
        return _("Suspended")
    return str(ROLE_LABELS[reader.role]) if reader.role else _("Without the role")


def _words(asker: Asker, programme: Programme) -> str:
    """The four words of the key, in the programme's usual language: the same on both screens."""
    return fingerprint(bytes(asker.key.public_key), programme.languages[0]) if asker.key else ""
