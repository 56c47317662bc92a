"""What ships holds together: every module, card, drill and behaviour, read and checked whole."""

from collections import Counter

import pytest
from tests.builders import MONDAY

from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.learning.content.behaviours import behaviours, behaviours_of, read_behaviours
from steadyhand.business.learning.content.checking import BadContent
from steadyhand.business.learning.content.drills import Drill, drills, drills_of, read_drills
from steadyhand.business.learning.content.huddles import module_of_month
from steadyhand.business.learning.content.modules import EDITIONS, FOLDER, modules, read_module
from steadyhand.business.learning.content.placement import known_by, questions
from steadyhand.business.learning.content.template import PARTS, own_template
from steadyhand.business.learning.desks import desk_of
from steadyhand.business.learning.drills.story import Story, order_shown

OWN_IT = (FOLDER / "own-it.toml").read_text(encoding="utf-8")
LAST_WHY = next(f"{line}\n" for line in OWN_IT.splitlines() if line.startswith('  "Where nobody blames'))
A_TALK = """
[[talk]]
code = "a-talk"
title = "A talk"
scene = "A room."
begin = "door"
[[talk.node]]
name = "door"
who = "Kev"
says = "And?"
choice = [
  {text = "Sorry.", why = "It helps.", to = "end", shows = ["hears-them-out"]},
  {text = "So?", why = "It doesn't.", to = "end", misses = ["hears-them-out"]},
]
[[talk.node]]
name = "end"
says = "Over."
"""


def test_there_are_as_many_as_were_asked_for() -> None:
    cards = [card for module in modules() for card in module.cards]

    assert [each.number for each in modules()] == list(range(1, 14))
    assert len(cards) >= 90
    assert len(drills()) >= 55
    assert 25 <= len(behaviours()) <= 30
    assert all(4 <= len(drills_of(each.code)) <= 5 for each in modules())
    assert all(2 <= len(behaviours_of(each.code)) <= 3 for each in modules())


def test_both_kinds_of_drill_are_in_every_module_and_editions_in_most() -> None:
    kinds = {each.code: Counter(bool(drill.story) for drill in drills_of(each.code)) for each in modules()}

    assert all(each[True] and each[False] for each in kinds.values()), kinds
    assert all(set(each.editions) >= set(EDITIONS) - {"sales"} for each in modules())


def test_every_behaviour_is_drilled() -> None:
    choices = [
        choice for each in drills() if each.story for node in each.story.nodes.values() for choice in node.choices
    ]
    drilled = {code for choice in choices for code in (*choice.shows, *choice.misses)}

    assert {each.code for each in behaviours()} - drilled == set()


def test_what_a_drill_gives_as_a_good_answer_the_guard_lets_pass() -> None:
    """By its rules: the model nudges now and then at words that a customer said first."""
    found = {
        each.code: [finding.rule for finding in review(each.task.good, classifier=None).findings]
        for each in drills()
        if each.task and not each.task.is_inside
    }

    assert {code: rules for code, rules in found.items() if rules} == {}


def test_nothing_is_sold_and_nobody_is_graded_in_what_people_read() -> None:
    said = " ".join(f"{each.rule} {each.goal} {each.bring} {' '.join(each.why)}" for each in modules()).casefold()

    assert [
        word
        for word in ("score", "certificate of", "congratulations", "awesome", "leverage", "mindset")
        if word in said
    ] == []


def test_a_module_that_lacks_something_says_what_and_where() -> None:
    with pytest.raises(BadContent, match=r"own-it\.toml, why: it has 2 sentences"):
        read_module(OWN_IT.replace(LAST_WHY, ""), "own-it.toml")
    with pytest.raises(BadContent, match="“rules” is read by nobody"):
        read_module(OWN_IT.replace("rule = ", "rules = ", 1), "own-it.toml")
    with pytest.raises(BadContent, match="this isn't TOML"):
        read_module("title = ", "own-it.toml")


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('to = "end", shows', 'to = "nowhere", shows', "leads to “nowhere”"),
        ('why = "It helps."', 'why = ""', "“why” is missing or empty"),
        ('to = "end", misses', 'to = "door", misses', "leads back to itself"),
        ('shows = ["hears-them-out"]', 'shows = ["is-nice"]', "names the behaviour “is-nice”"),
        ('begin = "door"', 'begin = "end"', "nothing leads to “door”"),
    ],
)
def test_a_talk_that_does_not_hold_together_is_refused(was: str, becomes: str, said: str) -> None:
    assert len(read_drills(A_TALK, "x.toml", "own-it")) == 1

    with pytest.raises(BadContent, match=said):
        read_drills(A_TALK.replace(was, becomes), "x.toml", "own-it")


def test_a_behaviour_twice_is_refused() -> None:
    one = '[[behaviour]]\ncode = "a-b"\nmodule = "own-it"\nlabel = "L"\nchance = "C"\nseen = "S"\nnot_seen = "N"\n'

    with pytest.raises(BadContent, match="two behaviours with this code"):
        read_behaviours(one + one, "b.toml")


def test_a_placement_names_what_is_known() -> None:
    best = {each.module: next(n for n, answer in enumerate(each.answers) if answer.is_best) for each in questions()}

    assert set(known_by(best)) == {each.code for each in modules()}
    assert known_by({**best, "own-it": 1}) == tuple(each.code for each in modules() if each.code != "own-it")
    assert known_by({"own-it": 99}) == ()


def test_the_best_answer_does_not_always_stand_at_the_same_place() -> None:
    places = Counter(next(n for n, answer in enumerate(each.answers) if answer.is_best) for each in questions())

    assert len(places) == 3
    assert max(places.values()) <= 7


def test_the_principal_s_template_asks_in_three_parts() -> None:
    assert tuple(own_template()) == PARTS
    assert all(part.asks and part.example for part in own_template().values())


def test_each_month_has_its_module_and_each_person_their_edition() -> None:
    months = [MONDAY.date().replace(month=month) for month in range(1, 13)]

    assert len({module_of_month(each).code for each in months}) == 12
    assert desk_of(["technician", "service_manager"]) == ""
    assert desk_of(["dispatcher"]) == "dispatch"
    assert desk_of(["principal"]) == "managers"


def minutes_of(drill: Drill) -> float:
    """Return how long a drill takes at most: 200 words a minute read, and a good answer typed on a phone.

    Source: 36 words a minute with two thumbs, the mean of 37,000 people (Palin and others, MobileHCI 2019).
    """
    if drill.task:
        points = [f"{each.means} {each.missing}" for each in drill.task.points]
        read = [drill.scene, drill.task.says, drill.task.ask, *points]
        return count(*read) / 200 + count(drill.task.good) / 36
    assert drill.story
    return (count(drill.scene) + longest(drill.story, drill.story.begin)) / 200


def longest(story: Story, name: str) -> int:
    node = story.nodes[name]
    onward = [count(choice.why) + longest(story, choice.to) for choice in node.choices]
    return count(node.says, *(choice.text for choice in node.choices)) + max(onward, default=0)


def count(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)


def test_every_drill_is_over_in_under_four_minutes() -> None:
    minutes = {each.code: minutes_of(each) for each in drills()}

    assert {code: taken for code, taken in minutes.items() if taken >= 4} == {}


def test_the_right_answer_is_the_longest_about_as_often_as_chance_has_it() -> None:
    """Whoever takes the longest answer without reading should fare no better than whoever throws a coin."""
    moments = [
        (node, [choice for choice in node.choices if choice.shows and not choice.misses])
        for each in drills()
        if each.story
        for node in each.story.nodes.values()
        if node.choices
    ]
    single = [(node, right[0]) for node, right in moments if len(right) == 1]
    longest = sum(right.text == max((each.text for each in node.choices), key=len) for node, right in single)
    by_chance = sum(1 / len(node.choices) for node, _ in single)
    asked = [max(each.answers, key=lambda answer: len(answer.text)).is_best for each in questions()]

    assert abs(longest - by_chance) <= len(single) / 10
    assert 2 <= sum(asked) <= 6


def test_two_readers_find_a_talk_s_answers_in_orders_of_their_own() -> None:
    nodes = [node for each in drills() if each.story for node in each.story.nodes.values() if node.choices]
    first = Counter(order_shown(node, "bruno")[0] for node in nodes if len(node.choices) == 2)

    assert all(order_shown(node, "bruno") == order_shown(node, "bruno") for node in nodes)
    assert all(sorted(order_shown(node, "chen")) == list(range(len(node.choices))) for node in nodes)
    assert any(order_shown(node, "bruno") != order_shown(node, "chen") for node in nodes)
    assert 20 <= first[0] <= 52
