"""How is a review told, to a program and to a person?"""

import json
from collections.abc import Iterable

import click

from steadyhand.business.conversations.guard.findings import Finding, Review, Tier

# A person reads a long message where it is found, not here.
_LONGEST_SHOWN = 2_000
_COLOURS = {Tier.CONFIRM: "red", Tier.NUDGE: "yellow"}


def as_a_line(review: Review) -> str:
    """Return a review as one line of JSON."""
    return json.dumps(
        {
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
        },
        # Any terminal and any pipe can carry it, whatever stands in the message.
        ensure_ascii=True,
    )


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
    if not review.findings:
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
