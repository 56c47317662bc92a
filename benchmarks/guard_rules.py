"""Count how often each of the guard's rules is right on written messages, and keep it beside the rules.

`make measure-guard-rules` runs it; MESSAGES names other folders with CSV files of the columns `text` and `labels`.
A hit is right when the message has the rule's label. With REPLIES (a CSV of real replies, none of them a violation)
it also says how many of them a rule would confirm; nothing of those is kept.
"""

import csv
import json
import os
from collections import Counter
from pathlib import Path

import click

from steadyhand.business.conversations.guard.measured import MEASURED, Measured
from steadyhand.business.conversations.guard.rules.folder import LANGUAGES
from steadyhand.business.conversations.guard.shipped import shipped_rules

OWN = Path(__file__).parents[1] / "training/guard/messages"


def main() -> None:
    """Count, print, keep."""
    folder = Path(os.environ.get("MESSAGES", OWN))
    rows = [row for file in sorted(folder.glob("*.csv")) for row in _rows(file)]
    if not rows:
        raise SystemExit(f"{folder} holds no CSV with messages: name a folder with MESSAGES=…")
    counted = _count(rows)
    kept = {name: {"right": m.right, "wrong": m.wrong, "examples": m.examples} for name, m in counted.items()}
    file = LANGUAGES / "en" / MEASURED
    file.write_text(json.dumps({"messages": len(rows), "rules": kept}, indent=1) + "\n", encoding="utf-8")
    _tell(rows, counted)
    if "REPLIES" in os.environ:
        _tell_replies(Path(os.environ["REPLIES"]))


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _labels(row: dict[str, str]) -> set[str]:
    return set(filter(None, (row["labels"] or "").split("|")))


def _count(rows: list[dict[str, str]]) -> dict[str, Measured]:
    rules = shipped_rules()
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for row in rows:
        labels = _labels(row)
        for name, label in {(found.rule, found.label.value) for found in rules.find(row["text"])}:
            (right if label in labels else wrong)[name] += 1
    return {rule.name: Measured(right[rule.name], wrong[rule.name], len(rule.must_hit)) for rule in rules.rules}


def _tell(rows: list[dict[str, str]], counted: dict[str, Measured]) -> None:
    for name, found in sorted(counted.items()):
        click.echo(f"{name:40} {found.right:4} right {found.wrong:3} wrong   precision {found.precision:.2f}")
    clean = [row for row in rows if not _labels(row)]
    others = [row for row in rows if _labels(row)]
    flagged, found = (sum(bool(shipped_rules().find(row["text"])) for row in some) for some in (clean, others))
    click.echo(
        f"{len(rows)} messages: rules confirm {found} of {len(others)} violations, {flagged} of {len(clean)} clean ones"
    )


def _tell_replies(file: Path) -> None:
    texts = [row["text"] for row in _rows(file)]
    hit: Counter[str] = Counter(rule for text in texts for rule in {found.rule for found in shipped_rules().find(text)})
    flagged = sum(bool(shipped_rules().find(text)) for text in texts)
    click.echo(f"{len(texts)} real replies: {flagged} confirmed ({100 * flagged / len(texts):.2f} %), by {dict(hit)}")


if __name__ == "__main__":
    main()
