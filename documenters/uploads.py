"""Files that people send: kept in memory while they arrive, never in the temporary folder, and only where asked for.

Django writes files of more than 2.5 MB to /tmp in clear, before a view has seen the request. Here a view says
`@receives_file(limit)`; for every other address files are read to their end and dropped.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpResponseBase
from django.urls import Resolver404, resolve

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

MARK = "largest_file"


def receives_file(limit: int) -> Callable[[View], View]:
    """Mark a view that takes one file of at most `limit` bytes. Stands on top of the other decorators."""

    def mark(view: View) -> View:
        setattr(view, MARK, limit)
        return view

    return mark


class ReceivedFile(InMemoryUploadedFile):
    """A file in memory. `is_too_large`: it went on after the limit, and nothing of it was kept."""

    is_too_large = False


class MemoryUploadHandler(FileUploadHandler):
    """The only handler of uploads: one file for a view that asked for it, and no more bytes of it than the view takes.

    A file that is too large is read to its end, so that the rest of the form arrives and nothing typed is lost.
    """

    chunk_size = 64 * 2**10
    taken = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Take the first file, where the view wants one."""
        super().new_file(*args, **kwargs)
        self.limit = self._limit()
        if not self.limit or self.taken:
            raise SkipFile
        self.taken += 1
        self.buffer = BytesIO()
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002  Django's
        """Keep it, up to the limit; what was kept is dropped with the first byte too many."""
        self.size += len(raw_data)
        if self.size <= self.limit:
            self.buffer.write(raw_data)
        elif self.buffer.getbuffer().nbytes:
            self.buffer = BytesIO()
        return None

    def file_complete(self, file_size: int) -> ReceivedFile:  # noqa: ARG002  Django's
        """The file, or what says that it was too large."""
        received = ReceivedFile(
            file=self.buffer,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=self.size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
        received.is_too_large = self.size > self.limit
        self.buffer.seek(0)
        return received

    def _limit(self) -> int:
        """What the view of this address takes: 0 for one that takes no files."""
        if self.request is None:
            return 0
        try:
            match = self.request.resolver_match or resolve(self.request.path_info)
        except Resolver404:
            return 0
        limit: int = getattr(match.func, MARK, 0)
        return limit
