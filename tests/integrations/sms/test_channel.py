"""A text message goes to the gateway as its interface says, and every answer means what the documents say."""

from typing import Any

import pytest
from tests.builders.letters import a_gateway, a_letter

from steadyhand.integrations.sms.channel import TextMessages
from steadyhand.shared.outbox.channels import NotLikeThis, NotNow

pytestmark = pytest.mark.django_db


def test_number_words_key_and_token_reach_the_gateway(settings: Any) -> None:
    settings.SMS_TOKEN = "s3cret"
    with a_gateway((202, '{"id": "g-77"}')) as gateway:
        settings.SMS = f"http://127.0.0.1:{gateway.port}/send?from=lakeside"

        assert TextMessages().send(a_letter()) == "g-77"

    (request,) = gateway.requests
    assert request["path"] == "/send?from=lakeside"
    assert request["headers"]["Authorization"] == "Bearer s3cret"
    assert request["headers"]["Idempotency-Key"] == "alert:1:sms"
    assert request["json"] == {
        "to": "+16145550142",
        "text": "Grüße: a call came in.\nhttp://localhost/a/1/",
        "key": "alert:1:sms",
    }


@pytest.mark.parametrize(("status", "said"), [(200, ""), (200, "[1]"), (201, "OK"), (409, "seen before")])
def test_what_was_taken_counts_as_sent(settings: Any, status: int, said: str) -> None:
    with a_gateway((status, said)) as gateway:
        settings.SMS = f"http://127.0.0.1:{gateway.port}/"

        assert TextMessages().send(a_letter()) == ""


@pytest.mark.parametrize("status", [408, 425, 429, 500, 503])
def test_what_may_pass_is_tried_again(settings: Any, status: int) -> None:
    with a_gateway((status, "busy")) as gateway:
        settings.SMS = f"http://127.0.0.1:{gateway.port}/"

        with pytest.raises(NotNow, match=f"answers {status}: busy"):
            TextMessages().send(a_letter())


@pytest.mark.parametrize("status", [302, 400, 401, 422])
def test_what_is_refused_says_so_and_a_redirect_is_not_followed(settings: Any, status: int) -> None:
    with a_gateway((status, "no such number")) as gateway:
        settings.SMS = f"http://127.0.0.1:{gateway.port}/"

        with pytest.raises(NotLikeThis, match=f"answers {status}: no such number"):
            TextMessages().send(a_letter())

    assert len(gateway.requests) == 1


def test_a_gateway_that_is_not_there_is_tried_again(settings: Any) -> None:
    with a_gateway() as gateway:
        settings.SMS = f"http://127.0.0.1:{gateway.port}/"

    with pytest.raises(NotNow, match="can't be reached"):
        TextMessages().send(a_letter())


@pytest.mark.parametrize("written", ["http://sms.example/send", "sms.example", "ftp://127.0.0.1/"])
def test_the_token_never_goes_over_a_network_in_the_clear(settings: Any, written: str) -> None:
    settings.SMS = written

    with pytest.raises(NotLikeThis, match="write https://"):
        TextMessages().send(a_letter())


def test_what_is_no_number_is_named(settings: Any) -> None:
    settings.SMS = "https://sms.example/send"

    with pytest.raises(NotLikeThis, match="“ask Bob” is no telephone number"):
        TextMessages().send(a_letter(recipient="ask Bob"))
