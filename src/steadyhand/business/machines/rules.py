"""Can a meter have shown that, and how many pages has it counted by now? Values in, values out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
MONTH_DAYS = 30
# We chose five times the rated volume: makers let a machine print several times what they rate it for, so a busy month
# passes; one digit too many is ten times and doesn't.
BUSY_TIMES = 5
# Two readings on one morning: a week's rated pages is the longest single job we let pass.
AT_ONCE_DAYS = 7
# Where nobody knows the model's rating only the impossible is doubted: 100 pages a minute around the clock, which no
# office machine keeps up.
MOST_A_DAY = 100 * 60 * 24
# From here on "in May" could be this May or the last.
MONTH_WITH_YEAR_DAYS = 330
# As long as the table keeps one.
LONGEST_DOUBT = 200


class Verdict(StrEnum):
    """What to make of a reading. The same words as on the table (a test compares)."""

    PLAUSIBLE = "plausible"
    ROLLED_OVER = "rolled_over"
    EXCHANGED = "exchanged"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class UsedReading:
    """A reading that arithmetic uses: what was shown, and the pages counted on through all counters."""

    shown: int
    pages_total: int
    read_at: datetime


@dataclass(frozen=True, slots=True)
class DoubtedReading:
    """A reading that was kept and not used."""

    shown: int
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What is known around the moment of a reading.

    `before` is the last used reading up to it, `doubted` the last doubtful one since then, `after` the first used one
    that is later: files and phones without signal bring readings late.
    """

    before: UsedReading | None = None
    doubted: DoubtedReading | None = None
    after: UsedReading | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """What kind of counter it is: it shows `digits` digits and starts again at 0."""

    digits: int
    rated_monthly_pages: int | None = None

    @property
    def turn(self) -> int:
        return int(10**self.digits)

    def most_pages(self, time: timedelta) -> int:
        """Return how many pages we believe in so much time."""
        days = time / DAY
        if not self.rated_monthly_pages:
            return int(MOST_A_DAY * max(days, 1))
        return int(self.rated_monthly_pages / MONTH_DAYS * (BUSY_TIMES * days + AT_ONCE_DAYS))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reading is worth. A doubtful one has no pages, and its doubt is a sentence for whoever typed it."""

    verdict: Verdict
    pages_total: int | None
    # Since the reading before; None where there is none, or where it can't be told.
    pages_since: int | None = None
    doubt: str = ""

    @property
    def is_used(self) -> bool:
        return self.verdict is not Verdict.DOUBTFUL


@dataclass(frozen=True, slots=True)
class StatedReading:
    """A reading as somebody states it, for a whole meter to be judged anew."""

    shown: int
    read_at: datetime
    # They say that the counter was exchanged since the reading before.
    is_new_counter: bool = False
    # It was judged so before, on somebody's word or by itself: it counts as that only if nothing else explains it.
    was_new_counter: bool = False
    # Why it counts no more; empty for one that does.
    aside: str = ""
    # A judgement that stays as it is.
    settled: Judgement | None = None


def set_aside(why: str) -> str:
    """Return the doubt of a reading that somebody took out of the count: `Set aside: read off the neighbour`."""
    return f"Set aside: {why.strip()}"[:LONGEST_DOUBT]


def judge_all(readings: Iterable[StatedReading], *, counter: Counter) -> list[Judgement]:
    """Judge a meter's readings, oldest first, each by those before it."""
    known, judged = Neighbours(), []
    for reading in readings:
        one = _judge_stated(reading, known, counter)
        if one.pages_total is not None:
            known = Neighbours(before=UsedReading(reading.shown, one.pages_total, reading.read_at))
        elif not reading.aside:
            known = replace(known, doubted=DoubtedReading(reading.shown, reading.read_at))
        judged.append(one)
    return judged


def _judge_stated(reading: StatedReading, known: Neighbours, counter: Counter) -> Judgement:
    if reading.settled is not None:
        return reading.settled
    if reading.aside:
        return _doubtful(reading.aside)

    def judged(*, is_new: bool) -> Judgement:
        is_exchange = is_new and known.before is not None
        return judge_reading(
            reading.shown, read_at=reading.read_at, known=known, counter=counter, is_new_counter=is_exchange
        )

    one = judged(is_new=reading.is_new_counter)
    return judged(is_new=True) if reading.was_new_counter and not one.is_used else one


def judge_reading(
    shown: int, *, read_at: datetime, known: Neighbours, counter: Counter, is_new_counter: bool = False
) -> Judgement:
    """Return what to make of a reading.

    `is_new_counter`: whoever read it says that the counter was exchanged since the last reading.
    """
    judged = _judge_by_the_past(shown, read_at=read_at, known=known, counter=counter, is_new_counter=is_new_counter)
    after = known.after
    if after and judged.pages_total is not None and judged.pages_total > after.pages_total:
        return _doubtful(f"More than the {after.shown:,} read later, {_said_on(after.read_at)}: which one is right?")
    return judged


def _judge_by_the_past(
    shown: int, *, read_at: datetime, known: Neighbours, counter: Counter, is_new_counter: bool
) -> Judgement:
    before = known.before
    if shown >= counter.turn:
        return _doubtful(f"This counter has {counter.digits} digits, and {shown:,} has more: a digit too many?")
    if before is None:
        return Judgement(Verdict.PLAUSIBLE, pages_total=shown)
    most = counter.most_pages(read_at - before.read_at)
    if is_new_counter:
        return _on_a_new_counter(shown, before, most)
    grown = shown - before.shown
    if 0 <= grown <= most:
        return Judgement(Verdict.PLAUSIBLE, before.pages_total + grown, pages_since=grown)
    if _is_the_second_of_a_new_counter(shown, read_at, known, counter):
        return _on_a_new_counter(shown, before, most)
    return _too_high(grown, before, read_at, counter) if grown > 0 else _lower(grown, before, read_at, counter)


def _too_high(grown: int, before: UsedReading, read_at: datetime, counter: Counter) -> Judgement:
    days = (read_at - before.read_at) // DAY
    time = f"in {days:,} days" if days > 1 else "within a day"
    if counter.rated_monthly_pages:
        against = f"this model is rated for {counter.rated_monthly_pages:,} a month"
    else:
        against = "no office machine prints that much"
    since = _said_since(before.read_at, read_at)
    return _doubtful(f"{grown:,} more than {since}, {time}; {against}. A digit too many?")


def _lower(grown: int, before: UsedReading, read_at: datetime, counter: Counter) -> Judgement:
    over_the_top = grown + counter.turn
    most = counter.most_pages(read_at - before.read_at)
    if over_the_top <= min(most, _widest_roll_over(counter)):
        return Judgement(Verdict.ROLLED_OVER, before.pages_total + over_the_top, pages_since=over_the_top)
    since = _said_since(before.read_at, read_at)
    return _doubtful(f"{-grown:,} lower than {since} ({before.shown:,}): a typo, or a new counter?")


def _on_a_new_counter(shown: int, before: UsedReading, most: int) -> Judgement:
    """Go on counting on a counter that was put in since.

    What the old one counted after its last reading is lost and not made up. A board that came from another machine
    brings a count of its own: then nothing is known to have been printed since.
    """
    since = shown if shown <= most else None
    return Judgement(Verdict.EXCHANGED, before.pages_total + (since or 0), pages_since=since)


def _is_the_second_of_a_new_counter(shown: int, read_at: datetime, known: Neighbours, counter: Counter) -> bool:
    """Tell whether a reading that was too low before is now confirmed by one that goes on from it.

    Nobody makes the same slip twice; files, in which nobody can be asked, show exchanges this way.
    """
    before, doubted = known.before, known.doubted
    if before is None or doubted is None or not doubted.shown < before.shown or read_at <= doubted.read_at:
        return False
    return 0 < shown - doubted.shown <= counter.most_pages(read_at - doubted.read_at)


def _widest_roll_over(counter: Counter) -> int:
    """Return how many pages over the top still look like a roll-over.

    Without a rating any drop of a small counter could be one, so it must be close to the top.
    """
    return counter.turn // (2 if counter.rated_monthly_pages else 10)


def _said_since(at: datetime, now: datetime) -> str:
    if now - at < DAY:
        return "at the reading just before"
    return f"in {at:%B}" if now - at < MONTH_WITH_YEAR_DAYS * DAY else f"in {at:%B %Y}"


def _said_on(at: datetime) -> str:
    return f"on {at.day} {at:%B %Y}"


def _doubtful(doubt: str) -> Judgement:
    return Judgement(Verdict.DOUBTFUL, pages_total=None, doubt=doubt)
