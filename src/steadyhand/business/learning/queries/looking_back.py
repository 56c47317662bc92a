"""How did the hires do, 3, 6 and 12 months on, and what did their marks know of it? By criterion, over all hires."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from steadyhand.business.learning.hiring.kit import Criterion, Item, Kit, kit_from
from steadyhand.business.learning.looking_back.measures import Measure, measure_of
from steadyhand.business.learning.looking_back.rules import (
    MONTHS,
    BandLater,
    Hint,
    Later,
    Level,
    PathWalked,
    band_of,
    by_band,
    hint_of,
    marks_by_criterion,
    point_of,
)
from steadyhand.business.learning.models import Candidate, HiringDecision, KeptMarks, PathStep, Scorecard
from steadyhand.business.learning.queries.adoption import Point, points_at
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.people.claims import ClaimLine, claims_about_all, known_on
from steadyhand.business.people.growth.needs import Post, posts_of
from steadyhand.business.people.queries import terms_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import first_changes

PUT_OFF = "path line put off"


@dataclass(frozen=True, slots=True)
class AtPoint:
    """How somebody stood so many months on: here or left, lines of the path by how they stood, and each criterion."""

    months: int
    on: date
    is_here: bool
    lines: Mapping[str, int]
    later: Mapping[str, Later]


@dataclass(frozen=True, slots=True)
class Learnt:
    """A line of a path that is there: what, after how many weeks, and how many were planned."""

    criterion: str
    planned_on: date
    there_on: date | None


@dataclass(frozen=True, slots=True)
class Hire:
    """Somebody who was hired. `points`: those months that have passed, the first first."""

    technician_id: UUID
    name: str
    post: str
    started_on: date
    left_on: date | None
    criteria: tuple[Criterion, ...]
    points: tuple[AtPoint, ...]
    path: tuple[Learnt, ...]


@dataclass(frozen=True, slots=True)
class OfCriterion:
    """A criterion over all hires, in bands of how they were marked."""

    title: str
    bands: tuple[BandLater, ...]


@dataclass(frozen=True, slots=True)
class OfQuestion:
    """A question of a kit that its marks say something of."""

    asks: str
    criterion: str
    hint: Hint


@dataclass(frozen=True, slots=True)
class LookingBack:
    """All of it. `criteria` and `questions` are of the kits, never of a person."""

    hires: tuple[Hire, ...]
    criteria: tuple[OfCriterion, ...]
    questions: tuple[OfQuestion, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """What was read of one hire."""

    candidate: Candidate
    kit: Kit
    marks: Mapping[str, Sequence[int]]
    started_on: date
    left_on: date | None
    path: tuple[PathWalked, ...]


def looking_back(by: Actor, *, today: date) -> LookingBack:
    """Return how hires at branches that the actor leads did, the latest first. Some ten queries."""
    rows = _rows(by)
    people = [row.candidate.technician_id for row in rows if row.candidate.technician_id]
    claims = claims_about_all(by, people)
    seen: dict[UUID, list[Point]] = defaultdict(list)
    for point in points_at(by, technicians=people):
        seen[point.technician_id].append(point)
    posts = {post.key: post for post in posts_of(by.tenant_id)}
    hires = [
        _hire(row, claims.get(technician_id, ()), seen[technician_id], posts, today)
        for row in rows
        if (technician_id := row.candidate.technician_id)
    ]
    return LookingBack(tuple(hires), _criteria(rows, hires), _questions(rows))


def _rows(by: Actor) -> list[_Row]:
    found = Candidate.objects.visible_to(by.within(LEADS)).filter(technician__isnull=False)
    candidates = list(found.select_related("opening", "technician").order_by("-came_at", "-id"))
    marks = _marks(by, candidates)
    decisions = HiringDecision.objects.of(by.tenant_id).filter(candidate__in=candidates).order_by("at", "id")
    latest = {row.candidate_id: row for row in decisions}
    paths = _paths(by, [row.id for row in latest.values()])
    terms = terms_of(by.tenant_id, [each.technician_id for each in candidates if each.technician_id])
    rows = []
    for each in candidates:
        decision = latest.get(each.id)
        if each.technician_id is None or decision is None:
            continue
        started_on, left_on = terms[each.technician_id]
        rows.append(
            _Row(
                each,
                kit_from(each.opening.kit, "kit"),
                marks[each.id],
                # Where nobody wrote down when they began, the decision is the day that is known.
                started_on or decision.at.date(),
                left_on,
                paths.get(decision.id, ()),
            )
        )
    return rows


def _marks(by: Actor, candidates: Sequence[Candidate]) -> dict[UUID, Mapping[str, Sequence[int]]]:
    """Return the marks by question of each candidate: from scorecards, or as they were kept when these went."""
    found: dict[UUID, dict[str, list[int]]] = {each.id: defaultdict(list) for each in candidates}
    cards = Scorecard.objects.of(by.tenant_id).filter(candidate__in=candidates, handed_in_at__isnull=False)
    for candidate_id, marks in cards.values_list("candidate_id", "marks"):
        for key, mark in marks.items():
            if mark is not None:
                found[candidate_id][key].append(mark)
    erased = {(each.technician_id, each.opening_id): each.id for each in candidates if each.erased_at}
    for kept in KeptMarks.objects.of(by.tenant_id).filter(opening__in={each.opening_id for each in candidates}):
        hired_id = erased.get((kept.technician_id, kept.opening_id))
        if hired_id is not None:
            found[hired_id] = dict(kept.marks)
    return {candidate_id: dict(marks) for candidate_id, marks in found.items()}


def _paths(by: Actor, decisions: Sequence[UUID]) -> dict[UUID, tuple[PathWalked, ...]]:
    steps = list(PathStep.objects.of(by.tenant_id).filter(decision__in=decisions).order_by("due_on", "id"))
    put_off = first_changes(by.tenant_id, [step.id for step in steps], verb=PUT_OFF)
    found: dict[UUID, list[PathWalked]] = defaultdict(list)
    for step in steps:
        first = put_off.get(step.id)
        planned_on = date.fromisoformat(first["due_on"]) if first else step.due_on
        there_on = step.done_at.date() if step.done_at else None
        found[step.decision_id].append(PathWalked(step.criterion, planned_on, there_on))
    return {decision_id: tuple(lines) for decision_id, lines in found.items()}


def _hire(
    row: _Row, claims: Iterable[ClaimLine], seen: Sequence[Point], posts: Mapping[str, Post], today: date
) -> Hire:
    technician = row.candidate.technician
    assert technician is not None  # noqa: S101  # only hired ones were asked for
    post = posts.get(row.candidate.opening.post)
    known = tuple(claims)
    points = tuple(
        AtPoint(
            months,
            on,
            row.left_on is None or row.left_on > on,
            _counted(line.stands_on(on).value for line in row.path),
            {
                each.code: _later(row, each.code, measure_of(each.code), known, seen, post, on)
                for each in row.kit.criteria
            },
        )
        for months in MONTHS
        if (on := point_of(row.started_on, months)) <= today
    )
    path = tuple(Learnt(line.criterion, line.planned_on, line.there_on) for line in row.path)
    return Hire(
        technician.id,
        technician.name,
        post.title if post else row.candidate.opening.post,
        row.started_on,
        row.left_on,
        row.kit.criteria,
        points,
        path,
    )


def _later(
    row: _Row,
    criterion: str,
    measure: Measure,
    claims: Iterable[ClaimLine],
    seen: Sequence[Point],
    post: Post | None,
    on: date,
) -> Later:
    standing = known_on(claims, on)
    levels = []
    for need in post.needs if post else ():
        if need.code in measure.needs and need.skill:
            known = standing.get(need.skill.strip().casefold())
            level = known.level if known is not None and known.best is not None else None
            levels.append(Level(need.skill, level, need.level))
    points = [each for each in seen if each.behaviour in measure.behaviours and each.at.date() <= on]
    return Later(
        tuple(levels),
        tuple(line.stands_on(on) for line in row.path if line.criterion == criterion),
        sum(each.was_seen for each in points),
        len(points),
    )


def _criteria(rows: Sequence[_Row], hires: Sequence[Hire]) -> tuple[OfCriterion, ...]:
    """Return each criterion with its bands; a hire counts as they stood at the last point that has passed."""
    titles: dict[str, str] = {}
    found: dict[str, list[tuple[Sequence[int], bool | None]]] = defaultdict(list)
    for row, hire in zip(rows, hires, strict=True):
        marks = marks_by_criterion(row.marks, {item.key: item.criterion for item in row.kit.items})
        for each in row.kit.criteria:
            titles.setdefault(each.code, each.title)
            last = hire.points[-1].later[each.code] if hire.points else None
            found[each.code].append((marks.get(each.code, ()), last.is_well if last else None))
    return tuple(
        OfCriterion(titles[code], by_band(of_code))
        for code, of_code in found.items()
        if any(band_of(marks) is not None for marks, _ in of_code)
    )


def _questions(rows: Sequence[_Row]) -> tuple[OfQuestion, ...]:
    """Return the questions that told nothing, or on which raters were far apart."""
    items: dict[str, tuple[Item, str]] = {}
    marks: dict[str, list[Sequence[int]]] = defaultdict(list)
    for row in rows:
        titles = {each.code: each.title for each in row.kit.criteria}
        for item in row.kit.items:
            items.setdefault(item.key, (item, titles[item.criterion]))
            marks[item.key].append(row.marks.get(item.key, ()))
    return tuple(
        OfQuestion(item.asks, criterion, hint)
        for key, (item, criterion) in items.items()
        if (hint := hint_of(marks[key])) is not None
    )


def _counted(lines: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        found[line] = found.get(line, 0) + 1
    return found
