"""What is known of a call when it is taken, and what came of it."""

from dataclasses import dataclass

# Sorts of call whose parts are told apart: what breaks, what is looked after, everything else (networks among it).
FAULT, CARE, OTHER = 0, 1, 2
SORTS = 3
_FAULTS = frozenset({"corrective", "phone_fix", "shop", ""})
_CARE = frozenset({"preventive"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call, as it was known when it was taken.

    Days are counted from 1970, with fractions. `meter` is the pages that the machine had printed by then, None where
    nobody knows. `errors` are codes that the display showed or the machine reported; codes in `text` are found too.
    """

    key: str
    taken_day: float
    machine: str
    model: str
    family: str
    call_type: str = "corrective"
    problem: str = ""
    errors: tuple[str, ...] = ()
    text: str = ""
    meter: float | None = None

    @property
    def sort(self) -> int:
        """Return which of the three sorts it is."""
        kind = self.call_type.strip().lower().replace(" ", "_")
        return FAULT if kind in _FAULTS else CARE if kind in _CARE else OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a call: the parts that all its visits used, what it was and what put it right ("" unknown)."""

    call: Call
    closed_day: float
    parts: tuple[str, ...] = ()
    cause: str = ""
    correction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogPart:
    """An item of the parts catalogue; `life_pages` is what its maker says it lasts, None for what doesn't wear."""

    number: str
    name: str
    family: str = ""
    life_pages: float | None = None
