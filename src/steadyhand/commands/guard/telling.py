"""How is a review told, to a program and to a person?"""

import json
from collections.abc import Iterable
from typing import Any

import click

from steadyhand.business.conversations.guard.findings import Finding, Review, Tier
from steadyhand.business.conversations.guard.verdicts import Holding, Verdict

# A person reads a long message where it is found, not here.
_LONGEST_SHOWN = 2_000
_COLOURS = {Tier.CONFIRM: "red", Tier.NUDGE: "yellow"}


def as_a_line(review: Review, *, has_facts: bool = False) -> str:
    """Return a review as one line of JSON; with `has_facts` also how it stands to them, as `verdicts`."""
    told: dict[str, Any] = {
        "text": review.text,
        "labels": [label.value for label in review.labels],
        "findings": [
            {
                "label": finding.label.value,
                "start": finding.start,
                "end": finding.end,
                "tier": finding.tier.value,
                "rule": finding.rule,
                "why": finding.why,
                "say_instead": finding.say_instead,
            }
            for finding in review.findings
        ],
        "times": [
            {
                "start": said.start,
                "end": said.end,
                "from": said.from_at.isoformat(),
                "until": said.until_at.isoformat(),
                "is_promise": said.is_promise,
            }
            for said in review.times
        ],
    }
    if has_facts:
        told["verdicts"] = [_verdict(verdict) for verdict in review.verdicts]
    # Any terminal and any pipe can carry it, whatever stands in the message.
    return json.dumps(told, ensure_ascii=True)


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "kind": verdict.kind.value,
        "holding": verdict.holding.value,
        "start": verdict.start,
        "end": verdict.end,
        "about": verdict.about.value if verdict.about else None,
        "record_says": verdict.record_says,
        "source": verdict.source,
        "record": verdict.record,
        "say_instead": verdict.say_instead,
        "asks": verdict.asks,
        "offer": {"kind": verdict.offer.kind.value, "by": verdict.offer.by_at.isoformat()} if verdict.offer else None,
    }


def tell(review: Review, *, heading: str = "") -> None:
    """Print a review for a person: the message with what was found marked, then each finding."""
    if heading:
        click.secho(heading, bold=True)
    click.echo(_marked(review))
    for finding in review.findings:
        _tell_finding(finding, review.text)
    for said in review.times:
        words = _one_line(review.text[said.start : said.end])
        kind = "promises" if said.is_promise else "says"
        click.secho(f"  {kind} “{words}”: {said.from_at:%a %d %b %H:%M} – {said.until_at:%a %d %b %H:%M}", dim=True)
    for verdict in review.verdicts:
        _tell_verdict(verdict)
    if not review.findings and not any(verdict.holding.holds_message for verdict in review.verdicts):
        click.secho("  Fit for a customer.", fg="green")
    click.echo()


def tell_sum(reviews: Iterable[Review]) -> None:
    """Print how many messages had something to be said about, and what."""
    many = list(reviews)
    with_some = [review for review in many if review.findings]
    labels: dict[str, int] = {}
    for review in with_some:
        for label in review.labels:
            labels[label.value] = labels.get(label.value, 0) + 1
    each = ", ".join(f"{label} {count}" for label, count in sorted(labels.items(), key=lambda one: -one[1]))
    click.secho(f"{len(with_some)} of {len(many)} messages{f': {each}' if each else ''}.", bold=True)


def _tell_finding(finding: Finding, text: str) -> None:
    words = click.style(f"“{_one_line(text[finding.start : finding.end])}”", bold=True)
    tier = click.style(finding.tier.value, fg=_COLOURS[finding.tier])
    click.echo(f"  {tier} {finding.label.value.replace('_', ' ')}: {words}  ({finding.rule})")
    click.echo(f"    {finding.why}")
    click.echo(f"    Say instead: {finding.say_instead}")


_SHOWN = {Holding.MATCHES: "the record says so", Holding.TIGHTER: "sooner than the record keeps",
          Holding.CONTRADICTS: "the record says otherwise", Holding.NO_RECORD: "not in the record",
          Holding.NOT_CHECKABLE: "can't be checked"}  # fmt: skip


def _tell_verdict(verdict: Verdict) -> None:
    source = f" ({verdict.source})" if verdict.source else ""
    says = f": {verdict.record_says}{source}" if verdict.record_says else ""
    colour = "red" if verdict.holding.holds_message else None
    click.secho(f"  “{_one_line(verdict.words)}” – {_SHOWN[verdict.holding]}{says}", fg=colour)
    if verdict.say_instead:
        click.echo(f"    Say instead: {_one_line(verdict.say_instead)}")
    if verdict.asks:
        click.echo(f"    {verdict.asks}")
    if verdict.offer:
        kind = verdict.offer.kind.value.replace("_", " ")
        click.echo(f"    May be promised ({kind}): by {verdict.offer.by_at:%a %d %b %H:%M}")


def _marked(review: Review) -> str:
    """Return the message with the found words underlined on a terminal; elsewhere click takes the style away."""
    out: list[str] = []
    at = 0
    shown = review.text[:_LONGEST_SHOWN]
    for finding in review.findings:
        start, end = max(at, finding.start), min(finding.end, len(shown))
        if start >= end:
            continue
        words = click.style(_printable(shown[start:end]), underline=True, fg=_COLOURS[finding.tier])
        out += [_printable(shown[at:start]), words]
        at = end
    out.append(_printable(shown[at:].rstrip()))
    return "".join(out) + ("…" if len(review.text) > len(shown) else "")


def _one_line(text: str) -> str:
    return _printable(" ".join(text.split()))


def _printable(text: str) -> str:
    """Return the text without what would steer a terminal."""
    return "".join(each for each in text if each in "\n\t" or each.isprintable())
