"""Where nothing is connected, the demo's messages can be read, and a real dealership's don't seem to have gone."""

from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_dealership
from tests.builders.letters import a_letter

from steadyhand.integrations.mail.channel import Mail
from steadyhand.integrations.sms.channel import TextMessages
from steadyhand.shared.outbox.channels import NotLikeThis

pytestmark = pytest.mark.django_db


def test_the_demo_s_messages_are_written_down_for_the_owner_alone(tmp_path: Path) -> None:
    a_dealership(is_demo=True)

    assert TextMessages().send(a_letter()) == "sms.txt"
    assert Mail().send(a_letter(recipient="bruno@lakeside.example")) == "email.txt"

    texts = tmp_path / "outbox" / "sms.txt"
    assert texts.read_text().startswith("To: Bruno Salas <(614) 555-0142>\nKey: alert:1:sms\n\nGrüße: a call came in.")
    assert texts.stat().st_mode & 0o077 == 0
    assert "Subject: Call 10023" in (tmp_path / "outbox" / "email.txt").read_text()


@pytest.mark.parametrize(("channel", "setting"), [(TextMessages, "STEADYHAND_SMS"), (Mail, "STEADYHAND_MAIL")])
def test_a_real_dealership_without_a_server_is_told_what_to_set(channel: Any, setting: str, tmp_path: Path) -> None:
    a_dealership(is_demo=False)

    with pytest.raises(NotLikeThis, match=f"set {setting} "):
        channel().send(a_letter())

    assert not (tmp_path / "outbox").exists()


def test_a_real_dealership_may_ask_for_the_file(settings: Any, tmp_path: Path) -> None:
    a_dealership(is_demo=False)
    settings.SMS = "file"

    TextMessages().send(a_letter())

    assert (tmp_path / "outbox" / "sms.txt").exists()
