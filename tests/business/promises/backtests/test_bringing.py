"""A log is brought, its columns are chosen, and it can be thrown away again."""

import gzip

import pytest
from tests.builders import MONDAY, an_actor

from steadyhand.business.dealership.rules import Role
from steadyhand.business.promises.backtests.bringing import (
    JOB,
    MOST_BYTES,
    MOST_KEPT,
    CannotTry,
    Chosen,
    ask_to_replay,
    bring_log,
    throw_away,
)
from steadyhand.business.promises.backtests.queries import backtest_of, backtests_of, text_of_backtest
from steadyhand.business.promises.models import Backtest
from steadyhand.shared.actor import the_system
from steadyhand.shared.models import Job

pytestmark = pytest.mark.django_db
LOG = b"opened;closed;kind\n2026-01-05 09:00;2026-01-05 11:00;jam\n2026-01-06 09:00;;lines\n"
TWO = Chosen(opened="opened", closed="closed", features=("kind",))


def test_the_columns_are_shown_with_what_stands_in_them_first() -> None:
    ruth = an_actor(Role.SERVICE_MANAGER)

    found = backtest_of(ruth, bring_log(by=ruth, name="calls.csv", content=LOG, now=MONDAY))

    assert found is not None
    assert found.columns == (
        ("opened", "2026-01-05 09:00, 2026-01-06 09:00"),
        ("closed", "2026-01-05 11:00"),
        ("kind", "jam, lines"),
    )


@pytest.mark.parametrize(
    "content", [LOG, gzip.compress(LOG), "opened;closed\n1;Müller\n".encode("cp1252")], ids=["plain", "packed", "old"]
)
def test_packed_files_and_old_encodings_are_read(content: bytes) -> None:
    ruth = an_actor(Role.SERVICE_MANAGER)

    backtest_id = bring_log(by=ruth, name="calls.csv.gz", content=content, now=MONDAY)

    text = text_of_backtest(ruth.tenant_id, backtest_id)
    assert text is not None
    assert text.startswith("opened;closed")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"opened\n2026-01-05\n", "no header with two columns"),
        (b"opened,closed\n", "a line below it"),
        (b"opened,closed,opened\n1,2,3\n", "has the column “opened” twice"),
        (gzip.compress(LOG)[:-12], "is cut off"),
        (LOG.decode().encode("utf-16"), "CSV UTF-8"),
        (LOG.replace(b"jam", b"j\0m"), "no plain text"),
        (gzip.compress(b"a,b\n" + b"1,2\n" * (MOST_BYTES // 4)), "once unpacked"),
    ],
    ids=[
        "empty",
        "one column",
        "no line",
        "a column twice",
        "cut off",
        "two bytes a letter",
        "a zero byte",
        "too large once unpacked",
    ],
)
def test_what_is_no_log_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    ruth = an_actor(Role.SERVICE_MANAGER)

    with pytest.raises(CannotTry, match=said):
        bring_log(by=ruth, name="calls.csv", content=content, now=MONDAY)
    assert not Backtest.objects.of(ruth.tenant_id).exists()


def test_a_replay_is_queued_once() -> None:
    ruth = an_actor(Role.SERVICE_MANAGER)
    backtest_id = bring_log(by=ruth, name="calls.csv", content=LOG, now=MONDAY)

    ask_to_replay(by=ruth, backtest_id=backtest_id, chosen=TWO, now=MONDAY)

    assert Job.objects.filter(tenant_id=ruth.tenant_id, kind=JOB).count() == 1
    with pytest.raises(CannotTry, match="already"):
        ask_to_replay(by=ruth, backtest_id=backtest_id, chosen=TWO, now=MONDAY)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (Chosen(opened="opened", closed="opened"), "same column"),
        (Chosen(opened="when", closed="closed"), "“when” is no column"),
        (Chosen(opened="opened", closed="closed", features=("colour",)), "“colour” is no column"),
    ],
)
def test_a_column_that_isn_t_there_is_named(chosen: Chosen, said: str) -> None:
    ruth = an_actor(Role.SERVICE_MANAGER)
    backtest_id = bring_log(by=ruth, name="calls.csv", content=LOG, now=MONDAY)

    with pytest.raises(CannotTry, match=said):
        ask_to_replay(by=ruth, backtest_id=backtest_id, chosen=chosen, now=MONDAY)


def test_the_newest_twenty_are_kept_and_one_can_be_thrown_away() -> None:
    ruth = an_actor(Role.SERVICE_MANAGER)
    for number in range(MOST_KEPT + 2):
        last = bring_log(by=ruth, name=f"{number}.csv", content=LOG, now=MONDAY)

    throw_away(by=ruth, backtest_id=last, now=MONDAY)

    assert len(backtests_of(ruth)) == MOST_KEPT - 1
    with pytest.raises(CannotTry, match="isn't there"):
        throw_away(by=ruth, backtest_id=last, now=MONDAY)


def test_another_dealership_s_logs_are_nobody_s_business() -> None:
    ruth = an_actor(Role.SERVICE_MANAGER)
    backtest_id = bring_log(by=ruth, name="calls.csv", content=LOG, now=MONDAY)
    stranger = the_system(backtest_id, "somebody else")

    assert backtest_of(stranger, backtest_id) is None
    assert backtests_of(stranger) == ()
