"""Somebody tries a drill: the way they went or the words they wrote are kept, with what is said to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.guard.findings import Finding
from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.conversations.queries.own_rules import rules_of
from steadyhand.business.learning.content.drills import Drill, Task, drill
from steadyhand.business.learning.drills.answers import Told, look_at
from steadyhand.business.learning.drills.rubric import Seen
from steadyhand.business.learning.drills.story import NoSuchWay, walk
from steadyhand.business.learning.models import DrillTry
from steadyhand.business.learning.refusing import CannotLearn, learner
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

# What somebody would say in a minute and a half; more is an essay.
LONGEST_WORDS = 2_000


@transaction.atomic
def try_drill(*, by: Actor, code: str, chosen: Sequence[int] = (), words: str = "", now: datetime) -> UUID:
    """Keep a try and return its id: `chosen` for a talk that branches, `words` where words of one's own are wanted.

    Raises:
        CannotLearn: there is no such drill, the way isn't at its end, or nothing was written.
    """
    found = drill(code)
    if found is None:
        raise CannotLearn(f"There is no drill “{code}” any more; open another from the module.")
    user_id = learner(by)
    outcome = _of_words(by, found, found.task, words) if found.task else _of_way(found, chosen)
    kept = DrillTry.objects.create(
        tenant_id=by.tenant_id,
        user_id=user_id,
        module=found.module,
        drill=found.code,
        at=now,
        chosen=list(chosen) if found.story else [],
        words=words.strip() if found.task else "",
        outcome=outcome,
    )
    # That it was done is everybody's to see; how it went isn't.
    record_change(kept, by=by, at=now, verb="drill tried", became={"drill": code})
    return kept.id


def _of_words(by: Actor, found: Drill, task: Task, words: str) -> dict[str, Any]:
    said = words.strip()
    if not said:
        raise CannotLearn("Write what you would say: two or three sentences are enough.")
    if len(said) > LONGEST_WORDS:
        raise CannotLearn(f"That has {len(said):,} characters, and {LONGEST_WORDS:,} are the most: say it shorter.")
    shown = (found.scene, task.says, task.ask, *(each.means for each in task.points))
    whole = look_at(said, task.points, Told(texts=shown, example=task.good))
    points, remarks = [_point(each) for each in whole.points], list(whole.remarks)
    if task.is_inside:
        return {"points": points, "remarks": remarks, "findings": [], "is_whole": True}
    looked = review(said, rules=rules_of(by.tenant_id))
    return {
        "points": points,
        "remarks": remarks,
        "findings": [_finding(each, said) for each in looked.findings],
        "is_whole": looked.is_whole,
    }


def _of_way(found: Drill, chosen: Sequence[int]) -> dict[str, Any]:
    if found.story is None:
        raise CannotLearn("This drill wants words of your own: write them, then send it.")
    try:
        steps, node = walk(found.story, chosen)
    except NoSuchWay as problem:
        raise CannotLearn(str(problem)) from problem
    if not node.is_end:
        raise CannotLearn("The talk isn't over yet: choose an answer.")
    return {
        "end": node.name,
        "shows": sorted({code for step in steps for code in step.choice.shows}),
        "misses": sorted({code for step in steps for code in step.choice.misses}),
    }


def _point(seen: Seen) -> dict[str, Any]:
    return {"name": seen.name, "means": seen.means, "is_met": seen.is_met, "by": seen.by, "missing": seen.missing}


def _finding(found: Finding, said: str) -> dict[str, str]:
    return {
        "words": said[found.start : found.end],
        "why": found.why,
        "say_instead": found.say_instead,
        "tier": found.tier.value,
        "label": found.label.value,
    }
