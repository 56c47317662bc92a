"""What is every candidate of an opening asked, and how does a weak, a fair and a strong answer sound?"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from steadyhand.business.learning.content.checking import BadContent
from steadyhand.business.learning.hiring.kept_before import as_kept_now

ANCHORS = (1, 3, 5)
# Of what is shown rather than asked: no, not yet, shown. "Not yet" is no fair mark: somebody has to talk about it.
SEEN_ANCHORS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is looked for: a need of the post. `learn_weeks`: to learn it here; 0: it has to be brought along."""

    code: str
    title: str
    why: str
    is_essential: bool
    learn_weeks: int


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to mark: an answer, or one criterion of a work sample. `anchors` are in words what `marks` are worth.

    `is_seen`: nothing is asked, it is shown, such as a licence.
    """

    key: str
    criterion: str
    asks: str
    listen_for: str
    anchors: tuple[str, str, str]
    is_seen: bool = False

    @property
    def marks(self) -> tuple[int, int, int]:
        return SEEN_ANCHORS if self.is_seen else ANCHORS


@dataclass(frozen=True, slots=True)
class Sample:
    """A drill with the candidate's sheet and the rater's; `items` are marked after it."""

    code: str
    title: str
    minutes: int
    prepare: str
    candidate_sheet: str
    rater_sheet: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Kit:
    """All of an interview for one post. `number`: the version of its questions; 0 is what ships."""

    code: str
    title: str
    about: str
    posts: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    questions: tuple[Item, ...]
    samples: tuple[Sample, ...]
    # Two kits that ask the same are the same, whatever their versions are called.
    number: int = field(default=0, compare=False)

    @property
    def items(self) -> tuple[Item, ...]:
        """Return everything that is marked, in the order in which it is asked."""
        return (*self.questions, *(item for sample in self.samples for item in sample.items))

    @property
    def unasked(self) -> tuple[Criterion, ...]:
        """Return what is looked for and nothing asks for: no scorecard will ever say anything about it."""
        asked = {item.criterion for item in self.items}
        return tuple(each for each in self.criteria if each.code not in asked)


def as_kept(kit: Kit) -> dict[str, Any]:
    """Return a kit as an opening keeps it: plain values that `kit_from` reads."""
    return asdict(kit)


def kit_from(row: Mapping[str, Any], file: str) -> Kit:
    """Return a kit from the plain values that an opening keeps, those of earlier releases too.

    Raises:
        BadContent: it isn't one; `file` is what the message calls it.
    """
    try:
        told = as_kept_now(row)
        return Kit(
            code=told["code"],
            title=told["title"],
            about=told["about"],
            posts=tuple(told["posts"]),
            criteria=tuple(Criterion(**each) for each in told["criteria"]),
            questions=tuple(item_from(each) for each in told["questions"]),
            samples=tuple(sample_from(each) for each in told["samples"]),
            number=told["number"],
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise BadContent(file, "", f"this isn't a kit as an opening keeps it: {problem!r}") from problem


def item_from(row: Mapping[str, Any]) -> Item:
    """Return what is marked from plain values.

    Raises:
        KeyError, TypeError, ValueError: they aren't such.
    """
    low, fair, high = row["anchors"]
    return Item(**{**row, "anchors": (low, fair, high)})


def sample_from(row: Mapping[str, Any]) -> Sample:
    """Return a work sample from plain values.

    Raises:
        KeyError, TypeError, ValueError: they aren't such.
    """
    return Sample(**{**row, "items": tuple(item_from(each) for each in row["items"])})
