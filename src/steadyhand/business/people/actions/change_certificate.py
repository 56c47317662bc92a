"""A certificate was written down wrongly. One that is renewed is added, and the old one stays."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.actions.add_certificate import reckoned
from steadyhand.business.people.described import CannotBeSo, DescribedCertificate
from steadyhand.business.people.models import Certification
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row


@transaction.atomic
def change_certificate(
    *,
    by: Actor,
    certificate_id: UUID,
    facts: DescribedCertificate,
    now: datetime,
    why: str = "",
    opened: Mapping[str, Any] | None = None,
) -> None:
    """Write what is different.

    Raises:
        ChangedMeanwhile: it isn't any more what it was when its form was opened.
        CannotBeSo: not a certificate of their technicians, or it would expire before it was got.
    """
    rows = Certification.objects.visible_to(by).select_for_update(of=("self",))
    row = rows.filter(id=certificate_id).first()
    if row is None:
        raise CannotBeSo("This certificate isn't of a technician at your branches; look at the list anew.")
    change_row(row, asdict(reckoned(facts)), by=by, at=now, verb="certificate changed", why=why, opened=opened)
