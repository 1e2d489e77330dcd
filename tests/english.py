"""What is left of English in a page: its texts, labels and hints, found by their Latin letters."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

ALLOWED = {
    "formats of files": {
        *("CSV", "XLSX", "PDF", "JSON", "DOCX", "HTML", "ZIP", "SVG", "PNG", "JPEG", "JPG", "HEIC", "WebP"),
    },
    "units, and money by the letters that banks use": {
        *("kB", "MB", "GB", "KGS", "KZT", "RUB", "TJS", "USD", "UZS", "EUR"),
    },
    "keys of a keyboard": {"Esc", "Tab"},
    "standards and fingerprints": {"SHA", "HXL", "ISO", "TOTP", "FIDO", "IP", "QR", "USB", "PIN", "SMS", "ID"},
    "programs of the reader's device": {
        "Chrome",
        "Chromium",
        "Firefox",
        "Safari",
        "Edge",
        "Android",
        "iPhone",
        "Linux",
    },
    "treaties that are cited by these letters in Russian too": {
        *(
            "CAT",
            "CCPR",
            "CEDAW",
            "CERD",
            "CESCR",
            "CRC",
            "CRPD",
            "ICCPR",
            "ICESCR",
            "UDHR",
            "CMW",
            "ECHR",
            "UPR",
            "GR",
        ),
    },
    "what readers have to look for by this name": {"JavaScript", "age", "Aegis", "FreeOTP", "Google", "Authenticator"},
    "codes of lists, in the definition of a figure": {"LE"},
    "the languages of the language switch, each in its own": {"English"},
}
"""Reason -> words that stand in a Russian and a Kyrgyz page on purpose."""

WORDS = frozenset(word for words in ALLOWED.values() for word in words)
CODE = re.compile(
    r"""
    \b[A-Z]{2}-R?\d[\w-]*          # KG-2021-0001, KG-R3
    | \b[A-Z]{2,}\d*(?:[.-][A-Z0-9]+)+\b   # LE.CRIM, KG-GB
    | \b\d\d\ KG\ \d{3}\ [A-Z]{3}\b # a number plate
    | \b(?=\w*\d)[A-Za-z0-9]+\b    # sha256, K7
    | \b[\w.+-]+@[\w.-]+\b         # an address of mail
    | (?:\bhttps?://|(?<!\w)/)[\w./?=&%\#:…-]+  # an address of a page
    """,
    re.VERBOSE,
)
"""Numbers of cases and releases, codes of lists, fingerprints and addresses are the same in every language."""
WORD = re.compile(r"[A-Za-z](?:[A-Za-z]|[’'-](?=[A-Za-z]))+")
ATTRIBUTES = frozenset(
    {"title", "aria-label", "aria-description", "aria-roledescription", "placeholder", "alt", "label"}
)
SPOKEN_DATA = re.compile(r"[A-Z][a-z’']+(?: [a-z%{(][^:]*)?[.…!?]?")
"""A `data-` attribute is shown by a script when it looks like a sentence."""
SILENT = frozenset({"script", "style", "code", "kbd", "samp"})
"""What is in them is no language."""
EMPTY = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
DESCRIPTIONS = frozenset({"description", "author"})


class Texts(HTMLParser):
    """Everything that a page says, without what it says to be in English and without what people call themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        if tag not in EMPTY and (self.silent or is_silent(tag, said)):
            self.silent.append(tag)
        if not self.silent and not is_silent(tag, said):
            self.found += spoken(tag, said)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.silent and data.strip():
            self.found.append(" ".join(data.split()))


def is_silent(tag: str, said: dict[str, str]) -> bool:
    """Is it no text of the page's language?"""
    return tag in SILENT or said.get("lang") == "en" or said.get("translate") == "no"


def spoken(tag: str, said: dict[str, str]) -> Iterator[str]:
    """The attributes that somebody reads or hears."""
    for name, value in said.items():
        is_button = name == "value" and tag == "input" and said.get("type") in ("submit", "button", "reset")
        is_meta = name == "content" and tag == "meta" and said.get("name") in DESCRIPTIONS
        is_data = name.startswith("data-") and SPOKEN_DATA.fullmatch(value)
        if value.strip() and (name in ATTRIBUTES or is_button or is_meta or is_data):
            yield " ".join(value.split())


def texts_of(html: str) -> list[str]:
    """What a page says, piece by piece."""
    parser = Texts()
    parser.feed(html)
    parser.close()
    return parser.found


def parts_of(word: str) -> list[str]:
    """A name of two parts is known by both."""
    return re.split("[’'-]", word.lower())


def english_in(html: str, names: Iterable[str] = ()) -> list[str]:
    """Pieces with a word in Latin letters that nothing allows; `names` of people and places are allowed as well."""
    known = {name.lower() for name in names}
    found = []
    for text in texts_of(html):
        words = [
            word
            for word in WORD.findall(CODE.sub(" ", text))
            if word not in WORDS and not known.issuperset(parts_of(word))
        ]
        if words:
            found.append(text)
    return list(dict.fromkeys(found))
