"""How does a follow-up stand? A word, its look, and when it runs out."""

from steadyhand.business.followups.queries.inbox import SOON, Line
from steadyhand.business.followups.rules.standing import State
from steadyhand.pages.common.saying import Saying


def standing_said(line: Line, saying: Saying) -> dict[str, str]:
    """Return how a follow-up stands: a word, its look, and when it runs out."""
    if line.state is State.ENDED:
        return {"word": line.outcome, "kind": "done", "due": line.why}
    if line.state is State.MERGED or line.due_at is None:
        return {"word": "merged", "kind": "done", "due": "Another one goes on for both."}
    due = f"{line.due_clock}: {saying.when(line.due_at)}"
    if line.is_unattended:
        return {"word": "unattended", "kind": "stopped", "due": due}
    if line.due_at <= saying.now:
        return {"word": "overdue", "kind": "late", "due": f"{line.due_clock}: was due {saying.when(line.due_at)}"}
    if line.due_at - saying.now <= SOON:
        return {"word": "due soon", "kind": "risk", "due": due}
    return {"word": "in time", "kind": "moving" if line.is_acknowledged else "waiting", "due": due}
