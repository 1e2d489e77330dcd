"""Everything that the one key of the server sealed gets the key of its case, and client codes a second key.

Done once, by the server, with the vaults wrapped for it as in server mode; `manage.py vault_mode members` takes it out
of their circle afterwards. The formats are written out here, because this migration must go on reading what was.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import migrations

from documenters.vault.frames import open_frames, seal_frames
from documenters.vault.hpke import new_private_key, private_to_bytes, public_of, seal_to
from documenters.vault.primitives import derive_key, open_bytes, seal_bytes

OLD, NEW = 1, 2
AT_A_TIME = 500


def reseal(apps: Any, schema_editor: Any) -> None:
    Programme = apps.get_model("documenters", "Programme")
    Client = apps.get_model("react_cases", "Client")
    Case = apps.get_model("react_cases", "Case")
    SealedText = apps.get_model("react_cases", "SealedText")
    Evidence = apps.get_model("react_cases", "Evidence")
    alias = schema_editor.connection.alias
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SET LOCAL app.maintenance = 'on'")
    if not Case.objects.using(alias).exists():
        return
    old_key = derive_key(settings.SEALING_KEY, f"content|{OLD}")
    for programme in Programme.objects.using(alias).all():
        vaults = _vaults(apps, alias, programme)
        index = _index_key(apps, alias, programme, vaults)
        for client in Client.objects.using(alias).filter(programme=programme).iterator():
            client.code_hash = hmac.new(index, client.code_hash.encode(), hashlib.sha256).hexdigest()[:32]
            client.save(update_fields=["code_hash"])
        cases = Case.objects.using(alias).filter(programme=programme)
        for case in cases.iterator(chunk_size=AT_A_TIME):
            texts = list(SealedText.objects.using(alias).filter(case_id=case.pk, generation=OLD))
            files = list(Evidence.objects.using(alias).filter(case_id=case.pk, generation=OLD))
            if texts or files:
                _reseal_case(apps, alias, case, texts, files, old_key, index, vaults)


def _vaults(apps: Any, alias: str, programme: Any) -> dict[tuple[str, int], Any]:
    Vault = apps.get_model("documenters", "Vault")
    Organisation = apps.get_model("documenters", "Organisation")
    server_key = derive_key(settings.SEALING_KEY, "vault")
    made = {}
    owners = [("programme", programme.pk)]
    owners += [("organisation", pk) for pk in Organisation.objects.using(alias).filter(programme=programme).values_list("pk", flat=True)]
    for kind, pk in owners:
        private = new_private_key()
        place = f"v1|vault|{kind}:{pk}|1".encode()
        made[kind, pk] = Vault.objects.using(alias).create(
            **{f"{kind}_id": pk},
            generation=1,
            public_key=public_of(private),
            by_server=seal_bytes(server_key, private_to_bytes(private), place),
        )
    return made


def _index_key(apps: Any, alias: str, programme: Any, vaults: dict[tuple[str, int], Any]) -> bytes:
    IndexKeyGrant = apps.get_model("documenters", "IndexKeyGrant")
    index = os.urandom(32)
    for vault in vaults.values():
        info = f"v1|index-key|{programme.pk}|vault:{vault.pk}".encode()
        IndexKeyGrant.objects.using(alias).create(
            programme_id=programme.pk, vault=vault, sealed=seal_to(bytes(vault.public_key), index, info)
        )
    return index


def _reseal_case(
    apps: Any, alias: str, case: Any, texts: Iterable[Any], files: Iterable[Any], old_key: bytes, index: bytes,
    vaults: dict[tuple[str, int], Any],
) -> None:
    CaseKey = apps.get_model("react_cases", "CaseKey")
    key = os.urandom(32)
    holders = [vaults["organisation", case.organisation_id]]
    if case.submitted_at is not None and not case.is_practice:
        holders.append(vaults["programme", case.programme_id])
    for vault in holders:
        info = f"v1|case-key|{case.pk}|vault:{vault.pk}".encode()
        CaseKey.objects.using(alias).create(
            case_id=case.pk, vault_id=vault.pk, sealed=seal_to(bytes(vault.public_key), key, info)
        )
    for row in texts:
        plain = open_bytes(old_key, bytes(row.ciphertext), _text_place(row, OLD))
        if (row.part, row.field) == ("case", "client_code"):
            plain = hmac.new(index, plain, hashlib.sha256).hexdigest()[:32].encode()
        row.ciphertext, row.generation = seal_bytes(key, plain, _text_place(row, NEW)), NEW
        row.save(update_fields=["ciphertext", "generation"])
    for evidence in files:
        _reseal_file(apps, alias, evidence, old_key, key)


def _text_place(row: Any, generation: int) -> bytes:
    return f"v1|react_cases_sealedtext|{row.case_id}|{row.part}:{row.part_id}:{row.field}|{generation}".encode()


def _reseal_file(apps: Any, alias: str, evidence: Any, old_key: bytes, key: bytes) -> None:
    EvidenceFrame = apps.get_model("react_cases", "EvidenceFrame")
    for part in ("cleaned", "original"):
        frames = list(EvidenceFrame.objects.using(alias).filter(evidence=evidence, part=part).order_by("number"))
        if not frames:
            continue
        plain = b"".join(
            open_frames(old_key, (bytes(row.ciphertext) for row in frames), _file_place(evidence, part, OLD))
        )
        for row, ciphertext in zip(frames, seal_frames(key, plain, _file_place(evidence, part, NEW)), strict=True):
            row.ciphertext = ciphertext
            row.save(update_fields=["ciphertext"])
    evidence.generation = NEW
    evidence.save(update_fields=["generation"])


def _file_place(evidence: Any, part: str, generation: int) -> bytes:
    place = f"v1|react_cases_evidenceframe|{evidence.case_id}|{evidence.pk}:{part}|{generation}"
    return place.encode()


class Migration(migrations.Migration):
    dependencies = [("documenters", "0012_keys"), ("react_cases", "0013_content_exports")]
    operations = [migrations.RunPython(reseal, migrations.RunPython.noop)]
