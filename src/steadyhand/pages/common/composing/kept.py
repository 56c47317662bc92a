"""What did a writer keep although it was shown? Findings that are fine as they are, with the reason if they gave one.

A form sends them along as JSON in `guard_kept-<field>`. They are facts about a text, not an order: what can't be
read is left out, and the form is sent all the same.
"""

import json
from collections.abc import Mapping
from typing import Any

from steadyhand.business.conversations.guard.findings import Label
from steadyhand.business.conversations.saying import Dismissed

# More than anybody is shown of one text; each of a length that a page can have made.
MOST_KEPT = 40
LONGEST_WORDS = 500
LONGEST_REASON = 300
_LABELS = frozenset(label.value for label in Label)


def kept_in(data: Mapping[str, Any], field: str) -> tuple[Dismissed, ...]:
    """Return what was kept in a field of a form that was sent; nothing where that can't be read."""
    try:
        sent = json.loads(data.get(f"guard_kept-{field}") or "[]")
    except (ValueError, RecursionError):
        return ()
    found = (_kept(each) for each in sent[:MOST_KEPT]) if isinstance(sent, list) else ()
    return tuple(each for each in found if each is not None)


def _kept(said: object) -> Dismissed | None:
    if not isinstance(said, dict) or said.get("label") not in _LABELS:
        return None
    rule, words, why = (said.get(name) for name in ("rule", "words", "why"))
    if not isinstance(rule, str) or not isinstance(words, str):
        return None
    reason = why.strip()[:LONGEST_REASON] if isinstance(why, str) else ""
    return Dismissed(rule=rule[:LONGEST_WORDS], label=str(said["label"]), words=words[:LONGEST_WORDS], why=reason)
