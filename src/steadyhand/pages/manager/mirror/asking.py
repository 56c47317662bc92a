"""Which weeks and which branch does the address ask for, and how is it asked for another?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.urls import reverse

from steadyhand.business.dealership.branches import BranchFacts, branches_of
from steadyhand.business.insight.mirror import SPANS
from steadyhand.business.insight.queries.mirror import Span
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.saying import Saying, saying_for

# A quarter: short enough to act on, long enough to hold more than chance.
USUAL = 13


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, as it was understood."""

    saying: Saying
    weeks: int
    branches: tuple[BranchFacts, ...]
    branch: BranchFacts | None

    @property
    def span(self) -> Span:
        """The weeks that are shown; the last of them is going on."""
        return self._span(weeks_back=0)

    @property
    def before(self) -> Span:
        """As many weeks before them."""
        return self._span(weeks_back=self.weeks)

    @property
    def mondays(self) -> tuple[date, ...]:
        """On which days its weeks begin, oldest first."""
        return tuple(self._monday + timedelta(weeks=number) for number in range(1 - self.weeks, 1))

    def url(self, name: str, **more: str) -> str:
        """Return the address of a page with the same weeks and branch."""
        return f"{reverse(name)}?{self.query(more)}"

    def query(self, more: Mapping[str, str]) -> str:
        asked = QueryDict(mutable=True)
        branch = self.branch.code if self.branch is not None else ""
        wanted = {"weeks": str(self.weeks), "branch": branch, **more}
        asked.update({key: value for key, value in wanted.items() if value})
        return asked.urlencode()

    def bar(self, name: str) -> dict[str, Any]:
        """Return what the choice of weeks and branch shows above the page."""
        return {
            "spans": [(f"{each} weeks", self.url(name, weeks=str(each)), each == self.weeks) for each in SPANS],
            "branches": self.branches if len(self.branches) > 1 else (),
            "branch": self.branch,
            "weeks": self.weeks,
            "action": reverse(name),
        }

    @property
    def _monday(self) -> date:
        return self.saying.today - timedelta(days=self.saying.today.weekday())

    def _span(self, *, weeks_back: int) -> Span:
        until_on = self._monday + timedelta(weeks=1 - weeks_back)
        since_on = until_on - timedelta(weeks=self.weeks)
        branch_id = self.branch.id if self.branch else None
        return Span(self._midnight(since_on), self._midnight(until_on), self.saying.zone, branch_id)

    def _midnight(self, on: date) -> datetime:
        return datetime.combine(on, time(), tzinfo=ZoneInfo(self.saying.zone)).astimezone(UTC)


def asked_of(request: SignedInRequest) -> Asked:
    """Read what is asked for; what can't be read means 13 weeks of all branches."""
    branches, weeks = branches_of(request.actor), request.GET.get("weeks", "")
    return Asked(
        saying=saying_for(request),
        weeks=next((each for each in SPANS if str(each) == weeks), USUAL),
        branches=branches,
        branch=next((each for each in branches if each.code == request.GET.get("branch")), None),
    )
