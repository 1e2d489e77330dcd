"""`manage.py backup_keys FOLDER --recipient age1… --prune-days 14`: the keys, sealed, and no older ones kept."""

from react_cases.backups.command import BackupCommand
from react_cases.backups.dumping import KEYS


class Command(BackupCommand):
    """Every key, wrapped as in the database; what opens them (passphrases, paper, the environment) is not in it."""

    help = "Write the keys into a sealed file, and delete files of keys that are older than 14 days."
    kind = KEYS
