"""What stands on a person's own page: post, goals, who read it, what they answered, and files beside its lines."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.people.growth.models import Evidence, LineAnswer, Profile, RecordRead
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor

# Who read it lately; more stands in nobody's way, and isn't looked at.
MOST_READS = 30


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A technician as their page begins: who they are, their post ("" where none is written down), their goals."""

    id: UUID
    name: str
    branch_id: UUID
    branch: str
    user_id: UUID | None
    post: str
    goals: str
    languages: str
    clearances: str


@dataclass(frozen=True, slots=True)
class Read:
    """Who opened a record, what of it, and when."""

    reader: str
    what: str
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """What a technician said to a line about them."""

    about_id: UUID
    words: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class File:
    """A file beside a claim or certificate; its content is asked for by its id."""

    id: UUID
    about_id: UUID
    name: str
    media_type: str
    sha256: str
    added_by: str
    added_at: datetime


def person_facts(by: Actor, technician_id: UUID) -> PersonFacts | None:
    """Return who somebody is, or None where the actor can't see them. Two queries."""
    row = Technician.objects.visible_to(by).select_related("branch").filter(id=technician_id).first()
    if row is None:
        return None
    profile = Profile.objects.of(by.tenant_id).filter(technician_id=technician_id).first()
    return PersonFacts(
        id=row.id,
        name=row.name,
        branch_id=row.branch_id,
        branch=row.branch.name,
        user_id=row.user_id,
        post=profile.post if profile else "",
        goals=profile.goals if profile else "",
        languages=row.languages,
        clearances=row.clearances,
    )


def reads_of(tenant_id: UUID, technician_id: UUID) -> tuple[Read, ...]:
    """Return who read somebody's record lately, the latest first. One query."""
    rows = RecordRead.objects.of(tenant_id).filter(technician_id=technician_id).order_by("-read_at", "-id")
    return tuple(Read(row.reader_name, row.what, row.read_at) for row in rows[:MOST_READS])


def answers_of(tenant_id: UUID, technician_id: UUID) -> dict[UUID, tuple[Answered, ...]]:
    """Return what a technician answered to lines about them, oldest first, by the line. One query."""
    found: dict[UUID, list[Answered]] = {}
    for row in LineAnswer.objects.of(tenant_id).filter(technician_id=technician_id).order_by("said_at", "id"):
        found.setdefault(row.about_id, []).append(Answered(row.about_id, row.words, row.said_at))
    return {about_id: tuple(answers) for about_id, answers in found.items()}


def files_of(tenant_id: UUID, technician_id: UUID) -> dict[UUID, tuple[File, ...]]:
    """Return the files beside claims and certificates of somebody, by the line. One query."""
    found: dict[UUID, list[File]] = {}
    for row in Evidence.objects.of(tenant_id).filter(technician_id=technician_id).order_by("added_at", "id"):
        found.setdefault(row.about_id, []).append(_file(row))
    return {about_id: tuple(files) for about_id, files in found.items()}


def file_of(by: Actor, evidence_id: UUID) -> tuple[UUID, File] | None:
    """Return whose file it is, and the file; None where the actor can't see them. One query."""
    row = Evidence.objects.visible_to(by).filter(id=evidence_id).first()
    return (row.technician_id, _file(row)) if row else None


def holds_file(tenant_id: UUID, digest: str) -> bool:
    """Tell whether a file is evidence of something here. One query."""
    return Evidence.objects.of(tenant_id).filter(sha256=digest).exists()


def _file(row: Evidence) -> File:
    return File(row.id, row.about_id, row.name, row.media_type, row.sha256, row.added_by_name, row.added_at)
