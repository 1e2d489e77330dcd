"""Kyrgyz numbers as Kyrgyz texts write them: 1 234,5. Django's own Kyrgyz format has a decimal point."""

DECIMAL_SEPARATOR = ","
