"""Told before they would notice, in a way they agreed to; kept as it was said; and another time agreed on at once."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY
from tests.builders.kept import House, a_house
from tests.builders.watching import TWO, a_promise, as_it_stands, at_chens

from steadyhand.business.followups.models import FollowUp
from steadyhand.business.promises.actions.keep_word import Said
from steadyhand.business.promises.actions.put_at_risk import put_at_risk
from steadyhand.business.promises.actions.renegotiate import Agreed
from steadyhand.business.promises.models import Promise, PromiseWord
from steadyhand.business.promises.rules import CannotHappenToPromise, Channel, PromiseState, WordSort
from steadyhand.flows.word.tell_early import tell_early
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


def told(channel: Channel) -> Said:
    return Said(sort=WordSort.EARLY_NOTICE, channel=channel, words=WORDS)


def tell(house: House, promise: Promise, channel: Channel = Channel.PHONE, **more: object) -> None:
    asked = {"now": MONDAY + 2 * HOUR} | more
    tell_early(
        by=house.by("Dana"),
        promise_id=promise.id,
        version=promise.version,
        said=told(channel),
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
    assert not OutgoingMessage.objects.filter(key__startswith="promise:").exists()


def test_by_text_it_goes_out_as_written_and_is_worth_nothing_after_the_promised_time() -> None:
    house = a_house()
    promise = in_danger(house, mobile="+16145550149", has_agreed_to_sms=True)

    tell(house, promise, Channel.TEXT)

    message = OutgoingMessage.objects.get(key__startswith="promise:")
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
