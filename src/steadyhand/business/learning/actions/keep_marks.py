"""Somebody was hired, and their candidate's data goes: their marks stay, as numbers without raters and words."""

from collections import defaultdict

from steadyhand.business.learning.models import Candidate, KeptMarks, Scorecard


def keep_marks(candidate: Candidate) -> None:
    """Keep a hired candidate's marks with the technician they became; call it before the scorecards go.

    Only what was handed in, each question's marks from low to high: in the order of raters they would tell whose.
    """
    if candidate.technician_id is None:
        return
    marks: dict[str, list[int]] = defaultdict(list)
    cards = Scorecard.objects.of(candidate.tenant_id).filter(candidate=candidate, handed_in_at__isnull=False)
    for card in cards:
        for key, mark in card.marks.items():
            if mark is not None:
                marks[key].append(mark)
    if not marks:
        return
    KeptMarks.objects.update_or_create(
        tenant_id=candidate.tenant_id,
        technician_id=candidate.technician_id,
        opening_id=candidate.opening_id,
        defaults={"marks": {key: sorted(given) for key, given in marks.items()}},
    )
