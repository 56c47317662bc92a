"""Which plain words does a dealership have? The shipped ones as it says them, and its own."""

from dataclasses import dataclass, replace
from uuid import UUID

from steadyhand.business.conversations.models import PlainWording
from steadyhand.business.conversations.plain_words.library import Group, PlainWords, shipped

OWN = "own-"


@dataclass(frozen=True, slots=True)
class Known:
    """An entry as the dealership has it. `shipped_words`: as it was shipped; empty for one of their own."""

    entry: PlainWords
    shipped_words: str
    is_hidden: bool

    @property
    def is_own(self) -> bool:
        return not self.shipped_words

    @property
    def is_reworded(self) -> bool:
        return not self.is_own and self.entry.words != self.shipped_words


def all_plain_words(tenant_id: UUID) -> tuple[Known, ...]:
    """Return every entry, hidden ones too: their own first, then the shipped ones in order. One query."""
    rows = list(PlainWording.objects.of(tenant_id).order_by("id"))
    changed = {row.shipped: row for row in rows if row.shipped}
    own = [Known(_own(row), "", row.is_hidden) for row in rows if not row.shipped]
    return (*own, *(_as_said(entry, changed.get(entry.key)) for entry in shipped().values()))


def plain_words_offered(tenant_id: UUID) -> tuple[PlainWords, ...]:
    """Return the entries that are offered. One query."""
    return tuple(known.entry for known in all_plain_words(tenant_id) if not known.is_hidden)


def _own(row: PlainWording) -> PlainWords:
    codes = tuple(code.strip() for code in row.codes.split(",") if code.strip())
    return PlainWords(f"{OWN}{row.id.hex}", row.title, Group(row.group), row.words, codes)


def _as_said(entry: PlainWords, row: PlainWording | None) -> Known:
    if row is None:
        return Known(entry, entry.words, is_hidden=False)
    return Known(replace(entry, words=row.words or entry.words), entry.words, row.is_hidden)
