"""manage.py audit_release: the auditor once more, from the frozen records and the stored cells."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from documenters.identity import database_identity
from documenters.models import Programme
from reports.auditor.report import Report
from reports.building import audit_block, digest_of, together
from reports.disclosure.schema import Block, key_text
from reports.management.release_named import add_name, coordinators_of, release_among, split_name
from reports.models import Release, ReleaseBlock, ReleaseState

SHOWN_FINDINGS = 50


class Command(BaseCommand):
    """Prints what is wrong; ends with 1 where a release is not safe, or was changed."""

    help = "Examine a release anew, such as: audit_release latest"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which release."""
        add_name(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Examine it and all that was shown before it. Raises `CommandError` where it is not safe."""
        programme, number = split_name(options["release"], options["programme"])
        with database_identity(coordinators_of(programme)[0]):
            with transaction.atomic():
                built = Release.objects.filter(programme=programme).exclude(digest="")
                release = release_among(built.exclude(state=ReleaseState.DISCARDED), number)
                blocks = _blocks_of(release)
                faults = list(_faults_of_chain(programme, release))
            report = together([audit_block(release, row) for row in blocks])
        self._say(release, report)
        for fault in faults:
            self.stdout.write(fault)
        if faults or not report.is_safe:
            raise CommandError(f"{release.citation} is not safe." if not report.is_safe else "The chain is broken.")
        self.stdout.write(f"{release.citation} is safe.")

    def _say(self, release: Release, report: Report) -> None:
        self.stdout.write(f"{release.citation}, {release.get_state_display()}, digest {release.digest}")
        for tier, numbers in report.tiers.items():
            self.stdout.write(
                f"  {tier}: {numbers.shown} of {numbers.offered} cells shown, {numbers.large_shown} of {numbers.large} "
                "of those that are large enough"
            )
        for finding in report.findings[:SHOWN_FINDINGS]:
            place = key_text(finding.key) if finding.key else "-"
            self.stdout.write(f"  {finding.code} {finding.tier or ''} {place}")
        more = len(report.findings) - SHOWN_FINDINGS
        if more > 0:
            self.stdout.write(f"  … and {more} more")
        if report.notes:
            self.stdout.write(f"  {len(report.notes)} things are certain already without this release")


def _blocks_of(release: Release) -> list[ReleaseBlock]:
    rows = ReleaseBlock.objects.filter(programme=release.programme)
    return [row for row in rows if set(release.periods) & set(Block(row.first_year, {}).periods)]


def _faults_of_chain(programme: Programme, last: Release) -> list[str]:
    """Digests that do not fit, from the first release to this one."""
    found, before = [], ""
    chain = [*Release.objects.filter(programme=programme, number__lt=last.number).shown(), last]
    for release in chain:
        if release.previous_digest != before:
            found.append(f"{release.citation} does not follow the release before it.")
        if digest_of(release) != release.digest:
            found.append(f"{release.citation} was changed: its digest does not fit.")
        before = release.digest
    return found
