"""Enough candidates' ways are over: the counts of a question are frozen, and may be shown from then on."""

from datetime import datetime
from random import Random, SystemRandom
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.fairness.releasing import Sheet, Stage, leave_out, released
from steadyhand.business.learning.models import FairnessQuestion, FairnessRelease, FairnessSheet


@transaction.atomic
def release_fairness(tenant_id: UUID, *, now: datetime, chance: Random | None = None) -> int:
    """Freeze the counts of each question of which enough are there, and return of how many.

    Each candidate's answer is in one release at most, or was left out of it; what is left out never comes back.
    """
    done = 0
    for question in FairnessQuestion.objects.of(tenant_id).order_by("asked_since", "id"):
        rows = _over(tenant_id, question)
        sheets = [Sheet(Stage(row.stage or 0), row.answers[str(question.id)]) for row in rows]
        counts = released(sheets, leave_out(sheets, chance or SystemRandom()))
        if counts is None:
            continue
        on = today_at(tenant_id, now)
        FairnessRelease.objects.create(tenant_id=tenant_id, question=question, counts=dict(counts), released_on=on)
        for row in rows:
            row.released = [*row.released, str(question.id)]
        FairnessSheet.objects.bulk_update(rows, ["released"])
        done += 1
    return done


def _over(tenant_id: UUID, question: FairnessQuestion) -> list[FairnessSheet]:
    """Return the sheets that were asked this and are in none of its releases."""
    key = str(question.id)
    rows = FairnessSheet.objects.of(tenant_id).filter(stage__isnull=False, answers__has_key=key).order_by("id")
    return [row for row in rows if key not in row.released]
