"""Backups: the data and the keys, each in a file of its own (docs/adr/0036, docs/backup.md).

A backup is a file in the age format around a gzip stream around lines of text:

    {"format": "react_cases backup", "version": 1, "kind": "data", …}     what it is, of which installation and version
    COPY documenters_user ("id", "password", …) FROM stdin;               one table
    1	argon2…                                                           its rows, as PostgreSQL's COPY writes them
    \\.
    …
    {"rows": {"documenters_user": 7, …}, "sha256": "…"}                   checks everything before it

`age --decrypt`, `gunzip` and `psql` read it without this program.
"""
