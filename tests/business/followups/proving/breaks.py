"""Deliberate faults: what if this line of the mechanism weren't there? Each must be found by looking from outside."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from steadyhand.business.followups import alarms, checking, models, owners, telling
from steadyhand.business.followups.actions import deny_contact, merge_followups, open_followup, reopen_followup
from steadyhand.business.followups.keeping import acting, book
from steadyhand.business.followups.rules import clocks, hearing, ladder, standing
from steadyhand.business.followups.rules import events as e

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Break:
    """A fault: what is wrong, where, and what stands there instead, made from what stood there."""

    what: str
    where: Any
    name: str
    instead: Callable[[Any], Any]


def _nothing(_was: Any) -> Any:
    return lambda *_args, **_kwargs: None


def _keeps_owner(_was: Any) -> Any:
    return lambda _book, entry, *, now: entry  # noqa: ARG005


def _always(value: Any) -> Callable[[Any], Any]:
    return lambda _was: lambda *_args, **_kwargs: value


def _on_event(kind: type[e.Event], do: Callable[[Any, Any, Any], Any]) -> Callable[[Any], Any]:
    """Return a `_after` that answers one kind of event otherwise."""

    def instead(was: Any) -> Any:
        def after(event: Any, before: Any) -> Any:
            found = was(event, before)
            return do(event, before, found) if isinstance(event, kind) else found

        return after

    return instead


BREAKS = (
    Break("who leaves keeps what they have", acting, "with_an_active_owner", _keeps_owner),
    Break(
        "a note answers the first word",
        standing,
        "_after",
        _on_event(e.Noted, lambda event, _before, now: replace(now, waiting_since=None, contacted_at=event.at)),
    ),
    Break("nobody sets a timer", book, "set_timer", _nothing),
    Break("nobody is told", book, "tell", _nothing),
    Break(
        "a new owner answers the first word",
        standing,
        "_after",
        _on_event(e.OwnerChanged, lambda event, _before, now: replace(now, waiting_since=None, contacted_at=event.at)),
    ),
    Break("it may end without a word to who waits", standing, "_check_end", _nothing),
    Break("absences are heard by nobody", alarms, "move_on", _always(0)),
    Break(
        "a clock that ran ahead is believed",
        standing,
        "_mended",
        lambda _was: lambda was, _now: was,
    ),
    Break(
        "a step up the ladder isn't remembered",
        standing,
        "_after",
        _on_event(e.Escalated, lambda _event, before, _now: before),
    ),
    Break(
        "the digest of an event leaves out its words",
        book,
        "digest_of",
        lambda was: lambda link, *, before: was(replace(link, words=""), before=before),
    ),
    Break(
        "the chain forgets the digest before",
        book,
        "digest_of",
        lambda was: lambda link, *, before: was(link, before=""),  # noqa: ARG005
    ),
    Break(
        "a merge forgets who listened",
        merge_followups,
        "e",
        lambda was: _Module(was, TookIn=lambda **facts: was.TookIn(**facts | {"listeners": frozenset()})),
    ),
    Break(
        "a merge forgets who waits",
        standing,
        "_after",
        _on_event(
            e.TookIn,
            lambda _event, before, now: replace(
                now, waiting_since=before.waiting_since, contacted_at=before.contacted_at
            ),
        ),
    ),
    Break(
        "what the customer denies stays answered",
        standing,
        "_after",
        _on_event(
            e.Denied,
            lambda _event, before, now: replace(
                now, contacted_at=before.contacted_at, waiting_since=before.waiting_since
            ),
        ),
    ),
    Break(
        "opened again, its first word counts as given",
        standing,
        "_after",
        _on_event(e.Reopened, lambda event, _before, now: replace(now, waiting_since=None, contacted_at=event.at)),
    ),
    Break("people are interrupted however often", telling, "may_be_interrupted", _always(True)),
    Break("who did it is told, too", telling, "hears", lambda was: lambda event, now: was(event, now) | {event.by}),
    Break(
        "only the owner hears",
        telling,
        "hears",
        lambda was: lambda event, now: was(event, now) & ({now.owner} | {getattr(event, "told", None)}),
    ),
    Break("notes are told to everybody", hearing, "SILENT", lambda _was: ()),
    Break(
        "whoever is on leave can have it",
        owners.Owners,
        "can_have",
        lambda _was: lambda self, user_id: user_id in self._people,
    ),
    Break(
        "a new one goes to whom it is meant for, gone or not",
        open_followup,
        "Owners",
        lambda was: lambda *args, also=(), **facts: _Finds(was(*args, also=also, **facts), also),
    ),
    Break(
        "what comes back goes to whoever had it, gone or not",
        alarms,
        "Owners",
        lambda was: lambda *args, also=(), **facts: _Finds(was(*args, also=also, **facts), also),
    ),
    Break(
        "opened again, it goes to whoever had it, gone or not",
        reopen_followup,
        "Owners",
        lambda was: lambda *args, also=(), **facts: _Finds(was(*args, also=also, **facts), also),
    ),
    Break("silence is never looked at", ladder, "_reached_by", _always(0)),
    Break("an alarm tells nobody", alarms, "climbs_due", _always(())),
    Break(
        "what was put off never comes back",
        book,
        "set_timer",
        lambda was: lambda row, *, at: was(row, at=at) if row.climbs_at else None,
    ),
    Break(
        "pauses last for ever",
        clocks,
        "pauses_of",
        lambda was: lambda followup, name: tuple((starts_at, until + YEAR) for starts_at, until in was(followup, name)),
    ),
    Break(
        "an undone step still counts",
        book,
        "stands_after",
        lambda was: (
            lambda happened, kind: was([event for event in happened if not isinstance(event, e.TakenBack)], kind)
        ),
    ),
    Break(
        "an event isn't counted",
        book.Book,
        "_chain",
        lambda was: (
            lambda self, row, event, *, by: None if isinstance(event, e.Noted) else was(self, row, event, by=by)
        ),
    ),
    Break(
        "unattended ones stay unattended",
        acting,
        "open_ones_of",
        lambda _was: (
            lambda held, user_id: list(
                models.FollowUp.objects.of(held.tenant_id)
                .filter(state="open", owner_id=user_id, is_unattended=False)
                .values_list("id", flat=True)
            )
        ),
    ),
    Break("nobody sweeps after a clock", checking, "mend_time", _always(0)),
)


class _Module:
    """A module with some names replaced."""

    def __init__(self, module: Any, **names: Any) -> None:
        self._module = module
        self.__dict__.update(names)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)


class _Finds:
    """Owners that give to whoever is wanted without looking."""

    def __init__(self, real: Any, also: Any) -> None:
        self._real = real
        self._also = list(also)

    def find(self, wanted: Any = None) -> Any:
        return owners.Found(wanted, "wanted") if wanted else self._real.find(wanted)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


# Used where a name was taken into another module by its import, too.
_ALSO = {
    "with_an_active_owner": (alarms, deny_contact, merge_followups),
    "open_ones_of": (alarms,),
    "_reached_by": (),
    "pauses_of": (ladder,),
}


@contextmanager
def broken(fault: Break) -> Iterator[None]:
    """Put a fault in, and take it out afterwards."""
    with ExitStack() as faults:
        real = getattr(fault.where, fault.name)
        instead = fault.instead(real)
        for place in (fault.where, *_ALSO.get(fault.name, ())):
            faults.enter_context(patch.object(place, fault.name, instead))
        yield
