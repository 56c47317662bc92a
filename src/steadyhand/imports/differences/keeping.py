"""The differences of a run become rows when it lands: each once, however often the ERP repeats itself."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from steadyhand.imports.differences.sifting import FoundDifference, Sifting
from steadyhand.imports.models import Difference

WHO = "the ERP"
CHUNK = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class News:
    """What is to be written: differences nobody has seen yet, known ones that say something else, settled ones."""

    new: list[Difference]
    changed: list[Difference]
    settled: list[UUID]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.settled)

    @property
    def to_decide(self) -> int:
        return sum(each.sort != Difference.Sort.OURS for each in (*self.new, *self.changed))


def news_of(sifting: Sifting, *, now: datetime) -> News:
    """Return what the run has found that isn't written down yet."""
    new, changed = [], []
    for some in _chunks(sifting.found):
        known = {
            (row.row_id, row.field): row
            for row in Difference.objects.of(sifting.tenant_id).filter(row_id__in=[each.row_id for each in some])
        }
        for each in some:
            row = known.get((each.row_id, each.field))
            if row is None:
                new.append(Difference(tenant_id=sifting.tenant_id, found_at=now, **asdict(each)))
            elif not _says_the_same(row, each):
                for name, value in asdict(each).items():
                    setattr(row, name, value)
                row.state, row.found_at, row.decided_by, row.decided_at = Difference.State.OPEN, now, "", None
                changed.append(row)
    return News(new, changed, sifting.settled)


def write(news: News, *, tenant_id: UUID, now: datetime) -> None:
    """Write it down, in the caller's transaction."""
    Difference.objects.bulk_create(news.new, batch_size=CHUNK)
    names = [field.attname for field in Difference._meta.concrete_fields if field.attname not in ("id", "tenant_id")]
    Difference.objects.bulk_update(news.changed, names, batch_size=CHUNK)
    for some in _chunks(news.settled):
        Difference.objects.of(tenant_id).filter(id__in=some, state=Difference.State.OPEN).update(
            state=Difference.State.SETTLED, decided_by=WHO, decided_at=now
        )


def _says_the_same(row: Difference, found: FoundDifference) -> bool:
    """Tell whether it is known and open, or decided: ours kept once is kept until the ERP says another thing."""
    if row.state == Difference.State.OPEN:
        return (row.theirs, row.ours, row.sort) == (found.theirs, found.ours, found.sort)
    return row.state == Difference.State.KEPT and row.theirs == found.theirs


def _chunks(found: list[T]) -> Iterable[list[T]]:
    for start in range(0, len(found), CHUNK):
        yield found[start : start + CHUNK]
