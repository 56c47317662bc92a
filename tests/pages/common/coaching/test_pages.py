"""Coaching as people use it: a form on the phone, a week's talk, a frozen roll-out, thanks, twenty sentences."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import a_branch, a_technician, a_user, an_actor
from tests.builders.coaching import CODES, a_job, a_trained, plan_step

from steadyhand.business.dealership.actions.change_setting import change_setting
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.rollouts import Planned, freeze_rollout, plan_rollout
from steadyhand.business.learning.actions.set_coach_time import set_coach_time
from steadyhand.business.learning.actions.watch_coaching import watch_coaching
from steadyhand.business.learning.models import (
    AssessmentSheet,
    CoachingPlan,
    CoachingReply,
    CoachingStep,
    Observation,
    RideAlong,
    Rollout,
)
from steadyhand.business.learning.self_assessment.rules import closes_on, quarter_of, questions
from steadyhand.business.learning.settings import TEAM_ONLY
from steadyhand.business.people.growth.pages import reads_of
from steadyhand.business.people.models import Technician
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> User:
    return a_user(Role.SERVICE_MANAGER, name="Ruth Okafor")


@pytest.fixture
def bruno() -> Technician:
    return a_technician(branch=a_branch())


def signed_in(user: User | None) -> Client:
    assert user is not None
    client = Client()
    client.force_login(user)
    return client


def a_filled_form(job_id: object, **different: str) -> dict[str, str]:
    ticks = {f"b-{code}": answer for code, answer in zip(CODES, ("seen", "not_seen", "no_chance"), strict=True)}
    return {
        "form_key": str(uuid4()),
        "job": str(job_id),
        "goal": "Say the time first",
        "took_over": "no",
        "keep": "The range",
        "change": "Ring earlier",
        **ticks,
        **different,
    }


def test_a_ride_along_sent_twice_and_late_is_kept_once_with_its_moment(ruth: User, bruno: Technician) -> None:
    job = a_job(bruno, at=read_clock() - timedelta(hours=3))
    form = a_filled_form(job.id)
    phone = signed_in(ruth)
    kept = {"X-Kept-By": str(ruth.id), "X-Kept-Age": str(2 * 60 * 60 * 1000), "X-Kept-Late": "1"}

    answers = [phone.post(f"/ride-along/{bruno.id}/", form, headers=kept) for _ in range(2)]

    assert [answer.json()["is"] for answer in answers] == ["done", "done"]
    ride = RideAlong.objects.get()
    assert (ride.happened_at_how, Observation.objects.count()) == ("entered", 3)
    assert read_clock() - ride.happened_at > timedelta(minutes=119)


def test_a_form_that_says_too_little_comes_back_with_all_that_was_typed(ruth: User, bruno: Technician) -> None:
    job = a_job(bruno, at=read_clock() - timedelta(hours=3))
    form = a_filled_form(job.id) | {f"b-{CODES[0]}": ""}

    answer = signed_in(ruth).post(f"/ride-along/{bruno.id}/", form)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "2 behaviours answered: answer 3 to 6" in text
    assert "Ring earlier" in text


def test_a_week_s_talk_is_written_down_on_its_page(ruth: User, bruno: Technician) -> None:
    by, now = actor_for(ruth.id), read_clock()
    set_coach_time(by=by, minutes={ruth.id: 300}, now=now)
    plan = a_trained(by, bruno, now=now - timedelta(days=4))[0]
    watch_coaching(by.tenant_id, now=now)
    step = CoachingStep.objects.filter(plan=plan, sort="talk", followup_id__isnull=False).first()
    assert step is not None
    desk = signed_in(ruth)
    assert "Write it down" in desk.get("/coaching/").content.decode()

    refused = desk.post(f"/coaching/steps/{step.id}/", {"form_key": str(uuid4()), "agreed": " "})
    desk.post(f"/coaching/steps/{step.id}/", {"form_key": str(uuid4()), "agreed": "The time first"})

    assert refused.status_code == 422
    assert CoachingStep.objects.get(id=step.id).agreed == "The time first"
    assert "The time first" in signed_in(bruno.user).get("/about-me/").content.decode()


def test_a_manager_s_look_is_written_down_and_the_technician_answers_and_signs(ruth: User, bruno: Technician) -> None:
    job = a_job(bruno, at=read_clock() - timedelta(hours=3))
    signed_in(ruth).post(f"/ride-along/{bruno.id}/", a_filled_form(job.id))
    ride = RideAlong.objects.get()

    signed_in(ruth).get(f"/technicians/{bruno.id}/said/")
    phone = signed_in(bruno.user)
    phone.post(f"/about-me/{ride.id}/answer/", {"words": "I rang from the car."})
    phone.post(f"/about-me/{ride.id}/sign/")

    assert [(read.reader, read.what) for read in reads_of(bruno.tenant_id, bruno.id)] == [
        ("Ruth Okafor", "what was said about them")
    ]
    assert CoachingReply.objects.get().words == "I rang from the car."
    text = phone.get("/about-me/").content.decode()
    assert "Signed by both" in text
    assert "I rang from the car." in signed_in(ruth).get(f"/technicians/{bruno.id}/said/").content.decode()


def test_own_words_on_a_job_are_kept_from_its_page(bruno: Technician) -> None:
    job = a_job(bruno, at=read_clock())
    phone = signed_in(bruno.user)
    assert phone.get(f"/visits/{job.id}/tried/").headers["X-Keep-Today"]

    phone.post(f"/visits/{job.id}/tried/", {"form_key": str(uuid4()), f"b-{CODES[0]}": "seen", "note": ""})

    assert Observation.objects.get().source == "self"


def test_a_training_opens_plans_and_says_what_gives_way(ruth: User, bruno: Technician) -> None:
    desk = signed_in(ruth)
    form = {
        "form_key": str(uuid4()),
        "title": "Keep your word",
        "ended_on": read_clock().date().isoformat(),
        "technicians": [str(bruno.id)],
        "behaviours": list(CODES),
    }

    page = desk.post("/coaching/trained/", form, follow=True)

    text = page.content.decode()
    assert CoachingPlan.objects.get().title == "Keep your word"
    assert "8 of 8 talks and 3 of 3 ride-alongs give way" in text
    assert "Nobody has said yet" in text


def test_a_roll_out_is_planned_frozen_and_read(ruth: User) -> None:
    people = [a_technician(branch=a_branch(), name=f"Technician {each}") for each in range(4)]
    desk = signed_in(ruth)
    form = {
        "form_key": str(uuid4()),
        "title": "Keep your word",
        "behaviours": [CODES[0]],
        "technicians": [str(each.id) for each in people],
        "starts_on": (read_clock().date() + timedelta(days=7)).isoformat(),
        "baseline_weeks": "4",
        "waves": "2",
        "weeks_a_wave": "4",
    }

    planned = desk.post("/adoption/plan/", form)
    page = planned["Location"]
    assert "Nothing is drawn yet" in desk.get(page).content.decode()
    desk.post(page, {"do": "freeze"})

    text = desk.get(page).content.decode()
    assert Rollout.objects.get().frozen_by == "Ruth Okafor"
    assert "6 orders are possible: too few to tell" in " ".join(text.split())
    assert "Not for pay" in desk.get("/adoption/").content.decode()


def test_twenty_sentences_are_handed_in_once_without_a_name(bruno: Technician) -> None:
    phone = signed_in(bruno.user)
    today = read_clock().date()
    if today >= closes_on(quarter_of(today)):
        # The last two weeks of a quarter take no answers.
        assert phone.get("/programme/")["Location"] == "/programme/seen/"
        return
    assert "My day leaves me the minutes" in phone.get("/programme/").content.decode()

    answers = {each.key: "4" for each in questions()}
    phone.post("/programme/", {"form_key": str(uuid4()), **answers})

    assert AssessmentSheet.objects.get().side == "drives"
    assert phone.get("/programme/")["Location"] == "/programme/seen/"
    text = phone.get("/programme/seen/").content.decode()
    assert "Technicians: 1" in text
    assert "Nothing can be shown yet" in text
    # Closing is for who leads.
    assert phone.post("/programme/close/").status_code == 403
    assert "Close it" not in text


def test_a_card_is_put_off_from_today_s_page(ruth: User, bruno: Technician) -> None:
    by, now = actor_for(ruth.id), read_clock()
    set_coach_time(by=by, minutes={ruth.id: 300}, now=now)
    plan = a_trained(by, bruno, now=now - timedelta(days=4))[0]
    watch_coaching(by.tenant_id, now=now)
    desk = signed_in(ruth)
    assert "Follow up: Bruno Salas" in desk.get("/today/").content.decode()

    due = CoachingStep.objects.filter(plan=plan, standing="planned", followup_id__isnull=False)
    for step in due:
        desk.post("/today/put-off/", {"key": f"follow-up:{step.id.hex}", "do": "later"})

    assert "Follow up" not in desk.get("/today/").content.decode()
    assert plan_step(plan)


def test_an_answer_stands_beside_what_is_due_for_who_leads_only(ruth: User, bruno: Technician) -> None:
    by, now = actor_for(ruth.id), read_clock()
    lead = a_user(Role.TECHNICIAN, name="Mei Tanaka")
    set_coach_time(by=by, minutes={ruth.id: 300, lead.id: 300}, now=now)
    plan = a_trained(by, bruno, now=now - timedelta(days=4))[0]
    signed_in(ruth).post(f"/ride-along/{bruno.id}/", a_filled_form(a_job(bruno, at=now - timedelta(hours=3)).id))
    answer = {"words": "I rang from the car."}
    signed_in(bruno.user).post(f"/about-me/{RideAlong.objects.get().id}/answer/", answer)
    watch_coaching(by.tenant_id, now=now)
    assert "I rang from the car." in signed_in(ruth).get("/coaching/").content.decode()

    due = CoachingStep.objects.filter(plan=plan, standing="planned", followup_id__isnull=False)
    assert due.update(coach_id=lead.id)

    text = signed_in(lead).get("/coaching/mine/").content.decode()
    assert "Bruno Salas" in text
    assert "I rang from the car." not in text


def test_how_alike_two_see_begins_empty_and_names_what_is_read_differently(ruth: User, bruno: Technician) -> None:
    desk = signed_in(ruth)
    assert "No visit was watched by two yet" in desk.get("/adoption/agreement/").content.decode()
    lead = a_user(Role.TECHNICIAN, name="Mei Tanaka")
    set_coach_time(by=actor_for(ruth.id), minutes={lead.id: 120}, now=read_clock())
    job = a_job(bruno, at=read_clock() - timedelta(hours=2))
    desk.post(f"/ride-along/{bruno.id}/", a_filled_form(job.id))
    second = signed_in(lead)
    form = second.get(f"/ride-along/{bruno.id}/").content.decode()
    # It asks what the first was asked, and tells nothing of the answers.
    assert all(f'name="b-{code}"' in form for code in CODES)
    assert " checked" not in form.split('name="b-')[1]
    second.post(f"/ride-along/{bruno.id}/", a_filled_form(job.id, **{f"b-{CODES[0]}": "not_seen"}))

    text = " ".join(desk.get("/adoption/agreement/").content.decode().split())

    assert RideAlong.objects.count() == 2
    assert "2 of 3 answers were the same" in text
    assert "too few to tell" in text
    assert "Mei Tanaka not seen, Ruth Okafor seen" in text


def test_noise_is_reckoned_for_any_team_and_drawn_anew(ruth: User) -> None:
    desk = signed_in(ruth)

    usual = " ".join(desk.get("/adoption/noise/").content.decode().split())
    other = " ".join(desk.get("/adoption/noise/?people=4&share=50&jobs=200&month=2").content.decode().split())
    wrong = desk.get("/adoption/noise/?people=1").content.decode()

    assert "typically has 65 %, the first 95 %: 80 % is the truth for both" in usual
    assert "In 66 of 100 months somebody has less than 70 %" in usual
    assert other.count("<tr>") == 5
    assert "of 200" in other
    assert "greater than or equal to 2" in wrong


def test_where_only_the_team_may_be_shown_nobody_stands_by_name(ruth: User, bruno: Technician) -> None:
    job = a_job(bruno, at=read_clock() - timedelta(hours=2))
    desk = signed_in(ruth)
    desk.post(f"/ride-along/{bruno.id}/", a_filled_form(job.id))
    assert "Bruno Salas" in desk.get("/adoption/").content.decode()
    assert "How often there was a chance" in desk.get(f"/technicians/{bruno.id}/said/").content.decode()

    joan = an_actor(Role.ADMINISTRATOR, name="Joan")
    change_setting(by=joan, key=TEAM_ONLY.key, value=1, now=read_clock())

    text = desk.get("/adoption/").content.decode()
    assert "Bruno Salas" not in text
    assert "seen by a manager 1 of 1" in text
    assert "How often there was a chance" not in desk.get(f"/technicians/{bruno.id}/said/").content.decode()
    assert "How often there was a chance" in signed_in(bruno.user).get("/about-me/").content.decode()


def test_a_technician_takes_all_of_it_along_and_the_principal_erases_it(ruth: User, bruno: Technician) -> None:
    job = a_job(bruno, at=read_clock() - timedelta(hours=2))
    signed_in(ruth).post(f"/ride-along/{bruno.id}/", a_filled_form(job.id))

    answer = signed_in(bruno.user).get("/about-me/file/")
    assert answer["Content-Disposition"] == 'attachment; filename="said-about-me.json"'
    (ride,) = answer.json()["ride_alongs"]
    assert (ride["observer"], ride["change"], len(ride["lines"])) == ("Ruth Okafor", "Ring earlier", 3)
    page = f"/technicians/{bruno.id}/said/erase/"
    assert signed_in(ruth).get(page).status_code == 403
    howard = signed_in(a_user(Role.PRINCIPAL, name="Howard Lind"))
    assert howard.post(page, {"form_key": str(uuid4()), "because": ""}).status_code == 422
    howard.post(page, {"form_key": str(uuid4()), "because": "He asked for it"})
    assert not RideAlong.objects.exists()


def test_a_wave_is_put_off_from_the_roll_out_s_page(ruth: User) -> None:
    people = [a_technician(branch=a_branch(), name=f"Technician {number}") for number in range(4)]
    by, now = actor_for(ruth.id), read_clock()
    planned = Planned(
        title="Keep your word",
        module="keep-your-word",
        behaviours=CODES[:1],
        technicians=[each.id for each in people],
        starts_on=(now + timedelta(days=8)).date(),
        baseline_weeks=2,
        waves=2,
        weeks_a_wave=2,
    )
    rollout_id = plan_rollout(by=by, planned=planned, now=now)
    freeze_rollout(by=by, rollout_id=rollout_id, now=now)
    desk, page = signed_in(ruth), f"/adoption/{rollout_id}/"
    late = {"do": "later", "wave": "2", "trained_on": (now + timedelta(days=70)).date().isoformat()}

    refused = desk.post(page, {"form_key": str(uuid4()), **late, "because": ""})
    assert (refused.status_code, "Say why it begins later" in refused.content.decode()) == (422, True)
    desk.post(page, {"form_key": str(uuid4()), **late, "because": "the trainer is ill"})

    assert "later because the trainer is ill (Ruth Okafor)" in " ".join(desk.get(page).content.decode().split())
