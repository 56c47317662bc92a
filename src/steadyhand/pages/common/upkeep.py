"""How is it said that a machine is due for maintenance? The same in the office and on the phone."""

from steadyhand.business.calls.queries.maintenance import DueMachine
from steadyhand.business.machines.upkeep.maintenance import Basis
from steadyhand.pages.common.saying import Saying


def due_said(due: DueMachine, saying: Saying) -> str:
    """Return why it is due: `62,000 pages since 3 March (every 60,000)`, or `due since 3 March (every 180 days)`."""
    if due.basis is Basis.PAGES and due.every_pages:
        since = saying.day(due.last_on) if due.last_on else "it was installed"
        if due.pages is not None and due.pages >= due.every_pages:
            return f"{due.pages:,} pages since {since} (due every {due.every_pages:,})"
        return f"By its pace {due.every_pages:,} pages since {since} (due every {due.every_pages:,})"
    every = f" (every {due.every_days:,} days)" if due.every_days else ""
    return f"Due {_day_due(due, saying)}{every}"


def why_said(due: DueMachine) -> str:
    """Return why it is due beside a column that says since when: `62,000 pages, due every 60,000`."""
    if due.basis is Basis.PAGES and due.every_pages:
        ran = f"{due.pages:,} pages read, " if due.pages is not None else ""
        return f"{ran}due every {due.every_pages:,} pages"
    return f"due every {due.every_days:,} days" if due.every_days else ""


def last_said(due: DueMachine, saying: Saying) -> str:
    """Return the day of the last maintenance, or that there was none."""
    return saying.day(due.last_on) if due.last_on else "none known"


def _day_due(due: DueMachine, saying: Saying) -> str:
    """Return `since Monday 2 March`, `today`, or `on Friday 20 March` where it is listed ahead of its day."""
    said = saying.day(due.due_on)
    if due.due_on > saying.today:
        return said if said == "tomorrow" else f"on {said}"
    return said if said == "today" else f"since {said}"
