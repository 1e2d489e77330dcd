"""The web server's memory holds keys: no other process of the same user reads it, and no crash writes it to a disk."""

import ctypes
import sys

PR_SET_DUMPABLE = 4


def close_memory() -> None:
    """For this process and those it forks, until they start another program.

    The process that reads strangers' files (`react_cases.evidence.child`) runs as the same user. Its own walls keep it
    from files and connections; reading the memory of another process needs neither.
    """
    if sys.platform == "linux" and ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError("The memory of this process could not be closed.")
