"""What wasn't written down, and what was taken instead? A sentence each, kept with the plan."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from steadyhand.business.calls.queries.for_a_plan import CallToGo
from steadyhand.business.calls.rules import CallType
from steadyhand.business.dispatch.day_plan.estimating import FEWEST_FIRST, USUAL_MINUTES
from steadyhand.business.dispatch.day_plan.gathering import Gathered
from steadyhand.business.dispatch.day_plan.whereabouts import Places

# What every technician is taken to speak: what a customer speaks of whom nothing else is written down.
USUAL_LANGUAGE = "en"
# The names of more than so many say no more than their number.
_SHOWN = 5


@dataclass(eq=False)
class Norms:
    """Collects the sentences while a day is read."""

    gathered: Gathered
    _said: list[str] = field(default_factory=list)

    def no_calendar(self, name: str) -> None:
        self._said.append(f"The calendar of {name} can't be read: 8:00 to 17:00 is taken.")

    def day_off(self, name: str) -> None:
        self._said.append(f"{name} has the day off by the calendar, and visits all the same: 8:00 to 17:00 is taken.")

    def from_phone(self, name: str) -> None:
        self._said.append(f"{name} sets out from where their phone is now: they have switched that on.")

    def pin_of_nobody(self, number: str) -> None:
        self._said.append(f"Call {number} is pinned to somebody who isn't planned for that day: the pin waits.")

    def of_places(self, places: Places, calls: Iterable[CallToGo]) -> None:
        """Add what is taken for unknown places, lengths, technicians that customers know."""
        at_branch = self.gathered.at.latitude is not None
        where = "at the branch" if at_branch else "in the middle of all others"
        if places.unknown_sites:
            self._said.append(
                f"Nobody knows where {_listed('call', places.unknown_sites)} would be: reckoned as if {where}."
            )
        if places.unknown_starts:
            self._said.append(
                f"Nobody has written down where the day of {_names(places.unknown_starts)} starts: taken as {where}."
            )
        planned = list(calls)
        unknown = [call for call in planned if call.customer_id not in self.gathered.answerable]
        if unknown:
            self._said.append(
                f"For {len(unknown)} of {len(planned)} calls nobody is written down as answerable: whoever has been at "
                "the site most often in a year counts as its usual technician."
            )
        self._of_people(planned)
        self._of_work()

    def _of_people(self, calls: list[CallToGo]) -> None:
        """Add where a language or a network level would be asked for, and nobody has it by the record."""
        people, access = self.gathered.people, self.gathered.access
        foreign: dict[str, list[str]] = {}
        for call in calls:
            site = access.get(call.site_id) if call.site_id else None
            spoken = site.language if site else ""
            if spoken not in {"", USUAL_LANGUAGE} and not any(spoken in who.languages for who in people):
                foreign.setdefault(spoken, []).append(call.number)
        for spoken, numbers in sorted(foreign.items()):
            self._said.append(
                f"Nobody here speaks {spoken} by the record, as {_listed('call', numbers)} would want: anybody is sent."
            )
        level = self.gathered.network_level
        network = [call.number for call in calls if call.call_type is CallType.NETWORK]
        if network and level and all(who.network_level < level for who in people):
            self._said.append(
                f"Nobody here has network level {level} by the record, as {_listed('call', network)} would want: "
                "anybody is sent."
            )

    def of_pairs(self, no_pair: Mapping[str, str]) -> None:
        self._said += [f"Call {number} takes two: {why}." for number, why in sorted(no_pair.items())]

    def _of_work(self) -> None:
        known = self.gathered.estimates
        if not known.timed:
            self._said.append(f"No visit has been timed here yet: each counts as {USUAL_MINUTES:.0f} minutes.")
        if known.first < FEWEST_FIRST:
            self._said.append(
                f"Fewer than {FEWEST_FIRST} first visits in a year: who finishes more often at once isn't weighed."
            )
        weighed = sum(call.id in self.gathered.needed for call in self.gathered.calls.calls)
        if not self.gathered.aboard or not weighed:
            self._said.append("What is on the trucks isn't weighed: no stock is kept of them, or no parts foretold.")
        elif without := len(self.gathered.people) - len(self.gathered.aboard):
            self._said.append(f"What is on {without} of {len(self.gathered.people)} trucks isn't known, nor weighed.")

    @property
    def said(self) -> tuple[str, ...]:
        return tuple(self._said)


def _listed(what: str, numbers: Collection[str]) -> str:
    if len(numbers) > _SHOWN:
        return f"{len(numbers)} {what}s"
    return f"{what}{'s' if len(numbers) > 1 else ''} {_names(numbers)}"


def _names(names: Collection[str]) -> str:
    ordered = sorted(names)
    if len(ordered) > _SHOWN:
        return f"{', '.join(ordered[:_SHOWN])} and {len(ordered) - _SHOWN} more"
    return " and ".join(filter(None, [", ".join(ordered[:-1]), ordered[-1]]))
