"""What does the board say of the day's plan? Whether there is one, what it would change, what may be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from steadyhand.business.dealership.branches import BranchFacts
from steadyhand.business.dispatch.day_plan.rules import PlanState
from steadyhand.business.dispatch.day_plan.shown import DayPlanShown
from steadyhand.business.dispatch.queries.day_plans import plan_of_day
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.dispatcher.day_plan.figures import in_short
from steadyhand.shared.actor import Actor

# A document of some ten kilobytes each: whoever plans for more branches chooses one.
MOST_BRANCHES = 6


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A branch's plan of the day, in words. `is_over`: the day has passed, and nobody plans it any more."""

    branch: str
    branch_code: str
    plan_id: UUID | None
    version: int
    is_proposed: bool
    is_accepted: bool
    title: str
    about: str
    broken: int
    is_over: bool


def panel_of(by: Actor, branches: Sequence[BranchFacts], *, on: date, saying: Saying) -> tuple[PanelLine, ...]:
    """Return a line for each branch that the board shows; none where they are too many. Two queries a branch."""
    if len(branches) > MOST_BRANCHES:
        return ()
    return tuple(
        _line(branch, plan_of_day(by, branch_id=branch.id, on=on), is_over=on < saying.today, saying=saying)
        for branch in branches
    )


def keyed(lines: Sequence[PanelLine]) -> list[tuple[PanelLine, str]]:
    """Return each line with the key of its forms."""
    return [(line, new_key()) for line in lines]


def made_said(plan: DayPlanShown, saying: Saying) -> str:
    """Return when a plan was made, by whom and why: `7:02 am, by itself: the morning's plan`."""
    head = plan.head
    return f"{saying.when(head.made_at)}, {_by(head.made_by)}: {head.trigger.label}"


def _line(branch: BranchFacts, plan: DayPlanShown | None, *, is_over: bool, saying: Saying) -> PanelLine:
    head = plan.head if plan else None
    is_proposed = head is not None and head.state is PlanState.PROPOSED
    is_accepted = head is not None and head.state is PlanState.ACCEPTED
    if plan and is_proposed:
        title, about = "A plan is proposed", f"{in_short(plan)}. Made {made_said(plan, saying)}."
    elif plan and is_accepted:
        accepted = saying.when(plan.head.accepted_at)
        title, about = "This day is planned", f"Accepted {accepted}, {_by(plan.head.accepted_by)}."
    else:
        title, about = "This day has no plan yet", "It is as people have planned it by hand."
    return PanelLine(
        branch=branch.name,
        branch_code=branch.code,
        plan_id=head.id if head and (is_proposed or is_accepted) else None,
        version=head.version if head else 0,
        is_proposed=is_proposed,
        is_accepted=is_accepted,
        title=title,
        about=about[:1].upper() + about[1:],
        broken=len(plan.promises_touched) if plan and is_proposed else 0,
        is_over=is_over,
    )


def _by(name: str) -> str:
    return f"by {name}" if name else "by itself"
