"""Coverage, one's own page and a pair, as their people use them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.builders import (
    a_branch,
    a_call,
    a_certificate,
    a_customer,
    a_machine,
    a_model,
    a_site,
    a_skill,
    a_technician,
    a_user,
    a_visit,
    an_actor,
)
from tests.builders.promises import a_promise

from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.growth.models import Evidence, Ladder, Pair, RecordRead, RideDay, RoleNeed, Worksheet
from steadyhand.business.people.models import Skill, Technician
from steadyhand.business.promises.models import Promise
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
SEE_OTHER, NOT_THERE = 303, 404


@pytest.fixture
def bruno() -> Technician:
    return a_technician(branch=a_branch())


@pytest.fixture
def ruth(bruno: Technician) -> Client:
    client = Client()
    client.force_login(a_user(Role.SERVICE_MANAGER, branch=bruno.branch, name="Ruth Okafor"))
    return client


def signed_in(technician: Technician) -> Client:
    client = Client()
    assert technician.user is not None
    client.force_login(technician.user)
    return client


def sent(client: Client, address: str, **changed: Any) -> Any:
    form = client.get(address).context["form"]
    filled = {name: form[name].value() for name in form.fields} | changed
    answer = client.post(
        address, {name: value for name, value in filled.items() if value is not False and value not in (None, "")}
    )
    assert answer.status_code == SEE_OTHER, answer.context["form"].errors
    return answer


def test_what_hangs_on_one_person_is_said_with_the_way_out(ruth: Client, bruno: Technician) -> None:
    model = a_model(maker="Norvik", name="C450", family="Norvik C4")
    a_machine(site=a_site(a_customer(branch=bruno.branch)), model=model)
    a_skill(bruno, name="Norvik C4", level=3)
    a_skill(a_technician(branch=bruno.branch, name="Ada Moreno"), name="Norvik C4", level=2)
    a_certificate(bruno, expires_on=read_clock().date() + timedelta(days=9))

    page = ruth.get("/people/coverage/").content.decode()
    left = ruth.get(f"/people/coverage/?without={bruno.id}&kind=family").content.decode()

    assert "only Bruno Salas" in page
    assert "one level of Norvik C4 beside somebody who knows it: 24 h over 6 weeks, about 1,080 in all" in page
    assert "the only one" in page
    assert "nobody would be left" in left


def test_a_craft_or_a_certificate_that_hangs_on_one_is_said_with_the_way_out(ruth: Client, bruno: Technician) -> None:
    ada = a_technician(branch=bruno.branch, name="Ada Moreno")
    for who, level in ((bruno, 3), (ada, 2)):
        a_skill(who, name="Networking", level=level)
    a_certificate(bruno, vendor="Norvik", line="Colour")

    page = " ".join(ruth.get("/people/coverage/").content.decode().split())

    assert "No kind of machine hangs on one person" in page
    assert "only Bruno Salas works alone in it" in page
    assert "one level of Networking beside somebody who knows it: 24 h over 6 weeks, about 1,080 in all" in page
    assert "only Bruno Salas holds it" in page
    assert "the certificate for Norvik Colour" in page


def test_a_technician_says_and_answers_and_sees_who_read_it(ruth: Client, bruno: Technician) -> None:
    mine, line = signed_in(bruno), a_skill(bruno, name="Networking", level=1)

    sent(mine, "/me/skills/add/", name="Networking", level="3")
    sent(mine, f"/me/answer/{line.id}/", words="Ask me again after the move.")
    sent(mine, "/me/goals/", goals="Scan faults")
    theirs = ruth.get(f"/people/technicians/{bruno.id}/").content.decode()

    assert "Bruno says: independent" in theirs
    assert "Ask me again after the move." in theirs
    assert "Scan faults" in theirs
    assert RecordRead.objects.get().reader_name == "Ruth Okafor"
    assert "Ruth Okafor" in mine.get("/me/").content.decode()
    # Nobody answers a line about somebody else.
    assert mine.get(f"/me/answer/{a_skill(a_technician(name='Ada Moreno')).id}/").status_code == NOT_THERE


def test_a_pdf_beside_a_line_is_sent_to_be_kept_never_shown(ruth: Client, bruno: Technician) -> None:
    address = f"/people/technicians/{bruno.id}/evidence/{a_skill(bruno).id}/"
    key = ruth.get(address).context["form"]["form_key"].value()

    file = SimpleUploadedFile("c4.pdf", b"%PDF-1.7 a certificate", content_type="text/html")
    refused = SimpleUploadedFile("c4.html", b"<script>alert(1)</script>")
    assert ruth.post(address, {"form_key": key, "file": file}).status_code == SEE_OTHER
    other = ruth.get(address).context["form"]["form_key"].value()
    assert b"Only a photo" in ruth.post(address, {"form_key": other, "file": refused}).content

    answer = ruth.get(f"/people/evidence/{Evidence.objects.get().id}/")
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        'attachment; filename="evidence.pdf"',
    )


def test_lists_are_changed_and_go_back(ruth: Client) -> None:
    sent(ruth, "/people/posts/technician/lines/licence/", title="Drives, and parks")
    assert RoleNeed.objects.get(code="licence").title == "Drives, and parks"
    sent(ruth, "/people/posts/technician/add/", title="Sings", looks_like="In the van")
    sent(ruth, "/people/posts/technician/lines/sings/drop/")
    sent(ruth, "/people/posts/technician/restore/")
    sent(ruth, "/people/skills/meaning/?skill=Networking", rung_1="Plugs it in")
    sent(ruth, "/people/courses/add/", name="Net", skill="Networking", to_level="3", hours="8", weeks="2", fee="420.50")

    assert not RoleNeed.objects.exists()
    assert Ladder.objects.get().rungs[1] == "Plugs it in"
    assert "Plugs it in" in (page := ruth.get("/people/skills/").content.decode())
    assert "8 h over 2 weeks, fee 420" in page


def test_a_pair_goes_from_a_proposal_to_its_end(ruth: Client, bruno: Technician) -> None:
    annika = a_technician(branch=bruno.branch, name="Annika Holm")
    sent(ruth, "/people/pairs/add/", learner_id=str(annika.id), mentor_id=str(bruno.id), why="She is new")
    at = f"/people/pairs/{Pair.objects.get().id}/"

    sent(ruth, f"{at}confirm/", goal_1="Takes a C4 apart", skill_1="Norvik C4")
    sent(signed_in(annika), f"{at}week/", went_well="The rollers")
    sent(ruth, f"{at}rides/add/", on=(read_clock().date() + timedelta(days=2)).isoformat())
    assert "The rollers" in signed_in(bruno).get(at).content.decode()
    assert signed_in(a_technician(branch=bruno.branch, name="Ada Moreno")).get(at).status_code == NOT_THERE
    sent(ruth, f"{at}end/", why="She can", level_0="2")

    assert (Pair.objects.get().state, Worksheet.objects.count(), RideDay.objects.count()) == ("ended", 1, 1)
    assert Skill.objects.get(technician=annika).level == 2


def test_a_map_of_who_knows_whom_says_what_would_be_lost(ruth: Client, bruno: Technician) -> None:
    now = read_clock()
    chen, acme = (a_customer(name, branch=bruno.branch) for name in ("Chen Family Clinic", "Acme Freight"))
    ada = a_technician(branch=bruno.branch, name="Ada Moreno")
    for customer, people in ((chen, (bruno, bruno)), (acme, (bruno, ada))):
        for days, who in enumerate(people, start=10):
            call = a_call(machine=a_machine(site=a_site(customer)))
            arrived = {"arrived_at": now - timedelta(days=days), "arrived_at_how": "observed"}
            a_visit(call=call, technician=who, **arrived)
    dana = an_actor(Role.DISPATCHER)
    for state in ("kept", "kept", "missed"):
        given = a_promise(chen, by=dana, now=now, by_at=now + timedelta(days=1))
        Promise.objects.filter(id=given).update(state=state, by_at=now - timedelta(days=5))

    page = " ".join(ruth.get(f"/people/technicians/{bruno.id}/").content.decode().split())

    assert "Without Bruno nobody here would know 1 of these 2: Chen Family Clinic, 2 visits in two years." in page
    assert "2 of 3 promises kept there" in page
    assert "Ada Moreno (1)" in page
