"""How does text travel through a spreadsheet without becoming a formula, and come back unchanged?

A spreadsheet runs a cell that begins with = + - @ (also full-width, also after blanks). We put an apostrophe before
such text, and before text where a reader could mistake its own apostrophe for ours; undoing takes exactly one away.
For every text `undone(escaped(text)) == text`, and text from elsewhere changes only where it begins as ours would.
Source: OWASP, "CSV Injection" (the characters).
"""

import re

_RISKY = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
_RISKY_AFTER_APOSTROPHE = re.compile(r"'+\s*[=+\-@\t\r\n＝＋－＠]")


def is_risky(text: str) -> bool:
    """Might a spreadsheet take this text for a formula, or a reader its apostrophe for ours?"""
    return _RISKY.match(text) is not None


def escaped(text: str) -> str:
    """Return the text as it may stand in a CSV file."""
    return "'" + text if _RISKY.match(text) else text


def escaped_for_workbook(text: str) -> str:
    """Return the text as it may stand in a workbook, where a cell's type already keeps it from running."""
    return "'" + text if _RISKY_AFTER_APOSTROPHE.match(text) else text


def undone(text: str) -> str:
    """Return what was escaped. Cheap for the many cells without an apostrophe in front."""
    if text[:1] == "'" and _RISKY.match(text, 1):
        return text[1:]
    return text
