"""Does SQLite still know how large its tables are? Looked at once a day; PostgreSQL sees to it by itself."""

from datetime import datetime

from django.db import connection

from steadyhand.imports.taking.tables import measure_tables


def measure_own_tables(_now: datetime) -> int:
    """Let SQLite count its tables by samples, and say that it was done; nothing on PostgreSQL."""
    if connection.vendor != "sqlite":
        return 0
    measure_tables()
    return 1
