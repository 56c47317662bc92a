"""A manager's day has three cards at most, thanks go to who went without for longest, and answers have no name."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.builders import (
    MONDAY,
    a_branch,
    a_certificate,
    a_customer,
    a_machine,
    a_skill,
    a_technician,
    an_actor,
)
from tests.builders.coaching import a_manager, a_trained

from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.learning.actions.self_assess import CannotAssess, close_views, self_assess
from steadyhand.business.learning.actions.thank import CannotThank, bring_cards_back, put_card_off, read_thanks, thank
from steadyhand.business.learning.actions.watch_coaching import watch_coaching
from steadyhand.business.learning.models import AssessmentReceipt, AssessmentSheet
from steadyhand.business.learning.queries.cards import cards_for, key_of, not_wanted, thanks_for
from steadyhand.business.learning.queries.self_assessment import has_answered, quarter_at
from steadyhand.business.learning.recognition import Deed, ToThank, first_to_thank
from steadyhand.business.learning.self_assessment.rules import Side, questions
from steadyhand.business.needs.actions.note_need import Seen, note_need
from steadyhand.business.needs.rules import Leave, Sort
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def themselves(technician: Technician) -> Actor:
    assert technician.user_id
    return actor_for(technician.user_id)


def a_need_of(technician: Technician) -> UUID:
    seen = Seen(customer_id=a_customer().id, sort=Sort.SUPPLIES, leave=Leave.PASSED)
    return note_need(by=themselves(technician), seen=seen, now=MONDAY)


def test_a_quiet_day_has_no_card() -> None:
    assert cards_for(a_manager(), now=MONDAY).how_many == 0


def test_one_to_follow_up_one_gap_and_one_to_thank_and_never_more() -> None:
    ruth, bruno, mei = a_manager(), a_technician(), a_technician(name="Mei Tanaka")
    a_trained(ruth, bruno, mei)
    watch_coaching(ruth.tenant_id, now=MONDAY)
    for days in (10, 20):
        a_certificate(bruno, line=f"line {days}", expires_on=MONDAY.date() + days * DAY)
    need_id = a_need_of(mei)
    a_need_of(bruno)

    cards = cards_for(ruth, now=MONDAY + DAY)

    assert cards.how_many == 3
    assert cards.gap is not None
    assert cards.gap.what == "Norvik line 10"
    assert cards.thank is not None
    thank(by=ruth, about_id=cards.thank.about_id, to_id=cards.thank.user_id, words="Thank you", now=MONDAY + DAY)
    then = cards_for(ruth, now=MONDAY + DAY).thank
    assert then is not None
    assert {cards.thank.name, then.name} == {"Bruno Salas", "Mei Tanaka"}
    assert need_id in (cards.thank.about_id, then.about_id)


def test_without_a_certificate_that_runs_out_the_gap_is_what_hangs_on_one_person() -> None:
    ruth, bruno = a_manager(), a_technician()
    a_technician(name="Mei Tanaka")
    a_machine()
    a_skill(bruno, name="Norvik C4", level=3)

    gap = cards_for(ruth, now=MONDAY).gap

    assert gap is not None
    assert (gap.who, gap.what, gap.customers, gap.is_cover) == ("Bruno Salas", "Norvik C4", 1, True)


def test_what_is_put_off_is_back_on_its_day_and_what_isn_t_useful_never() -> None:
    ruth, bruno = a_manager(), a_technician()
    held = [a_certificate(bruno, line=f"line {days}", expires_on=MONDAY.date() + days * DAY) for days in (10, 20)]
    put_card_off(by=ruth, key=key_of("gap", held[0].id), until_on=MONDAY.date() + DAY, now=MONDAY)
    put_card_off(by=ruth, key=key_of("gap", held[1].id), until_on=None, now=MONDAY)

    today, tomorrow = (cards_for(ruth, now=MONDAY + days * DAY).gap for days in (0, 1))

    assert today is None
    assert tomorrow is not None
    assert tomorrow.id == held[0].id
    assert (not_wanted(ruth), bring_cards_back(by=ruth), not_wanted(ruth)) == (1, 1, 0)
    put_card_off(by=ruth, key=key_of("gap", held[0].id), until_on=None, now=MONDAY + DAY)
    again = cards_for(ruth, now=MONDAY + DAY).gap
    assert again is not None
    assert again.id == held[1].id


def test_thanks_are_read_once_by_whom_they_are_for() -> None:
    ruth, bruno = a_manager(), a_technician()
    about_id = a_need_of(bruno)
    assert bruno.user_id
    thank(by=ruth, about_id=about_id, to_id=bruno.user_id, words="Well seen.", now=MONDAY)

    ((key, who, _, words, _),) = thanks_for(themselves(bruno))
    assert (who, words) == ("Ruth Okafor", "Well seen.")
    assert not read_thanks(by=ruth, thanks_id=key, now=MONDAY)
    assert read_thanks(by=themselves(bruno), thanks_id=key, now=MONDAY)
    assert thanks_for(themselves(bruno)) == ()
    with pytest.raises(CannotThank, match="has just thanked"):
        thank(by=ruth, about_id=about_id, to_id=bruno.user_id, words="Again", now=MONDAY)


def test_nobody_is_thanked_twice_while_another_waits() -> None:
    deeds = [
        ToThank(
            Deed.NEED, UUID(int=each), UUID(int=100 + each % 2), f"P{each % 2}", UUID(int=9), "", MONDAY + each * DAY
        )
        for each in range(4)
    ]

    first = first_to_thank(deeds, {UUID(int=101): MONDAY})

    assert first is not None
    assert (first.name, first.about_id) == ("P0", UUID(int=2))


def test_answers_have_no_name_and_are_given_once_a_quarter() -> None:
    bruno = themselves(a_technician())
    answers = {each.key: 4 for each in questions()}

    self_assess(by=bruno, answers=answers, now=MONDAY)

    assert AssessmentReceipt.objects.get().user_id == bruno.user_id
    assert {field.name for field in AssessmentSheet._meta.fields} == {
        "id", "tenant_id", "branch", "quarter_on", "side", "answers"
    }  # fmt: skip
    assert has_answered(bruno, date(2026, 1, 1))
    quarter = quarter_at(bruno, date(2026, 1, 1), today=date(2026, 3, 17))
    assert quarter.answered[Side.DRIVES] == 1
    assert quarter.findings[0].seen[Side.DRIVES].mean is None
    with pytest.raises(CannotAssess, match="have answered this quarter"):
        self_assess(by=bruno, answers=answers, now=MONDAY + DAY)


def test_nothing_is_shown_while_answers_are_taken_and_nothing_taken_once_it_is_shown() -> None:
    """Or the sixth answer would be the difference between the mean of five and that of six."""
    ruth, quarter_on = a_manager(), date(2026, 1, 1)
    answers = {each.key: 4 for each in questions()}
    for number in range(5):
        with pytest.raises(CannotAssess, match=f"{number} technician"):
            close_views(by=ruth, now=MONDAY)
        self_assess(by=themselves(a_technician(name=f"Technician {number}")), answers=answers, now=MONDAY)
    before = quarter_at(ruth, quarter_on, today=MONDAY.date())
    assert (before.findings, before.answered[Side.DRIVES]) == ((), 5)

    close_views(by=ruth, now=MONDAY)

    after = quarter_at(ruth, quarter_on, today=MONDAY.date())
    assert after.findings[0].seen[Side.DRIVES].mean == 4
    with pytest.raises(CannotAssess, match="taken from 1 April on"):
        self_assess(by=themselves(a_technician(name="The sixth")), answers=answers, now=MONDAY)
    with pytest.raises(CannotAssess, match="closed already"):
        close_views(by=ruth, now=MONDAY)


def test_from_its_day_on_a_quarter_is_closed_by_itself() -> None:
    bruno = themselves(a_technician())
    with pytest.raises(CannotAssess, match="closed and shown"):
        self_assess(by=bruno, answers={each.key: 4 for each in questions()}, now=MONDAY + 8 * DAY)


def test_whoever_reads_one_branch_reads_the_whole_dealership_s_answers() -> None:
    """A branch's answers taken from the whole would leave the few of another branch."""
    columbus, dayton = a_branch("COL"), a_branch("DAY")
    answers = {each.key: 4 for each in questions()}
    for branch in (columbus, dayton):
        for number in range(3):
            person = a_technician(branch=branch, name=f"{branch.code} {number}")
            self_assess(by=themselves(person), answers=answers, now=MONDAY)
    readers = (an_actor(Role.SERVICE_MANAGER, branch=dayton), an_actor(Role.PRINCIPAL))

    means = [quarter_at(by, date(2026, 1, 1), today=date(2026, 3, 17)).findings[0].seen[Side.DRIVES] for by in readers]

    assert means[0] == means[1]
    assert means[0].answered == 6


def test_halfway_through_a_quarter_somebody_who_leads_is_reminded_once() -> None:
    ruth = a_manager()
    a_trained(ruth, a_technician())
    watch_coaching(ruth.tenant_id, now=MONDAY - 30 * DAY)
    assert not FollowUp.objects.filter(kind="coaching").exists()

    for days in (0, 1):
        watch_coaching(ruth.tenant_id, now=MONDAY + days * DAY)

    assert FollowUp.objects.get(kind="coaching").title == "How we see it, quarter 1 of 2026"


def test_too_few_answers_say_too_little() -> None:
    answers = {each.key: 4 for each in questions()[:9]}

    with pytest.raises(CannotAssess, match="answer 10 at least"):
        self_assess(by=themselves(a_technician()), answers=answers, now=MONDAY)
