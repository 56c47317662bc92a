"""Where may a webhook go, and when is nobody there any more?"""

from datetime import UTC, datetime, timedelta

import pytest

from steadyhand.business.dealership.webhooks.rules import (
    LONGEST_REST,
    BadAddress,
    Event,
    checked_address,
    does_rest,
    fared,
)

NOW = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "address",
    [
        "https://erp.example",
        " https://erp.example:8443/hooks?tenant=7&x=%20 ",
        "https://[2a00:1450:4001::1]/hooks",
        "HTTPS://ERP.example/hooks",
    ],
)
def test_an_address_by_https_is_one(address: str) -> None:
    assert checked_address(address, reaches_itself=False) == address.strip()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "no address"),
        ("erp.example/hooks", "no address"),
        ("ftp://erp.example", "no address"),
        ("https://user:password@erp.example/", "no address"),
        ("https://erp.example/a b", "no address"),
        ("https://erp.example/#part", "no address"),
        ("https://erp.example@elsewhere.example/", "no address"),
        ("https://erp.example\r\nHost: x", "no address"),
        ("http://erp.example/hooks", "in the clear"),
        ("https://localhost/hooks", "this server itself"),
        ("http://127.0.0.1:8000/", "this server itself"),
    ],
)
def test_what_is_no_address_says_what_to_write(address: str, said: str) -> None:
    with pytest.raises(BadAddress, match=said):
        checked_address(address, reaches_itself=False)


def test_this_machine_is_one_where_the_server_says_so() -> None:
    assert checked_address("http://127.0.0.1:8000/", reaches_itself=True) == "http://127.0.0.1:8000/"
    with pytest.raises(BadAddress):
        checked_address("http://erp.example/", reaches_itself=True)


def test_an_endpoint_is_given_up_after_days_without_anything_arriving() -> None:
    first = fared(None, patience=5 * DAY, now=NOW)
    assert (first.failing_since, first.is_over) == (NOW, False)
    assert not fared(NOW, patience=5 * DAY, now=NOW + 5 * DAY - timedelta(seconds=1)).is_over
    assert fared(NOW, patience=5 * DAY, now=NOW + 5 * DAY).is_over
    # A clock that ran ahead and was set back.
    assert fared(NOW + DAY, patience=5 * DAY, now=NOW).failing_since == NOW


def test_it_rests_longer_the_longer_nothing_arrives() -> None:
    rests = [fared(NOW, patience=DAY, now=NOW + after).rests_until - NOW - after for after in (0 * DAY, DAY / 144, DAY)]
    assert rests == [timedelta(), timedelta(minutes=1), LONGEST_REST]
    assert does_rest(NOW + LONGEST_REST, now=NOW)
    assert not any(does_rest(until, now=NOW) for until in (None, NOW, NOW + 2 * LONGEST_REST))


def test_every_event_says_in_words_when_it_comes() -> None:
    assert all(event.label for event in Event)
