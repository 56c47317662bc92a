"""Which promises does the address ask for: of which time, branch, kind and person?"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from steadyhand.business.dealership.rules import Role
from steadyhand.business.insight.kept.givers import givers_of
from steadyhand.business.insight.kept.reading import Cohort
from steadyhand.business.insight.kept.rows import Asked, Place, Which
from steadyhand.business.insight.periods import period_with
from steadyhand.business.promises.rules import Cause, PromiseKind
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.manager.numbers.asking import Asking, asking_of

# A person's own figures are for that person and the manager.
MAY_SEE_ONE = frozenset({Role.SERVICE_MANAGER})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for, as it was understood."""

    asking: Asking
    cohort: Cohort
    givers: tuple[tuple[UUID, str], ...]
    giver: str

    def kept(self, **more: str) -> dict[str, str]:
        """Return what the address of another list asks for as well: the same time, branch, kind and person."""
        return {
            "period": self.asking.period.key,
            "branch": self.asking.branch.code if self.asking.branch else "",
            "kind": self.cohort.kind.value if self.cohort.kind else "",
            "giver": str(self.cohort.given_by_id) if self.cohort.given_by_id else "",
        } | more


def wanted_of(request: SignedInRequest, *, own: bool = False) -> Wanted:
    """Read what is asked for; what can't be read means this month, and all. `own`: the actor's own, whoever asks."""
    asking = asking_of(request)
    if "period" not in request.GET:
        # Promises are due every day: this month so far says more than the last one.
        asking = replace(asking, period=period_with("month", asking.saying.today))
    since, until = asking.moments()
    cohort = Cohort(
        since=since,
        until=until,
        branch_id=asking.branch_id,
        kind=_kind(request),
        given_by_id=request.actor.user_id if own else None,
    ).by_now(asking.saying.now)
    givers: tuple[tuple[UUID, str], ...] = ()
    giver = ""
    if not own and request.actor.is_one_of(*MAY_SEE_ONE):
        givers = givers_of(request.actor, cohort)
        chosen = next((each for each in givers if str(each[0]) == request.GET.get("giver", "")), None)
        if chosen is not None:
            cohort, giver = replace(cohort, given_by_id=chosen[0]), chosen[1]
    return Wanted(asking, cohort, givers, giver)


def rows_wanted(request: SignedInRequest, wanted: Wanted) -> Asked:
    """Read which of them are asked for; what can't be read means all."""
    which, cause = request.GET.get("which", ""), request.GET.get("cause", "")
    return Asked(
        cohort=wanted.cohort,
        which=Which(which) if which in set(Which) else Which.ALL,
        cause=Cause(cause) if cause in set(Cause) else None,
        segment=request.GET.get("segment", "")[:120],
    )


def key_of(place: Place) -> str:
    return f"{place.by_at.timestamp():.6f}~{place.id.hex}"


def place_of(said: str) -> Place | None:
    """Read a place from the address; what can't be read means the first page."""
    at, _, row_id = said.partition("~")
    try:
        return Place(datetime.fromtimestamp(float(at), tz=UTC), UUID(hex=row_id))
    except (ValueError, OverflowError, OSError):
        return None


def _kind(request: SignedInRequest) -> PromiseKind | None:
    asked = request.GET.get("kind", "")
    return PromiseKind(asked) if asked in set(PromiseKind) else None
