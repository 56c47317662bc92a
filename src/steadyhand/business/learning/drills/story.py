"""A talk that branches: where does a choice lead, and is every way through it told?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from steadyhand.business.learning.content.checking import BadContent

FEWEST_CHOICES = 2
# More than this and a drill isn't over in four minutes.
LONGEST_WAY = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """What one may say or do: why it goes well or not, where it leads, and what it shows of behaviours."""

    text: str
    why: str
    to: str
    shows: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A moment of the talk. One without choices is an end: `says` then sums it up."""

    name: str
    who: str
    says: str
    choices: tuple[Choice, ...] = ()

    @property
    def is_end(self) -> bool:
        return not self.choices


@dataclass(frozen=True, slots=True)
class Story:
    """A talk with all its ways, from `begin` to an end."""

    begin: str
    nodes: Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Step:
    """A moment that has passed, and what was chosen there."""

    node: Node
    number: int
    choice: Choice


class NoSuchWay(Exception):
    """The choices aren't those of this talk; the message says where they leave it."""


def walk(story: Story, chosen: Sequence[int]) -> tuple[tuple[Step, ...], Node]:
    """Return the moments passed and where one stands, having chosen these numbers from 0.

    Raises:
        NoSuchWay: a number isn't among the choices there, or the talk was over before.
    """
    node = story.nodes[story.begin]
    steps: list[Step] = []
    for number in chosen:
        if not 0 <= number < len(node.choices):
            raise NoSuchWay(f"There is no answer {number + 1} at this place of the talk: begin it again.")
        choice = node.choices[number]
        steps.append(Step(node, number, choice))
        node = story.nodes[choice.to]
    return tuple(steps), node


def order_shown(node: Node, reader: str) -> tuple[int, ...]:
    """Return the numbers of a moment's choices in the order in which one reader sees them.

    Whoever writes a talk puts what goes well first more often than not, and two readers who compare notes shouldn't
    find it at the same place. The same reader finds the same order again: the numbers themselves never change.
    """

    def key(number: int) -> bytes:
        return sha256(f"{reader}/{node.name}/{node.choices[number].text}".encode()).digest()

    return tuple(sorted(range(len(node.choices)), key=key))


def check_story(story: Story, *, behaviours: Sequence[str], file: str, place: str) -> None:
    """Refuse a talk with a way that leads nowhere, a moment that nobody reaches, or a choice without its why.

    Raises:
        BadContent: it has one; the message names it.
    """
    if story.begin not in story.nodes:
        raise BadContent(file, place, f"it begins at “{story.begin}”, and there is no such node")
    for node in story.nodes.values():
        _check_node(node, story, behaviours, file, place)
    longest = _longest(story, story.begin, (), file, place)
    if longest > LONGEST_WAY:
        raise BadContent(file, place, f"its longest way takes {longest} answers; {LONGEST_WAY} fit four minutes")
    reached = _reached(story)
    lost = next((name for name in story.nodes if name not in reached), "")
    if lost:
        raise BadContent(file, place, f"nothing leads to “{lost}”; lead a choice there or take it out")


def _check_node(node: Node, story: Story, behaviours: Sequence[str], file: str, place: str) -> None:
    if not node.is_end and len(node.choices) < FEWEST_CHOICES:
        raise BadContent(file, place, f"“{node.name}” leaves no choice; write two at least, or none for an end")
    for choice in node.choices:
        if choice.to not in story.nodes:
            raise BadContent(file, place, f"“{choice.text}” leads to “{choice.to}”, and there is no such node")
        if not choice.why:
            raise BadContent(file, place, f"“{choice.text}” has no why; say what follows from it")
        stray = next((code for code in (*choice.shows, *choice.misses) if code not in behaviours), "")
        if stray:
            raise BadContent(file, place, f"“{choice.text}” names the behaviour “{stray}”, and there is none")
    if node.choices and not any(choice.shows for choice in node.choices):
        raise BadContent(file, place, f"no answer at “{node.name}” shows a behaviour; one of them must")


def _longest(story: Story, name: str, passed: tuple[str, ...], file: str, place: str) -> int:
    if name in passed:
        raise BadContent(file, place, f"“{name}” leads back to itself; a drill must come to an end")
    choices = story.nodes[name].choices
    return max((1 + _longest(story, each.to, (*passed, name), file, place) for each in choices), default=0)


def _reached(story: Story) -> set[str]:
    found: set[str] = set()
    waiting = [story.begin]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [choice.to for choice in story.nodes[name].choices]
    return found
