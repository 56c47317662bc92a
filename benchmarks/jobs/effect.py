"""What does each job of the comparison do? Two rows in one transaction: what was done, and something it changes."""

import os
import time
from typing import Any

TABLES = (
    "CREATE TABLE bench_effect (number int NOT NULL, worker int NOT NULL, due_at float8, done_at float8 NOT NULL)",
    "CREATE TABLE bench_record (number integer NOT NULL)",
    "CREATE TABLE bench_put (number integer NOT NULL)",
)


def leave_effect(connection: Any, number: int, due_at: float | None) -> None:
    """Write it down; whoever calls it holds the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_record (number) VALUES (%s)", [number])
        cursor.execute(
            "INSERT INTO bench_effect (number, worker, due_at, done_at) VALUES (%s, %s, %s, %s)",
            [number, os.getpid(), due_at, time.time()],
        )


def change_something(connection: Any, number: int) -> None:
    """Make the change that a job is put with, in its transaction."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_put (number) VALUES (%s)", [number])
