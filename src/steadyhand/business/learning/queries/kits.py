"""What is asked for each post today, what was asked before, and which openings ask something older?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.learning.hiring.changes import Change, changed
from steadyhand.business.learning.hiring.contents import Contents, compose, contents_from, strays, unasked
from steadyhand.business.learning.hiring.kit import Item, Kit, kit_from
from steadyhand.business.learning.hiring.shipped import shipped_contents
from steadyhand.business.learning.models import KitVersion, Opening, Scorecard
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.people.growth.needs import Post, posts_of
from steadyhand.business.people.growth.shipped import Need
from steadyhand.shared.actor import Actor

# So many versions a page shows, newest first.
MOST = 100


@dataclass(frozen=True, slots=True)
class KitNow:
    """A post with what is asked for it today.

    `number` is 0 and `by` empty where nothing was ever changed; `is_own`: it isn't what ships.
    """

    post: Post
    contents: Contents
    number: int
    is_own: bool
    by: str
    at: datetime | None

    @property
    def kit(self) -> Kit:
        return compose(self.post.key, self.post.title, self.post.needs, self.contents, number=self.number)

    @property
    def unasked(self) -> tuple[Need, ...]:
        """Return the needs of the post that nothing asks for."""
        return unasked(self.post.needs, self.contents)

    @property
    def strays(self) -> tuple[Item, ...]:
        """Return what asks for something that isn't in the post's list."""
        return strays(self.post.needs, self.contents)


@dataclass(frozen=True, slots=True)
class Version:
    """A kit as it was saved once; number 0 is what ships. `changes`: against the version before."""

    number: int
    contents: Contents
    is_shipped: bool
    why: str
    by: str
    at: datetime | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class KitOfOpening:
    """What an opening asks beside what would be asked today. `newer` None: the same.

    `has_begun`: a scorecard of it has a mark or a note, so it stays as it is.
    """

    kit: Kit
    newer: Kit | None
    has_begun: bool
    changes: tuple[Change, ...]


def kits_now(tenant_id: UUID) -> tuple[KitNow, ...]:
    """Return each post with what is asked for it today. Two queries."""
    newest: dict[str, KitVersion] = {}
    # Few a post and year; each post's highest number comes last and stays.
    for row in KitVersion.objects.of(tenant_id).select_related("by").order_by("post", "number"):
        newest[row.post] = row
    return tuple(_now(post, newest.get(post.key)) for post in posts_of(tenant_id))


def kit_now(tenant_id: UUID, post: str) -> KitNow | None:
    """Return what is asked for one post today; None for a post that there isn't. Two queries."""
    found = next((each for each in posts_of(tenant_id) if each.key == post), None)
    if found is None:
        return None
    rows = KitVersion.objects.of(tenant_id).filter(post=post).select_related("by")
    return _now(found, rows.order_by("-number").first())


def kit_for(tenant_id: UUID, post: str) -> Kit | None:
    """Return a post's needs with what asks for them, as a new opening keeps it; None where there is no such post."""
    found = kit_now(tenant_id, post)
    return found.kit if found else None


def _now(post: Post, row: KitVersion | None) -> KitNow:
    ships = shipped_contents(post.key)
    if row is None:
        return KitNow(post, ships, 0, is_own=False, by="", at=None)
    contents = ships if row.is_shipped else contents_from(row.content)
    return KitNow(post, contents, row.number, is_own=contents != ships, by=row.by.name, at=row.at)


def versions_of(tenant_id: UUID, post: str) -> tuple[Version, ...]:
    """Return the versions of a post's kit with what each changed, newest first; what ships is the last. One query."""
    rows = list(KitVersion.objects.of(tenant_id).filter(post=post).select_related("by").order_by("-number")[: MOST + 1])
    ships = shipped_contents(post)
    contents = [contents_from(row.content) for row in rows]
    found = [
        Version(row.number, said, row.is_shipped, row.why, row.by.name, row.at, changed(before, said))
        for row, said, before in zip(rows, contents, [*contents, ships][1:], strict=True)
    ]
    if len(rows) > MOST:
        return tuple(found[:MOST])
    return (*found, Version(0, ships, True, "", "", None, ()))


def version_called(tenant_id: UUID, post: str, number: int) -> Version | None:
    """Return one version of a post's kit, or None. Two queries."""
    ships = shipped_contents(post)
    if number == 0:
        return Version(0, ships, True, "", "", None, ())
    rows = KitVersion.objects.of(tenant_id).filter(post=post)
    row = rows.filter(number=number).select_related("by").first()
    if row is None:
        return None
    before = rows.filter(number__lt=number).order_by("-number").values_list("content", flat=True).first()
    said = contents_from(row.content)
    changes = changed(contents_from(before) if before else ships, said)
    return Version(row.number, said, row.is_shipped, row.why, row.by.name, row.at, changes)


def unasked_of(tenant_id: UUID, post: Post) -> frozenset[str]:
    """Return the codes of a post's needs that nothing asks for. One query."""
    rows = KitVersion.objects.of(tenant_id).filter(post=post.key).select_related("by")
    return frozenset(need.code for need in _now(post, rows.order_by("-number").first()).unasked)


def kit_of_opening(by: Actor, opening_id: UUID) -> KitOfOpening | None:
    """Return what an opening at a branch that the actor leads asks, beside what would be asked today. Four queries."""
    row = Opening.objects.visible_to(by.within(LEADS)).filter(id=opening_id).first()
    if row is None:
        return None
    kit, today = kit_from(row.kit, "kit"), kit_for(by.tenant_id, row.post)
    if today is None or today == kit:
        return KitOfOpening(kit, None, has_begun=False, changes=())
    return KitOfOpening(kit, today, has_begun(by, opening_id), changed(_contents(kit), _contents(today)))


def has_begun(by: Actor, opening_id: UUID) -> bool:
    """Tell whether a scorecard of an opening says anything: from then on all are asked the same. One query."""
    cards = Scorecard.objects.of(by.tenant_id).filter(candidate__opening_id=opening_id)
    return any(
        handed_in or notes or any(mark is not None for mark in marks.values())
        for marks, notes, handed_in in cards.values_list("marks", "notes", "handed_in_at")
    )


def _contents(kit: Kit) -> Contents:
    return Contents(kit.about, kit.questions, kit.samples)
