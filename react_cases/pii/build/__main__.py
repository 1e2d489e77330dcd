"""`python -m react_cases.pii.build [CACHE]`: builds the word data into `react_cases/pii/data`.

CACHE (var/pii-sources by default) keeps the downloaded packages. The same sources and hand lists give the same bytes:
SHA256SUMS beside the data says which.
"""

import hashlib
import sys
from pathlib import Path

from react_cases.pii.build import names, words
from react_cases.pii.build.sources import NotTheSource, Sources
from react_cases.pii.data_files import DATA

CHECKSUMS = DATA / "SHA256SUMS"
BUILT = ("en_words.bloom", "ky_words.bloom", "names.tsv", "ru_words.bloom", "surnames.bloom")
INPUTS = (
    "first_names.txt",
    "frequent_words.txt",
    "name_parts.txt",
    "not_names.txt",
    "ordinary_names.txt",
    "places.txt",
)


def main(cache: Path) -> None:
    """Builds every file and writes their checksums."""
    sources = Sources(DATA, cache)
    kyrgyz = words.KyrgyzWords(sources.tesseract_words("kir"))
    gathered = names.gathered_from(sources, kyrgyz)
    others = words.OtherWords(sources)
    known = names.names_of(gathered, kyrgyz, others)
    built = {
        "names.tsv": names.table_of(known, gathered).encode("utf-8"),
        "ky_words.bloom": words.kyrgyz_filter(kyrgyz, known),
        "ru_words.bloom": words.russian_filter(others, known),
        "en_words.bloom": words.english_filter(others, known, gathered),
        "surnames.bloom": words.surname_filter(sources),
    }
    for file, content in built.items():
        (DATA / file).write_bytes(content)
        sys.stdout.write(f"{file}: {len(content):,} bytes\n")
    CHECKSUMS.write_text(checksums(), encoding="utf-8")


def checksums() -> str:
    """The lines of SHA256SUMS: what was built, and the lists that it was built from, as they are now."""
    files = sorted((*BUILT, *(f"hand/{file}" for file in INPUTS), "SOURCES.json"))
    return "".join(f"{hashlib.sha256((DATA / file).read_bytes()).hexdigest()}  {file}\n" for file in files)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1] if len(sys.argv) > 1 else "var/pii-sources"))
    except NotTheSource as error:
        sys.exit(str(error))
