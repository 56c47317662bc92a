"""Which days are `next week`, `the end of the month`, `the weekend`, `end of day`? Weeks and months around today."""

import re
from datetime import date

from steadyhand.business.conversations.guard.languages.en.times.context import Said
from steadyhand.business.conversations.guard.languages.en.times.days.dates import DATES, EDGE, edge_of_month
from steadyhand.business.conversations.guard.languages.en.times.days.expression import (
    DAY,
    END,
    WEEK,
    Reading,
    Span,
    monday_of,
    month_away,
    one_day,
    read,
    whole_month,
)
from steadyhand.business.conversations.guard.languages.en.times.words import MONTH, MONTHS, ORDINALS, compiled

SATURDAY = 5
MONTHS_A_QUARTER = 3


def _is_end(edge: str) -> bool:
    return "end" in edge or "close" in edge or "last" in edge


def _period(match: re.Match[str], said: Said) -> Span:
    edge, which, unit = (match["edge"] or "").lower(), (match["which"] or "").lower(), match["unit"].lower()
    away = 1 if which in ("next", "the following", "the coming") else -1 if which in ("last", "past", "previous") else 0
    today = said.today
    if unit == "week":
        return week_away(away, edge, said)
    if unit == "month":
        month = whole_month(*month_away(today, away))
        return edge_of_month(edge, month) if edge else _from_today(month, today)
    span = (
        _quarter(today, away)
        if unit == "quarter"
        else Span(date(today.year + away, 1, 1), date(today.year + away, 12, 31))
    )
    return one_day(span.last) if _is_end(edge) else _from_today(span, today)


def _from_today(span: Span, today: date) -> Span:
    """Return what is left of a span in which today lies; another whole."""
    return Span(max(span.first, today), span.last) if span.first <= today <= span.last else span


def week_away(away: int, edge: str, said: Said) -> Span:
    """Return the days of a week around this one, or those that `early` or `the end of` means of it."""
    today = said.today
    monday = monday_of(today) + WEEK * away * DAY
    sunday, friday = monday + 6 * DAY, said.hours.last_of_week(monday)
    if not edge:
        return _from_today(Span(monday, sunday), today)
    if edge.startswith(("later", "rest", "remainder")):
        return Span(max(today + DAY, monday), sunday)
    if _is_end(edge):
        return Span(friday, sunday)
    if edge.startswith(("late", "latter", "back")):
        return Span(monday + 3 * DAY, friday)
    if "mid" in edge:
        return one_day(monday + 2 * DAY)
    return Span(monday, monday + DAY)


def _week_of(match: re.Match[str], said: Said) -> Span | None:
    inner = read(DATES, Said(match["date"], said.at, said.hours), frozenset({"digit", "month", "nth"}))
    inner = inner or read(DATES, Said(f"on {match['date']}", said.at, said.hours), frozenset({"digit", "month", "nth"}))
    if not inner:
        return None
    monday = monday_of(inner[0].first)
    return Span(monday, monday + 6 * DAY)


def _nth_week(match: re.Match[str], said: Said) -> Span:
    """Return the seven days that "the third week of March" begins on its month's 15th."""
    number, month = ORDINALS[match["n"].lower()], MONTHS[match["month"].lower()]
    year = said.today.year + (month < said.today.month)
    first = date(year, month, 1) + (number - 1) * WEEK * DAY
    return Span(first, min(first + 6 * DAY, whole_month(year, month).last))


def _after_next(_match: re.Match[str], said: Said) -> Span:
    return week_away(2, "", said)


def _quarter(today: date, away: int) -> Span:
    quarters = 12 // MONTHS_A_QUARTER
    at = today.year * quarters + (today.month - 1) // MONTHS_A_QUARTER + away
    year, quarter = at // quarters, at % quarters
    first = date(year, quarter * MONTHS_A_QUARTER + 1, 1)
    return Span(first, whole_month(year, quarter * MONTHS_A_QUARTER + MONTHS_A_QUARTER).last)


def _weekend(match: re.Match[str], said: Said) -> Span:
    saturday = said.today + (SATURDAY - said.today.weekday()) * DAY
    which = (match["which"] or "").lower()
    saturday += {"next": WEEK, "last": -WEEK}.get(which, 0) * DAY
    if match["before"]:
        return one_day(saturday - DAY)
    return Span(saturday if which in ("last", "next") else max(saturday, said.today), saturday + DAY)


def _end_of_month(match: re.Match[str], said: Said) -> Span:
    return one_day(whole_month(*month_away(said.today, 1 if match["next"] else 0)).last)


def _end_of_week(_match: re.Match[str], said: Said) -> Span:
    return week_away(0, "end", said)


def _midweek(_match: re.Match[str], said: Said) -> Span:
    return week_away(0, "mid", said)


# "At the end of the day, it has to print": said of what counts, unless nothing follows.
_IDIOM = compiled(r"(?:^|[\s,.;!?])(?:but\s|and\s)?at\s$")
_ENDS = compiled(r"\s*(?:$|[.;!?]|today|tomorrow|on\b|at\sthe\slatest)")


def _end_of_day(match: re.Match[str], said: Said) -> Span | None:
    is_idiom = "of" in match[0].lower() and _IDIOM.search(said.text[max(0, match.start() - 8) : match.start()])
    if is_idiom and (match.start() < len("but at the ") or not _ENDS.match(said.text[match.end() : match.end() + 20])):
        return None
    return one_day(said.today)


PERIODS = (
    Reading(
        "unit",
        compiled(
            r"(?:\bthe\s)?\bweek\s(?:of|beginning|starting|commencing|from)\s(?P<date>(?:the\s)?[\w/-]{1,20}(?:\s\w{1,12})?)"
        ),
        _week_of,
    ),
    Reading(
        "unit",
        compiled(
            rf"""(?:\b{EDGE})?\b(?P<which>this|next|last|past|previous|the\sfollowing|the\scoming)\s
            (?P<unit>week|month|quarter|year){END}"""
        ),
        _period,
    ),
    Reading("unit", compiled(rf"\b{EDGE}(?P<which>(?!))?\b(?P<unit>week|month|quarter|year){END}"), _period),
    Reading(
        "unit",
        compiled(rf"\b(?:the\s)?(?P<n>first|second|third|fourth)\sweek\s(?:of|in)\s(?P<month>{MONTH}){END}"),
        _nth_week,
    ),
    Reading("unit", compiled(rf"\b(?:the\s)?week\safter\snext{END}"), _after_next),
    Reading(
        "unit",
        compiled(rf"(?P<before>\bbefore\s)?\b(?:over\s)?(?P<which>this|next|last|the)(?:\scoming)?\sweekend{END}"),
        _weekend,
    ),
    Reading("unit", compiled(rf"\b(?:the\s)?(?P<next>next\s)?(?:month['’]?s?[\s-]end|eom){END}"), _end_of_month),
    Reading("unit", compiled(rf"\b(?:eow|week['’]?s?[\s-]end){END}"), _end_of_week),
    Reading("unit", compiled(rf"\bmid-?week{END}"), _midweek),
    Reading(
        "close",
        compiled(
            rf"""\b(?:the\s)?(?:end|close)\sof\s(?:the\s)?(?:day|business|shift|work|play){END}|\b(?:eod|cob|eob){END}
            |\bday['’]s\send{END}|\bclos(?:e|ing)(?:\stime)?{END}(?=\s*(?:$|[,.;!?]|today|tomorrow|on\b))"""
        ),
        _end_of_day,
        is_close=True,
    ),
)
