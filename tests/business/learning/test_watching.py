"""A certificate that runs out is somebody's, once, until another one holds longer."""

from datetime import date, timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_certificate, a_technician, a_user

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.models import FollowUp, FollowUpEvent
from steadyhand.business.learning.watching import watch_certificates
from steadyhand.business.people.models import Certification, Technician

pytestmark = pytest.mark.django_db
SOON, LATER = date(2026, 4, 20), date(2027, 4, 20)


@pytest.fixture
def bruno() -> Technician:
    branch = a_branch()
    a_user(Role.SERVICE_MANAGER, branch=branch, name="Ruth")
    return a_technician(branch=branch)


def watched(technician: Technician) -> int:
    return watch_certificates(technician.tenant_id, now=MONDAY)


def test_it_is_opened_once_and_says_until_when(bruno: Technician) -> None:
    a_certificate(bruno, expires_on=SOON)

    assert (watched(bruno), watched(bruno)) == (1, 0)
    it = FollowUp.objects.get()
    assert (it.kind, it.owner.name) == ("certificate", "Ruth")
    assert it.title == f"{bruno.name}: Norvik C series holds until 20 April 2026"


def test_what_holds_for_long_or_was_renewed_or_is_a_leaver_s_opens_nothing(bruno: Technician) -> None:
    a_certificate(bruno, expires_on=SOON)
    a_certificate(bruno, expires_on=LATER)
    left = a_technician(branch=bruno.branch, left_on=MONDAY.date() - timedelta(days=1))
    a_certificate(left, expires_on=SOON)

    assert watched(bruno) == 0


def test_renewed_it_ends_by_itself(bruno: Technician) -> None:
    a_certificate(bruno, expires_on=SOON)
    watched(bruno)
    a_certificate(bruno, expires_on=LATER)

    assert watched(bruno) == 1
    assert FollowUp.objects.get().outcome == "renewed"


def test_a_corrected_day_ends_it_too(bruno: Technician) -> None:
    row = a_certificate(bruno, expires_on=SOON)
    watched(bruno)
    Certification.objects.filter(id=row.id).update(expires_on=LATER)

    assert watched(bruno) == 1


def test_one_follow_up_moves_on_and_none_is_opened_beside_it(bruno: Technician) -> None:
    a_certificate(bruno, expires_on=SOON, grace_days=10)

    told = [
        watch_certificates(bruno.tenant_id, now=MONDAY + timedelta(days=days)) for days in (0, 1, 2, 3, 25, 26, 100)
    ]

    # To be renewed by 10 April, 32 days ahead: it is opened within 60, then reminds 30 and 7 days before.
    assert told == [1, 0, 1, 0, 1, 0, 0]
    events = FollowUpEvent.objects.filter(followup=FollowUp.objects.get(), kind="reminded").order_by("number")
    assert [event.words.split(" to renew")[0] for event in events] == ["30 days are left", "7 days are left"]
