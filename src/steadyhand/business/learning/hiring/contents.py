"""What does a dealership write of a kit? Questions and work samples; what they look for, the post's list says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from steadyhand.business.learning.hiring.kit import Criterion, Item, Kit, Sample, item_from, sample_from
from steadyhand.business.people.growth.shipped import Need


@dataclass(frozen=True, slots=True)
class Contents:
    """A post's questions and samples. The `key` of a question is its code, its `criterion` the code of a need."""

    about: str
    questions: tuple[Item, ...]
    samples: tuple[Sample, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return (*self.questions, *(item for sample in self.samples for item in sample.items))

    def question(self, code: str) -> Item | None:
        return next((each for each in self.questions if each.key == code), None)

    def sample(self, code: str) -> Sample | None:
        return next((each for each in self.samples if each.code == code), None)


def plain(contents: Contents) -> dict[str, Any]:
    """Return contents as they are kept: plain values that `contents_from` reads."""
    return asdict(contents)


def contents_from(row: Mapping[str, Any]) -> Contents:
    """Return contents from the plain values in which they are kept."""
    return Contents(
        row["about"],
        tuple(item_from(each) for each in row["questions"]),
        tuple(sample_from(each) for each in row["samples"]),
    )


def compose(post: str, title: str, needs: Iterable[Need], contents: Contents, *, number: int) -> Kit:
    """Return the kit of a post: its needs as criteria, and of the contents what asks for one of them."""
    criteria = tuple(_criterion(each) for each in needs)
    wanted = {each.code for each in criteria}
    samples = (only_of(sample, wanted) for sample in contents.samples)
    return Kit(
        code=post,
        title=title[:1].upper() + title[1:],
        about=contents.about,
        posts=(post,),
        criteria=criteria,
        questions=tuple(each for each in contents.questions if each.criterion in wanted),
        samples=tuple(each for each in samples if each.items),
        number=number,
    )


def _criterion(need: Need) -> Criterion:
    return Criterion(need.code, need.title, need.looks_like, need.is_must, need.weeks_to_learn or 0)


def only_of(sample: Sample, wanted: set[str]) -> Sample:
    """Return a sample with those marks only that look for what is wanted."""
    items = tuple(each for each in sample.items if each.criterion in wanted)
    return replace(sample, items=items)


def unasked(needs: Sequence[Need], contents: Contents) -> tuple[Need, ...]:
    """Return the needs that nothing asks for."""
    asked = {item.criterion for item in contents.items}
    return tuple(each for each in needs if each.code not in asked)


def strays(needs: Sequence[Need], contents: Contents) -> tuple[Item, ...]:
    """Return what looks for something that isn't in the list any more: new openings don't ask it."""
    known = {each.code for each in needs}
    return tuple(each for each in contents.items if each.criterion not in known)
