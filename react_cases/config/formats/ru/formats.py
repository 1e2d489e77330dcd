"""Russian dates with the month as it is read after a day. Django's own format has the bare name: 22 Ноябрь."""

DATETIME_FORMAT = "j E Y г., H:i"
MONTH_DAY_FORMAT = "j E"
