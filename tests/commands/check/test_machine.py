"""Each question about the machine has an answer somebody can act on."""

import os
import time
from pathlib import Path

import pytest

from steadyhand.commands.check import machine
from steadyhand.commands.check.finding import Verdict


@pytest.mark.parametrize(
    ("version", "verdict"), [("3.51.3", Verdict.GOOD), ("3.53.0", Verdict.GOOD), ("3.51.2", Verdict.BAD)]
)
def test_a_sqlite_that_can_lose_its_log_is_bad(version: str, verdict: Verdict) -> None:
    finding = machine.sqlite_library(version)

    assert finding.verdict is verdict
    assert version in finding.said


def test_a_key_that_others_can_read_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STEADYHAND_SECRET_KEY")
    key = tmp_path / "secret_key"
    key.write_text("secret")
    key.chmod(0o644)

    assert machine.secret_key_file(key).said == (f"{key} can be read by others (mode 644): run `chmod 600 {key}`.")
    key.chmod(0o600)
    assert machine.secret_key_file(key).verdict is Verdict.GOOD


def test_a_home_that_is_a_file_is_bad(tmp_path: Path) -> None:
    place = tmp_path / "home"
    place.write_text("not a folder")

    assert machine.home_folder(place).verdict is Verdict.BAD
    assert machine.home_folder(tmp_path).verdict is Verdict.GOOD
    assert list(tmp_path.iterdir()) == [place]


def test_a_zone_unknown_to_this_machine_is_named() -> None:
    assert machine.time_zones({"America/New_York"}).verdict is Verdict.GOOD
    assert "Unknown here: Mars/Base." in machine.time_zones({"America/New_York", "Mars/Base"}).said


def test_a_nearly_full_disk_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.disk_space(tmp_path / "to" / "come").verdict is Verdict.GOOD

    monkeypatch.setattr(machine, "LEAST_FREE_BYTES", 10**18)

    assert machine.disk_space(tmp_path).verdict is Verdict.BAD


def test_silent_jobs_are_remarked(tmp_path: Path) -> None:
    heartbeat = tmp_path / "jobs.alive"
    assert machine.jobs_alive(heartbeat).verdict is Verdict.REMARK

    heartbeat.touch()
    assert machine.jobs_alive(heartbeat).verdict is Verdict.GOOD
    os.utime(heartbeat, (time.time() - 600, time.time() - 600))
    assert machine.jobs_alive(heartbeat).said.startswith("The jobs were last alive 10 minutes ago")
