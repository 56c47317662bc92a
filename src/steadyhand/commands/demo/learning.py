"""What people at Lakeside have read, drilled and brought along; a doubt that waits for Ruth; Howard's own words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.learning.actions.answer_card import answer_card
from steadyhand.business.learning.actions.bring_case import bring_case
from steadyhand.business.learning.actions.doubt_try import doubt_try
from steadyhand.business.learning.actions.hold_huddle import hold_huddle
from steadyhand.business.learning.actions.read_module import finish_module, keep_place
from steadyhand.business.learning.actions.record_course import Course, record_course
from steadyhand.business.learning.actions.try_drill import try_drill
from steadyhand.business.learning.actions.write_why import Why, write_why
from steadyhand.business.learning.cards.scheduling import Answer
from steadyhand.business.learning.content.drills import Drill, drills_of
from steadyhand.business.learning.content.modules import modules
from steadyhand.shared.actor import Actor

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
FRIDAY = 4
# As far as each has come; the others haven't begun.
READ = {"Bruno Salas": 5, "Dana Whitfield": 2, "Elena Marsh": 3, "Ruth Okafor": 4}
# Some cards come easily, some don't.
_ANSWERS = (Answer.KNEW, Answer.KNEW, Answer.HARD, Answer.KNEW, Answer.MISSED)
_DOUBTED = "advisor-praise-against-us"
_WHAT_BRUNO_SAYS = (
    "That's good of you to say. Being left hanging for twenty minutes is not how we want it, and I regret that. "
    "What was it about on Monday? I'm going to tell Ruth this afternoon and she gives you a ring before noon tomorrow."
)


def tell_learning(actors: Mapping[str, Actor], colleagues: Sequence[Actor], *, now: datetime) -> None:
    """Let people of the demo have learnt for six weeks. `colleagues` are technicians of whom some have begun."""
    ruth, bruno, howard = actors["Ruth Okafor"], actors["Bruno Salas"], actors["Howard Lindqvist"]
    write_why(
        by=howard,
        told=Why(
            why=(
                "In March a school left us after nineteen years. Nothing had broken. They were tired of not knowing "
                "when we would come. I'd rather they hear from us that we come late than find out by waiting."
            ),
            for_whom=(
                "For whoever stands at the machine at five to nine. And for you: I want there to be fewer calls in "
                "which you are shouted at, because one of us said something earlier."
            ),
            is_not=(
                "It is no way to sell more. Nobody gets a quota, nobody's pay hangs on a card or a drill, and I don't "
                "see your answers. If it takes more than ten minutes of your day, tell Ruth and we cut it."
            ),
        ),
        now=now - 44 * DAY,
    )
    for name, count in READ.items():
        _has_read(actors[name], count, now)
    for number, colleague in enumerate(colleagues):
        _has_read(colleague, 1 + number % 3, now)
    keep_place(by=bruno, code=modules()[READ[bruno.name]].code, place="good", now=now - DAY)
    _bruno_s_week(bruno, now)
    for branch in branches_of(ruth)[:1]:
        hold_huddle(
            by=ruth,
            branch_id=branch.id,
            code=modules()[0].code,
            held_on=_a_weekday(now - 21 * DAY),
            words="Nobody had asked what tray 2 is for. Four of us will, this week.",
            now=now - 21 * DAY,
            present=[each.user_id for each in (ruth, bruno, *colleagues) if each.user_id],
        )


def _a_weekday(at: datetime) -> date:
    """Return the Friday before a day at the weekend, and any other day itself."""
    return (at - max(0, at.weekday() - FRIDAY) * DAY).date()


def _has_read(by: Actor, count: int, now: datetime) -> None:
    """Let somebody have read the first modules, one every eight days, with a card on most days and a drill each."""
    began = now - 42 * DAY
    cards: list[str] = []
    for number, module in enumerate(modules()[:count]):
        read_at = began + number * 8 * DAY
        finish_module(by=by, code=module.code, now=read_at)
        drill = drills_of(module.code)[0]
        try_drill(by=by, code=drill.code, chosen=_way_through(drill), now=read_at + 2 * DAY + HOUR)
        cards += [card.code for card in module.cards]
    for day in range(1, 41):
        if day % 7 in (5, 6) or (day + count) % 4 == 0:
            continue
        answer_card(by=by, code=cards[day % len(cards)], answer=_ANSWERS[day % 5], now=began + day * DAY + HOUR)


def _way_through(drill: Drill) -> list[int]:
    """Return the numbers of a way that shows something at each moment."""
    if drill.story is None:
        return []
    node = drill.story.nodes[drill.story.begin]
    chosen: list[int] = []
    while not node.is_end:
        number = next(number for number, choice in enumerate(node.choices) if choice.shows)
        chosen.append(number)
        node = drill.story.nodes[node.choices[number].to]
    return chosen


def _bruno_s_week(bruno: Actor, now: datetime) -> None:
    first = modules()[0]
    bring_case(
        by=bruno,
        code=first.code,
        words=(
            "The office manager asked whether to keep the old one. I said yes, it's a good engine. Then I saw "
            "the cart: they take filings up to the second floor, ours feeds no envelopes. I'd ask first now."
        ),
        is_shared=True,
        now=now - 6 * DAY,
    )
    try_id = try_drill(by=bruno, code=_DOUBTED, words=_WHAT_BRUNO_SAYS, now=now - 2 * DAY)
    doubt_try(
        by=bruno,
        try_id=try_id,
        words="“Good of you to say” is a thank-you where I come from, and I did say who calls and when.",
        now=now - 2 * DAY,
    )
    record_course(
        by=bruno,
        course=Course(
            title="Network fundamentals, two days",
            provider="Columbus State, continuing education",
            finished_on=(now - 60 * DAY).date(),
            hours=14,
            words="Most of it was switches. The afternoon on DNS I use every week.",
        ),
        now=now - 55 * DAY,
    )
