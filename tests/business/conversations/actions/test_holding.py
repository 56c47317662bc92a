"""What the record contradicts waits for a manager, for a quarter of an hour, and nothing waits with it."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.builders.kept import row_of
from tests.builders.promises import DAY, NOW, Clinic, a_clinic

from steadyhand.business.conversations.actions.correct_held import correct_held
from steadyhand.business.conversations.actions.hold_statement import Contradicted, Held, hold_statement
from steadyhand.business.conversations.actions.let_go_held import let_go_held
from steadyhand.business.conversations.actions.release_held import release_held
from steadyhand.business.conversations.actions.say import say
from steadyhand.business.conversations.actions.withdraw_held import withdraw_held
from steadyhand.business.conversations.holding import LET_GO
from steadyhand.business.conversations.models import HeldMessage, Statement
from steadyhand.business.conversations.queries.customers_words import words_instead
from steadyhand.business.conversations.queries.held import counted, waiting_messages
from steadyhand.business.conversations.rules import CannotSay, Direction
from steadyhand.business.conversations.saying import Saying
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.models import Job, OutgoingMessage

pytestmark = pytest.mark.django_db
WORDS = "Somebody is with you on Tuesday before noon."
QUARTER = timedelta(minutes=15)


def held(clinic: Clinic, **facts: object) -> Held:
    """Return a letter of Bruno's that the record contradicts."""
    said = {
        "direction": Direction.TO_THEM,
        "channel": Channel.EMAIL,
        "words": WORDS,
        "subject": "Your Norvik",
        "address": "grace@chen.example",
        "call_id": clinic.call.id,
    } | facts
    because = [Contradicted("on Tuesday before noon", "Thursday before noon", "promised by Dana")]
    return hold_statement(by=clinic.house.by("Bruno"), saying=Saying(**said), because=because, now=NOW)  # type: ignore[arg-type]


def state_of(statement_id: UUID) -> str:
    return Statement.objects.get(id=statement_id).state


def sent() -> list[str]:
    return list(OutgoingMessage.objects.filter(recipient="grace@chen.example").values_list("body", flat=True))


def test_the_manager_has_it_at_once_and_nothing_leaves() -> None:
    clinic = a_clinic()

    it = held(clinic)

    row = row_of(it.followup_id)
    assert (row.kind, clinic.house.name_of(row.owner_id), it.lets_go_at) == ("held_message", "Ruth", NOW + QUARTER)
    assert state_of(it.statement_id) == "held"
    assert sent() == []
    (line,) = waiting_messages(clinic.house.by("Ruth"))
    assert line.because == "“on Tuesday before noon”: the record says Thursday before noon (promised by Dana)."
    assert Job.objects.get(kind=LET_GO).due_at == NOW + QUARTER


def test_a_manager_releases_it_with_a_reason() -> None:
    clinic = a_clinic()
    it = held(clinic)

    release_held(by=clinic.house.by("Ruth"), held_id=it.held_id, why="I moved it, the board is behind", now=NOW)

    assert (state_of(it.statement_id), sent()) == ("released", [WORDS])
    assert row_of(it.followup_id).outcome == "released"
    assert not Job.objects.filter(kind=LET_GO, state="open").exists()
    assert not let_go_held(tenant_id=clinic.call.tenant_id, held_id=it.held_id, now=NOW + QUARTER)


@pytest.mark.parametrize(
    ("who", "why", "said"), [("Dana", "I know", "Only a service manager"), ("Ruth", " ", "Write why")]
)
def test_nobody_else_does_and_never_without_a_reason(who: str, why: str, said: str) -> None:
    clinic = a_clinic()
    it = held(clinic)

    with pytest.raises(CannotSay, match=said):
        release_held(by=clinic.house.by(who), held_id=it.held_id, why=why, now=NOW)
    assert sent() == []


def test_whoever_wrote_it_may_put_it_right() -> None:
    clinic = a_clinic()
    it = held(clinic)

    new = correct_held(by=clinic.house.by("Bruno"), held_id=it.held_id, words="Thursday before noon.", now=NOW)

    assert (state_of(it.statement_id), state_of(new), sent()) == ("replaced", "said", ["Thursday before noon."])
    assert Statement.objects.get(id=new).stands_in_for_id == it.statement_id
    with pytest.raises(CannotSay, match="corrected, then sent"):
        release_held(by=clinic.house.by("Ruth"), held_id=it.held_id, why="Late", now=NOW)


def test_after_a_quarter_of_an_hour_safe_words_go() -> None:
    clinic = a_clinic()
    it = held(clinic)
    tenant_id = clinic.call.tenant_id

    assert not let_go_held(tenant_id=tenant_id, held_id=it.held_id, now=NOW + QUARTER - timedelta(seconds=1))
    assert let_go_held(tenant_id=tenant_id, held_id=it.held_id, now=NOW + QUARTER)

    (words,) = sent()
    assert words.startswith("Hello Grace Chen, this is Lakeside Office Machines. There is news")
    assert "Tuesday" not in words
    assert row_of(it.followup_id).outcome == "safe_text"
    found = counted(clinic.house.by("Ruth"), since=NOW, until=NOW + DAY)
    assert (found.waiting, found.ended) == (0, {"safe_text": 1})
    assert not let_go_held(tenant_id=tenant_id, held_id=it.held_id, now=NOW + 2 * QUARTER)


def test_what_is_taken_back_is_never_sent() -> None:
    clinic = a_clinic()
    it = held(clinic)

    withdraw_held(by=clinic.house.by("Bruno"), held_id=it.held_id, why="They rang", now=NOW)

    assert (state_of(it.statement_id), sent(), HeldMessage.objects.get().how) == ("withdrawn", [], "withdrawn")


def test_what_was_said_already_can_not_be_held() -> None:
    with pytest.raises(CannotSay, match="has said already"):
        held(a_clinic(), channel=Channel.PHONE)


def test_words_on_a_page_wait_behind_safe_ones() -> None:
    clinic = a_clinic()
    visit = clinic.visit()
    held(clinic, channel=Channel.PAGE, visit_id=visit.id, address="")

    assert words_instead(clinic.call.tenant_id, clinic.call.id)[visit.id].startswith("Hello Grace Chen")
    correct = HeldMessage.objects.get()
    correct_held(by=clinic.house.by("Ruth"), held_id=correct.id, words="On Thursday before noon.", now=NOW)
    assert words_instead(clinic.call.tenant_id, clinic.call.id) == {visit.id: "On Thursday before noon."}


def test_words_against_a_promise_wait_by_themselves() -> None:
    clinic = a_clinic()
    clinic.gives()
    saying = Saying(
        direction=Direction.TO_THEM,
        channel=Channel.PAGE,
        words="Our technician will be there Tuesday by noon.",
        call_id=clinic.call.id,
    )

    tight = say(by=clinic.house.by("Bruno"), saying=saying, now=NOW)
    right = Saying(
        direction=Direction.TO_THEM,
        channel=Channel.PAGE,
        words="Our technician will be there Thursday by noon.",
        call_id=clinic.call.id,
    )

    assert tight.is_held
    assert not say(by=clinic.house.by("Bruno"), saying=right, now=NOW).is_held
