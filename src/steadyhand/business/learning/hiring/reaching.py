"""Where can a candidate be written to? What stands under "phone or e-mail" may hold an address, or none."""

import re

_MAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def mail_in(reached_by: str) -> str:
    """Return the first e-mail address in somebody's words, or nothing."""
    found = _MAIL.search(reached_by)
    return found.group().rstrip(".") if found else ""
