"""What a dealership has written down about growing: courses, what levels mean, and what posts ask for.

Few rows, named by nothing in other files, so they arrive as calendars do (taking/frame.py).
"""

from typing import TYPE_CHECKING

from steadyhand.business.people.growth.rules import SkillKind
from steadyhand.business.people.growth.shipped import shipped_posts
from steadyhand.business.people.levels import MOST
from steadyhand.imports.kinds.columns import choice, day, money, text, whole, yes_no
from steadyhand.imports.kinds.shape import Column, RowKind
from steadyhand.imports.reading.fields import Field

if TYPE_CHECKING:
    from steadyhand.imports.taking.context import Context
    from steadyhand.imports.taking.rows import Rows

# The columns of the five sentences of a ladder.
RUNGS = tuple(f"level_{level}" for level in range(MOST + 1))


def _a_course_leads_somewhere(rows: "Rows", _context: "Context") -> None:
    columns = (rows.cells(name) for name in ("skill", "to_level", "vendor", "line"))
    for index, (skill, level, vendor, line) in enumerate(zip(*columns, strict=True)):
        if bool(skill) != bool(level) or not 0 <= (level or 0) <= MOST:
            told = f"The skill “{skill or ''}” and the level {level or 'that is missing'} don't make a pair."
            rows.reject(index, "to_level", told, "Write both, a skill and its level from 1 to 4, or neither.")
        elif bool(vendor) != bool(line):
            rows.reject(index, "line", "A certificate is a vendor's and of a line.", "Write both, or neither.")
        elif not skill and not vendor:
            rows.reject(index, "skill", "It leads to nothing.", "Write a skill and level, a certificate, or both.")


def _a_ladder_says_each_level(rows: "Rows", _context: "Context") -> None:
    for name in RUNGS:
        for index, said in enumerate(rows.cells(name)):
            if not (said or "").strip():
                told = f"Nothing is said of level {name[-1]}."
                rows.reject(index, name, told, "Write a sentence that says what somebody on this level does.")


def _a_need_has_a_level_with_its_skill(rows: "Rows", context: "Context") -> None:
    for index, (skill, level) in enumerate(zip(rows.cells("skill"), rows.cells("level"), strict=True)):
        if bool(skill) != bool(level) or not 0 <= (level or 0) <= MOST:
            told = f"The skill “{skill or ''}” and the level {level or 'that is missing'} don't make a pair."
            rows.reject(index, "level", told, "Write both, a skill and its level from 1 to 4, or neither.")
    context.remark("A post whose lines stand in a file asks for these and its own, and no more for the shipped list")


COURSES = RowKind(
    "courses",
    "courses and other ways to learn",
    "people.Course",
    (
        text("name", "Course", "course name", "training", required=True),
        text("skill", "Course leads to skill", "teaches skill"),
        whole("to_level", "Course leads to level", "to level"),
        text("vendor", "Course certificate vendor", "certificate vendor"),
        text("line", "Course certificate line", "certificate line"),
        whole("hours", "Course hours", "hours", required=True),
        whole("weeks", "Course weeks", "weeks", required=True),
        money("cost_cents", "Course fee", "fee", "course cost"),
        day("ended_on", "Course not offered since", "discontinued on"),
    ),
    subject=("course", "training"),
    also_known_by=("name",),
    complete=_a_course_leads_somewhere,
)

LADDERS = RowKind(
    "ladders",
    "what levels mean",
    "people.Ladder",
    (
        text("name", "Skill of the ladder", "ladder", required=True),
        choice(
            "kind",
            "Heading of the ladder",
            "ladder heading",
            of={each.value: (each.label,) for each in SkillKind},
            required=True,
        ),
        whole("wanted", "People wanted alone in it", "people wanted"),
        *(Column(Field(name, f"Level {name[-1]} means"), path=f"rungs__{name[-1]}") for name in RUNGS),
    ),
    subject=("ladder",),
    also_known_by=("name",),
    complete=_a_ladder_says_each_level,
)

ROLE_NEEDS = RowKind(
    "role_needs",
    "what posts ask for",
    "people.RoleNeed",
    (
        choice("post", "Post", "role", of={key: (title,) for key, title in shipped_posts().items()}, required=True),
        text("code", "Code of the need", "need code", required=True),
        text("title", "What the post asks for", "need", required=True),
        text("looks_like", "How one sees it", "looks like", required=True),
        text("skill", "Skill of the need"),
        whole("level", "Level of the need"),
        yes_no("is_must", "Must have", "essential", "must", required=True),
        whole("weeks_to_learn", "Weeks to learn it", "weeks to learn"),
        whole("place", "Place in the list"),
    ),
    subject=("need",),
    also_known_by=("post", "code"),
    complete=_a_need_has_a_level_with_its_skill,
)
