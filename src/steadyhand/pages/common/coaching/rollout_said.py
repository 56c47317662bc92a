"""What does a roll-out say, in a sentence, and how sure is that?"""

from steadyhand.business.learning.queries.rollout_outcomes import Outcome, Verdict
from steadyhand.business.learning.queries.rollouts import RolloutRow
from steadyhand.business.learning.statistics.rollout import Moved


def outcome_said(row: RolloutRow, outcome: Outcome, verdict: Verdict) -> str:
    """Return in a sentence what the counts say, and how sure that is."""
    if verdict is Verdict.NOT_FROZEN:
        return "Nothing is drawn yet. Freeze it before its first week; a plan that changes afterwards proves nothing."
    if nothing := _nothing_yet(row, outcome):
        return nothing
    said = [_moved_said(row, outcome, verdict), _others_said(outcome, verdict)]
    if verdict is Verdict.UNTRIED:
        said.append("Less than half of its coaching was held: an untested plan is no failed training.")
    return " ".join(each for each in said if each)


def _nothing_yet(row: RolloutRow, outcome: Outcome) -> str:
    if outcome.n == 0:
        return "Nobody has seen or missed any of it on a visit yet: ride along in the weeks before the training, too."
    if outcome.weeks <= row.baseline_weeks:
        return f"{outcome.n} opportunities so far, all before the first training. That is how it is today."
    if outcome.moved.difference is None:
        return "No week has both trained and untrained technicians with an opportunity yet."
    return ""


def _moved_said(row: RolloutRow, outcome: Outcome, verdict: Verdict) -> str:
    difference = outcome.moved.difference or 0.0
    points = f"{abs(round(difference * 100))} points"
    way = "more often" if difference >= 0 else "less often"
    if outcome.moved.chance is None:
        return (
            f"Trained technicians did it {points} {way} in the same weeks. With {row.orders:,} possible orders of the "
            "waves even the clearest effect couldn't be told from chance."
        )
    if verdict is Verdict.TOO_EARLY:
        return (
            f"So far, in the same weeks, trained technicians did it {points} {way} than those still to come. It is "
            "judged once, after its last week: who looks every week and stops at a good one always finds something."
        )
    return (
        f"In the same weeks, trained technicians did it {points} {way} than those still to come. Of orders that could "
        f"have been drawn instead, {_chance(outcome.moved)} would have shown as much by themselves."
    )


def _others_said(outcome: Outcome, verdict: Verdict) -> str:
    """Return what is left without technicians' own words, which whoever was just trained gives more readily."""
    others = outcome.by_others
    seen = f"Of {outcome.n} chances {outcome.n_by_others} were seen by others"
    if outcome.n == outcome.n_by_others:
        return ""
    if others.difference is None:
        return f"{seen}: too little to compare without technicians' own words."
    points = f"{abs(round(others.difference * 100))} points {'more' if others.difference >= 0 else 'less'} often"
    if others.chance is None or verdict is Verdict.TOO_EARLY:
        return f"{seen}; by these alone it is {points}."
    return f"{seen}; by these alone it is {points}, and {_chance(others)} orders would have shown as much."


def _chance(moved: Moved) -> str:
    return f"{max(1, round((moved.chance or 0.0) * 100))} of 100"
