"""Plain words: everybody finds them, and whoever runs the house says them its own way."""

from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import a_branch
from tests.builders.desk import signed_in

from steadyhand.business.conversations.models import PlainWording
from steadyhand.business.conversations.plain_words.library import shipped
from steadyhand.business.conversations.queries.plain_words import all_plain_words, plain_words_offered
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db
KEY = "rollers-worn"
OURS = "The rollers were smooth; new ones are in."


def save(client: Client, address: str, **filled: str) -> int:
    return client.post(address, {"form_key": str(uuid4()), **filled}).status_code


def opened(client: Client, address: str) -> str:
    """Return what the form says that it was opened with."""
    return str(client.get(address).context["form"]["opened"].value())


def test_everybody_finds_by_any_word_and_only_managers_may_change() -> None:
    page = signed_in(Role.TECHNICIAN).get("/words/plain/?words=roller").content.decode()

    assert shipped()[KEY].words in page
    assert "They are angry" not in page
    assert "Change" not in page
    assert "Change: Pickup rollers worn" in signed_in(Role.SERVICE_MANAGER).get("/words/plain/").content.decode()
    assert signed_in(Role.TECHNICIAN).get(f"/words/plain/{KEY}/").status_code == 403
    assert signed_in(Role.SERVICE_MANAGER).get("/words/plain/no-such-words/").status_code == 404


def test_the_small_search_begins_with_what_calms_somebody() -> None:
    technician = signed_in(Role.TECHNICIAN)

    assert "They are angry" in technician.get("/words/plain/found/").content.decode()
    assert "Nothing about “xyzzy”" in technician.get("/words/plain/found/?words=xyzzy").content.decode()
    found = technician.get("/words/plain/found/?words=rollers+worn").content.decode()
    assert shipped()[KEY].words in found
    assert 'aria-label="Put it in: Pickup rollers worn"' in found


def test_an_entry_is_said_another_way_and_put_back_as_it_was_shipped() -> None:
    branch = a_branch()
    ruth, address = signed_in(Role.SERVICE_MANAGER, branch=branch), f"/words/plain/{KEY}/"

    assert save(ruth, address, words=OURS, opened=opened(ruth, address)) == 303

    known = next(each for each in all_plain_words(branch.tenant_id) if each.entry.key == KEY)
    assert (known.entry.words, known.is_reworded, known.entry.codes) == (OURS, True, shipped()[KEY].codes)
    assert f"As it was shipped: “{shipped()[KEY].words}”" in ruth.get(address).content.decode()
    assert save(ruth, address, words="", opened=opened(ruth, address)) == 303
    assert next(each for each in all_plain_words(branch.tenant_id) if each.entry.key == KEY).is_reworded is False


def test_what_isnt_offered_is_found_by_nobody_who_writes() -> None:
    branch = a_branch()
    ruth, address = signed_in(Role.SERVICE_MANAGER, branch=branch), f"/words/plain/{KEY}/"

    save(ruth, address, words=shipped()[KEY].words, is_hidden="on", opened=opened(ruth, address))

    assert KEY not in {entry.key for entry in plain_words_offered(branch.tenant_id)}
    assert "not offered" in ruth.get("/words/plain/?words=pickup+rollers").content.decode()
    assert shipped()[KEY].words not in signed_in(Role.TECHNICIAN, branch=branch).get("/words/plain/").content.decode()


def test_one_of_their_own_stands_first_and_is_changed_in_place() -> None:
    branch = a_branch()
    ruth = signed_in(Role.SERVICE_MANAGER, branch=branch)
    own = {"title": "Damp cellar", "group": "paper", "codes": "DAMP, 17-B", "words": "The paper had drawn damp."}

    assert save(ruth, "/words/plain/new/", **own) == 303

    entry = plain_words_offered(branch.tenant_id)[0]
    assert (entry.title, entry.codes, entry.words) == ("Damp cellar", ("DAMP", "17-B"), "The paper had drawn damp.")
    address = f"/words/plain/{entry.key}/"
    changed = own | {"words": "The paper was damp.", "opened": opened(ruth, address)}
    assert save(ruth, address, **changed) == 303
    assert PlainWording.objects.get().words == "The paper was damp."
    # Somebody who had it open before sees both.
    assert save(ruth, address, **(changed | {"words": "Damp."})) == 409
    assert save(ruth, "/words/plain/new/", **(own | {"words": " "})) == 422


def test_another_dealerships_words_are_its_own() -> None:
    branch = a_branch()
    save(signed_in(Role.SERVICE_MANAGER, branch=branch), "/words/plain/new/", title="T", group="paper", words="W")

    assert [each for each in all_plain_words(uuid4()) if each.is_own] == []
