"""How are openings read that began before criteria were the needs of a post? Plain values in, plain values out."""

from collections.abc import Mapping
from typing import Any

_ESSENTIAL = "essential"


def as_kept_now(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a kit's plain values as they are written now; those that are so already come back as they are.

    Before, a kit said its own criteria (under `criterion`, with a weight), names had low lines, and a sample listed its
    criteria apart from their anchors.
    """
    if "criterion" not in row:
        return row
    return {
        "code": _name(row["code"]),
        "title": row["title"],
        "about": row["about"],
        "posts": row["posts"],
        "criteria": [
            {
                "code": _name(each["code"]),
                "title": each["title"],
                "why": each["why"],
                "is_essential": each["weight"] == _ESSENTIAL,
                "learn_weeks": each["learn_weeks"],
            }
            for each in row["criterion"]
        ],
        "questions": [_question(each) for each in row.get("question", ())],
        "samples": [_sample(each) for each in row.get("sample", ())],
        "number": 0,
    }


def _question(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "key": _name(row["code"]),
        "criterion": _name(row["criterion"]),
        "asks": row["asks"],
        "listen_for": row["listen_for"],
        "anchors": [row["anchor_1"], row["anchor_3"], row["anchor_5"]],
    }


def _sample(row: Mapping[str, Any]) -> dict[str, Any]:
    code = _name(row["code"])
    return {
        "code": code,
        "title": row["title"],
        "minutes": row["minutes"],
        **{sheet: row[sheet].strip() for sheet in ("prepare", "candidate_sheet", "rater_sheet")},
        "items": [
            {
                "key": f"{code}.{_name(criterion)}",
                "criterion": _name(criterion),
                "asks": row["title"],
                "listen_for": "",
                "anchors": row["anchors"][criterion],
            }
            for criterion in row["criteria"]
        ],
    }


def _name(code: str) -> str:
    return code.replace("_", "-")
