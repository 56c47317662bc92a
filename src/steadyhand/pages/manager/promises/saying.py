"""How is a share of promises said, with how sure it is?"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from steadyhand.business.calls.rules import Urgency
from steadyhand.business.insight.kept.tally import Share, Tally
from steadyhand.business.insight.saying import NOTHING, UNIT, share_said

_URGENCIES = {urgency.value: urgency.label.split(":")[0] for urgency in Urgency}


def between_said(share: Share) -> str:
    """Return between which values it lies, 95 times in 100; nothing of nothing."""
    interval = share.interval
    return f"{share_said(interval.low).removesuffix(UNIT)}–{share_said(interval.high)}" if interval else ""


def figure_said(title: str, share: Share, *, url: str, about: str = "") -> dict[str, Any]:
    """Return a share as a card shows it."""
    return {
        "title": title,
        "url": url,
        "value": share_said(share.value) if share.value is not None else NOTHING,
        "of": f"{share.count:,} of {share.total:,}",
        "between": between_said(share),
        "few": f"Only {share.total:,}: one more or less would move this a lot." if share.is_few else "",
        "is_empty": not share.total,
        "about": about,
    }


def line_said(label: str, tally: Tally, *, url: str = "") -> dict[str, Any]:
    """Return a row of a table: kept with its interval, the others as counts."""
    share = tally.kept_share
    return {
        "label": label,
        "url": url,
        "kept": share_said(share.value) if share.value is not None else NOTHING,
        "between": between_said(share),
        "is_few": share.is_few,
        "due": f"{share.total:,}",
        "missed": f"{tally.missed:,}",
        "renegotiated": f"{tally.renegotiated:,}",
        "withdrawn": f"{tally.withdrawn:,}",
        "early": share_said(tally.early_share.value) if tally.early_share.value is not None else NOTHING,
    }


def segment_said(segment: str, branches: Mapping[str, str]) -> str:
    """Return a segment in words: its branch, and how badly it hurts. Of another version's it is shown as it is."""
    branch, _, urgency = segment.partition(" ")
    if not segment:
        return "not known then"
    said = [branches.get(branch, branch), _URGENCIES.get(urgency, urgency)]
    return ", ".join(each for each in said if each)


def rows_url(**asked: str) -> str:
    """Return the address of the promises behind a number."""
    return f"{reverse('promise-rows')}?{urlencode({key: value for key, value in asked.items() if value})}"
