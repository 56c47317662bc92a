"""What is of no use any more? Sessions that have ended, and answers kept for forms that nobody will send again."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from steadyhand.business.dealership.running import all_firms
from steadyhand.shared.models import KeptAnswer

# A phone may lie in a van without signal over a holiday, and its form must still be sent only once.
KEEP_ANSWERS = timedelta(days=30)
# Short transactions: on SQLite call taking waits for each.
CHUNK = 500


def sweep_sessions(now: datetime) -> int:
    """Delete sessions that have expired; return how many."""
    swept = 0
    while keys := list(Session.objects.filter(expire_date__lt=now).values_list("pk", flat=True)[:CHUNK]):
        swept += Session.objects.filter(pk__in=keys).delete()[0]
    return swept


def sweep_kept_answers(now: datetime) -> int:
    """Delete answers to forms sent a month ago; return how many."""
    swept = 0
    for firm in all_firms():
        old = KeptAnswer.objects.of(firm.id).filter(at__lt=now - KEEP_ANSWERS)
        while ids := list(old.values_list("id", flat=True)[:CHUNK]):
            swept += KeptAnswer.objects.of(firm.id).filter(id__in=ids).delete()[0]
    return swept
