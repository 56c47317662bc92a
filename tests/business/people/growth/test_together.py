"""One course that closes two gaps is found, and shown only where it saves."""

from datetime import date
from uuid import UUID

from steadyhand.business.people.growth.covering import Costs, Cover, KnownCourse, Person, Wanted, covers
from steadyhand.business.people.growth.together import Together, closing_together

COSTS = Costs(
    level_hours=24,
    level_weeks=6,
    certificate_hours=16,
    certificate_weeks=8,
    certificate_cents=100_000,
    hour_cents=5_000,
)
C4 = Wanted(title="Norvik C4", maker="Norvik", skill="norvik c4", certificate="norvik c", certificate_line="C")
C7 = Wanted(title="Norvik C7", maker="Norvik", skill="norvik c7", certificate="norvik c", certificate_line="C")
AHEAD = date(2026, 6, 1)
BRUNO = Person(
    id=UUID(int=1), name="Bruno", skills={"norvik c4": 3, "norvik c7": 3}, certificates={"norvik c": date.max}
)
CHEN = Person(id=UUID(int=2), name="Chen", skills={"norvik c4": 2, "norvik c7": 3}, certificates={})


def found(*courses: KnownCourse, people: tuple[Person, ...] = (BRUNO, CHEN)) -> tuple[Together, ...]:
    risks: tuple[Cover, ...] = covers((C4, C7), people, ahead=AHEAD, courses=courses, costs=COSTS)
    return closing_together(risks, people, courses=courses, costs=COSTS)


def test_one_certificate_for_two_kinds_is_paid_once() -> None:
    (both,) = found()

    # One level (24 h) and the certificate (16 h and 1,000): 3,000; one by one the certificate is paid twice.
    assert (both.person, {kind.title for kind in both.kinds}) == (CHEN, {"Norvik C4", "Norvik C7"})
    assert (both.price_cents, both.apart_cents) == (300_000, 300_000 + 180_000)


def test_a_course_that_gives_both_is_the_whole_way() -> None:
    course = KnownCourse(
        name="C school", skill="norvik c4", to_level=3, certificate="norvik c", hours=8, weeks=1, cost_cents=50_000
    )

    (both,) = found(course)

    assert (both.way.steps, both.price_cents, both.apart_cents) == (("C school",), 90_000, 180_000)


def test_where_nothing_is_shared_nothing_is_shown() -> None:
    certified = Person(id=UUID(int=3), name="Ana", skills={}, certificates={"norvik c": date.max})

    assert found(people=(BRUNO, certified)) == ()
    assert closing_together((), (BRUNO,), courses=(), costs=COSTS) == ()
