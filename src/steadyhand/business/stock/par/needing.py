"""Which of the parts that a past call used did it need, and which were fitted because they were there?

On a repair worn parts beside the broken one are often replaced because they are aboard. A call that would have been
finished without them asks for none of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from steadyhand.business.calls.rules import CallType
from steadyhand.business.stock.levels.fleet import PastCall


@dataclass(frozen=True, slots=True)
class JobSeen:
    """A call that is over as the record has it. `first` and `later` are units by part, of the first visit and the rest.

    `truck` is whoever came first; `cause` the code that the last visit wrote down, empty if none.
    """

    truck: str
    on: date
    model: str
    call_type: str
    cause: str
    first: Mapping[str, int]
    later: Mapping[str, int]

    @property
    def units(self) -> dict[str, int]:
        together = Counter(self.first)
        together.update(self.later)
        return dict(together)


def past_calls(jobs: Iterable[JobSeen]) -> list[PastCall]:
    """Return what each call needed, and what it used that could have waited.

    Maintenance needs nothing that couldn't wait. Of a repair that wrote down its cause, the part fitted most often for
    that cause was needed, and whatever was brought on a later visit: somebody came again for it. Of one without a cause
    everything counts as needed.
    """
    seen = list(jobs)
    fitted = Counter((job.cause, part) for job in seen if job.cause for part in job.units)
    return [_past(job, fitted) for job in seen]


def _past(job: JobSeen, fitted: Mapping[tuple[str, str], int]) -> PastCall:
    units = job.units
    if job.call_type == CallType.PREVENTIVE:
        needed: set[str] = set(job.later)
    elif not job.cause or len(units) < 2:  # noqa: PLR2004 - of one part there is nothing to tell apart
        needed = set(units)
    else:
        needed = {max(units, key=lambda part: (fitted[job.cause, part], part)), *job.later}
    return PastCall(
        truck=job.truck,
        on=job.on,
        model=job.model,
        needs=tuple((part, count) for part, count in units.items() if part in needed),
        could_wait=tuple((part, count) for part, count in units.items() if part not in needed),
    )
