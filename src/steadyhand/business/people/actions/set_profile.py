"""The post that somebody has, or what they want to learn, is written down."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.growth.models import LONGEST_WORDS, Profile
from steadyhand.business.people.growth.shipped import shipped_posts
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def set_profile(
    *,
    by: Actor,
    technician_id: UUID,
    now: datetime,
    post: str | None = None,
    goals: str | None = None,
    opened: Mapping[str, Any] | None = None,
) -> None:
    """Write what is given; None leaves it as it is.

    Raises:
        ChangedMeanwhile: somebody else wrote it since the form was opened.
        CannotBeSo: not a technician of theirs, no such post, or more words than fit.
    """
    technician = Technician.objects.visible_to(by).select_for_update().filter(id=technician_id).first()
    if technician is None:
        raise CannotBeSo("This technician isn't at one of your branches; look at the list anew.")
    if post and post not in shipped_posts():
        raise CannotBeSo(f"There is no post “{post}”; choose one of those offered.")
    if goals is not None and len(goals) > LONGEST_WORDS:
        raise CannotBeSo(f"The goals have {len(goals)} characters; {LONGEST_WORDS} at most are kept.")
    facts = {name: value for name, value in (("post", post), ("goals", goals)) if value is not None}
    known = Profile.objects.of(by.tenant_id).filter(technician=technician).first()
    if known is not None:
        change_row(known, facts, by=by, at=now, verb="profile changed", opened=opened)
        return
    row = Profile(tenant_id=by.tenant_id, technician=technician, **facts)
    row.save(force_insert=True)
    record_change(row, by=by, at=now, verb="profile written", became=facts_of(row))
