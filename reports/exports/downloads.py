"""Released figures as a file that leaves (docs/adr/0020)."""

from collections.abc import Callable, Iterable, Iterator

from django.utils import translation

from documenters.downloads import Download
from reports.disclosure.published import Published

Parts = Iterable[bytes | str]


class PublishedDownload(Download):
    """What a tier is shown anyway, as a file. It can be made of a `Published` and of nothing else, not of a `Preview`.

    `write` gets the figures and a language, and nothing beside them, so that what it writes is in them. There is no row
    of the log that this class asks for: who may see the page may have the file, and nobody keeps a list of the public.
    The doors that know who takes it write one.
    """

    def __init__(
        self,
        published: Published,
        write: Callable[[Published, str], Parts],
        *,
        language: str,
        file_name: str,
        content_type: str,
    ) -> None:
        if type(published) is not Published or not published.releases:
            raise TypeError("only released figures leave this way")
        with translation.override(language):
            parts = write(published, language)
        super().__init__(in_language(language, parts), file_name=file_name, content_type=content_type)


def in_language(language: str, parts: Parts) -> Iterator[bytes | str]:
    """The parts in the language of the request, which is over when they are sent."""
    rest = iter(parts)
    while True:
        with translation.override(language):
            part = next(rest, None)
        if part is None:
            return
        yield part
