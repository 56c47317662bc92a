"""Told before they would notice, in a way they agreed to; kept as it was said; and another time agreed on at once."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY
from tests.builders.kept import House, a_house
from tests.builders.watching import TWO, a_promise, as_it_stands, at_chens

from steadyhand.business.conversations.actions.let_go_held import let_go_held
from steadyhand.business.conversations.actions.release_held import release_held
from steadyhand.business.conversations.models import CallMoment, Correction, HeldMessage, Statement
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.promises.actions.keep_word import Said
from steadyhand.business.promises.actions.put_at_risk import put_at_risk
from steadyhand.business.promises.actions.renegotiate import Agreed
from steadyhand.business.promises.models import Promise, PromiseWord
from steadyhand.business.promises.rules import CannotHappenToPromise, Channel, PromiseKind, PromiseState, WordSort
from steadyhand.flows.word.tell_early import ToldEarly, tell_early
from steadyhand.flows.word.tell_good_news import tell_good_news
from steadyhand.shared.actor import the_system
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WORDS = "Hello Grace, it may become later than two. What we can promise is today before 4."


def in_danger(house: House, **contact: object) -> Promise:
    promise = a_promise(house, call=at_chens(house, **contact))
    system = the_system(house.branch.tenant_id, "Steadyhand")
    put_at_risk(by=system, promise_id=promise.id, because="Bruno runs late.", odds=0.3, now=MONDAY + HOUR)
    return as_it_stands(promise)


def tell(
    house: House, promise: Promise, channel: Channel = Channel.PHONE, words: str = WORDS, **more: object
) -> ToldEarly:
    asked = {"now": MONDAY + 2 * HOUR} | more
    return tell_early(
        by=house.by("Dana"),
        promise_id=promise.id,
        version=promise.version,
        said=Said(sort=WordSort.EARLY_NOTICE, channel=channel, words=words),
        **asked,  # type: ignore[arg-type]
    )


def the_notice(promise: Promise) -> FollowUp:
    return FollowUp.objects.get(about_id=promise.id, kind="early_notice")


def test_told_on_the_phone_it_is_kept_and_nobody_need_be_told_again() -> None:
    house = a_house()
    promise = in_danger(house)

    tell(house, promise)

    assert as_it_stands(promise).told_early_at == MONDAY + 2 * HOUR
    word = PromiseWord.objects.get(promise=promise)
    assert (word.sort, word.channel, word.words, word.by_name) == ("early_notice", "phone", WORDS, "Dana")
    assert (the_notice(promise).state, the_notice(promise).outcome) == ("ended", "told")
    assert not OutgoingMessage.objects.filter(key__startswith="statement:").exists()


def test_by_text_it_goes_out_as_written_and_is_worth_nothing_after_the_promised_time() -> None:
    house = a_house()
    promise = in_danger(house, mobile="+16145550149", has_agreed_to_sms=True)

    tell(house, promise, Channel.TEXT)

    message = OutgoingMessage.objects.get(key__startswith="statement:")
    assert (message.channel, message.recipient, message.body) == ("sms", "+16145550149", WORDS)
    assert message.expires_at == TWO


def test_nobody_is_written_to_who_has_not_agreed() -> None:
    house = a_house()
    promise = in_danger(house, mobile="+16145550149")

    with pytest.raises(CannotHappenToPromise, match="hasn't agreed"):
        tell(house, promise, Channel.TEXT)

    assert as_it_stands(promise).told_early_at is None
    assert the_notice(promise).state == "open"


def test_after_its_time_it_is_no_early_notice_any_more() -> None:
    house = a_house()
    promise = in_danger(house)

    with pytest.raises(CannotHappenToPromise, match="Own it instead"):
        tell(house, promise, now=TWO + HOUR)


def test_another_time_that_they_agreed_to_takes_its_place_and_it_counts_as_neither_kept_nor_missed() -> None:
    house = a_house()
    promise = in_danger(house)
    agreed = Agreed(
        by_at=TWO + timedelta(days=7), with_whom="Grace Chen", channel=Channel.PHONE, why="Bruno runs late."
    )

    tell(house, promise, agreed=agreed)

    was = as_it_stands(promise)
    assert was.state == PromiseState.RENEGOTIATED
    new = Promise.objects.get(instead_of=promise)
    assert (new.by_at, new.first_id, new.state) == (agreed.by_at, promise.id, PromiseState.OPEN)
    assert the_notice(promise).outcome == "told"


CONTRADICTED = "It may become later than two. We can be with you tomorrow before 11. Does that suit you?"


def test_words_that_the_record_contradicts_wait_and_so_does_the_notice() -> None:
    house = a_house()
    promise = in_danger(house, mobile="+16145550149", has_agreed_to_sms=True)

    came = tell(house, promise, Channel.TEXT, words=CONTRADICTED)

    assert came.waits
    held = HeldMessage.objects.get()
    assert (held.statement.words, held.statement.promise_id) == (CONTRADICTED, promise.id)
    assert not OutgoingMessage.objects.filter(key__startswith="statement:").exists()
    assert as_it_stands(promise).told_early_at is None
    assert the_notice(promise).state == "open"


def test_released_they_go_out_and_the_customer_was_told_early() -> None:
    house = a_house()
    promise = in_danger(house, mobile="+16145550149", has_agreed_to_sms=True)
    tell(house, promise, Channel.TEXT, words=CONTRADICTED)

    later = MONDAY + 2 * HOUR + timedelta(minutes=5)
    release_held(by=house.by("Ruth"), held_id=HeldMessage.objects.get().id, why="I planned it.", now=later)

    assert OutgoingMessage.objects.get(key__startswith="statement:").body == CONTRADICTED
    assert as_it_stands(promise).told_early_at == later
    assert (the_notice(promise).state, the_notice(promise).outcome) == ("ended", "told")


def test_safe_words_are_no_early_notice() -> None:
    house = a_house()
    promise = in_danger(house, mobile="+16145550149", has_agreed_to_sms=True)
    tell(house, promise, Channel.TEXT, words=CONTRADICTED)
    held = HeldMessage.objects.get()

    let_go_held(tenant_id=promise.tenant_id, held_id=held.id, now=held.lets_go_at)

    assert OutgoingMessage.objects.get(key__startswith="statement:").body == held.safe_words
    assert as_it_stands(promise).told_early_at is None
    assert the_notice(promise).state == "open"


def test_the_time_that_is_agreed_on_moves_although_the_words_wait() -> None:
    house = a_house()
    promise = in_danger(house, mobile="+16145550149", has_agreed_to_sms=True)
    agreed = Agreed(by_at=TWO + timedelta(days=7), with_whom="Grace Chen", channel=Channel.TEXT, why="Bruno runs late.")

    came = tell(house, promise, Channel.TEXT, agreed=agreed, words="We can be with you on Friday before 9.")

    assert came.waits
    assert as_it_stands(promise).state == PromiseState.RENEGOTIATED
    assert Promise.objects.get(instead_of=promise).state == PromiseState.OPEN


def test_the_time_that_was_agreed_on_may_be_said_and_so_may_the_first() -> None:
    house = a_house()
    promise = in_danger(house, mobile="+16145550149", has_agreed_to_sms=True)
    agreed = Agreed(by_at=TWO + timedelta(days=7), with_whom="Grace Chen", channel=Channel.TEXT, why="Bruno runs late.")
    words = "We said that somebody would be with you today before 2. We can be with you next Monday before 2."

    came = tell(house, promise, Channel.TEXT, agreed=agreed, words=words)

    assert (came.waits, OutgoingMessage.objects.get(key__startswith="statement:").body) == (False, words)
    assert not Correction.objects.exists()


def test_a_time_that_we_can_keep_may_be_offered_before_they_have_said_yes() -> None:
    house = a_house()
    promise = in_danger(house, mobile="+16145550149", has_agreed_to_sms=True)
    words = "It may become later. We can be with you next Monday before 2. Does that suit you?"

    unnamed = tell(house, promise, Channel.TEXT, words=words)
    named = tell(house, promise, Channel.TEXT, words=words + " Please say.", offered_at=TWO + timedelta(days=7))

    assert (unnamed.waits, named.waits) == (True, False)


def test_it_stands_among_the_moments_of_the_call_once_it_has_gone() -> None:
    house = a_house()
    promise = in_danger(house, mobile="+16145550149", has_agreed_to_sms=True)

    tell(house, promise, Channel.TEXT, words=CONTRADICTED)
    waiting = CallMoment.objects.count()
    tell(house, promise, Channel.PHONE)

    row = CallMoment.objects.get()
    assert (waiting, row.moment, row.state, row.because) == (0, "running_late", "told", "Dana told them on the phone.")


def test_that_a_part_is_here_is_told_once_whoever_tells_it() -> None:
    house = a_house()
    promise = a_promise(house, call=at_chens(house), kind=PromiseKind.PART)
    said = Said(sort=WordSort.GOOD_NEWS, channel=Channel.PHONE, words="The part is here.")

    tell_good_news(by=house.by("Dana"), promise_id=promise.id, said=said, now=MONDAY + HOUR)

    assert CallMoment.objects.get().key == f"part_here:{promise.id}"
    assert Statement.objects.get(words=said.words).moment == "part_here"
