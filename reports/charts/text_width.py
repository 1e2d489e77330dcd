"""How wide a text is about, so that it can be broken into lines before a browser or a printer sees it."""

import re

BY_WIDTH = {
    0.35: " .,’':;-/()|fijltIJіІ\xa0\u202f",
    0.55: "?“”–cszLгзсэrt",
    0.65: "бдийлнпцңЕЁЗРТУҮГ",
    0.8: "ыДОЦӨwOQ&мИЙЛНПҢDGHNU+",
    0.95: "фюМФMжшЫщm%",
    1.1: "WШЖЩЮ—@",
}
"""Letters by about how wide they are in em, in the widest of the common sans-serif fonts (DejaVu Sans)."""
AVERAGE, CAPITAL = 0.62, 0.7
BOLD = 1.12
WIDTHS = {sign: width for width, signs in BY_WIDTH.items() for sign in signs}
HYPHEN = WIDTHS["-"]


def width_of(text: str) -> float:
    """Of a text in em."""
    return sum(WIDTHS.get(sign, CAPITAL if sign.isupper() else AVERAGE) for sign in text)


def lines_of(text: str, room: float) -> tuple[str, ...]:
    """The text in lines of at most `room` em, broken at spaces, behind hyphens, and in words that are too long."""
    lines = [""]
    for word in (part for piece in re.findall(r"[^ ]+ ?", text) for part in _parts(piece, room)):
        if lines[-1] and width_of((lines[-1] + word).rstrip()) > room:
            lines.append("")
        lines[-1] += word
    return tuple(line.rstrip() for line in lines)


def _parts(word: str, room: float) -> list[str]:
    if width_of(word.rstrip()) <= room:
        return [word]
    parts = re.findall(r"[^-/–]+[-/–]?|[-/–]", word)
    broken = []
    for part in parts:
        while width_of(part.rstrip()) > room and len(part) > 2:
            fits = next((end for end in range(len(part) - 1, 1, -1) if width_of(part[:end]) + HYPHEN <= room), 2)
            broken.append(part[:fits] + "-")
            part = part[fits:]
        broken.append(part)
    return broken
