"""Files sealed in the age format (age-encryption.org/v1), which free tools on every system open. Pure.

To public keys by the package `pyrage`. With a passphrase the file is written here: pyrage takes as much memory for
that as one second of the machine's work fills, half a gigabyte on a fast one, and holds the whole file besides; a
small server has neither. Whatever is written here, pyrage opens: a test proves it.
"""

import hashlib
import hmac
import os
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import BinaryIO, NamedTuple, NewType

import pyrage
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from documenters.vault.primitives import SealBroken

Recipient = NewType("Recipient", str)
"""A public key, found good by `recipient_of`."""

CHUNK_BYTES = 65_536
"""Plain bytes in each chunk of the format but the last."""
WORK_FACTOR = 17
"""Two to this power is the cost of guessing a passphrase once: 128 MiB and about a third of a second."""
PUBLIC, SECRET = "age1", "AGE-SECRET-KEY-"


class BadRecipient(Exception):
    """A text is no public key. `is_secret` where it is the other half, which nobody but its owner should have."""

    def __init__(self, *, is_secret: bool = False) -> None:
        super().__init__("secret key" if is_secret else "no public key")
        self.is_secret = is_secret


class KeyPair(NamedTuple):
    """What `age-keygen` makes: the public key to give away, and the secret one to keep."""

    public: str
    secret: str


def new_key_pair() -> KeyPair:
    """A new pair, as texts."""
    identity = pyrage.x25519.Identity.generate()
    return KeyPair(str(identity.to_public()), str(identity))


def recipient_of(text: str) -> Recipient:
    """The public key that a text of the form `age1…` is, blanks around it forgiven. Raises `BadRecipient`."""
    text = text.strip()
    if text.upper().startswith(SECRET):
        raise BadRecipient(is_secret=True)
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise BadRecipient from None
    return Recipient(text)


def seal_stream(
    chunks: Iterable[bytes], out: BinaryIO, *, recipients: Sequence[Recipient] = (), passphrase: str = ""
) -> None:
    """Write the sealed file to `out` while it is read, for all of the recipients or with the passphrase.

    What reading the chunks raises comes through as it is; `out` then holds a file that does not open.
    """
    if bool(recipients) == bool(passphrase):
        raise ValueError("A file is sealed to public keys, or with a passphrase.")
    if passphrase:
        for part in _with_passphrase(chunks, _one_way(passphrase)):
            out.write(part)
        return
    reader = _Reader(chunks)
    try:
        pyrage.encrypt_io(reader, out, [pyrage.x25519.Recipient.from_str(key) for key in recipients])
    except pyrage.EncryptError:
        if reader.error is not None:
            raise reader.error from None
        raise


def open_stream(source: BinaryIO, out: BinaryIO, *, identities: Sequence[str] = (), passphrase: str = "") -> None:
    """Write what a sealed file holds to `out`, opened with a secret key (`AGE-SECRET-KEY-1…`) or the passphrase.

    Raises `SealBroken` for a wrong key or passphrase, a file that was changed or cut off, and what is no such file or
    key. A cut-off file is noticed at its end: throw away what was written until then. With a passphrase the whole file
    is held in memory.
    """
    try:
        if passphrase:
            out.write(pyrage.passphrase.decrypt(source.read(), _one_way(passphrase)))
        else:
            keys = [pyrage.x25519.Identity.from_str(text.strip()) for text in identities]
            pyrage.decrypt_io(source, out, keys)
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise SealBroken from error
    except OSError as error:
        # A chunk that does not open comes as one, without a number; a full disk has one.
        if error.errno is not None:
            raise
        raise SealBroken from error


def opened_bytes(sealed: bytes, *, identities: Sequence[str] = (), passphrase: str = "") -> bytes:
    """The same in memory."""
    out = BytesIO()
    open_stream(BytesIO(sealed), out, identities=identities, passphrase=passphrase)
    return out.getvalue()


class _Reader:
    """Chunks as the file that pyrage reads."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks = iter(chunks)
        self.waiting = b""
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; none only at the end."""
        try:
            while not self.waiting:
                self.waiting = next(self.chunks)
        except StopIteration:
            return b""
        except Exception as error:
            self.error = error
            raise
        cut = len(self.waiting) if size < 0 else size
        part, self.waiting = self.waiting[:cut], self.waiting[cut:]
        return part


def _with_passphrase(chunks: Iterable[bytes], passphrase: str) -> Iterator[bytes]:
    """The scrypt recipient and the payload as the specification of age v1 has them."""
    file_key, salt = os.urandom(16), os.urandom(16)
    cost = 2**WORK_FACTOR
    wrapping = hashlib.scrypt(
        passphrase.encode(),
        salt=b"age-encryption.org/v1/scrypt" + salt,
        n=cost,
        r=8,
        p=1,
        maxmem=2 * 128 * 8 * cost,
        dklen=32,
    )
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    header = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_text(salt), WORK_FACTOR, _text(wrapped))
    proof = hmac.digest(_derived(file_key, b"", b"header"), header, "sha256")
    nonce = os.urandom(16)
    yield b"%s %s\n%s" % (header, _text(proof), nonce)
    payload = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    for number, (chunk, is_last) in enumerate(_cut(chunks)):
        yield payload.encrypt(number.to_bytes(11, "big") + bytes([is_last]), chunk, None)


def _one_way(passphrase: str) -> str:
    """Keyboards write й in two ways; most of them, and so most recipients, in this one."""
    return unicodedata.normalize("NFC", passphrase)


def _cut(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Pieces of the format's size, and whether each is the last, which is empty only where all is."""
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) > CHUNK_BYTES:
            yield bytes(waiting[:CHUNK_BYTES]), False
            del waiting[:CHUNK_BYTES]
    yield bytes(waiting), True


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(key)


def _text(raw: bytes) -> bytes:
    return b64encode(raw).rstrip(b"=")
