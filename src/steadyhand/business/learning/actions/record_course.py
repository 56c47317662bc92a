"""A course or certificate from elsewhere is recorded, with its evidence; by whoever took it, or who leads them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.evidence import clean_evidence
from steadyhand.business.learning.models import OutsideCourse
from steadyhand.business.learning.queries.team import learners_of
from steadyhand.business.learning.refusing import CannotLearn, learner
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.media import NotTaken, forget_unless_held, keep_file

MOST_HOURS = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course as it was filled in. `content` is the evidence; without one it is what somebody says."""

    title: str
    provider: str
    finished_on: date
    hours: int | None = None
    words: str = ""
    content: bytes = b""


@transaction.atomic
def record_course(*, by: Actor, course: Course, user_id: UUID | None = None, now: datetime) -> UUID:
    """Keep a course and return its id; `user_id` is whose it is, oneself where nobody is named.

    Raises:
        CannotLearn: it ended in the future, the evidence can't be kept, or it is somebody's whom one doesn't lead.
    """
    whose = user_id or learner(by)
    if whose != by.user_id and whose not in {each.id for each in learners_of(by, now=now)}:
        raise CannotLearn("You record courses for people of your own branches: choose somebody from the list.")
    if course.finished_on > today_at(by.tenant_id, now):
        raise CannotLearn("It isn't over yet: record it on the day on which it ends, with its evidence.")
    sha256, media_type = "", ""
    if course.content:
        try:
            file = clean_evidence(course.content)
        except NotTaken as problem:
            raise CannotLearn(str(problem)) from problem
        sha256, media_type = keep_file(by.tenant_id, file.content), file.media_type
    row = OutsideCourse.objects.create(
        tenant_id=by.tenant_id,
        user_id=whose,
        title=course.title,
        provider=course.provider,
        finished_on=course.finished_on,
        hours=course.hours,
        words=course.words,
        sha256=sha256,
        media_type=media_type,
        recorded_by_id=learner(by),
        at=now,
    )
    became = {"title": row.title, "provider": row.provider, "finished_on": row.finished_on, "evidence": bool(sha256)}
    record_change(row, by=by, at=now, verb="course recorded", became=became)
    return row.id


@transaction.atomic
def take_back_course(*, by: Actor, course_id: UUID, now: datetime) -> None:
    """Take a course back that was recorded by mistake, by whoever recorded it or whose it is; its file goes.

    Raises:
        CannotLearn: it isn't among theirs any more.
    """
    row = OutsideCourse.objects.of(by.tenant_id).filter(id=course_id, taken_back_at=None).first()
    if row is None or by.user_id not in (row.user_id, row.recorded_by_id):
        raise CannotLearn("This course isn't among yours any more; look at the list again.")
    OutsideCourse.objects.filter(**row.where()).update(taken_back_at=now, sha256="", media_type="")
    record_change(row, by=by, at=now, verb="course taken back", was={"title": row.title})
    if row.sha256:
        forget_unless_held(by.tenant_id, row.sha256)
