"""What can become of personal data that was found."""

from enum import StrEnum


class Choice(StrEnum):
    """One way to deal with a suggestion."""

    MASK = "mask"
    """Three asterisks."""
    ROLE = "role"
    """What the person is: police officer, doctor, brother."""
    PSEUDONYM = "pseudonym"
    """Another name of the same sex and language."""
    MONTH = "month"
    """The month instead of the day."""
    YEAR = "year"
    """The year instead of the birth date."""
    DISTRICT = "district"
    """The kind of place without its name: a street, a school, a village."""
    KEEP = "keep"
    """Leave it, with a reason."""
