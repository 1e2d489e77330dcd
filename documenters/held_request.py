"""What somebody sent to a locked session: held in the lock page itself, sealed, and played again after unlocking.

The page that waits for the passphrase says nothing of what was typed, not even in its source, and the server keeps
nothing. Files are not held: they would have to wait somewhere in clear.
"""

import zlib
from base64 import b64decode, b64encode
from io import BytesIO

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from documenters.vault.keyring import held_request_key
from documenters.vault.primitives import SealBroken, open_bytes, seal_bytes

HELD_FIELD = "held"
PASSPHRASE_FIELD = "unlock_passphrase"  # noqa: S105  the name of a field
TOKEN_FIELD = "csrfmiddlewaretoken"  # noqa: S105  the name of a field
FORM_TYPE = "application/x-www-form-urlencoded"
LARGEST = 32 * 1024 * 1024


class DroppingUploadHandler(FileUploadHandler):
    """Reads files to their end and keeps none, neither in memory nor in the temporary folder."""

    def new_file(self, *_args: object, **_kwargs: object) -> None:
        """Drop it, and remember that there was one."""
        if self.request is not None:
            self.request.META["DROPPED_FILES"] = True
        raise SkipFile

    def receive_data_chunk(self, _raw_data: bytes, _start: int) -> None:
        """Never called."""

    def file_complete(self, file_size: int) -> None:
        """Never a file."""


def drop_files(request: HttpRequest) -> None:
    """Before anything is read of the request: let none of its files be kept."""
    if request.content_type == "multipart/form-data":
        request.upload_handlers = [DroppingUploadHandler(request)]


def had_files(request: HttpRequest) -> bool:
    """Did `drop_files` drop any? Known once the form was read."""
    return "DROPPED_FILES" in request.META


def hold(request: HttpRequest) -> str:
    """Everything that was posted, sealed for this session and this address."""
    fields = request.POST.copy()
    for name in (TOKEN_FIELD, HELD_FIELD, PASSPHRASE_FIELD):
        fields.pop(name, None)
    packed = zlib.compress(fields.urlencode().encode())
    return b64encode(seal_bytes(_key(request), packed, _place(request))).decode()


def replay(request: HttpRequest, held: str) -> bool:
    """Turn the request into the one that was held: False where that cannot be, or belongs to another session.

    The body is replaced, so that whoever reads the form finds what they would have found.
    """
    try:
        packed = open_bytes(_key(request), b64decode(held, validate=True), _place(request))
    except (SealBroken, ValueError):
        return False
    body = zlib.decompressobj().decompress(packed, LARGEST)
    for name in ("_post", "_files", "_body"):
        request.__dict__.pop(name, None)
    request.META["CONTENT_TYPE"] = FORM_TYPE
    request.META["CONTENT_LENGTH"] = str(len(body))
    request.content_type, request.content_params = FORM_TYPE, {}
    request._stream = BytesIO(body)
    request._read_started = False  # type: ignore[attr-defined]
    return True


def is_sent_from_lock_page(request: HttpRequest) -> bool:
    """Is it the form of the lock page, with a passphrase?"""
    return PASSPHRASE_FIELD in request.POST


def _key(request: HttpRequest) -> bytes:
    return held_request_key(str(request.session.session_key))


def _place(request: HttpRequest) -> bytes:
    return f"v1|held|{request.get_full_path()}".encode()
