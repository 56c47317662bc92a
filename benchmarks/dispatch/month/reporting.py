"""The figures of many months beside their bars: means, and paired differences with where they lie with 95 %."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

import click

from benchmarks.dispatch.month.assumptions import Assumptions
from benchmarks.dispatch.month.measured import Between, Figures, between

_SHOWN = (
    ("first-time fix", "first_time_fix", ".1%"),
    ("held for parts", "held_for_parts", ".1%"),
    ("hours of driving", "drive_hours", ".1f"),
    ("minutes of driving a call done", "drive_a_call", ".1f"),
    ("trips", "trips", ".0f"),
    ("same technician returns", "same_returns", ".1%"),
    ("told times broken", "broken", ".1%"),
    ("own technician", "own", ".1%"),
    ("working minutes until somebody is there", "response", ".0f"),
    ("… standstill", "response_standstill", ".0f"),
    ("… urgent", "response_urgent", ".0f"),
    ("… normal", "response_normal", ".0f"),
    ("within the response term", "in_term", ".1%"),
    ("hours of overtime", "overtime_hours", ".1f"),
    ("given to another after the morning", "moved", ".1%"),
    ("calls left at the end", "left", ".1f"),
    ("processor seconds", "processor_seconds", ".1f"),
)


@dataclass(frozen=True, slots=True)
class Month:
    """A seed's month, planned by us, by hand, and by somebody with more patience."""

    seed: int
    ours: Figures
    by_hand: Figures
    patient: Figures

    def in_short(self) -> str:
        fixed = 100 * (self.ours.first_time_fix - self.by_hand.first_time_fix)
        return f"first-time fix {fixed:+.1f} points, drive {self.ours.drive_hours / self.by_hand.drive_hours - 1:+.1%}"


def report(months: Sequence[Month], assumed: Assumptions) -> int:
    """Print all of it; return 1 where a bar is short."""
    click.echo(f"\n{len(months)} months, {fmean(each.ours.calls for each in months):.0f} calls each:\n")
    click.echo("| | ours | nearest qualified | with the least detour | ours less nearest, 95 % |")
    click.echo("| --- | ---: | ---: | ---: | ---: |")
    for said, name, form in _SHOWN:
        means = [fmean(getattr(of(each), name) for each in months) for of in _POLICIES]
        apart = _apart(months, name)
        told = " | ".join(f"{mean:{form}}" for mean in means)
        click.echo(f"| {said} | {told} | {apart.said('+' + form)} |")
    click.echo("")
    bars, met = assumed.bars, []
    fixed, drive = _apart(months, "first_time_fix"), _share_apart(months, "drive_hours")
    left = _apart(months, "left")
    ours = {name: between([getattr(each.ours, name) for each in months]) for name in ("same_returns", "broken", "own")}
    points = f"[{100 * fixed.low:+.1f}, {100 * fixed.high:+.1f}]"
    same, broken, own = ours["same_returns"], ours["broken"], ours["own"]
    met += [
        (
            100 * fixed.mean >= bars.first_time_fix_points,
            f"first-time fix {100 * fixed.mean:+.1f} points (bar {bars.first_time_fix_points:+.0f}) {points}",
        ),
        (drive.mean <= bars.drive, f"drive {drive.said('+.1%')} (bar {bars.drive:+.0%})"),
        (
            same.mean >= bars.same_technician_returns,
            f"same technician returns {same.said()} (bar {bars.same_technician_returns:.0%})",
        ),
        (broken.mean <= bars.promises_broken, f"told times broken {broken.said()} (bar {bars.promises_broken:.0%})"),
        (own.mean >= bars.own_technician, f"own technician {own.said()} (bar {bars.own_technician:.0%})"),
        # Less driving because less is done would be no gain.
        (left.low <= 0, f"calls left {left.said('+.1f')} (bar: not surely more)"),
    ]
    patient = _share_apart(months, "drive_hours", against=lambda each: each.patient)
    click.echo(f"Drive against the nearest with the least detour: {patient.said('+.1%')}.")
    for is_met, said in met:
        click.echo(f"{'met  ' if is_met else 'SHORT'} {said}")
    short = [said.split(" [")[0] for is_met, said in met if not is_met]
    click.echo(
        f"bench-dispatch-month: {len(met) - len(short)} of {len(met)} bars met over {len(months)} months"
        + (f"; short: {'; '.join(short)}" if short else "")
    )
    return 1 if short else 0


def _ours(month: Month) -> Figures:
    return month.ours


def _by_hand(month: Month) -> Figures:
    return month.by_hand


def _patient(month: Month) -> Figures:
    return month.patient


_POLICIES: tuple[Callable[[Month], Figures], ...] = (_ours, _by_hand, _patient)


def _apart(months: Sequence[Month], name: str) -> Between:
    return between([getattr(each.ours, name) - getattr(each.by_hand, name) for each in months])


def _share_apart(months: Sequence[Month], name: str, *, against: Callable[[Month], Figures] = _by_hand) -> Between:
    return between([getattr(each.ours, name) / getattr(against(each), name) - 1 for each in months])
