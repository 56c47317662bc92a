"""One tap ends e-mails: by a person on the page, by a mail program without one; looking changes nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.builders import a_contact

from steadyhand.business.customers.models import Contact
from steadyhand.flows.word.opt_out import keep_opt_out_link, opt_out_token, revoke_opt_out_links
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db


def an_address(contact: Contact) -> str:
    by, now = the_system(contact.tenant_id, "the test"), read_clock()
    keep_opt_out_link(by=by, contact_id=contact.id, now=now)
    return f"/no-more-email/{opt_out_token(contact.tenant_id, contact.id, now=now)}/"


def grace() -> Contact:
    return a_contact(email="grace@chen.example", has_agreed_to_email=True)


def test_looking_changes_nothing_and_a_tap_ends_it() -> None:
    contact = grace()
    address = an_address(contact)
    client = Client(enforce_csrf_checks=True)

    looked = client.get(address)

    assert "No more e-mails about your calls?" in looked.content.decode()
    assert looked["Cache-Control"] == "private, no-store"
    assert Contact.objects.get(id=contact.id).has_agreed_to_email
    tapped = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert "No more e-mails come to grace@chen.example" in tapped.content.decode()
    assert not Contact.objects.get(id=contact.id).has_agreed_to_email
    assert client.post(address).status_code == 200


def test_a_link_that_was_taken_back_or_made_up_opens_nothing() -> None:
    contact = grace()
    address = an_address(contact)
    by = the_system(contact.tenant_id, "the test")

    assert revoke_opt_out_links(by=by, contact_id=contact.id, now=read_clock()) == 1

    for each in (address, "/no-more-email/made-up/"):
        assert Client().post(each).status_code == 404
    assert Contact.objects.get(id=contact.id).has_agreed_to_email


def test_one_link_serves_until_it_runs_out_soon() -> None:
    contact, now = grace(), read_clock()
    by = the_system(contact.tenant_id, "the test")
    first = keep_opt_out_link(by=by, contact_id=contact.id, now=now)

    assert keep_opt_out_link(by=by, contact_id=contact.id, now=now + timedelta(days=300)) == first
    assert keep_opt_out_link(by=by, contact_id=contact.id, now=now + timedelta(days=310)) != first
