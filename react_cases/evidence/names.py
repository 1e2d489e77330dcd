"""A file's name as people may read it: no folders, nothing hidden, one ending. Pure."""

import re
import unicodedata

from react_cases.evidence.formats import extension_of

LONGEST = 100
"""Characters of a name, its ending included."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORBIDDEN = re.compile(r'[<>:"|?*./\\]+')


def cleaned_name(name: str, extension: str = "") -> str:
    """The last part of the path, visible characters only, without inner dots, with `extension` or its own.

    Empty where nothing is left. Null bytes end the name for some programs and not for others, so what follows one
    counts too; marks that turn the direction of reading (`gpj.exe`) are among the invisible characters.
    """
    visible = "".join(
        letter for letter in unicodedata.normalize("NFC", name) if unicodedata.category(letter) not in _INVISIBLE
    )
    last = re.split(r"[/\\]", visible)[-1]
    ending = re.sub(r"[^a-z0-9]", "", extension_of(last))[:8]
    stem = last.rpartition(".")[0] if extension_of(last) else last
    stem = re.sub(r"\s+", " ", _FORBIDDEN.sub("_", stem)).strip(" _")
    if not stem:
        return ""
    ending = extension or ending
    longest = LONGEST - len(ending) - 1
    return f"{stem[:longest].rstrip(' _')}.{ending}" if ending else stem[:LONGEST]
