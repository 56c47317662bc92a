"""Hiring as people use it: two who decide at once, nonsense, a wrong button, and what a technician reads of it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_branch, a_skill, a_technician, a_user
from tests.builders.desk import a_form
from tests.builders.hiring import a_candidate, a_hire, a_line, a_path, hand_in

from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.answer_candidate import Told, answer_candidate
from steadyhand.business.learning.actions.hiring.begin_work import begin_work
from steadyhand.business.learning.actions.hiring.decide import decide
from steadyhand.business.learning.actions.watch_hiring import erase_candidate
from steadyhand.business.learning.hiring.letters import Letter
from steadyhand.business.learning.hiring.means import Way
from steadyhand.business.learning.hiring.rules import Verdict
from steadyhand.business.learning.models import (
    Candidate,
    CandidateAnswer,
    CandidateReading,
    CoachingReply,
    HiringDecision,
    PathStep,
    Scorecard,
)
from steadyhand.business.learning.queries.hired import said_when_hired
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
MODULE = {"criterion": "keeps-word", "way": Way.MODULE, "module": "keep-your-word", "with_what": "the module"}


@pytest.fixture
def ruth() -> User:
    return a_user(Role.SERVICE_MANAGER, branch=a_branch(), name="Ruth Okafor")


@pytest.fixture
def by(ruth: User) -> Actor:
    return actor_for(ruth.id)


def of(user: User | None) -> Client:
    assert user is not None
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, name: str, *args: UUID) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def a_seen_candidate(by: Actor) -> UUID:
    now = read_clock()
    candidate_id = a_candidate(by, a_branch(), by, now=now)
    hand_in(by, candidate_id, now, told_wrong=4, day_slipped=2)
    return candidate_id


def test_a_path_is_chosen_from_lists_and_counted_from_the_first_day(ruth: User, by: Actor) -> None:
    mei = a_technician(branch=a_branch(), name="Mei Tanaka")
    a_skill(mei, name="Feeding and finishing", level=4)
    candidate_id = a_seen_candidate(by)
    page = text_of(of(ruth), "hiring-decide", candidate_id)
    assert f'<option value="mentor:{mei.id}" selected>with Mei Tanaka: teaches in Feeding and finishing' in page
    assert '<option value="module:calm-the-frustrated" selected>' in page

    sent = a_form(
        verdict="path",
        why="The hands come with practice.",
        starts_on="2027-01-04",
        on_hands="on",
        means_hands=f"mentor:{mei.id}",
        words_hands="Fridays at the bench",
        weeks_hands="12",
        check_hands="Takes a fuser out and puts it back",
    )
    answer = of(ruth).post(reverse("hiring-decide", args=[candidate_id]), sent)

    assert answer.status_code == 303, answer.content.decode()
    step = PathStep.objects.get()
    assert (step.way, step.mentor_id, step.skill, step.level) == ("mentor", mei.id, "Feeding and finishing", 2)
    assert step.with_what == "with Mei Tanaka, Fridays at the bench"
    assert str(step.due_on) == "2027-03-29"
    said = text_of(of(ruth), "hiring-candidate", candidate_id)
    assert "12 weeks, by 29 March 2027" in said
    assert "The whole path takes 12 weeks: from 4 January 2027 to 29 March 2027." in said


def test_a_line_without_its_parts_is_refused_by_name_and_keeps_what_was_typed(ruth: User, by: Actor) -> None:
    candidate_id = a_seen_candidate(by)
    sent = a_form(verdict="path", why="Well spoken.", on_hands="on", means_hands="own:", check_hands="")

    answer = of(ruth).post(reverse("hiring-decide", args=[candidate_id]), sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("Say in how many weeks", "Say how it is learnt", "Say how you will both see", "Say when they begin"):
        assert said in page
    assert "Well spoken." in page
    sent |= {"means_hands": "mentor:nonsense", "weeks_hands": "9999"}
    page = of(ruth).post(reverse("hiring-decide", args=[candidate_id]), sent).content.decode()
    assert "That isn&#x27;t there any more" in page
    assert not HiringDecision.objects.exists()


def test_the_second_to_decide_reads_the_first_and_loses_nothing(by: Actor) -> None:
    howard = a_user(Role.PRINCIPAL, branch=a_branch(), name="Howard Lindqvist")
    candidate_id = a_seen_candidate(by)
    client, where = of(howard), reverse("hiring-decide", args=[candidate_id])
    client.get(where)
    decide(by=by, candidate_id=candidate_id, decided=a_path(read_clock()), now=read_clock())

    sent = a_form(verdict="no", why="Two essentials are missing, and my own words.", instead_of="")
    answer = client.post(where, sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Decided meanwhile by Ruth Okafor" in page
    assert "Two essentials are missing, and my own words." in page
    theirs = HiringDecision.objects.get()
    answer = client.post(where, sent | {"all_the_same": str(theirs.id)})
    assert answer.status_code == 303
    # A second click decides nothing more.
    assert client.post(where, sent | {"all_the_same": str(theirs.id)}).status_code == 303
    assert HiringDecision.objects.count() == 2


def test_nothing_is_decided_with_nothing_handed_in_or_after_erasing(ruth: User, by: Actor) -> None:
    now = read_clock()
    candidate_id = a_candidate(by, a_branch(), now=now)
    client = of(ruth)
    assert "Not to be decided now" in text_of(client, "hiring-decide", candidate_id)
    sent = a_form(verdict="hire", why="Because.")
    answer = client.post(reverse("hiring-decide", args=[candidate_id]), sent)
    assert "Nobody has handed a scorecard in yet" in answer.content.decode() or answer.status_code == 422

    erase_candidate(by=by, candidate_id=candidate_id, now=now)

    assert "What was known of this candidate is gone" in text_of(client, "hiring-candidate", candidate_id)
    assert "Not to be decided now" in text_of(client, "hiring-decide", candidate_id)
    gone = client.post(reverse("hiring-card", args=[candidate_id]), a_form(do="hand-in")).content.decode()
    assert "This candidate is erased" in gone
    assert f'data-draft-clear="{reverse("hiring-card", args=[candidate_id])}"' in gone
    for do in ("ask", "move", "unask", "began", "undo", "withdraw", "again", "erase", "nonsense"):
        sent = a_form(do=do, rater=str(ruth.id), technician=str(uuid4()), day="2027-01-04", at="10:00", why="x")
        answer = client.post(reverse("hiring-candidate", args=[candidate_id]), sent)
        assert answer.status_code in (303, 422, 200), (do, answer.status_code)
    assert not HiringDecision.objects.exists()


def test_nonsense_in_a_scorecard_is_named_and_the_rest_stays_typed(ruth: User, by: Actor) -> None:
    candidate_id = a_candidate(by, a_branch(), by, now=read_clock())
    sent = a_form(do="keep") | {
        "mark_told-wrong": "9",
        "note_told-wrong": "Heard it twice",
        "note_day-slipped": "x" * 10_000,
        "mark_gone": "5",
        "note_gone": "stray",
    }

    answer = of(ruth).post(reverse("hiring-card", args=[candidate_id]), sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "9 is no mark: choose 1 to 5" in page
    assert "10000 characters; 500 are the most" in page.replace(",", "")
    assert "Heard it twice" in page
    assert Scorecard.objects.get().marks == {}


def test_a_scorecard_says_before_anything_is_written_that_it_is_read(ruth: User, by: Actor) -> None:
    candidate_id = a_candidate(by, a_branch(), by, now=read_clock())

    page = text_of(of(ruth), "hiring-card", candidate_id)

    assert "If they come to work here they read what you mark and write, with your name" in page
    assert "0 of 20 assessed" in page


def test_a_rater_is_asked_for_a_day_which_is_moved_and_who_read_is_listed(ruth: User, by: Actor) -> None:
    dana = a_user(Role.DISPATCHER, branch=a_branch(), name="Dana Whitfield")
    candidate_id = a_seen_candidate(by)
    client, where = of(ruth), reverse("hiring-candidate", args=[candidate_id])
    assert "Ruth Okafor" in text_of(client, "hiring-candidate", candidate_id)
    soon = (read_clock() + timedelta(days=5)).date().isoformat()

    half = client.post(where, a_form(do="ask", rater=str(dana.id), day=soon, minutes="60"))
    assert "A day goes with a time" in half.content.decode()
    sent = a_form(do="ask", rater=str(dana.id), day=soon, at="14:00", minutes="60")
    assert client.post(where, sent).status_code == 303
    assert client.post(where, sent).status_code == 303

    card = Scorecard.objects.get(rater=dana)
    assert card.meets_at
    assert card.meets_until == card.meets_at + timedelta(minutes=60)
    moved = a_form(do="move", rater=str(dana.id), day="", at="", minutes="60")
    assert client.post(where, moved).status_code == 303
    assert Scorecard.objects.get(rater=dana).meets_at is None
    assert client.post(where, a_form(do="unask", rater=str(dana.id))).status_code == 303
    assert Scorecard.objects.count() == 1
    # Dana has seen nothing, so she may be asked; Ruth's own reading is listed.
    assert "read the scorecards (1)" in text_of(client, "hiring-candidate", candidate_id)
    assert CandidateReading.objects.get().reader_id == ruth.id


def test_who_still_owes_a_scorecard_does_not_read_what_was_decided(by: Actor) -> None:
    howard = a_user(Role.PRINCIPAL, branch=a_branch(), name="Howard Lindqvist")
    now = read_clock()
    candidate_id = a_candidate(by, a_branch(), by, actor_for(howard.id), now=now)
    hand_in(by, candidate_id, now, told_wrong=4)
    decide(by=by, candidate_id=candidate_id, decided=a_path(now), now=now)

    page = text_of(of(howard), "hiring-candidate", candidate_id)

    assert "You read it once your own scorecard is in" in page
    assert "Explains well" not in page
    # Nor do the list of candidates, the letter that follows from it, and what they were written, say it.
    assert by.user_id
    phone = CandidateAnswer.Way.PHONE
    told = Told(letter=Letter.PATH, way=phone, words="A place at the bench.", by_id=by.user_id, at=now)
    answer_candidate(by=by, candidate_id=candidate_id, told=told, now=now)
    opening_id = Candidate.objects.get().opening_id
    listed = text_of(of(howard), "hiring-opening", opening_id)
    assert "your scorecard first" in listed
    assert Verdict.PATH.label not in listed
    for name in ("hiring-candidate", "hiring-answer"):
        page = text_of(of(howard), name, candidate_id)
        assert "A place at the bench." not in page
        assert "We would like you, with a development path:" not in page
        assert "What they heard so far" not in page
        assert "Explains well" not in page
    assert "once your own scorecard is in" in page
    assert not CandidateReading.objects.filter(reader=howard).exists()

    hand_in(actor_for(howard.id), candidate_id, now, told_wrong=3)
    assert "Explains well" in text_of(of(howard), "hiring-answer", candidate_id)
    assert CandidateReading.objects.get(reader=howard).what == "decision"
    assert Verdict.PATH.label in text_of(of(howard), "hiring-opening", opening_id)


def test_a_technician_reads_their_path_and_what_was_said_and_answers_it(ruth: User, by: Actor) -> None:
    noor = a_technician(branch=a_branch(), name="Noor Haddad")
    now = read_clock()
    candidate_id = a_hire(by, a_branch(), a_line(now, **MODULE), now=now)
    began = a_form(do="began", technician=str(noor.id), began_on=str(read_clock().date()))
    where = reverse("hiring-candidate", args=[candidate_id])
    # Nobody is chosen beforehand, so nobody becomes the first of the list by a press of the button.
    assert '<option value="" selected>choose…</option>' in text_of(of(ruth), "hiring-candidate", candidate_id)
    nobody = of(ruth).post(where, a_form(do="began", technician="", began_on=str(read_clock().date())))
    assert nobody.status_code == 422
    assert "Choose which technician they have become." in nobody.content.decode()
    assert of(ruth).post(where, began).status_code == 303
    assert of(ruth).post(where, began).status_code == 303

    phone = of(noor.user)
    mine = text_of(phone, "me")
    assert "My path" in mine
    assert "Explains well; the network can be learnt." in mine
    assert "Keeps their word, and says early when it slips" in mine
    assert "On your path, there by" in text_of(phone, "learning")
    assert "On their path:" in text_of(of(ruth), "learning-team")
    said = text_of(phone, "about-me")
    assert "Said when you were hired" in said
    assert "Ruth Okafor" in said
    (card,) = said_when_hired(noor.tenant_id, noor.id)
    line = card.lines[0]
    assert (line.mark, line.criterion) == (4, "Tells the truth when it costs something")
    answer = phone.post(reverse("about-me-answer", args=[line.id]), a_form(words="I would say it shorter now."))
    assert answer.status_code == 303
    assert CoachingReply.objects.get().about_id == line.id
    assert "I would say it shorter now." in text_of(phone, "about-me")
    (taken,) = phone.get(reverse("about-me-file")).json()["when_hired"]
    assert (taken["by"], taken["lines"][0]["mark"]) == ("Ruth Okafor", 4)
    assert [each["words"] for each in taken["lines"][0]["answers"]] == ["I would say it shorter now."]
    other = a_technician(branch=a_branch(), name="Mei Tanaka")
    assert of(other.user).post(reverse("about-me-answer", args=[line.id]), a_form(words="No")).status_code == 404

    assert of(ruth).post(where, a_form(do="undo")).status_code == 303
    # Who came by mistake reads nothing of it any more, and answers nothing.
    assert phone.post(reverse("about-me-answer", args=[line.id]), a_form(words="And?")).status_code == 404

    assert Candidate.objects.get().technician_id is None
    assert "My path" not in text_of(phone, "me")
    assert "Said when you were hired" not in text_of(phone, "about-me")


def test_a_level_stands_in_the_matrix_as_being_learnt(ruth: User, by: Actor) -> None:
    noor = a_technician(branch=a_branch(), name="Noor Haddad")
    now = read_clock()
    line = a_line(now, way=Way.SKILL, skill="Networking", level=2, with_what="Networking at level 2, assisted")
    begin_work(by=by, candidate_id=a_hire(by, a_branch(), line, now=now), technician_id=noor.id, now=now)

    page = text_of(of(ruth), "coverage")

    assert "Networking to level 2, there by" in page
    assert "being learnt to level 2" in page
    assert Technician.objects.get(id=noor.id).name in page


def test_who_withdraws_is_shown_so_and_taken_up_again(ruth: User, by: Actor) -> None:
    candidate_id = a_candidate(by, a_branch(), by, now=read_clock())
    client, where = of(ruth), reverse("hiring-candidate", args=[candidate_id])

    assert client.post(where, a_form(do="withdraw", why="Nearer home")).status_code == 303

    page = text_of(client, "hiring-candidate", candidate_id)
    assert "doesn&#x27;t want the post any more" in page or "doesn't want the post any more" in page
    assert "Nearer home" in page
    assert "not needed any more" in page
    assert "Your scorecard isn" in text_of(client, "hiring-card", candidate_id)
    assert client.post(where, a_form(do="again")).status_code == 303
    assert "not needed any more" not in text_of(client, "hiring-candidate", candidate_id)
    assert "The talk" in text_of(client, "hiring-card", candidate_id)
