"""Somebody clever with everything that lies on a seized server: what do all its keys open?

Written apart from the program: it reads the tables by itself, knows the formats as anybody does who reads the source,
and shares no line with what seals and opens. It derives every key that it can think of, tries each on everything that
is sealed, takes what it opens for keys again, and goes on until nothing new is found.
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Row = dict[str, Any]
Rows = Callable[[str], list[Row]]
"""Name of a table -> its rows."""

HPKE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
KEY_BYTES = 32
CODE_BYTES = 16
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group of P-256."""

CLIENT_PURPOSE = "client-code|KG"
SERVER_FILES = ("documenters/vault/keyring.py",)
PURPOSE = re.compile(r"""["']([^"'\n]{3,80})["']""")
KEY_TABLES = (
    "documenters_memberkey",
    "documenters_vault",
    "documenters_vaultgrant",
    "documenters_indexkeygrant",
    "documenters_escrowkey",
    "react_cases_casekey",
    "react_cases_paperkey",
)
SLID_OVER = 400
"""Bytes of the longest value that is looked through for a key at each of its bytes."""

HEADER = struct.Struct(">BIBB")


@dataclass(frozen=True)
class Sealed:
    """Something that a key opens: what it is, the bytes, and what has to be said to open it there."""

    kind: str
    number: str
    value: bytes = field(repr=False)
    place: bytes = field(repr=False)
    is_long: bool = False
    """More of a file comes after it."""


@dataclass
class Loot:
    """What was opened, by its kind: number of what was opened -> what stood in it."""

    opened: dict[str, dict[str, bytes]] = field(default_factory=dict)
    tried: int = 0
    keys: int = 0

    def add(self, sealed: Sealed, plain: bytes) -> None:
        """Write down what a key opened."""
        self.opened.setdefault(sealed.kind, {})[sealed.number] = plain

    @property
    def words(self) -> str:
        """Everything that can be read."""
        return "\n".join(plain.decode(errors="replace") for kind in self.opened.values() for plain in kind.values())


@dataclass
class Attacker:
    """What was seized, and what somebody said or was caught with: cookies, passphrases, codes."""

    rows: Rows
    environment: Mapping[str, str]
    source: Path
    cookies: Iterable[str] = ()
    passphrases: Iterable[str] = ()
    codes: Iterable[bytes] = ()

    def attack(self, *, guesses: Iterable[str] = (), is_thorough: bool = True) -> Loot:
        """Try everything. `guesses` are passphrases that people like to choose.

        Not thorough: only what is derived, as the program does it, without looking for keys in every byte.
        """
        loot, waiting = Loot(), self.sealed()
        keys = set(self.first_keys() if is_thorough else self.derived_keys())
        for plain, sealed in self.guessed([*self.passphrases, *guesses]):
            loot.add(sealed, plain)
            keys.add(plain)
        # Whoever opens a file opens its last piece: the long ones before it only with a key that has opened something.
        found = self._tried(keys, [sealed for sealed in waiting if not sealed.is_long], loot)
        while found:
            loot.keys += len(keys)
            keys = {plain for plain in found if len(plain) == KEY_BYTES}
            keys |= {derived(key.hex(), "library") for key in keys}
            found = self._tried(keys, waiting, loot)
        return loot

    def _tried(self, keys: set[bytes], waiting: list[Sealed], loot: Loot) -> list[bytes]:
        """What these keys open of what was not opened before."""
        ciphers = [AESGCM(key) for key in keys]
        publics = self._publics()
        privates = [private for key in keys if (private := private_of(key)) and public_of(private) in publics]
        found = []
        for sealed in waiting:
            if sealed.number in loot.opened.get(sealed.kind, {}):
                continue
            for opener in privates if sealed.kind in BY_PUBLIC_KEY else ciphers:
                loot.tried += 1
                plain = opened(opener, sealed)
                if plain is not None:
                    loot.add(sealed, plain)
                    found.append(plain)
                    break
        return found

    def _publics(self) -> set[bytes]:
        """What is sealed to a public key is sealed to one of these: no other private key needs to be tried."""
        tables = ("documenters_memberkey", "documenters_vault", "documenters_escrowkey")
        return {row["public_key"] for table in tables for row in self.rows(table)}

    # What is sealed

    def sealed(self) -> list[Sealed]:
        """Everything in the tables that is sealed to a key."""
        return [*self._keys(), *self._texts(), *self._frames(), *self._papers(), *self._sessions()]

    def _keys(self) -> Iterator[Sealed]:
        for row in self.rows("documenters_vault"):
            place = f"v1|vault|{_owner(row)}|{row['generation']}"
            if row["by_server"] is not None:
                yield Sealed("vault by server", str(row["id"]), row["by_server"], place.encode())
        for row in self.rows("documenters_vaultgrant"):
            holder = f"member:{row['member_key_id']}" if row["member_key_id"] else f"escrow:{row['escrow_id']}"
            place = f"v1|vault-grant|{row['vault_id']}|{holder}"
            yield Sealed("vault grant", str(row["id"]), row["sealed"], place.encode())
        for row in self.rows("documenters_indexkeygrant"):
            holder = f"vault:{row['vault_id']}" if row["vault_id"] else f"member:{row['member_key_id']}"
            place = f"v1|index-key|{row['programme_id']}|{holder}"
            yield Sealed("index key", str(row["id"]), row["sealed"], place.encode())
        for row in self.rows("react_cases_casekey"):
            holder = f"vault:{row['vault_id']}" if row["vault_id"] else f"member:{row['member_key_id']}"
            yield Sealed("case key", str(row["id"]), row["sealed"], f"v1|case-key|{row['case_id']}|{holder}".encode())

    def _texts(self) -> Iterator[Sealed]:
        for row in self.rows("react_cases_sealedtext"):
            address = f"{row['part']}:{row['part_id']}:{row['field']}"
            place = f"v1|react_cases_sealedtext|{row['case_id']}|{address}|{row['generation']}"
            yield Sealed("text", str(row["id"]), row["ciphertext"], place.encode())

    def _frames(self) -> Iterator[Sealed]:
        files = {row["id"]: row for row in self.rows("react_cases_evidence")}
        for row in self.rows("react_cases_evidenceframe"):
            file = files[row["evidence_id"]]
            count = file["frames"] if row["part"] == "cleaned" else file["original_frames"]
            last = "last" if row["number"] == count - 1 else "more"
            place = f"v1|react_cases_evidenceframe|{row['case_id']}|{file['id']}:{row['part']}|{file['generation']}"
            place = f"{place}|frame|{row['number']}|{last}"
            yield Sealed("file", str(row["id"]), row["ciphertext"], place.encode(), last == "more")

    def _papers(self) -> Iterator[Sealed]:
        for row in self.rows("react_cases_paperkey"):
            holder = f"vault:{row['vault_id']}" if row["vault_id"] else f"member:{row['member_key_id']}"
            is_shared = row["vault_id"] is None and row["member_key_id"] is None
            place = f"v1|paper-key|{row['paper_id']}|{'everybody' if is_shared else holder}"
            yield Sealed("shared key" if is_shared else "paper key", str(row["id"]), row["sealed"], place.encode())
        for row in self.rows("react_cases_papertext"):
            place = f"v1|react_cases_papertext|{row['paper_id']}|{row['part']}:{row['part_id']}:{row['field']}"
            yield Sealed("paper", str(row["id"]), row["ciphertext"], place.encode())
        files = {row["id"]: row for row in self.rows("react_cases_paperfile")}
        for row in self.rows("react_cases_paperframe"):
            last = "last" if row["number"] == files[row["file_id"]]["frames"] - 1 else "more"
            place = f"v1|react_cases_paperframe|{row['paper_id']}|{row['file_id']}|frame|{row['number']}|{last}"
            yield Sealed("paper file", str(row["id"]), row["ciphertext"], place.encode(), last == "more")

    def _sessions(self) -> Iterator[Sealed]:
        for number, session in self.sessions().items():
            for held in _dictionaries(session):
                if "sealed" in held and "id" in held:
                    place = f"v1|session-key|{held['user']}|{held['id']}"
                    yield Sealed("session", number, base64.b64decode(held["sealed"]), place.encode())

    def sessions(self) -> dict[str, Any]:
        """What the sessions hold; their signature asks nobody who only reads."""
        found = {}
        for row in self.rows("django_session"):
            text = row["session_data"].partition(":")[0]
            packed = base64.urlsafe_b64decode(text.lstrip(".") + "=" * (-len(text.lstrip(".")) % 4))
            found[row["session_key"]] = json.loads(zlib.decompress(packed) if text.startswith(".") else packed)
        return found

    # Which keys there are

    def first_keys(self) -> Iterator[bytes]:
        """Everything of 32 bytes that lies about, and everything that can be derived."""
        yield from self.derived_keys()
        for table in (*KEY_TABLES, "django_session", "documenters_user", "mfa_authenticator"):
            for row in self.rows(table):
                for value in row.values():
                    yield from _keys_in(value)
        for session in self.sessions().values():
            for value in _leaves(session):
                yield from _keys_in(value)
        for value in self.environment.values():
            yield from _keys_in(value)

    def derived_keys(self) -> Iterator[bytes]:
        """Everything that the program derives, and a little more, from every secret of the environment."""
        purposes = {
            purpose.replace("{generation}", generation).replace("{programme_code}", "KG")
            for path in SERVER_FILES
            for purpose in PURPOSE.findall((self.source / path).read_text(encoding="utf-8"))
            for generation in ("1", "2", "3")
        }
        purposes |= {f"content|{number}" for number in range(4)} | {"vault", "session-token", "index-key", "member-key"}
        sessions = [row["session_key"] for row in self.rows("django_session")]
        purposes |= {f"held-request|{name}" for name in sessions}
        marks = [str(value) for session in self.sessions().values() for value in _leaves(session)]
        for secret in dict.fromkeys(value for value in self.environment.values() if len(value) >= CODE_BYTES):
            for purpose in purposes:
                yield derived(secret, purpose)
                yield hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()
            for token in ("", *sessions, *marks, *self.cookies):
                yield derived(f"{token}|{secret}", "session-token")

    def guessed(self, words: Iterable[str]) -> Iterator[tuple[bytes, Sealed]]:
        """Keys of people that one of these passphrases, or one of the codes, opens."""
        words = list(dict.fromkeys(words))
        codes = [*self.codes, *(bytes(CODE_BYTES),), *(word.encode().ljust(CODE_BYTES)[:CODE_BYTES] for word in words)]
        for row in self.rows("documenters_memberkey"):
            person = f"{row['user_id']}|{row['generation']}"
            if wrapped := row["by_passphrase"]:
                place = f"v1|member-key|{person}".encode()
                yield from _opened_by(words, Sealed("member key", str(row["id"]), wrapped, place), _by_passphrase)
            if wrapped := row["by_code"]:
                place = f"v1|member-key-code|{person}".encode()
                yield from _opened_by(codes, Sealed("member key", str(row["id"]), wrapped, place), _by_code)

    def clients(self, keys: Iterable[bytes], parts: Iterable[str]) -> list[str]:
        """Codes of clients that somebody recognises who knows what was asked for, and has these keys besides."""
        codes = {row["code_hash"] for row in self.rows("react_cases_client")}
        own = [derived(secret, CLIENT_PURPOSE) for secret in self.environment.values() if len(secret) >= CODE_BYTES]
        found = []
        for part, first in product(parts, own):
            inner = _keyed(first, part)
            found += [part for code in (inner, *(_keyed(key, inner) for key in keys)) if code in codes]
        return found


BY_PUBLIC_KEY = frozenset({"vault grant", "index key", "case key", "paper key"})


def opened(opener: Any, sealed: Sealed) -> bytes | None:
    """What a key makes of it; nothing where it is another's."""
    try:
        if isinstance(opener, AESGCM):
            return opener.decrypt(sealed.value[:12], sealed.value[12:], sealed.place)
        return HPKE.decrypt(sealed.value, opener, sealed.place)
    except (InvalidTag, ValueError):
        return None


def private_of(key: bytes) -> ec.EllipticCurvePrivateKey | None:
    """These bytes as a private key."""
    number = int.from_bytes(key, "big")
    return ec.derive_private_key(number, ec.SECP256R1()) if 0 < number < ORDER else None


def public_of(private: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half, as the tables have it."""
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def derived(secret: str, purpose: str) -> bytes:
    """As the server derives its keys."""
    return HKDF(SHA256(), KEY_BYTES, None, purpose.encode()).derive(secret.encode())


def _keyed(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]


def _by_passphrase(word: str, wrapped: bytes, place: bytes) -> bytes:
    _version, memory, passes, lanes = HEADER.unpack_from(wrapped)
    head = wrapped[: HEADER.size + 16]
    stretch = Argon2id(salt=head[-16:], length=KEY_BYTES, iterations=passes, lanes=lanes, memory_cost=memory)
    rest = wrapped[len(head) :]
    return AESGCM(stretch.derive(word.encode())).decrypt(rest[:12], rest[12:], head + place)


def _by_code(code: bytes, wrapped: bytes, place: bytes) -> bytes:
    head, rest = wrapped[:17], wrapped[17:]
    key = HKDF(SHA256(), KEY_BYTES, head[1:], b"recovery code").derive(code)
    return AESGCM(key).decrypt(rest[:12], rest[12:], head + place)


def _opened_by(
    secrets: Iterable[Any], sealed: Sealed, opener: Callable[[Any, bytes, bytes], bytes]
) -> Iterator[tuple[bytes, Sealed]]:
    for secret in secrets:
        try:
            yield opener(secret, sealed.value, sealed.place), sealed
        except InvalidTag:
            continue
        break


def _keys_in(value: Any) -> Iterator[bytes]:
    """Every 32 bytes that could be a key: at each place of a short value, at both ends of a long one."""
    if isinstance(value, str):
        for raw in _decoded(value):
            yield from _keys_in(raw)
        yield hashlib.sha256(value.encode()).digest()
        return
    if not isinstance(value, bytes) or len(value) < KEY_BYTES:
        return
    steps = range(len(value) - KEY_BYTES + 1) if len(value) <= SLID_OVER else (0, len(value) - KEY_BYTES)
    for start in steps:
        yield value[start : start + KEY_BYTES]


def _decoded(text: str) -> Iterator[bytes]:
    yield text.encode()
    for decode in (bytes.fromhex, _base64):
        try:
            yield decode(text)
        except (ValueError, binascii.Error):
            continue


def _base64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.replace("+", "-").replace("/", "_") + "=" * (-len(text) % 4))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value


def _dictionaries(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _dictionaries(inner)


def _owner(row: Row) -> str:
    return f"organisation:{row['organisation_id']}" if row["organisation_id"] else f"programme:{row['programme_id']}"
