"""The migration that gave every case a key of its own: what the server's one key had sealed can still be read."""

import hashlib
import hmac
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from pytest_django.fixtures import Settings

from documenters.actions.index_keys import index_key
from documenters.identity import database_identity
from documenters.models import IndexKeyGrant, User, Vault
from documenters.vault.frames import seal_frames
from documenters.vault.primitives import derive_key, seal_bytes
from react_cases.actions.evidence import evidence_open
from react_cases.actions.sealing import CLIENT_CODE, NARRATIVE, OpenReason, open_sealed, seal
from react_cases.models import Case, CaseKey, Client, Evidence, EvidenceFrame, SealedText
from react_cases.models.choices import EvidencePart
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.evidence import PICTURE, add_evidence
from tests.walls import BOTH

migration = import_module("react_cases.migrations.0014_reseal_under_case_keys")

OLD_CODE = "ab" * 16
OWNER = "owner"


def seal_as_before(case: Case, texts: dict[str, str]) -> None:
    """Put everything of the case back under the one key of the server, as the owner of the database."""
    key = derive_key(settings.SEALING_KEY, "content|1")
    for row in SealedText.objects.using(OWNER).filter(case_id=case.pk):
        if row.field in texts:
            row.ciphertext = seal_bytes(key, texts[row.field].encode(), migration._text_place(row, 1))
            row.generation = 1
            row.save()
    for evidence in Evidence.objects.using(OWNER).filter(case_id=case.pk):
        frames = EvidenceFrame.objects.using(OWNER).filter(evidence=evidence).order_by("number")
        sealed = seal_frames(key, PICTURE, migration._file_place(evidence, "cleaned", 1))
        for row, ciphertext in zip(frames, sealed, strict=True):
            EvidenceFrame.objects.using(OWNER).filter(pk=row.pk).update(ciphertext=ciphertext)
        Evidence.objects.using(OWNER).filter(pk=evidence.pk).update(generation=1)


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_what_the_server_sealed_opens_by_the_key_of_its_case(amina: User, dara: User, settings: Settings) -> None:
    sent = make_case(amina, Status.SUBMITTED, narrative="Что было.")
    evidence = add_evidence(sent, amina)
    draft = make_case(amina, Status.DRAFT)
    with database_identity(amina), transaction.atomic():
        seal(draft, {CLIENT_CODE: OLD_CODE}, by=amina)
        Client.objects.create(programme=sent.programme, organisation=sent.organisation, code_hash=OLD_CODE)
    with transaction.atomic(using=OWNER):
        with connections[OWNER].cursor() as cursor:
            cursor.execute("SET LOCAL app.maintenance = 'on'")
        seal_as_before(sent, {"narrative": "Что было."})
        SealedText.objects.using(OWNER).filter(case_id=sent.pk, generation=2).delete()
        seal_as_before(draft, {"client_code": OLD_CODE})
        CaseKey.objects.using(OWNER).all().delete()
        IndexKeyGrant.objects.using(OWNER).all().delete()
        Vault.objects.using(OWNER).all().delete()
        migration.reseal(apps, connections[OWNER].schema_editor(atomic=False))

    with database_identity(dara), transaction.atomic():
        assert open_sealed(sent, [NARRATIVE], by=dara, reason=OpenReason.READ) == {NARRATIVE: "Что было."}
        opened = evidence_open(Evidence.objects.get(pk=evidence.pk), EvidencePart.CLEANED, by=dara)
    assert b"".join(opened.parts) == PICTURE
    with database_identity(amina), transaction.atomic():
        code = open_sealed(draft, [CLIENT_CODE], by=amina, reason=OpenReason.EDIT)[CLIENT_CODE]
        assert code == Client.objects.get().code_hash
        key = index_key(sent.programme, by=amina)
        assert code == hmac.new(key, OLD_CODE.encode(), hashlib.sha256).hexdigest()[:32]
        assert not draft.keys.filter(vault__programme__isnull=False).exists()
    with database_identity(dara), transaction.atomic():
        assert not SealedText.objects.filter(generation=1).exists()
