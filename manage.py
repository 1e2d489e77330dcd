#!/usr/bin/env python
"""Django's command line, run with the database that the settings name."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "react_cases.config.settings")
    from react_cases.config.command_line import run

    run(sys.argv)


if __name__ == "__main__":
    main()
