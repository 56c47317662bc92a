"""What came of one dealership's year? Counts of one seed, small enough to travel between processes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from benchmarks.promises.simulated.assumptions import Assumptions
from benchmarks.promises.simulated.cases import About, Case, Year, simulated_year
from benchmarks.promises.simulated.judging import Verdict, verdict
from benchmarks.promises.simulated.replay import Promise, given
from benchmarks.promises.simulated.rivals import TRADE_HOURS, Rival, best_constant, best_constant_each, constant
from benchmarks.promises.simulated.saying import Saying
from benchmarks.promises.simulated.watching import Watch, Watched

# What stands on the board is not known where nobody plans while the customer is on the phone.
OF_THE_PLAN = frozenset({"planned_in", "reckoned_in", "ahead", "is_out", "technician"})
# What the application tells the engine of a call today (business/promises/facts.py), by our names.
OF_THE_APPLICATION = frozenset({"branch", "urgency", "family", "call_type", "problem"})
# (kept, told) of a month, branch or segment.
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """One kind of promise in one year."""

    cases: int
    norms: int
    without_date: int
    kept: Cell
    mean_hours: float
    median_hours: float
    early_share: float
    months: dict[str, Cell]
    branches: dict[str, Cell]
    segments: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Warned:
    """Early notices of one year: missed promises, those announced, by how much (working minutes), and needless ones."""

    missed: int
    announced: int
    needless: int
    leads: tuple[float, ...]
    reasons: dict[str, int]


@dataclass(frozen=True, slots=True)
class Seed:
    """What one dealership's year came to."""

    seed: int
    counted: dict[About, Counted]
    rivals: dict[str, Rival]
    warned: Warned
    without_plan: tuple[Counted, Rival] | None = None
    as_application: tuple[Counted, Rival] | None = None


def seed_of(seed: int, assumptions: Assumptions, *, is_whole: bool = True) -> Seed:
    """Return a seed's counts; `is_whole` adds what is only shown beside: parts, fixes, and arrivals without a plan."""
    year = simulated_year(seed, assumptions)
    saying = Saying(year.clock, year.zone, assumptions.said)
    promises = given(year, About.ARRIVAL, assumptions)
    counted = {About.ARRIVAL: count(year, promises)}
    told = _cases(promises)
    kept = _share(counted[About.ARRIVAL].kept)
    rivals = {
        "best constant": best_constant(year, told, kept, saying),
        "best constant, said to the second": best_constant(year, told, kept, None),
        "best constant an urgency": best_constant_each(year, told, kept, saying),
        "the trade's four hours": constant(year, told, TRADE_HOURS, None),
    }
    warned = _warned(year, Watch(year, promises, assumptions).run(), assumptions)
    without_plan = as_application = None
    if is_whole:
        counted |= {about: count(year, given(year, about, assumptions)) for about in (About.PART, About.FIX)}
        without_plan = _blind(year, assumptions, OF_THE_PLAN, saying)
        others = frozenset(name for case in told[:1] for name in case.known) - OF_THE_APPLICATION
        as_application = _blind(year, assumptions, others, saying)
    return Seed(seed, counted, rivals, warned, without_plan, as_application)


def _blind(year: Year, assumptions: Assumptions, without: frozenset[str], saying: Saying) -> tuple[Counted, Rival]:
    """Return what is promised by who knows less, beside the best constant that keeps as many."""
    promises = given(year, About.ARRIVAL, assumptions, without=without)
    seen = count(year, promises)
    return seen, best_constant(year, _cases(promises), _share(seen.kept), saying)


def count(year: Year, promises: Sequence[Promise]) -> Counted:
    """Return what came of promises of one kind; those given by the norms are counted apart."""
    by_engine = [each for each in promises if not each.forecast.is_norm]
    dated = [(each, each.heard_at) for each in by_engine if each.heard_at is not None]
    verdicts = [verdict(year, each.case, heard_at) for each, heard_at in dated]
    hours = [heard_at - each.case.opened_at for each, heard_at in dated]
    early = [
        (each.case.really_at - each.case.opened_at) < hours_ / 2
        for (each, _), hours_, how in zip(dated, hours, verdicts, strict=True)
        if how is Verdict.KEPT and each.case.really_at is not None
    ]
    cases = [each.case for each, _ in dated]
    return Counted(
        cases=len(promises),
        norms=len(promises) - len(by_engine),
        without_date=len(by_engine) - len(dated),
        kept=_cell(verdicts),
        mean_hours=fmean(hours) if hours else 0.0,
        median_hours=median(hours) if hours else 0.0,
        early_share=fmean(early) if early else 0.0,
        months=_cells([case.month for case in cases], verdicts),
        branches=_cells([case.branch for case in cases], verdicts),
        segments=_cells([case.segment for case in cases], verdicts),
    )


def _cases(promises: Sequence[Promise]) -> list[Case]:
    return [each.case for each in promises if each.heard_at is not None and not each.forecast.is_norm]


def _cells(names: Sequence[str], verdicts: Sequence[Verdict]) -> dict[str, Cell]:
    by_name: dict[str, list[Verdict]] = defaultdict(list)
    for name, each in zip(names, verdicts, strict=True):
        by_name[name].append(each)
    return {name: _cell(each) for name, each in sorted(by_name.items())}


def _cell(verdicts: Sequence[Verdict]) -> Cell:
    return sum(each is Verdict.KEPT for each in verdicts), sum(each is not Verdict.UNTOLD for each in verdicts)


def _share(cell: Cell) -> float:
    return cell[0] / cell[1] if cell[1] else 0.0


def _warned(year: Year, watched: Sequence[Watched], assumptions: Assumptions) -> Warned:
    least = assumptions.watch.counts_from_minutes / 60
    missed = announced = needless = 0
    leads: list[float] = []
    reasons: dict[str, int] = defaultdict(int)
    for each in watched:
        how = verdict(year, each.promise.case, each.heard_at)
        missed += how is Verdict.MISSED
        if each.noticed_at is None:
            continue
        lead = each.heard_at - each.noticed_at
        if how is Verdict.MISSED and lead >= least:
            announced += 1
            leads.append(lead * 60)
            reasons[each.reasons[0].value] += 1
        needless += how is Verdict.KEPT
    return Warned(missed, announced, needless, tuple(leads), dict(reasons))
