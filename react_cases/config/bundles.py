"""Scripts and styles of a page as one file each: every behaviour keeps its source, and a slow line asks seldom.

Every answer carries two kilobytes of headers, so ten small files cost more in headers than in text. Each script becomes
a block of one ES module: its names stay its own, and what one awaits, the next ones wait for.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

BUNDLES = {
    "css/site.css": ("vendor/bootstrap-subset.css", "css/app.css", "css/lock.css", "css/intake.css", "css/guard.css"),
    "js/site.js": ("js/quick_exit.js", "js/idle_lock.js"),
    "js/desk.js": ("js/disclosure.js", "js/keys.js"),
    "js/intake.js": (
        "js/disclosure.js",
        "js/intake_lists.js",
        "js/filter_list.js",
        "js/intake_answers.js",
        "js/intake_screens.js",
        "js/intake_save.js",
        "js/intake_guard.js",
        "js/intake_library.js",
    ),
}
"""File -> its sources, in the order in which they run."""

SCRIPT_COMMENT = re.compile(r"^\s*//.*\n|^[ \t]+", re.MULTILINE)
"""And the indent of each line: no text of ours runs over several lines."""
STYLE_COMMENT = re.compile(r"/\*(?!!).*?\*/\s*", re.DOTALL)
"""Those with an exclamation mark name whose work it is: a licence asks for them."""


class BundleFinder(BaseFinder):
    """Makes the bundles whenever static files are collected or looked for."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self.source = Path(settings.STATICFILES_DIRS[0])
        self.folder = Path(settings.VAR_DIR) / "bundles"

    def check(self, **_kwargs: Any) -> list[Any]:
        """Nothing can be set wrongly."""
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        """Where the bundle lies, made anew."""
        found = [str(self._make(path))] if path in BUNDLES else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:  # noqa: ARG002
        """Every bundle."""
        storage = FileSystemStorage(location=self.folder)
        for path in BUNDLES:
            self._make(path)
            yield path, storage

    def _make(self, path: str) -> Path:
        target = self.folder / path
        parts = [(self.source / part).read_text() for part in BUNDLES[path]]
        if path.endswith(".css"):
            text = STYLE_COMMENT.sub("", "\n".join(parts))
        else:
            text = SCRIPT_COMMENT.sub("", "".join(f"{{\n{part}}}\n" for part in parts))
        if not target.exists() or target.read_text() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Several processes may make it at once: whoever reads finds one whole file.
            draft = target.with_suffix(f".{id(self)}.part")
            draft.write_text(text)
            draft.replace(target)
        return target
