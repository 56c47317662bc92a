"""What was said of somebody when they were hired goes on its day, and so do their answers: nobody could read them."""

from collections.abc import Collection
from uuid import UUID

from steadyhand.business.learning.models import CoachingReply, Scorecard
from steadyhand.business.learning.queries.hired import ids_of


def forget_answers(tenant_id: UUID, cards: Collection[Scorecard]) -> None:
    """Delete what a technician answered to the lines of these scorecards."""
    ids = [line_id for card in cards for line_id in ids_of(card)]
    CoachingReply.objects.of(tenant_id).filter(about_id__in=ids).delete()
