"""A rule of the dealership's own: nobody is to hear of the move."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.conversations.actions.keep_own_rule import add_own_rule
from steadyhand.business.conversations.guard.findings import Label, Tier
from steadyhand.business.conversations.own_rules.reading import RuleTold
from steadyhand.shared.actor import Actor

THE_MOVE = RuleTold(
    name="the-move",
    label=Label.INTERNAL_PROBLEM,
    tier=Tier.CONFIRM,
    is_pattern=False,
    patterns="the new warehouse\nsince the move",
    unless="your move",
    why="That we have moved is ours to cope with.",
    say_instead="I'll tell you by noon where your part is.",
    must_hit="It got lost in the new warehouse.\nNothing works «since the move».",
    must_miss="We moved your machine to the new room.\nYour move went well; nothing broke since the move.",
)


def rule_typed(**facts: Any) -> RuleTold:
    return replace(THE_MOVE, **facts)


def an_own_rule(*, by: Actor, now: datetime, **facts: Any) -> UUID:
    return add_own_rule(by=by, told=rule_typed(**facts), now=now)
