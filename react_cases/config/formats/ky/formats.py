"""Kyrgyz numbers and dates as Kyrgyz texts write them: 1 234,5 and 22-ноябрь 2026-ж.

Django's own Kyrgyz format has a decimal point, and no hyphens.
"""

DECIMAL_SEPARATOR = ","
DATE_FORMAT = "j-E Y-ж."
DATETIME_FORMAT = "j-E Y-ж., H:i"
YEAR_MONTH_FORMAT = "F Y-ж."
MONTH_DAY_FORMAT = "j-E"
