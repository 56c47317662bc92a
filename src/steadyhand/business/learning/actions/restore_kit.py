"""A post's kit goes back to what ships, or to what an earlier version said. That is a version more: none is lost."""

from datetime import datetime

from django.db import transaction

from steadyhand.business.learning.hiring.shipped import shipped_contents
from steadyhand.business.learning.keeping_kits import check_same, keep_version, kit_to_change
from steadyhand.business.learning.queries.kits import version_called
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor


@transaction.atomic
def restore_kit(*, by: Actor, post: str, number: int, opened: int, why: str, now: datetime) -> int:
    """Go back to version `number` (0: what ships, now and in later releases) and return the number of the new one.

    Raises:
        CannotHire: they may not, no such version, no reason, or the kit was changed since version `opened`.
    """
    was = kit_to_change(by, post)
    check_same(was, opened)
    if number == 0:
        contents = shipped_contents(post)
        return keep_version(by=by, was=was, contents=contents, why=why, now=now, is_shipped=True)
    found = version_called(by.tenant_id, post, number)
    if found is None:
        raise CannotHire(f"This kit has no version {number}: choose one of those listed.")
    return keep_version(by=by, was=was, contents=found.contents, why=why, now=now, is_shipped=found.is_shipped)
