"""How is a kit changed? A version more, never one less, and nobody writes over somebody unseen."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.business.learning.hiring.contents import Contents, contents_from, plain
from steadyhand.business.learning.hiring.editing import changed_by_others
from steadyhand.business.learning.hiring.reading import MOST_QUESTIONS, MOST_SAMPLES
from steadyhand.business.learning.models import KitVersion
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.queries.kits import KitNow, kit_now
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import ChangedMeanwhile, Theirs
from steadyhand.shared.history import record_change

LONGEST_WHY = 300
# Who wrote a field stands among the newest versions.
RECENT = 50
FactsOf = Callable[[Contents], Mapping[str, Any] | None]


def kit_to_change(by: Actor, post: str) -> KitNow:
    """Return a post's kit for somebody who may change it.

    Raises:
        CannotHire: they may not, or there is no such post.
    """
    if by.user_id is None or not by.is_one_of(*LEADS):
        raise CannotHire("Kits are changed by service managers and principals: ask one of them.")
    found = kit_now(by.tenant_id, post)
    if found is None:
        raise CannotHire(f"There is no post “{post}”: choose one of those under Hiring, Interview kits.")
    return found


def check_same(was: KitNow, opened: int) -> None:
    """Refuse what was decided before an older version.

    Raises:
        CannotHire: somebody has saved a newer one since.
    """
    if was.number != opened:
        raise CannotHire(
            f"{was.by} has changed this kit since you opened it. Look at it as it is now, then do it again."
        )


@transaction.atomic
def keep_version(
    *, by: Actor, was: KitNow, contents: Contents, why: str, now: datetime, is_shipped: bool = False
) -> int:
    """Keep contents as the newest version and return its number; the same as they were is no version.

    Raises:
        CannotHire: no reason, more than a kit can hold, or somebody saved at the same moment.
    """
    if contents == was.contents and (not is_shipped or not was.is_own):
        return was.number
    if not why.strip():
        raise CannotHire("Say in a word why, for whoever reads the versions later.")
    if len(contents.questions) > MOST_QUESTIONS or len(contents.samples) > MOST_SAMPLES:
        raise CannotHire(f"A kit holds {MOST_QUESTIONS} questions and {MOST_SAMPLES} samples: take one out first.")
    assert by.user_id is not None  # noqa: S101  # whoever may change it is somebody
    row = KitVersion(
        tenant_id=by.tenant_id,
        post=was.post.key,
        number=was.number + 1,
        content=plain(contents),
        is_shipped=is_shipped,
        why=why.strip()[:LONGEST_WHY],
        by_id=by.user_id,
        at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as taken:
        # The number is theirs: whoever read the version before it must see what came between.
        raise CannotHire(
            "Somebody has saved this kit at the same moment. Save again: what you typed is here."
        ) from taken
    record_change(row, by=by, at=now, verb="interview kit changed", why=row.why, became={"version": row.number})
    return row.number


def check_unchanged(
    by: Actor, was: KitNow, *, facts_of: FactsOf, opened: Mapping[str, Any], mine: Mapping[str, Any]
) -> None:
    """Refuse to write over what somebody else wrote into the same question or sample since it was opened.

    Raises:
        ChangedMeanwhile: some fields are others now; each with who wrote it.
    """
    now = facts_of(was.contents) or {}
    names = changed_by_others(opened, now, mine)
    if names:
        versions = _recent(by.tenant_id, was.post.key)
        theirs = tuple(_theirs(name, now.get(name, ""), facts_of, versions) for name in names)
        raise ChangedMeanwhile(theirs)


def _recent(tenant_id: UUID, post: str) -> list[tuple[Contents, str, datetime]]:
    rows = KitVersion.objects.of(tenant_id).filter(post=post).select_related("by").order_by("-number")[:RECENT]
    return [(contents_from(row.content), row.by.name, row.at) for row in rows]


def _theirs(name: str, value: Any, facts_of: FactsOf, versions: list[tuple[Contents, str, datetime]]) -> Theirs:
    """Return a field with who wrote it: the oldest of the newest versions that say it like this."""
    who, at = "", None
    for contents, by, saved_at in versions:
        if (facts_of(contents) or {}).get(name, "") != value:
            break
        who, at = by, saved_at
    return Theirs(name, value, who, at)
