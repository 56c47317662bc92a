"""E-mails come in by the command line, as a mail server's pipe hands them over."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.builders.promises import a_clinic

from steadyhand.business.conversations.models import Statement
from steadyhand.commands.main import steadyhand

pytestmark = pytest.mark.django_db

LETTER = b"""From: Grace Chen <grace@chen.example>
To: service@lakeside.example
Message-ID: <one@chen.example>
Subject: The copier

It jams again. Can somebody come?
"""


def take(*words: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(steadyhand, ["mail", "take", *words], input=given)


def test_a_letter_from_a_file_is_kept(tmp_path: Path) -> None:
    a_clinic()
    file = tmp_path / "letter.eml"
    file.write_bytes(LETTER)

    answer = take(str(file))

    assert (answer.exit_code, answer.output) == (0, "Kept as a message of grace@chen.example.\n")
    kept = Statement.objects.get()
    assert (kept.direction, kept.subject, kept.words) == (
        "from_them", "The copier", "It jams again. Can somebody come?",
    )  # fmt: skip


def test_the_same_letter_through_a_pipe_changes_nothing() -> None:
    a_clinic()

    first, second = (json.loads(take("-", "--json", given=LETTER).output) for _ in range(2))

    assert (first["became"], second["became"]) == ("kept", "copy")
    assert second["statement"] == first["statement"] == str(Statement.objects.get().id)


def test_what_is_no_letter_is_refused_in_words(tmp_path: Path) -> None:
    a_clinic()

    nothing, missing = take("-", given=b""), take(str(tmp_path / "none.eml"))

    assert (nothing.exit_code, missing.exit_code) == (1, 1)
    assert "none.eml can't be read: No such file or directory. Name a file with one e-mail in it." in missing.output
    assert not Statement.objects.exists()


def test_without_a_dealership_it_says_what_to_do() -> None:
    answer = take("-", given=LETTER)

    assert answer.exit_code == 1
    assert "dealership" in answer.output
