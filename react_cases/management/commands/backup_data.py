"""`manage.py backup_data FILE --recipient age1…`: everything but the keys, sealed, for another place."""

from react_cases.backups.command import BackupCommand
from react_cases.backups.dumping import DATA


class Command(BackupCommand):
    """Run it before `backup_keys`, so that the keys are never older than the data."""

    help = "Write the data, without any key, into a sealed file. Restored with a file of keys."
    kind = DATA
