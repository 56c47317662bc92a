"""Which courses can somebody be sent to?"""

from dataclasses import dataclass, fields
from uuid import UUID

from steadyhand.business.people.described import DescribedCourse
from steadyhand.business.people.growth.models import Course
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course as it is written."""

    id: UUID
    described: DescribedCourse


def course_lines(by: Actor) -> tuple[CourseLine, ...]:
    """Return all courses, those that are offered no more last. One query."""
    rows = Course.objects.visible_to(by).order_by("name", "id")
    lines = [CourseLine(row.id, _described(row)) for row in rows]
    return tuple(sorted(lines, key=lambda line: line.described.ended_on is not None))


def course_of(by: Actor, course_id: UUID) -> CourseLine | None:
    """Return one course, or None where there is none. One query."""
    row = Course.objects.visible_to(by).filter(id=course_id).first()
    return CourseLine(row.id, _described(row)) if row else None


def _described(row: Course) -> DescribedCourse:
    return DescribedCourse(**{field.name: getattr(row, field.name) for field in fields(DescribedCourse)})
