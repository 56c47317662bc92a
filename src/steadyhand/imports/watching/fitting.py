"""What is this file? A saved mapping says so, by the file's name and its columns; nothing is guessed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from steadyhand.imports.kinds import EVERY_KIND
from steadyhand.imports.reading.files import CannotRead
from steadyhand.imports.runs.plan import LIST_ENDINGS, is_our_own, open_list

# What we put before and after a name ourselves: a mended file of rejected rows fits where its list did.
STAMP = re.compile(r"^\d{4}-\d{2}-\d{2}-\d{6}-")
REJECTS = re.compile(r"(?:~\d+)?-rejects(?=\.|$)")


class FitsNothing(Exception):
    """No saved mapping is for this file; the message says which there are and what to do."""


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved mapping, as fitting needs it."""

    pattern: str
    kind: str
    entry: Mapping[str, Any]

    def columns(self) -> set[str]:
        """Return the columns it reads, in small letters."""
        fields = self.entry.get("fields", {}).values()
        return {str(said[key]).casefold() for said in fields for key in ("from", "time_from") if said.get(key)}

    def wanted(self) -> set[str]:
        """Return the columns without which a file isn't what it is for."""
        if not self.entry.get("where_there"):
            return self.columns()
        required = {field.name for field in EVERY_KIND[self.kind].file.fields if field.required} | {"ref"}
        fields = self.entry.get("fields", {})
        return {str(fields[name]["from"]).casefold() for name in required if fields.get(name, {}).get("from")}


def entry_for(path: Path, name: str, saved: Iterable[Saved]) -> tuple[str, list[dict[str, Any]]]:
    """Return the file's kind and the mapping to read it by; none is needed for what Steadyhand wrote itself.

    Raises:
        FitsNothing: say why.
    """
    plain = REJECTS.sub("", STAMP.sub("", name)).lower()
    mappings = list(saved)
    named = [each for each in mappings if fnmatch(name.lower(), each.pattern.lower()) or fnmatch(plain, each.pattern)]
    if not path.name.lower().endswith(LIST_ENDINGS):
        raise FitsNothing(f"{name} is no list: write CSV or Excel files ({', '.join(LIST_ENDINGS)}).")
    try:
        headers = open_list(path, name=name).facts.headers
    except CannotRead as problem:
        raise FitsNothing(f"{name}: {problem}") from problem
    there = {header.casefold() for header in headers}
    fitting = [each for each in named if each.wanted() <= there]
    if fitting:
        # Of several the one that reads the most of the file.
        best = max(fitting, key=lambda each: (len(each.columns() & there), len(each.pattern)))
        return best.kind, [dict(best.entry) | {"file": "*"}]
    if kind := is_our_own(headers):
        return kind, []
    raise FitsNothing(_why(name, named, mappings, headers))


def _why(name: str, named: list[Saved], saved: list[Saved], headers: Iterable[str]) -> str:
    there = {header.casefold() for header in headers}
    way_out = (
        "Bring the file on the page Import, say there which column is which, and press “Use this for the folder”; "
        "then put it into in/ again."
    )
    if named:
        lacking = sorted(named[0].wanted() - there)
        return (
            f"{name} is named like {named[0].pattern} ({EVERY_KIND[named[0].kind].label}) but lacks "
            f"{', '.join(lacking)}. It has: {', '.join(headers)}. {way_out}"
        )
    patterns = ", ".join(sorted(each.pattern for each in saved)) or "none yet"
    return f"No saved mapping is for files named {name}; there are: {patterns}. {way_out}"
