"""Client codes: recognise a client again without knowing who it is (docs/adr/0035).

The parts (gender, birth year, two letters of each parent's first name: the code agreed for Central Asia by PSI in
2007) are used in memory and thrown away; only a hash is kept. There are so few possible parts that whoever has the keys
of the hash can try them all. So it takes two keys, one that only the server has and one that only admitted people have.
"""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass

from documenters.actions.index_keys import index_key
from documenters.actions.vaults import server_reads
from documenters.models import Organisation, Programme, User
from documenters.vault.keyring import client_code_key
from documenters.vault.opened import KeyMissing
from react_cases.models import Client

FOLDED = str.maketrans("ёөүңқ", "еоунк")
"""Letters that keyboards and ears mix up."""


@dataclass(frozen=True)
class ClientCodeParts:
    """What a documenter asks the client for."""

    gender: str
    birth_year: int
    mother: str
    father: str

    def normalised(self) -> str:
        """One spelling for one client: lower case, two letters, mixed-up letters folded."""
        letters = (unicodedata.normalize("NFC", part).strip().lower()[:2] for part in (self.mother, self.father))
        return "|".join([self.gender, str(self.birth_year), *(part.translate(FOLDED) for part in letters)])


def client_code_hash(programme: Programme, parts: ClientCodeParts, *, by: User) -> str:
    """The hash (128 bits, hexadecimal) that stands for the client in this programme.

    Raises `KeyMissing` for somebody whom no colleague has admitted, `KeyLocked` where the person's key is not open.
    """
    inner = _keyed(client_code_key(programme.code), parts.normalised())
    return _keyed(index_key(programme, by=by), inner)


def client_codes_work(programme: Programme, *, by: User) -> bool:
    """Can the person make client codes? Not before a colleague has admitted them."""
    if server_reads():
        return True
    try:
        index_key(programme, by=by)
    except KeyMissing:
        return False
    return True


def client_for(organisation: Organisation, code_hash: str) -> Client:
    """The organisation's client with this code, the one known longest where several have it; made when it is new."""
    known = Client.objects.filter(organisation=organisation, code_hash=code_hash).order_by("pk").first()
    if known is not None:
        return known
    client, _ = Client.objects.get_or_create(
        programme=organisation.programme, organisation=organisation, code_hash=code_hash, apart=""
    )
    return client


def _keyed(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]
