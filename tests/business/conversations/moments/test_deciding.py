"""Never without consent, never too often, never at night but for who is nearly there; and always with a reason."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.business.conversations.moments.deciding import Goes, Occasion, Policy, Way, decide
from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.conversations.moments.quiet import Quiet

# Monday 9 March 2026, ten in the morning in Columbus, and ten at night.
MORNING = datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
NIGHT = MORNING + timedelta(hours=12)
HOUR = timedelta(hours=1)
QUIET = Quiet("America/New_York")
SMS = Way("sms", "+16145550149")

moments = st.sampled_from(list(Moment))
times = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  # the zone follows
occasions = st.builds(
    Occasion,
    moment=moments,
    has_contact=st.booleans(),
    ways=st.sampled_from([(), (SMS,), (Way("email", "grace@chen.example"), SMS)]),
    told=st.lists(st.one_of(moments, st.none()), max_size=5).map(tuple),
    visit_at=st.one_of(st.none(), times),
)
policies = st.builds(Policy, is_on=st.booleans(), most_a_call=st.integers(0, 5), of_their_own=st.frozensets(moments))
quiets = st.builds(
    Quiet,
    zone=st.sampled_from(["America/New_York", "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe"]),
    from_hour=st.integers(12, 24),
    until_hour=st.integers(0, 11),
    rests_on_sundays=st.booleans(),
    rests_on=st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=5),
)


def about(moment: Moment, **facts: object) -> Occasion:
    return Occasion(**{"moment": moment, "to_whom": "Grace Chen", "ways": (SMS,)} | facts)  # type: ignore[arg-type]


@settings(max_examples=60)
@given(occasion=occasions, policy=policies, quiet=quiets, now=times)
def test_what_leaves_was_agreed_to_is_not_one_too_many_and_disturbs_nobody(
    occasion: Occasion, policy: Policy, quiet: Quiet, now: datetime
) -> None:
    decided = decide(occasion, policy, quiet, now=now)

    assert decided.because.endswith(".")
    if decided.goes is Goes.PAGE:
        assert decided.at is None
        assert decided.way is None
        return
    assert decided.at is not None
    assert policy.is_on
    assert decided.way in occasion.ways
    assert len(occasion.told) < policy.most_a_call
    is_nearly_there = occasion.visit_at is not None and decided.at <= occasion.visit_at <= decided.at + HOUR
    assert not quiet.holds(decided.at) or (occasion.moment.is_urgent and is_nearly_there)
    assert (decided.at == now) == (decided.goes is Goes.NOW)


@settings(max_examples=60)
@given(quiet=quiets, at=times)
def test_quiet_ends_at_the_first_moment_at_which_somebody_may_be_written_to(quiet: Quiet, at: datetime) -> None:
    ends = quiet.ends(at)

    assert not quiet.holds(ends)
    assert ends >= at
    assert ends == at or quiet.holds(ends - timedelta(minutes=1))


def test_three_messages_a_call_promise_change_and_done() -> None:
    told: tuple[Moment, ...] = ()
    for moment in Moment:
        if decide(about(moment, told=told), Policy(), QUIET, now=MORNING).goes is Goes.NOW and not moment.is_urgent:
            told = (*told, moment)

    assert told == (Moment.PLANNED, Moment.PART_ORDERED, Moment.FIXED)


def test_the_last_message_is_kept_for_the_end_unless_somebody_would_wait_in_vain() -> None:
    told = (None, Moment.PLANNED)

    assert "kept for when it works" in decide(about(Moment.PART_HERE, told=told), Policy(), QUIET, now=MORNING).because
    assert decide(about(Moment.CANCELLED, told=told), Policy(), QUIET, now=MORNING).goes is Goes.NOW


def test_after_three_what_matters_is_said_on_the_phone() -> None:
    told = (Moment.PLANNED, Moment.RUNNING_LATE, Moment.CORRECTED)

    late = decide(about(Moment.RUNNING_LATE, told=told), Policy(), QUIET, now=MORNING)

    assert (late.goes, late.needs_a_call) == (Goes.PAGE, True)
    assert late.because == "3 messages have gone on this call already; this one stands on their page."
    assert not decide(about(Moment.FIXED, told=told), Policy(), QUIET, now=MORNING).needs_a_call


def test_at_night_it_waits_for_eight_and_on_saturday_night_for_monday() -> None:
    waits = decide(about(Moment.PLANNED), Policy(), QUIET, now=NIGHT)
    saturday = decide(about(Moment.PLANNED), Policy(), QUIET, now=NIGHT + timedelta(days=5))

    assert (waits.goes, waits.at) == (Goes.LATER, datetime(2026, 3, 10, 12, 0, tzinfo=UTC))
    assert saturday.at == datetime(2026, 3, 16, 12, 0, tzinfo=UTC)


def test_what_is_urgent_goes_an_hour_before_somebody_is_there() -> None:
    six = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)

    waits = decide(about(Moment.RUNNING_LATE, visit_at=six + HOUR), Policy(), QUIET, now=NIGHT)
    goes = decide(about(Moment.RUNNING_LATE, visit_at=six + HOUR), Policy(), QUIET, now=six)
    news = decide(about(Moment.PLANNED, visit_at=six + HOUR), Policy(), QUIET, now=six)

    assert (waits.goes, waits.at) == (Goes.LATER, six)
    assert goes.goes is Goes.NOW
    assert news.goes is Goes.LATER


def test_whoever_has_not_agreed_and_whose_letters_come_back_are_named() -> None:
    nobody = decide(about(Moment.PLANNED, ways=()), Policy(), QUIET, now=MORNING)
    back = decide(about(Moment.PLANNED, ways=(), trouble="E-mails to them come back."), Policy(), QUIET, now=MORNING)

    assert nobody.because == "Grace Chen hasn't agreed to be written to."
    assert back.because == "E-mails to them come back."
