"""How are photos, voice notes and sign-offs of a visit shown? The same on the phone and in the office."""

from collections.abc import Iterable
from typing import Any

from steadyhand.business.calls.queries.attachments import Attached
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.saying import Saying

PHOTO, VOICE, SIGN_OFF = "photo", "voice", "sign_off"


def attached_said(attached: Iterable[Attached], saying: Saying) -> list[dict[str, Any]]:
    """Return what is kept with a visit in words; each has a key for what may be done to it."""
    return [
        {
            "row": row,
            "is_photo": row.kind == PHOTO,
            "is_voice": row.kind == VOICE,
            "title": f"Signed off by {row.words}" if row.kind == SIGN_OFF else row.words,
            "when": saying.when(row.taken_at) if row.taken_at else "",
            "key": new_key(),
        }
        for row in attached
    ]
