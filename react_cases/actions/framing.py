"""The bytes of evidence in frames: written in one transaction with everything else about it, read one by one."""

from collections.abc import Iterator

from django.db.models import QuerySet

from documenters.vault.frames import open_frames, seal_frames
from documenters.vault.primitives import SealBroken
from react_cases.models import Evidence, EvidenceFrame
from react_cases.models.choices import EvidencePart

AT_A_TIME = 16
"""Frames sent to the database, or fetched from it, at once: one megabyte."""

TABLE = EvidenceFrame._meta.db_table


def write_frames(evidence: Evidence, part: EvidencePart, data: bytes, key: bytes) -> None:
    """Seal one of the two files of evidence by the key of its case. Must run inside the action's transaction."""
    place = _place(evidence, part)
    waiting: list[EvidenceFrame] = []
    for number, ciphertext in enumerate(seal_frames(key, data, place)):
        waiting.append(
            EvidenceFrame(case_id=evidence.case_id, evidence=evidence, part=part, number=number, ciphertext=ciphertext)
        )
        if len(waiting) == AT_A_TIME:
            EvidenceFrame.objects.bulk_create(waiting)
            waiting = []
    EvidenceFrame.objects.bulk_create(waiting)


def require_whole(evidence: Evidence, part: EvidencePart) -> None:
    """Raise `SealBroken` where frames are missing or too many, before anybody gets the first of them."""
    if _frames_of(evidence, part).count() != evidence.frame_count_of(part):
        raise SealBroken


def read_frames(evidence: Evidence, part: EvidencePart, key: bytes) -> Iterator[bytes]:
    """The plain parts of a file, in order, with a megabyte in memory at a time. The caller has logged the opening.

    `key` is the key of the case, opened before: when a streamed answer is read, nobody's key is open any more.

    Raises `SealBroken` where a frame was changed, left out or moved.
    """
    yield from open_frames(key, _stored(evidence, part), _place(evidence, part))


def _stored(evidence: Evidence, part: EvidencePart) -> Iterator[bytes]:
    # By ranges and not by a cursor of the server, which would hold a transaction as long as a slow line lasts.
    for first in range(0, evidence.frame_count_of(part), AT_A_TIME):
        rows = _frames_of(evidence, part).filter(number__gte=first, number__lt=first + AT_A_TIME)
        for ciphertext in list(rows.order_by("number").values_list("ciphertext", flat=True)):
            yield bytes(ciphertext)


def _frames_of(evidence: Evidence, part: EvidencePart) -> QuerySet[EvidenceFrame]:
    return EvidenceFrame.objects.filter(evidence=evidence, part=part)


def _place(evidence: Evidence, part: EvidencePart) -> bytes:
    """What binds a frame to its file: table, case, evidence, which of the two files, and key generation."""
    return f"v1|{TABLE}|{evidence.case_id}|{evidence.pk}:{part}|{evidence.generation}".encode()
