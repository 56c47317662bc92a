"""What would a move by hand break and cost? Said before it is done; a reason against it is asked for and kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import QueryDict

from steadyhand.business.dispatch.actions.keep_overrule import keep_overrule
from steadyhand.business.dispatch.actions.take_back_overrule import let_overrule_stand, take_back_overrule
from steadyhand.business.dispatch.day_plan.rules import (
    A_RULE,
    COST_CALLED,
    NOTHING_WEIGHED,
    Usual,
    reason_said,
)
from steadyhand.business.dispatch.day_plan.shown import MoveCost
from steadyhand.business.dispatch.queries.moving import what_would_it_cost
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.dispatcher.choosing import uuid_or_none
from steadyhand.pages.dispatcher.day_plan.forms import NO_REASON, UsualField, is_reason
from steadyhand.pages.dispatcher.forms import PlanForm

# Below a quarter of an hour nobody would say why: whoever moves a card knows more of the day than that.
ASKED_FROM_MINUTES = 15
# As many as somebody reads while the phone rings.
MOST_WEIGHTS = 4
# What the plan pays for disturbing a day: whoever moves a card by hand has decided to, and is asked for the rest.
DISTURBS = frozenset({"moved_to_another", "told_another_time"})


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody is about to do: which call of which branch, and how it stands now."""

    call_id: UUID
    branch_id: UUID
    version: int
    technician_id: UUID | None = None
    starts_at: datetime | None = None


class CheckedPlanForm(PlanForm):
    """Who goes, when, and why so; where that breaks or costs something, what weighs less is asked."""

    # Who and when the words were about that somebody has read: another choice is looked at anew.
    checked = forms.CharField(widget=forms.HiddenInput, required=False)
    # Which cost weighs less, by its name: offered once it is known what a move costs.
    weight = forms.CharField(widget=forms.HiddenInput, required=False)
    usual = UsualField(widget=forms.HiddenInput)

    @property
    def token(self) -> str:
        """Return who and when, as the form has it now."""
        return f"{self.cleaned_data['technician']}@{self.starts_at.isoformat()}"

    @property
    def is_reasoned(self) -> bool:
        """Tell whether somebody has read what this move does, and said why all the same."""
        said = self.cleaned_data
        return said["checked"] == self.token and is_reason(said["usual"], said["why"])

    @property
    def reason(self) -> str:
        """Return why, as the visit's history says it."""
        return reason_said(Usual(self.cleaned_data["usual"]), self.cleaned_data["why"])

    def ask(self, cost: MoveCost) -> None:
        """Ask what weighs less here, and why."""
        assert isinstance(self.data, QueryDict)  # noqa: S101  # for mypy: only what was sent is asked about
        data = self.data.copy()
        if self.cleaned_data["checked"] == self.token:
            self.add_error("why", NO_REASON)
        data["checked"] = self.token
        offered = weights_of(cost)
        if data.get("weight") not in dict(offered):
            data["weight"] = offered[0][0]
        self.data = data
        self.fields["weight"] = forms.ChoiceField(label="What weighs less here?", choices=offered)
        self.fields["usual"] = UsualField(label="Usual reason")
        self.fields["why"] = forms.CharField(
            label="Why all the same",
            max_length=300,
            required=False,
            help_text="Not needed beside a usual reason. Kept, and shown once a month with all others of its kind.",
        )
        self.order_fields(["technician", "on", "at", "minutes", "weight", "usual", "why"])
        # What was drawn of them before is drawn anew.
        self._bound_fields_cache: dict[str, forms.BoundField] = {}


def checked(request: SignedInRequest, form: CheckedPlanForm, move: Move, saying: Saying) -> MoveCost | None:
    """Return what the move would break and cost, if that must be shown first; None where it may be done at once.

    A day that can't be reckoned with asks nothing: people plan by hand as they always could. Nor does a form that is
    older than its visit: that is refused anyway.
    """
    said = form.cleaned_data
    is_moved = (UUID(said["technician"]), form.starts_at) != (move.technician_id, move.starts_at)
    if not is_moved or said["version"] != move.version:
        return None
    cost = cost_of(request, form, move, saying)
    if cost is None or not is_asked(cost):
        return None
    return cost


def cost_of(request: SignedInRequest, form: CheckedPlanForm, move: Move, saying: Saying) -> MoveCost | None:
    return what_would_it_cost(
        request.actor,
        branch_id=move.branch_id,
        on=saying.on(form.starts_at),
        call_id=move.call_id,
        technician_id=UUID(form.cleaned_data["technician"]),
        begins_at=form.starts_at,
        now=saying.now,
    )


def is_asked(cost: MoveCost) -> bool:
    """Tell whether a move goes so much against what is best that somebody should say why."""
    is_broken = any(each.was_kept and not each.is_kept for each in cost.promises)
    more = sum(line.more_minutes for line in cost.costs if line.name not in DISTURBS)
    return bool(cost.breaks or cost.others) or is_broken or more >= ASKED_FROM_MINUTES


def weights_of(cost: MoveCost) -> list[tuple[str, str]]:
    """Return what may weigh less: a rule where one is broken, then the costs that grow, the largest first."""
    grown = [line for line in cost.costs if line.more_minutes >= 1 and line.name not in DISTURBS]
    grown.sort(key=lambda line: -line.more_minutes)
    named = [(line.name, COST_CALLED.get(line.name, line.said)) for line in grown[:MOST_WEIGHTS]]
    rule = [(A_RULE, "a rule: " + "; ".join(each.said for each in cost.breaks))] if cost.breaks else []
    return [*rule, *named, (NOTHING_WEIGHED, "something that isn't in the plan")]


def lines_of(cost: MoveCost) -> tuple[str, ...]:
    """Return in words what a move does: as a whole, then to others."""
    return (cost.said, *(f"If the day is to hold: {other}." for other in cost.others))


def keep_reason(
    request: SignedInRequest, form: CheckedPlanForm, move: Move, cost: MoveCost | None, saying: Saying
) -> str:
    """Keep what is about to be overruled, with the reason: in the transaction of the move itself, and before it.

    Return what an undo must name so that it isn't counted any more; empty where nothing was overruled.
    """
    if cost is None:
        return ""
    said = form.cleaned_data
    kept = keep_overrule(
        by=request.actor,
        branch_id=move.branch_id,
        on=saying.on(form.starts_at),
        cost=_weighed(cost, said.get("weight", ""), [name for name, _ in weights_of(cost)]),
        why=said["why"],
        usual=Usual(said["usual"]),
        now=saying.now,
    )
    return str(kept)


def turn_reason(request: SignedInRequest, call_id: UUID, saying: Saying) -> dict[str, str]:
    """Take a kept reason back along with the move that it was for, or let it count again if that is what is undone.

    In the transaction of that step. Return what the next undo must say of it.
    """
    overrule_id = uuid_or_none(request.POST.get("overrule", ""))
    if overrule_id is None:
        return {}
    does_count = request.POST.get("overrule_counts") == "yes"
    turn = let_overrule_stand if does_count else take_back_overrule
    turn(by=request.actor, overrule_id=overrule_id, call_id=call_id, now=saying.now)
    return undoes_reason(str(overrule_id), does_count=not does_count)


def undoes_reason(overrule_id: str, *, does_count: bool = False) -> dict[str, str]:
    """Return the fields by which an undo takes a kept reason along."""
    if not overrule_id:
        return {}
    return {"overrule": overrule_id, "overrule_counts": "yes" if does_count else ""}


def _weighed(cost: MoveCost, chosen: str, offered: Sequence[str]) -> MoveCost:
    if chosen not in offered or chosen == cost.weight:
        return cost
    minutes = next((line.more_minutes for line in cost.costs if line.name == chosen), 0.0)
    return replace(cost, weight=chosen, weight_minutes=minutes)
