"""What did they mean? Finds rows by the beginning of any word under which they are known.

Words are kept in normal form (words.py) behind a letter for their kind, in one table whose primary key is
the search index: a prefix is one range of it, on SQLite and PostgreSQL alike. Measured in
docs/benchmarks.md (`make bench-lookup`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from steadyhand.shared.models import Batch, FindingKey
from steadyhand.shared.words import Kind, lookup_words

# Just above any character that a key can hold, so that [word, word + LAST) is "begins with word".
LAST = "\U0010ffff"
LONGEST = 60
# Kinds that nobody tells apart while typing share a shelf: one range to look through instead of three.
SHELVES: Mapping[Kind, str] = {"serial": "i", "asset": "i", "number": "i", "phone": "p", "name": "w", "street": "w"}
# A word that begins more keys than this says too little to start from.
COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    """A row somebody may have meant. `kind` is the letter its part chose."""

    kind: str
    id: UUID
    # How directly it was hit: 0 when a whole word matched, 1 when only its beginning did.
    distance: int


def finding_key(kind: Kind, word: str) -> str:
    """Return the stored form of one word of a kind (words.Kind): `w:chen`."""
    return f"{SHELVES[kind]}:{word[:LONGEST]}"


def finding_keys(texts: Iterable[tuple[Kind, str]], *, country: str = "US") -> list[str]:
    """Return the keys of texts given as (kind, text), each key once; empty texts have none.

    Raises:
        UnknownCountry: there is a phone among them, and `country` is no two-letter code.
    """
    keys = [finding_key(kind, word) for kind, text in texts for word in lookup_words(kind, text, country=country)]
    return list(dict.fromkeys(keys))


def remember(
    *, tenant_id: UUID, target_kind: str, target_id: UUID, keys: Iterable[str], batch_id: UUID | None = None
) -> None:
    """Make a row findable under exactly these keys; older ones of the same row are forgotten."""
    keys = set(keys)
    old = FindingKey.objects.filter(tenant_id=tenant_id, target_id=target_id)
    known = set(old.values_list("key", flat=True))
    old.filter(key__in=known - keys).delete()
    FindingKey.objects.bulk_create(
        [
            FindingKey(tenant_id=tenant_id, key=key, target_id=target_id, target_kind=target_kind, batch_id=batch_id)
            for key in sorted(keys - known)
        ],
        ignore_conflicts=True,
    )


def find(*, tenant_id: UUID, words: Sequence[Sequence[str]], most: int = 20) -> list[Found]:
    """Return rows that have, for every word, a key beginning with one of its possible forms.

    Each word comes as the list of keys it could stand for (`["n:321", "p:321", "s:321"]`), because nobody
    says whether they typed a name or a phone number. Whole words come before beginnings.
    """
    words = [forms for forms in words if forms]
    if not words:
        return []
    # Start from the rarest word: of "medical zurich" the one that leaves fewest to check.
    ranked = sorted(words, key=lambda forms: _count(tenant_id, forms))
    rarest, others = ranked[0], ranked[1:]
    hits = FindingKey.objects.filter(_begins_with(rarest), tenant_id=tenant_id)
    hits = hits.exclude(batch_id__in=Batch.objects.filter(landed_at__isnull=True).values("id"))
    for forms in others:
        same_target = FindingKey.objects.filter(
            _begins_with(forms), tenant_id=tenant_id, target_id=OuterRef("target_id")
        )
        hits = hits.filter(Exists(same_target))
    found: dict[UUID, Found] = {}
    # Several keys of one row can hit, so more are read than asked for; in key order whole words come first.
    for key, target_kind, target_id in hits.order_by("key").values_list("key", "target_kind", "target_id")[: most * 6]:
        distance = 0 if key in rarest else 1
        if target_id not in found or distance < found[target_id].distance:
            found[target_id] = Found(target_kind, target_id, distance)
    return sorted(found.values(), key=lambda hit: hit.distance)[:most]


def _begins_with(forms: Sequence[str]) -> Q:
    either = Q()
    for form in forms:
        either |= Q(key__gte=form, key__lt=form + LAST)
    return either


def _count(tenant_id: UUID, forms: Sequence[str]) -> int:
    """Count up to a bound: enough to rank, cheap enough to do while somebody types."""
    keys = FindingKey.objects.filter(_begins_with(forms), tenant_id=tenant_id).order_by()
    return len(keys.values_list("key", flat=True)[:COUNTED])
