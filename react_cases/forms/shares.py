"""A share in words: the one way in which pages, PDFs and sentences say it. Spreadsheets keep the number itself."""

from django.utils import formats
from django.utils.translation import gettext as _


def percent(share: float, decimals: int = 1) -> str:
    """A share in percent by the habits of the language, 50.6 % or 50,6 %, that no line break tears apart.

    What is more than nothing is never said to be nothing: “< 1 %”, or “< 0.1 %” with one decimal.
    """
    least = 10**-decimals
    if share > 0 and not round(share, decimals):
        return "<\xa0" + percent(least, decimals)
    number = formats.number_format(round(share, decimals), decimals, use_l10n=True)
    return (_("%(number)s %%") % {"number": number}).replace(" ", "\xa0")
