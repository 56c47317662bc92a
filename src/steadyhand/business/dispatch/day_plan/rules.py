"""What may become of a day plan, of each call in it, and by which names are its costs said? Values in, values out."""

from collections.abc import Mapping
from types import MappingProxyType

from steadyhand.business.calls.rules import Choice


class PlanState(Choice):
    """Where a day plan stands. There is one proposal a branch and day; the next one overtakes it."""

    PROPOSED = "proposed", "proposed"
    ACCEPTED = "accepted", "accepted"
    SET_ASIDE = "set_aside", "set aside"
    OVERTAKEN = "overtaken", "overtaken"


class Trigger(Choice):
    """Why a plan was made."""

    BY_HAND = "by_hand", "somebody asked for it"
    MORNING = "morning", "the morning's plan"
    CALL = "call", "a call came"
    OVERRUN = "overrun", "a visit took longer"
    EARLY_END = "early_end", "a visit ended early"
    ABSENCE = "absence", "somebody isn't here"
    MOVED = "moved", "a visit was moved by hand"


class Change(Choice):
    """What a plan would change for one call, beside what is assigned now."""

    BEGUN = "begun", "has begun"
    STAYS = "stays", "stays as it is"
    RETIMED = "retimed", "another time"
    MOVED = "moved", "another technician"
    NEW = "new", "new"
    LEFT_OUT = "left_out", "taken off the day"
    UNDONE = "undone", "not today"

    @property
    def is_applied(self) -> bool:
        """Tell whether accepting the plan changes a visit for it."""
        return self in (Change.RETIMED, Change.MOVED, Change.NEW, Change.LEFT_OUT)


# Each cost of the solver as a dispatcher says it, and the setting that weighs it (dispatch/settings.py), without
# `dispatch.weight_`. Costs that are reckoned by urgency have one each.
COST_SAID: Mapping[str, str] = MappingProxyType({
    "drive": "driving",
    "waiting": "standing about",
    "overtime": "overtime",
    "undone": "not done today",
    "late_for_promise": "late for a promise",
    "past_response_term": "past the response term",
    "customer_waits": "the customer waits",
    "not_the_usual_technician": "continuity: not the usual technician",
    "outside_the_territory": "territory: somebody else's customer",
    "may_need_a_second_trip": "may need a second trip",
    "moved_to_another": "given to another technician",
    "learner_is_elsewhere": "a learner of the day is elsewhere",
    "told_another_time": "told another time",
    "second_technician_to_customer": "two of us at one customer",
    "uneven_load": "uneven work",
    "uneven_drive": "uneven driving",
})  # fmt: skip
# Short names, for sentences such as “dispatchers overruled continuity 40 times”.
COST_CALLED: Mapping[str, str] = MappingProxyType({
    **COST_SAID,
    "not_the_usual_technician": "continuity",
    "outside_the_territory": "territory",
    "may_need_a_second_trip": "finished at once",
})  # fmt: skip


class Usual(Choice):
    """Why dispatchers do otherwise than a plan, as they usually say it; or in their own words."""

    CUSTOMER_ASKED = "customer_asked", "the customer asked for it"
    KNOWS_MACHINE = "knows_machine", "they know this machine"
    PART_THERE = "part_there", "the part is there"
    ON_THEIR_WAY = "on_their_way", "it is on their way"
    NEEDED_ELSEWHERE = "needed_elsewhere", "the other one is needed elsewhere"
    TRAINING = "training", "training, on purpose"
    OWN_WORDS = "own_words", "in their own words"


def reason_said(usual: Usual, words: str) -> str:
    """Return a reason in one sentence: the usual one, own words, or both; empty where there is neither."""
    if usual is Usual.OWN_WORDS:
        return words.strip()
    return f"{usual.label[:1].upper()}{usual.label[1:]}{f': {words.strip()}' if words.strip() else ''}"


# What somebody overruled that is no cost: a rule that must never be broken, or a proposal that nobody weighed.
A_RULE = "a_rule"
NOTHING_WEIGHED = "nothing_weighed"
# Nobody reads a reason of one letter.
LEAST_WHY = 3


def cost_said(name: str) -> str:
    """Return a cost's name as a dispatcher says it."""
    return COST_SAID.get(name, name.replace("_", " "))
