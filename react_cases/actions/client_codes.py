"""Client codes: recognise a client again without knowing who it is.

The parts (gender, birth year, two letters of each parent's first name: the code agreed for Central Asia by PSI in
2007) are used in memory and thrown away; only a keyed hash is kept.
"""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass

from documenters.models import Organisation, Programme
from documenters.vault.keyring import client_code_key
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


def client_code_hash(programme: Programme, parts: ClientCodeParts) -> str:
    """The keyed hash (HMAC-SHA256, 128 bits, hexadecimal) that stands for the client in this programme."""
    digest = hmac.new(client_code_key(programme.code), parts.normalised().encode(), hashlib.sha256)
    return digest.hexdigest()[:32]


def client_for(organisation: Organisation, code_hash: str) -> Client:
    """The organisation's client with this code, made when it is new."""
    client, _ = Client.objects.get_or_create(
        programme=organisation.programme, organisation=organisation, code_hash=code_hash
    )
    return client
