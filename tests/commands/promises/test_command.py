"""`steadyhand promises backtest` on files as strangers have them."""

import csv
import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.builders.forecasting import cases

from steadyhand.commands.promises.command import promises

Row = list[str]
HEADER = ["number", "reported", "fixed", "kind", "far", "same", "promised", "hours it took"]


def a_file(path: Path, *, count: int = 120, extra: list[Row] | None = None) -> Path:
    rows = [
        [
            str(number), f"{case.opened_at:%Y-%m-%d %H:%M:%S}", f"{case.closed_at:%Y-%m-%d %H:%M:%S}", case.segment,
            f"{case.features['far']}" if number % 9 else "", "x", f"{case.opened_at:%Y-%m-%d}",
            f"{(case.closed_at - case.opened_at).total_seconds()}" if case.closed_at else "",
        ]
        for number, case in enumerate(cases(count))
    ]  # fmt: skip
    with gzip.open(path, "wt", newline="") if path.suffix == ".gz" else path.open("w", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows, *(extra or [])])
    return path


def answered(path: Path, *options: str) -> dict[str, dict[str, float | None]]:
    asked = ["backtest", str(path), "--opened", "reported", "--closed", "fixed", "--json", *options]
    done = CliRunner().invoke(promises, asked)
    assert done.exit_code == 0, done.output
    found: dict[str, dict[str, float | None]] = json.loads(done.stdout)
    return found


def test_every_method_is_told_with_the_same_figures(tmp_path: Path) -> None:
    found = answered(a_file(tmp_path / "log.csv.gz"), "--features", "kind,far,same", "--given", "promised")

    assert set(found) == {"steadyhand", "constant", "segment_quantile", "given"}
    for figures in found.values():
        assert {
            "kept", "kept_worst_month", "kept_worst_segment", "promise_mean_hours", "promise_median_hours",
            "pinball_hours", "no_answer_share",
        } <= set(figures)  # fmt: skip
    assert 0.85 <= (found["steadyhand"]["kept"] or 0) <= 1
    # A date is kept until its day is over, so some of those that closed the same day were.
    assert 0 < (found["given"]["kept"] or 0) < 0.5


def test_opened_and_closed_are_enough_and_sixty_cases_too(tmp_path: Path) -> None:
    assert answered(a_file(tmp_path / "log.csv", count=60))["steadyhand"]["kept"] is not None


def test_what_is_not_named_is_not_looked_at(tmp_path: Path) -> None:
    path = a_file(tmp_path / "log.csv")

    without = answered(path)["steadyhand"]

    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], *(line.rsplit(",", 1)[0] + ",0" for line in lines[1:])]))
    assert answered(path)["steadyhand"] == without


def test_lines_that_cannot_be_used_are_counted_and_named(tmp_path: Path) -> None:
    wrong = [
        ["1", "soon", "2026-01-06", "boiler", "", "x", "", ""],
        ["2", "2026-02-02 08:00", "2026-01-06 08:00", "boiler", "", "x", "", ""],
        ["3", "", "2026-01-06", "boiler", "", "x", "", ""],
        ["4"],
    ]
    path = a_file(tmp_path / "log.csv", extra=[*wrong, ["5", "2026-02-02 08:00", "", "copier", "", "x", "", ""]] * 2)

    done = CliRunner().invoke(promises, ["backtest", str(path), "--opened", "reported", "--closed", "fixed"])

    assert done.exit_code == 0
    assert "'reported' is no date ('soon' for one)" in done.stderr
    assert "2 left out: it doesn't have 8 cells (lines 125, 130)" in done.stderr
    assert "it closed before it was opened (line 123)" in done.stderr
    assert "it is the same as an earlier line" in done.stderr
    assert "95.0% asked for" in done.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--opened", "nothing"], "has no column 'nothing'. It has: number, reported"),
        (["--features", "fixed"], "can't be a feature too"),
        (["--evaluate-from", "2031-01-01"], "choose an earlier date with --evaluate-from"),
        (["--evaluate-from", "2001-01-01"], "choose a later date with --evaluate-from"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_way_out(tmp_path: Path, options: list[str], said: str) -> None:
    path = a_file(tmp_path / "log.csv")

    done = CliRunner().invoke(promises, ["backtest", str(path), "--opened", "reported", "--closed", "fixed", *options])

    assert done.exit_code == 1
    assert said in done.output


def test_a_file_with_too_few_cases_is_refused(tmp_path: Path) -> None:
    path = a_file(tmp_path / "log.csv", count=12)

    done = CliRunner().invoke(promises, ["backtest", str(path), "--opened", "reported", "--closed", "fixed"])

    assert "has 12 cases that can be used, 20 is the fewest" in done.output


def test_the_picture_shows_every_method(tmp_path: Path) -> None:
    chart = tmp_path / "kept.svg"

    answered(a_file(tmp_path / "log.csv"), "--chart", str(chart), "--given", "promised")

    drawn = chart.read_text()
    assert drawn.count("<polyline") == 4
    assert "Steadyhand: " in drawn
