"""What is kept of travel: drives that a map was asked for, and how fast the dealership's own are. Plans: day_plan/."""

from typing import ClassVar

from django.db import models

from steadyhand.business.dispatch.day_plan.models import DayPlan as DayPlan  # noqa: PLC0414  # tables of a folder of their own
from steadyhand.business.dispatch.day_plan.models import GapFilled as GapFilled  # noqa: PLC0414
from steadyhand.business.dispatch.day_plan.models import GoesAlong as GoesAlong  # noqa: PLC0414
from steadyhand.business.dispatch.day_plan.models import Overrule as Overrule  # noqa: PLC0414
from steadyhand.business.dispatch.day_plan.models import Pin as Pin  # noqa: PLC0414
from steadyhand.business.dispatch.day_plan.models import PlannedVisit as PlannedVisit  # noqa: PLC0414
from steadyhand.business.dispatch.positions.models import LivePosition as LivePosition  # noqa: PLC0414
from steadyhand.shared.rows import Row


class TravelFrom(Row):
    """All drives from one place that a map has answered: a row a place, for a row a drive would take seconds to read.

    `drives` are packed (travel_kept.py): to where, seconds, metres, and the day on which the map said so.
    """

    branch_path: ClassVar[str] = ""

    # The map's key: another map, or the same built anew, answers for itself.
    source = models.CharField(max_length=100)
    # A place rounded to 11 metres, as a number.
    cell = models.BigIntegerField()
    drives = models.BinaryField()
    # When something was last added.
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant_id", "source", "cell"], name="travel_from_once")]
        indexes = [models.Index(fields=["tenant_id", "at"], name="travel_from_old")]

    def __str__(self) -> str:
        return f"{self.source} from {self.cell}"


class DrivingPace(Row):
    """How fast the dealership's own drives are, as learnt last; one row a dealership."""

    branch_path: ClassVar[str] = ""

    learnt_at = models.DateTimeField()
    pace = models.JSONField()
    drives = models.PositiveIntegerField()
    left_out = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant_id"], name="driving_pace_once")]

    def __str__(self) -> str:
        return f"from {self.drives} drives"
