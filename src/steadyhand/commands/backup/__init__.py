"""Backup and restore, with proof: a backup says what is in it, and a restore shows that all of it came back.

A backup is one .tar.gz: `manifest.json`, the database (an SQLite file or a PostgreSQL dump), the uploaded files and the
secret key. `census.py` counts and sums every table, `manifest.py` is what a backup says of itself; `sqlite.py` and
`postgresql.py` take and bring back a database; `archive.py` writes and opens the file; `proof.py` compares.
"""
