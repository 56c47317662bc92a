"""Which period and branch does the address ask for, and how is it asked for the next one?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.urls import reverse

from steadyhand.business.dealership.branches import BranchFacts, branches_of
from steadyhand.business.insight.periods import MONTHS, Period, last_full_month, period_called
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.saying import Saying, saying_for


@dataclass(frozen=True, slots=True)
class Asking:
    """What the address asks for, with what it was understood by."""

    saying: Saying
    period: Period
    branches: tuple[BranchFacts, ...]
    branch: BranchFacts | None

    @property
    def branch_id(self) -> UUID | None:
        return self.branch.id if self.branch else None

    @property
    def is_going_on(self) -> bool:
        """Tell whether the period isn't over yet."""
        return self.saying.today < self.period.until_on

    def moments(self) -> tuple[datetime, datetime]:
        """Return when the period begins and ends by the dealership's clock."""
        return self._midnight(self.period.starts_on), self._midnight(self.period.until_on)

    def url(self, name: str, *args: object, period: Period | None = None, more: Mapping[str, str] | None = None) -> str:
        """Return the address of another page, period or page of rows, with the branch kept."""
        asked = QueryDict(mutable=True)
        asked["period"] = (period or self.period).key
        if self.branch is not None:
            asked["branch"] = self.branch.code
        asked.update({key: value for key, value in (more or {}).items() if value})
        return f"{reverse(name, args=args)}?{asked.urlencode()}"

    def bar(self, name: str, *args: object) -> dict[str, Any]:
        """Return what the choice of period and branch shows above a page."""
        is_latest = self.period.until_on > self.saying.today
        return {
            "period": self.period,
            "previous": self.url(name, *args, period=self.period.previous),
            "previous_said": self.period.previous.said,
            "following": "" if is_latest else self.url(name, *args, period=self.period.following),
            "following_said": self.period.following.said,
            "kinds": [
                (kind, self.url(name, *args, period=self.period.around(kind)), kind == self.period.kind)
                for kind in MONTHS
            ],
            "branches": self.branches if len(self.branches) > 1 else (),
            "branch": self.branch,
            "is_going_on": self.is_going_on,
            "action": reverse(name, args=args),
        }

    def _midnight(self, on: date) -> datetime:
        return datetime.combine(on, time(), tzinfo=ZoneInfo(self.saying.zone)).astimezone(UTC)


def asking_of(request: SignedInRequest) -> Asking:
    """Read what is asked for; what can't be read means the last full month, and all branches."""
    saying, branches = saying_for(request), branches_of(request.actor)
    return Asking(
        saying=saying,
        period=period_called(request.GET.get("period", "")) or last_full_month(saying.today),
        branches=branches,
        branch=next((branch for branch in branches if branch.code == request.GET.get("branch")), None),
    )
