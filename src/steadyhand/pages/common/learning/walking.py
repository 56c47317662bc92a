"""How is a development path shown to who walks it, and to who leads them? The same on each page."""

from datetime import date
from typing import Any

from django.urls import reverse

from steadyhand.business.learning.queries.paths import Line, Path, path_of
from steadyhand.business.people.queries import technician_of_user
from steadyhand.pages.common.hiring.wording import due_said, span_said, standing_said
from steadyhand.pages.common.saying import date_said
from steadyhand.shared.actor import Actor


def own_path(by: Actor, *, on: date) -> Path | None:
    """Return the path of whoever asks; None where they aren't a technician or were hired without one."""
    technician_id = technician_of_user(by.tenant_id, by.user_id) if by.user_id else None
    return path_of(by, technician_id, on=on) if technician_id else None


def path_said(path: Path, *, today: date) -> dict[str, Any]:
    """Return a path in words: why, its lines with how they stand, and which is next."""
    coming = path.coming
    return {
        "path": path,
        "decided": date_said(path.decided_at.date()),
        "span": span_said(path.starts_on, [line.due_on for line in path.lines]),
        "lines": [line_said(line, today) for line in path.lines],
        "next": line_said(coming[0], today) if coming else None,
        "done": len(path.lines) - len(coming),
        "of": len(path.lines),
    }


def line_said(line: Line, today: date) -> dict[str, Any]:
    word, kind = standing_said(is_checked=bool(line.checked_at), is_ready=bool(line.ready), is_over=line.due_on < today)
    return {
        "line": line,
        "word": word,
        "kind": kind,
        "due": due_said(line.weeks, line.due_on),
        "url": reverse("learning-module", args=[line.module]) if line.module else "",
    }
