"""Where do messages go while nothing is connected? Into a file of the home, to be read like what would have left."""

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.shared.outbox.channels import Letter, NotLikeThis, Way

# The word that stands in place of a server's address.
FILE = "file"


def way_of(configured: str, tenant_id: UUID) -> Way:
    """Return what becomes of letters, by what is configured: a server, `file` or nothing."""
    if configured:
        return Way.FILE if configured == FILE else Way.OUT
    return Way.FILE if the_dealership(tenant_id).is_demo else Way.NOWHERE


def goes_to_file(configured: str, letter: Letter, *, setting: str, what: str) -> bool:
    """Tell whether a letter is written down rather than sent: said so, or nothing is said and it is the demo.

    Raises:
        NotLikeThis: nothing is said, and this is a real dealership: its message must not seem to have gone.
    """
    way = way_of(configured, letter.tenant_id)
    if way is not Way.NOWHERE:
        return way is Way.FILE
    raise NotLikeThis(f"No {what} is connected: set {setting} (docs/operate/messages.md), then try again.")


def write_down(channel: str, letter: Letter) -> str:
    """Add the letter to the channel's file and return its name."""
    folder = Path(settings.HOME) / "outbox"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{channel}.txt"
    lines = [f"To: {letter.recipient_name} <{letter.recipient}>", f"Key: {letter.key}"]
    lines += [f"Subject: {letter.subject}"] if channel == "email" else []
    # Readable by the owner alone: its links open things.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
        file.write("\n".join([*lines, "", letter.text, *_attached(letter), "", "-" * 72, ""]))
    return path.name


def _attached(letter: Letter) -> list[str]:
    return [line for each in letter.attached for line in ("", f"[{each.name}]", each.text)]
