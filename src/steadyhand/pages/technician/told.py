"""How is what a customer was told said to whoever walks in next? One line each, to be read in two seconds."""

from dataclasses import dataclass

from steadyhand.business.conversations.queries.timeline import Line
from steadyhand.business.conversations.rules import Direction, FactState
from steadyhand.pages.common.saying import Saying

# As much of a word as one reads at a door.
LONGEST = 160


@dataclass(frozen=True, slots=True)
class ToldSaid:
    """One thing that was said: who and when, the words, and what is so instead, if they don't know it yet."""

    who: str
    words: str
    now_is: str
    # What it says isn't so any more; `now_is` may still have to be found out.
    is_untrue: bool


def told_said(line: Line, saying: Saying) -> ToldSaid:
    """Return a statement for the brief: `Ana told them on the phone, yesterday at 3:40 pm`."""
    spoke = f"{line.by} told them" if line.direction is Direction.TO_THEM else f"{line.with_whom or 'They'} told us"
    words = " ".join(line.words.split())
    return ToldSaid(
        who=f"{spoke} {line.channel.label}, {saying.when(line.at)}",
        words=words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…",
        now_is=next((fact.now_is for fact in line.facts if fact.state is FactState.UNTRUE and fact.now_is), ""),
        is_untrue=line.is_untrue,
    )
