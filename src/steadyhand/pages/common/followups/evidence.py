"""What is known about the thing a follow-up stands for, so that whoever answers needs to look nothing up?"""

from django.urls import reverse

from steadyhand.business.calls.proposals.keeping import ABOUT as PROPOSED
from steadyhand.business.conversations.actions.mark_untrue import ABOUT as HANDED
from steadyhand.business.conversations.holding import ABOUT as HELD
from steadyhand.business.conversations.owed import ABOUT as OWED
from steadyhand.business.dispatch.kinds import ABOUT as DAY_PLANS
from steadyhand.business.followups.queries.inbox import Line
from steadyhand.business.learning.actions.ask_for_agreement import ABOUT as AGREEMENT
from steadyhand.business.learning.actions.ask_for_views import ABOUT as PROGRAMME
from steadyhand.business.learning.actions.hiring.end_interviews import ABOUT as CANDIDATES
from steadyhand.business.learning.actions.hold_huddle import ABOUT as HUDDLES
from steadyhand.business.learning.actions.owe_answer import ABOUT as ANSWERS_OWED
from steadyhand.business.learning.actions.watch_paths import ABOUT as PATHS
from steadyhand.business.learning.actions.weeks import ABOUT as COACHING
from steadyhand.business.learning.actions.write_why import ABOUT as WHYS
from steadyhand.business.learning.pairing import ABOUT as PAIRS
from steadyhand.business.learning.pairing import ABOUT_ALONE as NEWCOMERS
from steadyhand.business.learning.watching import ABOUT as CERTIFICATES
from steadyhand.business.needs.queries.noticed import Noticed, need_called, needs_merged_into
from steadyhand.business.promises.keeping import ABOUT as PROMISES
from steadyhand.business.stock.actions.ask_for_part import ABOUT as PART_ASKED
from steadyhand.business.stock.kinds import PART_REQUEST
from steadyhand.business.stock.orders.keeping import ABOUT as ORDERS
from steadyhand.business.stock.trucks.keeping import ABOUT as HANDOVERS
from steadyhand.pages.common.parts.roles import OFFICE_READERS
from steadyhand.pages.common.saying import Saying, date_said
from steadyhand.shared.actor import Actor

# Where the record stands that a follow-up is about, by the kind of record, and how its button is called.
_RECORDS = {
    PROMISES: ("promise", "Open the promise"),
    DAY_PLANS: ("day-plan", "Open the plan"),
    OWED: ("correction", "Tell the customer"),
    HELD: ("held-message", "Open the message"),
    HANDED: ("handed-fact", "Put it right"),
    PROPOSED: ("proposed-visit", "Open the proposal"),
    PAIRS: ("pair", "Open the pair"),
    CERTIFICATES: ("certificate-renew", "It is renewed: add the new one"),
    COACHING: ("coaching-step", "Open the week"),
    CANDIDATES: ("hiring-card", "Open your scorecard"),
    PATHS: ("hiring-step", "Check it"),
    ANSWERS_OWED: ("hiring-answer", "Answer them"),
    HANDOVERS: ("handover", "Say how many"),
    ORDERS: ("supplier-order", "Open the order"),
    PART_ASKED: ("part-request", "Answer it"),
}
# What has no row of its own, and the page that shows it.
_PAGES = {
    AGREEMENT: ("agreement", "Open how alike you see"),
    PROGRAMME: ("programme-seen", "Open how we see it"),
    HUDDLES: ("learning-huddle", "Open the kit"),
    NEWCOMERS: ("pairs", "Pair them"),
    WHYS: ("learning-why", "Read it, and say whether it holds"),
}
# Where nothing is left to do once the follow-up has ended.
_DONE_WITH = (ANSWERS_OWED, OWED, HELD, HANDED, CERTIFICATES, HANDOVERS)
# (what, value, note), as parts/_facts.html shows them.
Facts = list[tuple[str, str, str]]


def evidence_of(by: Actor, line: Line, saying: Saying) -> Facts:
    """Return what the record that the follow-up is about says; nothing for those that say it all themselves."""
    if line.about_kind != "needs.need" or line.about_id is None:
        return []
    need = need_called(by, line.about_id)
    if need is None:
        return []
    facts: Facts = [
        (_how(need), need.noticed_by, saying.when(need.noticed_at)),
        ("The customer", need.leave.said_inside, ""),
        ("If nothing is done", need.if_nothing, f"by {date_said(need.by_on)}"),
    ]
    if need.contact:
        facts.append(("Speak to", need.contact, saying.phone(need.contact_phone)))
    if need.best_time:
        facts.append(("Best time", need.best_time, ""))
    if need.machine:
        facts.append(("Machine", need.machine, ""))
    if need.source.said_inside:
        facts.append(("They said it in", need.source.said_inside, _quoted(need)))
    facts += [_as_well(other, saying) for other in needs_merged_into(by, line.id)]
    return facts


def record_of(line: Line, by: Actor | None) -> tuple[str, str] | None:
    """Return the address of the record that a follow-up stands for, and the words that lead there."""
    if line.kind == PART_REQUEST.name and by is not None and by.is_one_of(*OFFICE_READERS):
        return reverse("part-requests"), "Answer part by part"
    if line.about_kind in _PAGES and line.state == "open":
        page, words = _PAGES[line.about_kind]
        return reverse(page), words
    if line.about_id is None or line.about_kind not in _RECORDS:
        return None
    if line.about_kind in _DONE_WITH and line.state != "open":
        return None
    name, words = _RECORDS[line.about_kind]
    return reverse(name, args=[line.about_id]), words


def _how(need: Noticed) -> str:
    return "Passed on by" if need.source.said_inside else "Noticed by"


def _as_well(need: Noticed, saying: Saying) -> tuple[str, str, str]:
    """Return what was noticed or asked for once more: the customer's leave may be another one now."""
    said = f"the customer {need.leave.said_inside}"
    said += f", in {need.source.said_inside}" if need.source.said_inside else ""
    words = _quoted(need) or (f"“{need.words}”" if need.words else "")
    return (f"{_how(need)} {need.noticed_by} as well, {saying.when(need.noticed_at)}", said, words)


def _quoted(need: Noticed) -> str:
    return f"“{need.source_words}”" if need.source_words else ""
