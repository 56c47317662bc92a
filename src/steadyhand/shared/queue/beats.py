"""Is everything that repeats put, once? Asked whenever workers start, and every minute after that."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction

from steadyhand.shared.models import Job
from steadyhand.shared.queue.kinds import WHOLE_SERVER
from steadyhand.shared.queue.putting import drop_job
from steadyhand.shared.queue.taking import key_of, moment

PREFIX = "every:"
# A failure waits up to five minutes; what is due later than that and than its pace was put by a clock that was ahead.
LONGEST_PAUSE = timedelta(minutes=5)

# The prefix as a range of the index of open keys: a colon is followed by a semicolon.
_PUT = (
    """SELECT key FROM "shared_job" WHERE "tenant_id" = %s AND state = 'open' AND key >= 'every:' AND key < 'every;'"""
)
_SOONER = (
    """UPDATE "shared_job" SET due_at = %s, free_at = %s """
    """WHERE "tenant_id" = %s AND key = %s AND state = 'open' AND attempts = 0 AND due_at > %s"""
)


def see_that_they_beat(paces: Mapping[str, timedelta], *, now: datetime) -> int:
    """See that each of these kinds is put under its own name, and that nothing else repeats; return what it took.

    A name is `every:…`. One that waits for longer than its pace allows comes at once.
    """
    mended = 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PUT, [key_of(WHOLE_SERVER)])
        there = {key for (key,) in cursor.fetchall()}
        for name in sorted(there - set(paces)):
            mended += drop_job(tenant_id=WHOLE_SERVER, key=name)
        missing = [
            Job(tenant_id=WHOLE_SERVER, kind=name, args={}, key=name, put_at=now, due_at=now, free_at=now)
            for name in paces
            if name not in there
        ]
        # Of two servers that start together the second changes nothing: moving a job would take it from its worker.
        Job.objects.bulk_create(missing, ignore_conflicts=True)
        for name in sorted(there & set(paces)):
            latest = now + max(paces[name], LONGEST_PAUSE)
            cursor.execute(_SOONER, [moment(now), moment(now), key_of(WHOLE_SERVER), name, moment(latest)])
            mended += cursor.rowcount
    return mended + len(missing)
