"""What is known about the thing a follow-up stands for, so that whoever answers needs to look nothing up?"""

from steadyhand.business.followups.queries.inbox import Line
from steadyhand.business.needs.queries.noticed import need_called
from steadyhand.pages.common.saying import Saying, date_said
from steadyhand.shared.actor import Actor

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
        ("Noticed by", need.noticed_by, saying.when(need.noticed_at)),
        ("The customer", need.leave.said_inside, ""),
        ("If nothing is done", need.if_nothing, f"by {date_said(need.by_on)}"),
    ]
    if need.contact:
        facts.append(("Speak to", need.contact, saying.phone(need.contact_phone)))
    if need.best_time:
        facts.append(("Best time", need.best_time, ""))
    if need.machine:
        facts.append(("Machine", need.machine, ""))
    return facts
