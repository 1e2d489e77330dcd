"""What a password must be. Named in the setting `AUTH_PASSWORD_VALIDATORS`."""

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OF_THE_FIELD = (
    "react ngo case cases journal documenter mentor coordinator donor harm reduction bishkek osh kyrgyzstan kyrgyz "
    "журнал случай случаи документатор ментор координатор донор бишкек ош кыргызстан окуя окуялар password passphrase "
    "пароль сырсөз hiv вич наркотики"
)
"""Words that everybody here thinks of first."""
LEFT = 8
"""So many letters, digits or signs have to be left of a password without them."""

LENGTH = 14
WORDS = 4
LETTERS_OF_A_WORD = 2
DIFFERENT = 6


class LongEnough:
    """At least 14 characters, or four different words; not one character over and over."""

    def validate(self, password: str, _user: object = None) -> None:
        """Raise `ValidationError` for a password that is too short or too even."""
        if len(password) < LENGTH and len(_words(password)) < WORDS:
            raise ValidationError(
                _("Too short: take at least 14 characters, or four words."), code="password_too_short"
            )
        if len(set(password.lower())) < DIFFERENT:
            raise ValidationError(
                _("Too few different characters. Four unrelated words are easier to remember."),
                code="password_too_even",
            )

    def get_help_text(self) -> str:
        """In one sentence."""
        return _("At least 14 characters, or four words.")


class NotCommon(CommonPasswordValidator):
    """None of the passwords that attackers try first, neither doubled nor with blanks, digits and signs around it."""

    def validate(self, password: str, _user: Any = None) -> None:
        """Raise `ValidationError` for a common password."""
        bare = re.sub(r"[\W_]", "", password.lower())
        letters = re.sub(r"[\W\d_]", "", password.lower())
        if {password.lower().strip(), *_unrepeated(bare), *_unrepeated(letters)} & self.passwords:
            raise ValidationError(
                _("Many people use this password, so it is tried first. Four unrelated words are better."),
                code="password_too_common",
            )


class NotOfTheField:
    """More than words that everybody here thinks of first."""

    def validate(self, password: str, _user: object = None) -> None:
        """Raise `ValidationError` for a password that says little besides these words."""
        rest = re.sub("|".join(sorted(OF_THE_FIELD.split(), key=len, reverse=True)), "", password.lower())
        if len(re.sub(r"\s", "", rest)) < LEFT:
            raise ValidationError(
                _("Many people use this password, so it is tried first. Four unrelated words are better."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        """Nothing that has to be said before."""
        return ""


class NotLikeTheName(UserAttributeSimilarityValidator):
    """Not the user name or the shown name."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "display_name"))


def _words(text: str) -> set[str]:
    parts = re.split(r"[\s.,_-]+", text.lower())
    return {part for part in parts if part.isalpha() and len(part) >= LETTERS_OF_A_WORD}


def _unrepeated(text: str) -> set[str]:
    """The text, and what it repeats: “qwertyqwerty” is “qwerty” twice."""
    found = re.fullmatch(r"(.+?)\1*", text)
    return {text, found[1]} if found else {text}
