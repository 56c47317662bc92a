"""The guard on messages nobody had seen: how much it finds, how often it cries wolf, how long it takes.

STEADYHAND_DATA names the folder whose conversations/ holds the real replies and one other writer's messages;
training/guard/kept/ holds messages written after the model was made. Exits with 1 while a bar is missed.
"""

import sys
from collections.abc import Callable, Sequence

import click
from training.guard.messages import KEPT, DataMissing, Message, other_writers, own_messages, real_replies

from benchmarks.guard.scoring import Told, any_found, clean_flagged, f1, f1_of, scored
from benchmarks.guard.speed import first_seconds, milliseconds, wheel_megabytes
from benchmarks.yardstick import said
from steadyhand.business.conversations.guard.findings import Label, Tier
from steadyhand.business.conversations.guard.reviewing import review

_short: list[str] = []


def main() -> int:
    """Print every figure with its bar, then a line of all; return 1 where one falls short."""
    click.echo(said())
    kept = own_messages(KEPT)
    sets = {"kept": kept} if kept else {}
    try:
        sets["another writer's"] = other_writers()
        replies = real_replies()
    except DataMissing as error:
        click.echo(f"Left out: {error}")
        replies = ()
        _short.append("data missing")
    for name, messages in sets.items():
        _on_messages(name, messages)
    if replies:
        _on_replies(replies)
    _speed([message.text for message in own_messages()])
    click.echo("Met." if not _short else f"Short: {'; '.join(_short)}.")
    return 1 if _short else 0


def _on_messages(name: str, messages: Sequence[Message]) -> None:
    told = [_told(message, f"{message.voice or number}") for number, message in enumerate(messages)]
    click.echo(f"\n{len(told)} messages, {name}:")
    whole = scored(f1, told)
    _line("F1 over all labels", str(whole), whole.share, at_least=0.80, name=name)
    found = scored(any_found, told)
    _line("anything found in one that should not go", str(found), found.share, at_least=0.88, name=name)
    flagged = scored(clean_flagged, told)
    _line("clean ones flagged", str(flagged), flagged.share, at_most=0.10, name=name)
    for label in Label:
        of_label = scored(f1_of(label), told)
        _line(f"F1 {label}", str(of_label), of_label.share, at_least=0.65, name=name)


def _told(message: Message, group: str) -> Told:
    return Told(message.labels, frozenset(review(message.text).labels), group)


def _on_replies(replies: Sequence[str]) -> None:
    click.echo(f"\n{len(replies)} replies of real companies (the model learnt from every other one):")
    tiers = [{finding.tier for finding in review(text).findings} for text in replies]
    share = _share(tiers, lambda found: Tier.NUDGE in found)
    _line("with a nudge", f"{share:.3f}", share, at_most=0.06, name="replies")
    unseen = _share(tiers[1::2], lambda found: Tier.NUDGE in found)
    _line("with a nudge, of those not learnt from", f"{unseen:.3f}", unseen, at_most=0.06, name="replies")
    share = _share(tiers, lambda found: Tier.CONFIRM in found)
    _line("with a confirmed finding", f"{share:.4f}", share, at_most=0.005, name="replies")


def _share(found: Sequence[set[Tier]], counts: Callable[[set[Tier]], bool]) -> float:
    return sum(map(counts, found)) / len(found)


def _speed(texts: Sequence[str]) -> None:
    click.echo("\nspeed and size:")
    middle, late = milliseconds(texts)
    _line("60 words, 95 in 100 within ms", f"{late:.1f} (half within {middle:.1f})", late, at_most=40, name="speed")
    seconds = first_seconds()
    _line("seconds until the first answer", f"{seconds:.2f}", seconds, at_most=1, name="speed")
    size = wheel_megabytes()
    _line("wheel, MB", f"{size:.1f}", size, at_most=40, name="size")


def _line(
    what: str, shown: str, value: float, *, name: str, at_least: float | None = None, at_most: float | None = None
) -> None:
    is_met = (at_least is None or value >= at_least) and (at_most is None or value <= at_most)
    bar = f"≥ {at_least:g}" if at_least is not None else f"≤ {at_most:g}"
    click.echo(f"  {what:<42} {shown:<24} {bar:<8} {'' if is_met else 'SHORT'}".rstrip())
    if not is_met:
        _short.append(f"{name}: {what} {shown.split(' ', 1)[0]}")


if __name__ == "__main__":
    sys.exit(main())
