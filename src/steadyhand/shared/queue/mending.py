"""What does a clock that was set back hold up, and what is done with by now? Looked after every minute."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from steadyhand.shared.queue.rules import LEASE, longest_wait
from steadyhand.shared.queue.taking import key_of, moment

# Short transactions: on SQLite call taking waits for each.
CHUNK = 500

_ATTEMPTED = (
    """UPDATE "shared_job" SET free_at = %s, token = NULL WHERE state = 'open' AND attempts > 0 """
    "AND (free_at > %s OR (token IS NOT NULL AND free_at > %s))"
)
# Ids begin with the moment they were made at, so their own index finds what was put after now.
_PUT_LATER = (
    """UPDATE "shared_job" SET free_at = %s, due_at = %s, put_at = %s """
    "WHERE state = 'open' AND attempts = 0 AND id > %s AND put_at > %s AND due_at <= put_at"
)
_FORGET = (
    'DELETE FROM "shared_job" WHERE id IN '
    """(SELECT id FROM "shared_job" WHERE state = 'done' AND forget_at <= %s LIMIT %s)"""
)


def mend_waits(now: datetime) -> int:
    """Free what waits only because the clock was ahead and was set back; return how many.

    A pause or lease that ends later than any can was begun by such a clock, and so was a job for "now" put after now.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ATTEMPTED, [moment(now), moment(now + longest_wait()), moment(now + 2 * LEASE)])
        attempted = int(cursor.rowcount)
        first = key_of(_first_id(now + timedelta(minutes=1)))
        cursor.execute(_PUT_LATER, [*[moment(now)] * 3, first, moment(now)])
        return attempted + int(cursor.rowcount)


def forget_done(now: datetime) -> int:
    """Delete what is done and was kept long enough; return how many rows."""
    forgotten: int = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_FORGET, [moment(now), CHUNK])
            gone = int(cursor.rowcount)
            forgotten += gone
            if gone < CHUNK:
                return forgotten


def _first_id(at: datetime) -> UUID:
    """Return the lowest id that can be made at this moment (identity.py)."""
    return UUID(int=int(at.timestamp() * 1000) << 80)
