"""The web server, the same in the demo, the tests and production. Set by HOST, PORT, WEB_WORKERS and WEB_THREADS."""

import os
import sys
from pathlib import Path
from typing import Any

# gunicorn reads this file before it puts the project on the path.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "react_cases.config.settings")

from react_cases.config import command_line, private_memory, quiet_server

quiet_server.install()
private_memory.close_memory()
if sentence := command_line.problem():
    sys.exit(sentence)

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
# One copy of the code in memory, and a broken start ends the server instead of being tried again for ever.
preload_app = True
timeout = 60
graceful_timeout = 10
# Addresses and paths of the people who use the site are written nowhere.
accesslog = None
loglevel = "warning"
logger_class = quiet_server.QuietServerLog
# A second way in, for a remote control that nobody here uses.
control_socket_disable = True
# The workers' sign of life belongs in memory: a slow disk would hold up the requests.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  gunicorn makes the file safely


def when_ready(server: Any) -> None:
    """Say it where the mode of the keys is not the one that the database is ready for: texts would stay closed."""
    from django.core.checks import Tags, run_checks
    from django.db import connections

    for found in run_checks(tags=[Tags.database], databases=["default"]):
        server.log.warning("%s %s", found.msg, found.hint or "")
    # The workers are forks of this process: each opens a connection of its own.
    connections.close_all()
