"""What did they mean? Finds rows by the beginning of any word under which they are known.

Words are kept in normal form (words/) behind the letter of their shelf, in one table whose primary key is the
search index: a prefix is one range of it, on SQLite and PostgreSQL alike. Measured in docs/benchmarks.md
(`make bench-lookup`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, Exists, OuterRef, Q, QuerySet

from steadyhand.shared.models import Batch, FindingKey
from steadyhand.shared.words import Kind, TypedWords, lookup_words, typed_words

# Just above any character that a key can hold, so that [word, word + LAST) is "begins with word". Both databases must
# compare keys byte by byte for this: SQLite does, PostgreSQL by the column's collation "C" (migration 0002).
LAST = "\U0010ffff"
# With the shelf's letter, a colon and LAST a bound still fits the column's 64 characters.
LONGEST = 60
# Kinds that nobody tells apart while typing share a shelf: one range to look through instead of three.
SHELVES: Mapping[Kind, str] = {"serial": "i", "asset": "i", "number": "i", "phone": "p", "name": "w", "street": "w"}
# A word with more keys than this says too little to start from; counting further would cost more than it saves.
COUNTED = 2_000
# Several keys of one row can be hit (its name and its phone), so more are read than asked for.
KEYS_A_ROW = 4

# A word may be met by any of its forms (a serial, a phone, a name); a way of reading what was typed needs every word.
Forms = tuple[str, ...]
Way = tuple[Forms, ...]
Statement = tuple[str, list[Any]]
# Stands in a query for the form it is sent with. No form is like it: each has a shelf's letter and a colon.
ANY_FORM = "?"


@dataclass(frozen=True, slots=True)
class Found:
    """A row somebody may have meant. `kind` is the letter its part chose."""

    kind: str
    id: UUID
    # How directly it was hit: 0 when a whole word matched, 1 when only its beginning did.
    distance: int


def finding_key(kind: Kind, word: str) -> str:
    """Return the stored form of one word of a kind: `w:chen`."""
    return f"{SHELVES[kind]}:{word[:LONGEST]}"


def finding_keys(texts: Iterable[tuple[Kind, str]], *, country: str = "US") -> list[str]:
    """Return the keys of texts given as (kind, text), each key once; empty texts have none.

    Raises:
        UnknownCountry: there is a phone among them, and `country` is no two-letter code.
    """
    keys = [finding_key(kind, word) for kind, text in texts for word in lookup_words(kind, text, country=country)]
    return list(dict.fromkeys(keys))


def remember(*, tenant_id: UUID, target_kind: str, target_id: UUID, home_id: UUID, keys: Iterable[str]) -> None:
    """Make a row findable under exactly these keys; older ones of the same row are forgotten.

    `home_id` is what it belongs to, its own id if to nothing.
    """
    keys = set(keys)
    old = FindingKey.objects.filter(tenant_id=tenant_id, target_id=target_id)
    known = dict(old.values_list("key", "home_id"))
    if known.keys() - keys:
        old.filter(key__in=known.keys() - keys).delete()
    if any(home != home_id for home in known.values()):
        old.update(home_id=home_id)
    FindingKey.objects.bulk_create(
        [
            FindingKey(tenant_id=tenant_id, key=key, target_id=target_id, target_kind=target_kind, home_id=home_id)
            for key in sorted(keys - known.keys())
        ],
        ignore_conflicts=True,
    )


def ways_to_read(typed: str, *, country: str) -> list[Way]:
    """Return what the typed text may stand for: nobody says whether it is a name, a phone or a serial number.

    Raises:
        UnknownCountry: `country` is no two-letter code.
    """
    readings = typed_words(typed, country=country)
    single = tuple(
        form for reading in readings if len(reading.words) == 1 for form in _forms(reading.words[0], reading)
    )
    whole = [(_distinct(single),)] if single else []
    spoken = {reading.kind: reading for reading in readings if len(reading.words) > 1}
    names, streets = spoken.get("name"), spoken.get("street")
    if names and streets and len(names.words) == len(streets.words):
        # Word by word a name or a street, so that a site is found by its name and its house number together.
        both = zip(names.words, streets.words, strict=True)
        return [*whole, tuple(_distinct((*_forms(name, names), *_forms(street, streets))) for name, street in both)]
    apart = [reading for reading in (names, streets) if reading]
    return [*whole, *(tuple(_forms(word, reading) for word in reading.words) for reading in apart)]


def find(
    *, tenant_id: UUID, typed: str, country: str = "US", most: int = 20, seen_by: Case | None = None
) -> list[Found]:
    """Return rows that have a key for every word typed, whole words before beginnings. At most two queries.

    `seen_by` narrows the keys to rows that the asker may see; it is asked of each key until enough are found.

    Raises:
        UnknownCountry: `country` is no two-letter code.
    """
    ways = ways_to_read(typed, country=country)
    if not ways:
        return []
    counts = _counts(tenant_id, sorted({form for way in ways if len(way) > 1 for forms in way for form in forms}))
    landed = ~Q(batch_id__in=Batch.objects.filter(landed_at__isnull=True).values("id")) | Q(batch_id__isnull=True)
    searches: list[Statement] = []
    for way in ways:
        # Start from the rarest word: of "medical zurich" the one that leaves fewest to check.
        rarest, *others = sorted(way, key=lambda forms: sum(counts.get(form, 0) for form in forms))
        hits = _beginning(tenant_id, ANY_FORM).filter(landed)
        for forms in others:
            hits = hits.filter(Exists(_beginning(tenant_id, *forms).filter(target_id=OuterRef("target_id"))))
        hits = hits if seen_by is None else hits.filter(seen_by)
        # In the order of the index whole words come first, so the limit cuts off beginnings.
        ordered = hits.order_by("key", "target_id").values_list("key", "target_kind", "target_id")
        searches += _for_each(rarest, ordered[: most * KEYS_A_ROW])
    whole_words = {form for way in ways for forms in way for form in forms}
    found: dict[UUID, Found] = {}
    for key, target_kind, target_id in _all_of(searches):
        hit = Found(target_kind, UUID(str(target_id)), 0 if key in whole_words else 1)
        if hit.id not in found or hit.distance < found[hit.id].distance:
            found[hit.id] = hit
    return sorted(found.values(), key=lambda hit: hit.distance)[:most]


def _forms(word: Sequence[str], reading: TypedWords) -> Forms:
    return tuple(finding_key(reading.kind, prefix) for prefix in word)


def _distinct(forms: Sequence[str]) -> Forms:
    """Leave out forms whose range lies inside another's."""
    once = tuple(dict.fromkeys(forms))
    return tuple(form for form in once if not any(form != other and form.startswith(other) for other in once))


def _beginning(tenant_id: UUID, *forms: str) -> QuerySet[FindingKey]:
    either = Q()
    for form in forms:
        either |= Q(key__gte=form, key__lt=form + LAST)
    return FindingKey.objects.filter(either, tenant_id=tenant_id).order_by()


def _counts(tenant_id: UUID, forms: Sequence[str]) -> dict[str, int]:
    """Count the keys of each form up to a bound: enough to rank, cheap enough to do while somebody types."""
    if not forms:
        return {}
    bounded = _for_each(forms, _beginning(tenant_id, ANY_FORM).values_list("key")[:COUNTED])
    counted = _all_of(bounded, wrapped="SELECT COUNT(*) FROM ({}) AS one_range")
    return {form: count for form, (count,) in zip(forms, counted, strict=True)}


def _for_each(forms: Sequence[str], query: QuerySet[Any, Any]) -> list[Statement]:
    """Return a query made for ANY_FORM as one statement for each form.

    The ORM takes milliseconds to put such a query into SQL, longer than the database to answer it; so it does it once.
    """
    sql, values = query.query.get_compiler(connection=connection).as_sql()
    return [
        (sql, [{ANY_FORM: form, ANY_FORM + LAST: form + LAST}.get(value, value) for value in values]) for form in forms
    ]


def _all_of(statements: Sequence[Statement], *, wrapped: str = "SELECT * FROM ({}) AS one_range") -> list[Any]:
    """Send several bounded queries as one.

    Each range keeps its own order and limit that way. Joined by OR they would be one long list that both databases
    first read to its end; and SQLite knows LIMIT inside UNION only when each part is wrapped, which the ORM can't.
    """
    together = " UNION ALL ".join(wrapped.format(sql) for sql, _ in statements)
    with connection.cursor() as cursor:
        cursor.execute(together, [value for _, values in statements for value in values])
        return list(cursor.fetchall())
