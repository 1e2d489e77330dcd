"""Made-up words that stand nowhere else: whoever finds a part of one knows which field it came from.

Every word is a stem that no text of the program holds, and syllables that number the field it was typed into. A text
has one word in Russian, one in Kyrgyz and one in Latin letters.
"""

from dataclasses import dataclass, field
from itertools import product

STEMS = {"ru": "щфъыпацэ", "ky": "щөңфүпыц", "la": "jqxzvkwq"}
FOLDED = "щонфупыц"
"""The Kyrgyz stem as a search may keep it, where letters that are mixed up are made one."""

CONSONANTS = {"ru": "бдклмрст", "ky": "бдклмрст", "la": "bdklmrst"}
VOWELS = {"ru": "аиоу", "ky": "аиоу", "la": "aiou"}
SYLLABLES = {
    language: ["".join(pair) for pair in product(CONSONANTS[language], VOWELS[language])] for language in STEMS
}
LAST = {"ru": "ф", "ky": "ф", "la": "f"}
"""No name ends like this: the guard of personal data lets the words pass."""

BASE = 32
LONGEST_NUMBER = 3


@dataclass(frozen=True)
class Canary:
    """Three words, typed into one field once."""

    number: int

    @property
    def russian(self) -> str:
        """The word in Russian letters."""
        return self._word("ru")

    @property
    def kyrgyz(self) -> str:
        """The word with letters that only Kyrgyz has."""
        return self._word("ky")

    @property
    def latin(self) -> str:
        """The word in Latin letters."""
        return self._word("la")

    @property
    def short(self) -> str:
        """All three, for a field of one line."""
        return f"{self.russian} {self.kyrgyz} {self.latin}"

    @property
    def text(self) -> str:
        """All three in sentences."""
        return f"В тот день записано {self.russian} и больше ничего. Сөз {self.kyrgyz}. The word was {self.latin}."

    @property
    def long(self) -> str:
        """Long and even enough to be compressed wherever somebody compresses."""
        return "\n".join([self.text, "Потом все пошли домой, и на этом разговор закончился. " * 60, self.short])

    def _word(self, language: str) -> str:
        rest, syllables = self.number, ""
        for _ in range(LONGEST_NUMBER):
            rest, place = divmod(rest, BASE)
            syllables = SYLLABLES[language][place] + syllables
        return STEMS[language] + syllables + LAST[language]


@dataclass
class Cage:
    """Every canary that was let fly, and where."""

    places: list[str] = field(default_factory=list)
    secrets: dict[str, bytes] = field(default_factory=dict)
    """What the server made and people keep, by its name: recovery codes, secrets of apps, cookies."""

    def fly(self, place: str) -> Canary:
        """A canary of its own for a field."""
        self.places.append(place)
        return Canary(len(self.places) - 1)

    def keep(self, name: str, *values: str | bytes) -> None:
        """A secret in each of its spellings."""
        for number, value in enumerate(values):
            self.secrets[f"{name}/{number}"] = value if isinstance(value, bytes) else value.encode()

    def owner(self, around: str) -> str:
        """The field of the canary whose syllables follow; the text itself where they cannot be read."""
        for number, place in enumerate(self.places):
            canary = Canary(number)
            if any(word in around.lower() for word in (canary.russian, canary.kyrgyz, canary.latin)):
                return place
        return around
