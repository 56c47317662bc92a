"""A link opens one thing, until it expires or is revoked; anything else is refused in the same words."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.builders import MONDAY, an_actor

from steadyhand.shared.links import LinkRefused, follow_link, make_link, revoke_links

pytestmark = pytest.mark.django_db
CALL = UUID("01890000-0000-7000-8000-000000000001")


def a_token(purpose: str = "customer-call") -> str:
    return make_link(by=an_actor(), purpose=purpose, about_id=CALL, expires_at=MONDAY + timedelta(days=30), now=MONDAY)


def test_a_link_leads_to_what_it_was_made_for() -> None:
    link = follow_link(a_token(), purpose="customer-call", now=MONDAY)

    assert link.about_id == CALL


def test_an_expired_link_is_refused() -> None:
    token = a_token()

    with pytest.raises(LinkRefused, match="no longer valid"):
        follow_link(token, purpose="customer-call", now=MONDAY + timedelta(days=30))


def test_a_revoked_link_is_refused() -> None:
    by = an_actor()
    token = make_link(by=by, purpose="customer-call", about_id=CALL, expires_at=MONDAY + timedelta(days=1), now=MONDAY)

    closed = revoke_links(tenant_id=by.tenant_id, about_id=CALL, now=MONDAY)

    assert closed == 1
    with pytest.raises(LinkRefused, match="no longer valid"):
        follow_link(token, purpose="customer-call", now=MONDAY)


def test_a_link_made_for_something_else_is_refused() -> None:
    with pytest.raises(LinkRefused):
        follow_link(a_token("invitation"), purpose="customer-call", now=MONDAY)


@pytest.mark.parametrize("forged", ["", ":", "x", CALL.hex, f"{CALL.hex}:AAAA", "Ω" * 5000])
def test_a_forged_link_is_refused(forged: str) -> None:
    with pytest.raises(LinkRefused):
        follow_link(forged, purpose="customer-call", now=MONDAY)
