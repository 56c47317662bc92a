"""Somebody says how they see the programme this quarter; their name and their answers are kept apart."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.dealership.queries import own_branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.models import AssessmentClosing, AssessmentReceipt, AssessmentSheet
from steadyhand.business.learning.queries.self_assessment import closed
from steadyhand.business.learning.self_assessment.rules import (
    FEWEST,
    SCALE,
    Side,
    next_quarter,
    quarter_of,
    quarter_said,
    questions,
)
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

FEWEST_ANSWERED = 10


class CannotAssess(Exception):
    """It can't be kept like this; the message says what to do."""


def side_of(by: Actor) -> Side:
    """Return as which side somebody answers: whoever leads as that, whatever else they do."""
    if by.is_one_of(Role.SERVICE_MANAGER, Role.PRINCIPAL):
        return Side.LEADS
    return Side.DRIVES if by.is_one_of(Role.TECHNICIAN) else Side.OFFICE


@transaction.atomic
def self_assess(*, by: Actor, answers: Mapping[str, int | None], now: datetime) -> None:
    """Keep one sheet without a name, and a receipt without answers. None in `answers`: I can't say.

    Nothing goes into the history: it would join the two again.

    Raises:
        CannotAssess: answered already this quarter, too little answered, or something that is no answer.
    """
    branch_id = own_branch(by)
    if by.user_id is None or branch_id is None:
        raise CannotAssess("Only somebody who works at a branch answers: sign in first.")
    known = {each.key for each in questions()}
    if not set(answers) <= known or any(value is not None and value not in SCALE for value in answers.values()):
        raise CannotAssess("One of the answers is none of those offered: open the page anew.")
    said = {key: value for key, value in answers.items() if value is not None}
    if len(said) < FEWEST_ANSWERED:
        raise CannotAssess(
            f"{len(said)} of {len(known)} answered: answer {FEWEST_ANSWERED} at least, the rest may be left."
        )
    quarter_on = quarter_of(today_at(by.tenant_id, now))
    if closed(by.tenant_id, quarter_on, today=today_at(by.tenant_id, now)):
        raise CannotAssess(
            f"The answers of {quarter_said(quarter_on)} are closed and shown; the next are taken from "
            f"{_day(next_quarter(quarter_on))} on."
        )
    of = {"branch_id": branch_id, "side": side_of(by)}
    # Two tabs may send at once: the receipt is there once, and so is the sheet.
    _, is_first = AssessmentReceipt.objects.get_or_create(
        tenant_id=by.tenant_id, user_id=by.user_id, quarter_on=quarter_on, defaults=of
    )
    if not is_first:
        raise CannotAssess("You have answered this quarter; answers have no name, so they can't be changed.")
    AssessmentSheet.objects.create(
        tenant_id=by.tenant_id, quarter_on=quarter_on, answers={key: said.get(key) for key in sorted(known)}, **of
    )


@transaction.atomic
def close_views(*, by: Actor, now: datetime) -> None:
    """Close this quarter's answers before their day, so that they are shown; nobody adds to them afterwards.

    Raises:
        CannotAssess: closed already, or so few technicians have answered that nothing could be shown.
    """
    today = today_at(by.tenant_id, now)
    quarter_on = quarter_of(today)
    if closed(by.tenant_id, quarter_on, today=today):
        raise CannotAssess(f"The answers of {quarter_said(quarter_on)} are closed already.")
    sheets = AssessmentSheet.objects.of(by.tenant_id).filter(quarter_on=quarter_on, side=Side.DRIVES)
    if (many := sheets.count()) < FEWEST:
        raise CannotAssess(
            f"{many} technician{'' if many == 1 else 's'} answered so far: from {FEWEST} on they can be shown. Ask the "
            "others first."
        )
    row, is_first = AssessmentClosing.objects.get_or_create(
        tenant_id=by.tenant_id, quarter_on=quarter_on, defaults={"closed_at": now, "closed_by": by.name}
    )
    if not is_first:
        raise CannotAssess(f"Somebody has just closed the answers of {quarter_said(quarter_on)}.")
    record_change(row, by=by, at=now, verb="views closed", became={"quarter_on": quarter_on.isoformat()})


def _day(on: date) -> str:
    return f"{on.day} {on:%B}"
