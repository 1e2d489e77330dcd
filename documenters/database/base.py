"""Django's PostgreSQL backend that tells each transaction who asks. Named by `ENGINE` in the settings."""

from django.db.backends.postgresql import base

from documenters.identity import current_identity, tell


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection. Its first statement in every outermost transaction is the identity, where there is one."""

    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        """Leave or enter a transaction; Django begins each outermost one here."""
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not autocommit and current_identity() is not None:
            tell(self)
