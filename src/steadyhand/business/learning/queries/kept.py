"""What has somebody tried, brought and recorded? Theirs to read, and of courses also for who leads them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from steadyhand.business.learning.evidence import PDF
from steadyhand.business.learning.models import DrillTry, OutsideCourse, OwnCase, OwnWhy, Placement
from steadyhand.shared.actor import Actor
from steadyhand.shared.media import FileShown, kept_file

# Whose rows the program itself would find: it learns nothing.
NOBODY = UUID(int=0)
MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class Try:
    """A try at a drill, as it was kept."""

    id: UUID
    drill: str
    at: datetime
    chosen: tuple[int, ...]
    words: str
    outcome: dict[str, Any]
    doubt: str
    doubt_id: UUID | None

    @property
    def points_met(self) -> int:
        return sum(bool(each["is_met"]) for each in self.outcome.get("points", []))


@dataclass(frozen=True, slots=True)
class Case:
    """A case from one's own week."""

    id: UUID
    module: str
    words: str
    is_shared: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course from elsewhere. Without evidence it is what somebody says."""

    id: UUID
    user_id: UUID
    name: str
    title: str
    provider: str
    finished_on: date
    hours: int | None
    words: str
    has_evidence: bool
    recorded_by: str
    recorded_by_id: UUID


@dataclass(frozen=True, slots=True)
class Why:
    """The principal's module as it reads now, and when it was last written or confirmed."""

    why: str
    for_whom: str
    is_not: str
    by_name: str
    at: datetime
    is_confirmation: bool


def tries_at(by: Actor, drill: str) -> tuple[Try, ...]:
    """Return one's own last tries at a drill, newest first. One query."""
    rows = (
        DrillTry.objects.of(by.tenant_id)
        .filter(user_id=by.user_id or NOBODY, drill=drill)
        .order_by("-at", "-id")[:MOST_TRIES]
    )
    return tuple(_try(row) for row in rows)


def my_try(by: Actor, try_id: UUID) -> Try | None:
    """Return one's own try, or None."""
    row = DrillTry.objects.of(by.tenant_id).filter(user_id=by.user_id or NOBODY, id=try_id).first()
    return _try(row) if row else None


def my_cases(by: Actor) -> tuple[Case, ...]:
    """Return one's own cases, newest first. One query."""
    rows = (
        OwnCase.objects.of(by.tenant_id).filter(user_id=by.user_id or NOBODY, taken_back_at=None).order_by("-at", "-id")
    )
    return tuple(Case(row.id, row.module, row.words, row.is_shared, row.at) for row in rows)


def courses_of(by: Actor, ids: Collection[UUID]) -> tuple[CourseLine, ...]:
    """Return the courses of these people, the newest first; whose they may see is for who asks. One query."""
    rows = OutsideCourse.objects.of(by.tenant_id).filter(user_id__in=ids, taken_back_at=None)
    return tuple(
        CourseLine(
            id=row.id,
            user_id=row.user_id,
            name=row.user.name,
            title=row.title,
            provider=row.provider,
            finished_on=row.finished_on,
            hours=row.hours,
            words=row.words,
            has_evidence=bool(row.sha256),
            recorded_by=row.recorded_by.name,
            recorded_by_id=row.recorded_by_id,
        )
        for row in rows.select_related("user", "recorded_by").order_by("-finished_on", "-id")
    )


def evidence_of(by: Actor, course_id: UUID, ids: Collection[UUID]) -> FileShown | None:
    """Return the evidence of a course of one of these people; None where there is none."""
    row = OutsideCourse.objects.of(by.tenant_id).filter(id=course_id, user_id__in=ids, taken_back_at=None).first()
    content = kept_file(by.tenant_id, row.sha256) if row and row.sha256 else None
    return FileShown(content, row.media_type) if row and content is not None else None


def is_download(file: FileShown) -> bool:
    """Tell whether a file is only ever saved, never shown in a page of ours."""
    return file.media_type == PDF


def holds_file(tenant_id: UUID, digest: str) -> bool:
    """Tell whether a course still has a file. One query."""
    return OutsideCourse.objects.of(tenant_id).filter(sha256=digest).exists()


def the_why(tenant_id: UUID) -> Why | None:
    """Return the principal's module; None until it is written. One query."""
    row = OwnWhy.objects.of(tenant_id).select_related("written_by").order_by("-at", "-id").first()
    if row is None:
        return None
    return Why(row.why, row.for_whom, row.is_not, row.written_by.name, row.at, row.is_confirmation)


def _try(row: DrillTry) -> Try:
    return Try(row.id, row.drill, row.at, tuple(row.chosen), row.words, dict(row.outcome), row.doubt, row.doubt_id)


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody's last placement drill: module → the answer chosen, from 0."""

    at: datetime
    chosen: dict[str, int]


def last_placement(by: Actor) -> Placed | None:
    """Return one's own last placement drill, or None. One query."""
    row = Placement.objects.of(by.tenant_id).filter(user_id=by.user_id or NOBODY).order_by("-at", "-id").first()
    return Placed(row.at, {str(code): int(number) for code, number in row.chosen.items()}) if row else None
