"""Russian and Kyrgyz words in Latin letters, read back into Cyrillic, to ask whether they are ordinary words."""

import re

from react_cases.pii.languages import Language

_LONG = {
    "shch": "щ",
    "sch": "щ",
    "zh": "ж",
    "kh": "х",
    "ts": "ц",
    "ch": "ч",
    "sh": "ш",
    "yu": "ю",
    "ya": "я",
    "yo": "ё",
    "ju": "ю",
    "ja": "я",
    "iu": "ю",
    "ia": "я",
    "ye": "е",
    "ç": "ч",
    "ş": "ш",
}
"""Several letters for one, the longest first."""
_SIGN_BY_SIGN = str.maketrans("abvgdezijklmnoprstufhcyw'qx", "абвгдезийклмнопрстуфхцыв" + "ь" + "кх")
_AFTER_VOWEL = re.compile("(?<=[аеиоуыэюя])[ыи]$|(?<=[аеиоуыэюя])ы")
_ADJECTIVE = re.compile("(?:ыи|ии|ыы)$")


def cyrillic_readings(latin: str, language: Language) -> tuple[str, ...]:
    """Likely Cyrillic spellings of a Latin word, the plainest first."""
    word = latin
    if language is Language.LATIN_KYRGYZ:
        word = word.replace("zh", "ж").replace("j", "ж").replace("ö", "ө").replace("ü", "ү")
    for sign, letter in _LONG.items():
        word = word.replace(sign, letter)
    plain = word.translate(_SIGN_BY_SIGN)
    readings = [plain, _AFTER_VOWEL.sub("й", plain), _ADJECTIVE.sub("ый", plain), plain.replace("й", "ы")]
    if language is Language.LATIN_RUSSIAN:
        readings.append(plain.replace("ыа", "я"))
        readings.append(plain + "ь")
        readings.append(plain.replace("е", "э", 1))
    else:
        if plain.startswith("е"):
            plain = "э" + plain[1:]
            readings.append(plain)
        readings += [plain.replace("у", "ү"), plain.replace("о", "ө"), plain.replace("о", "ө").replace("у", "ү")]
    return tuple(dict.fromkeys(readings))
