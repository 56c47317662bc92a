"""How much did each department hand over in a span, and how much of it wasn't so? Never by person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.text import capfirst

from steadyhand.business.conversations.queries.handed import untrue_by_department
from steadyhand.shared.actor import Actor

# What the page offers; whoever includes the counts elsewhere has a span of their own.
SPANS = {"7": "the last 7 days", "30": "the last 30 days", "90": "the last 90 days", "365": "the last year"}
USUAL = "30"


@dataclass(frozen=True, slots=True)
class HandedCounts:
    """Rows of department, handed over and not so, with their sums; `span` in words."""

    span: str
    rows: tuple[tuple[str, int, int], ...]
    handed: int
    untrue: int


def handed_counts(by: Actor, *, since: datetime, until: datetime, span: str) -> HandedCounts:
    """Return the counts of a span for `manager/_handed_counts.html`. One query."""
    found = untrue_by_department(by, since=since, until=until)
    return HandedCounts(
        span=span,
        rows=tuple((capfirst(each.department.label), each.handed, each.untrue) for each in found),
        handed=sum(each.handed for each in found),
        untrue=sum(each.untrue for each in found),
    )


def counts_asked(by: Actor, asked: str, *, now: datetime) -> HandedCounts:
    """Return the counts of the span that an address asks for; what can't be read means the usual one."""
    days = asked if asked in SPANS else USUAL
    return handed_counts(by, since=now - timedelta(days=int(days)), until=now, span=SPANS[days])
