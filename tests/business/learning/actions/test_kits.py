"""Each save of a kit is a version, nobody writes over somebody unseen, and openings keep theirs while they must."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from tests.builders import MONDAY, a_branch, an_actor
from tests.builders.hiring import a_candidate, hand_in

from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.bring_kit import bring_kit, look_at_kit
from steadyhand.business.learning.actions.change_kit import (
    DOWN,
    UP,
    keep_question,
    keep_sample,
    move_in_kit,
    say_about,
    take_out,
)
from steadyhand.business.learning.actions.hiring.begin_opening import begin_opening
from steadyhand.business.learning.actions.hiring.close_opening import close_opening
from steadyhand.business.learning.actions.hiring.keep_card import keep_card
from steadyhand.business.learning.actions.renew_kit import renew_kit
from steadyhand.business.learning.actions.restore_kit import restore_kit
from steadyhand.business.learning.hiring.changes import Kind
from steadyhand.business.learning.hiring.editing import question_facts
from steadyhand.business.learning.hiring.files import BadKitFile, as_file
from steadyhand.business.learning.hiring.kit import Item
from steadyhand.business.learning.hiring.shipped import shipped_contents
from steadyhand.business.learning.models import Candidate, KitVersion, Opening
from steadyhand.business.learning.queries.kits import (
    KitNow,
    kit_for,
    kit_now,
    kit_of_opening,
    kits_now,
    unasked_of,
    version_called,
    versions_of,
)
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.business.people.actions.set_role_need import drop_role_need, set_role_need
from steadyhand.business.people.growth.needs import post_of
from steadyhand.business.people.growth.shipped import Need, shipped_posts
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import ChangedMeanwhile
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
POST = "parts"
SHIPPED = shipped_contents(POST)
FIRST = SHIPPED.questions[0]
NEW = Item("", "exact", "How many?", "A count.", ("guesses", "counts", "counts twice"))


@pytest.fixture
def branch() -> Branch:
    return a_branch()


@pytest.fixture
def ruth(branch: Branch) -> Actor:
    return an_actor(Role.SERVICE_MANAGER, branch=branch, name="Ruth Okafor")


@pytest.fixture
def howard(branch: Branch) -> Actor:
    return an_actor(Role.PRINCIPAL, branch=branch, name="Howard Lane")


def now_of(by: Actor, post: str = POST) -> KitNow:
    found = kit_now(by.tenant_id, post)
    assert found is not None
    return found


def test_every_post_can_be_opened_with_what_it_needs(branch: Branch, ruth: Actor) -> None:
    for post in shipped_posts():
        opening_id = begin_opening(by=ruth, branch_id=branch.id, post=post, title=post, now=MONDAY)
        found = kit_of_opening(ruth, opening_id)
        assert found is not None
        assert [each.code for each in found.kit.criteria] == [each.code for each in post_of(ruth.tenant_id, post).needs]
        assert (found.newer, found.kit.unasked) == (None, ())


def test_each_save_is_a_version_with_who_when_and_why(ruth: Actor, howard: Actor) -> None:
    code = keep_question(by=ruth, post=POST, question=NEW, why="We count twice.", now=MONDAY)
    keep_question(by=howard, post=POST, question=replace(FIRST, asks="Otherwise?"), why="Shorter.", now=MONDAY + HOUR)

    rows = versions_of(ruth.tenant_id, POST)
    assert [(each.number, each.by, each.at, each.why) for each in rows] == [
        (2, "Howard Lane", MONDAY + HOUR, "Shorter."),
        (1, "Ruth Okafor", MONDAY, "We count twice."),
        (0, "", None, ""),
    ]
    assert [(change.kind, change.what) for change in rows[0].changes] == [(Kind.CHANGED, "Otherwise?")]
    assert [(change.kind, change.what) for change in rows[1].changes] == [(Kind.ADDED, "How many?")]
    found = now_of(ruth)
    assert code == "exact"
    assert (found.number, found.is_own, found.by) == (2, True, "Howard Lane")
    assert found.contents.questions[-1] == replace(NEW, key="exact")
    assert version_called(ruth.tenant_id, POST, 1) == rows[1]
    (entry,) = changes_of(ruth.tenant_id, [KitVersion.objects.get(number=2).id])
    assert (entry.verb, entry.why, entry.became) == ("interview kit changed", "Shorter.", {"version": 2})


def test_a_kit_that_nobody_has_changed_has_what_ships_as_its_only_version(ruth: Actor) -> None:
    (ships,) = versions_of(ruth.tenant_id, POST)

    assert (ships.number, ships.contents, ships.is_shipped, ships.changes) == (0, SHIPPED, True, ())
    assert version_called(ruth.tenant_id, POST, 0) == ships


def test_what_is_the_same_is_no_version_and_another_dealership_has_its_own(ruth: Actor) -> None:
    keep_question(by=ruth, post=POST, question=FIRST, why="", now=MONDAY)
    assert not KitVersion.objects.exists()

    keep_question(by=ruth, post=POST, question=NEW, why="Why.", now=MONDAY)
    assert [each.number for each in kits_now(ruth.tenant_id)] == [1 if each == POST else 0 for each in shipped_posts()]
    assert {each.number for each in kits_now(UUID(int=7))} == {0}


def test_two_who_change_the_same_question_see_both_and_two_who_change_different_ones_lose_nothing(
    ruth: Actor, howard: Actor
) -> None:
    opened, second = question_facts(FIRST), SHIPPED.questions[1]
    keep_question(by=howard, post=POST, question=replace(FIRST, asks="His?"), why="His.", now=MONDAY)
    keep_question(by=ruth, post=POST, question=replace(second, asks="Hers?"), why="Hers.", now=MONDAY + HOUR)

    with pytest.raises(ChangedMeanwhile) as changed:
        keep_question(
            by=ruth, post=POST, question=replace(FIRST, asks="Mine?"), opened=opened, why="Mine.", now=MONDAY + HOUR
        )
    keep_question(
        by=ruth,
        post=POST,
        question=replace(FIRST, asks="His?", listen_for="Mine."),
        opened=opened,
        why="Mine.",
        now=MONDAY + HOUR,
    )

    (theirs,) = changed.value.theirs
    assert (theirs.field, theirs.value, theirs.by, theirs.at) == ("asks", "His?", "Howard Lane", MONDAY)
    kept = now_of(ruth).contents
    assert (kept.questions[0].asks, kept.questions[0].listen_for, kept.questions[1].asks) == ("His?", "Mine.", "Hers?")


def test_what_somebody_took_out_can_be_put_back_with_what_was_typed(ruth: Actor, howard: Actor) -> None:
    take_out(by=howard, post=POST, code=FIRST.key, opened=0, now=MONDAY)
    mine = replace(FIRST, asks="Mine?")

    with pytest.raises(CannotHire, match="Howard Lane has taken this question out"):
        keep_question(by=ruth, post=POST, question=mine, opened=question_facts(FIRST), why="Mine.", now=MONDAY)
    keep_question(
        by=ruth, post=POST, question=mine, opened=question_facts(FIRST), why="Mine.", puts_back=True, now=MONDAY
    )

    assert now_of(ruth).contents.questions == (*SHIPPED.questions[1:], mine)


def test_buttons_are_about_the_version_that_was_looked_at(ruth: Actor, howard: Actor) -> None:
    move_in_kit(by=howard, post=POST, code=FIRST.key, places=DOWN, opened=0, now=MONDAY)

    for press in (
        lambda: move_in_kit(by=ruth, post=POST, code=FIRST.key, places=UP, opened=0, now=MONDAY),
        lambda: take_out(by=ruth, post=POST, code=FIRST.key, opened=0, now=MONDAY),
        lambda: restore_kit(by=ruth, post=POST, number=0, opened=0, why="Why.", now=MONDAY),
    ):
        with pytest.raises(CannotHire, match="Howard Lane has changed this kit since you opened it"):
            press()
    assert [each.key for each in now_of(ruth).contents.questions][:2] == [SHIPPED.questions[1].key, FIRST.key]
    move_in_kit(by=ruth, post=POST, code=FIRST.key, places=UP, opened=1, now=MONDAY)
    assert (now_of(ruth).contents, now_of(ruth).is_own, now_of(ruth).number) == (SHIPPED, False, 2)


def test_going_back_is_a_version_more_and_what_ships_is_followed(ruth: Actor) -> None:
    keep_question(by=ruth, post=POST, question=NEW, why="One.", now=MONDAY)
    take_out(by=ruth, post=POST, code=FIRST.key, opened=1, now=MONDAY)

    assert restore_kit(by=ruth, post=POST, number=1, opened=2, why="Back.", now=MONDAY) == 3
    found = version_called(ruth.tenant_id, POST, 1)
    assert found is not None
    assert now_of(ruth).contents == found.contents
    assert restore_kit(by=ruth, post=POST, number=0, opened=3, why="Theirs.", now=MONDAY) == 4
    newest = KitVersion.objects.get(number=4)
    assert (newest.is_shipped, now_of(ruth).is_own) == (True, False)
    # A later release may ship something else: whoever went back to what ships has that then.
    KitVersion.objects.filter(number=4).update(content={"about": "Older.", "questions": [], "samples": []})
    assert now_of(ruth).contents == SHIPPED
    with pytest.raises(CannotHire, match="no version 9"):
        restore_kit(by=ruth, post=POST, number=9, opened=4, why="Why.", now=MONDAY)


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.TECHNICIAN, Role.ADMINISTRATOR])
def test_only_who_leads_changes_a_kit(branch: Branch, role: Role) -> None:
    by = an_actor(role, branch=branch)

    with pytest.raises(CannotHire, match="service managers and principals"):
        keep_question(by=by, post=POST, question=NEW, why="Why.", now=MONDAY)


def test_what_cannot_be_meant_is_refused_and_nothing_is_kept(ruth: Actor) -> None:
    sample = SHIPPED.samples[0]
    with pytest.raises(CannotHire, match="Say in a word why"):
        keep_question(by=ruth, post=POST, question=NEW, why=" ", now=MONDAY)
    with pytest.raises(CannotHire, match="“calm” isn't in what the parts clerk needs"):
        keep_question(by=ruth, post=POST, question=replace(NEW, criterion="calm"), why="Why.", now=MONDAY)
    with pytest.raises(CannotHire, match="no post “installer”"):
        keep_question(by=ruth, post="installer", question=NEW, why="Why.", now=MONDAY)
    with pytest.raises(CannotHire, match="Nothing is marked"):
        keep_sample(by=ruth, post=POST, sample=replace(sample, code="", items=()), why="Why.", now=MONDAY)
    with pytest.raises(CannotHire, match="how the interview goes"):
        say_about(by=ruth, post=POST, about=" ", opened={}, why="Why.", now=MONDAY)
    assert not KitVersion.objects.exists()


def test_a_sample_is_written_with_its_marks_under_its_own_code(ruth: Actor) -> None:
    items = (Item("", "exact", "", "", ("a", "b", "c")),)
    sample = replace(SHIPPED.samples[0], code="", title="Counting a van", items=items)

    code = keep_sample(by=ruth, post=POST, sample=sample, why="Why.", now=MONDAY)

    kept = now_of(ruth).contents.sample(code)
    assert kept is not None
    assert [(item.key, item.asks) for item in kept.items] == [("sample.exact", "Counting a van")]


def test_words_above_the_kit_are_not_written_over_unseen(ruth: Actor, howard: Actor) -> None:
    opened = {"about": SHIPPED.about}
    say_about(by=howard, post=POST, about="One hour.", opened=opened, why="Shorter.", now=MONDAY)

    with pytest.raises(ChangedMeanwhile) as changed:
        say_about(by=ruth, post=POST, about="Two hours.", opened=opened, why="Longer.", now=MONDAY)

    assert [(each.field, each.value, each.by) for each in changed.value.theirs] == [
        ("about", "One hour.", "Howard Lane")
    ]


def test_a_number_is_taken_once_and_counts_from_one(ruth: Actor) -> None:
    keep_question(by=ruth, post=POST, question=NEW, why="One.", now=MONDAY)
    row = KitVersion.objects.get()

    for number in (1, 0):
        row.pk, row.number = UUID(int=number + 1), number
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_a_need_that_nothing_asks_for_and_a_question_whose_need_is_gone_are_found(branch: Branch, ruth: Actor) -> None:
    need = Need(code="", title="Lifts with the legs", looks_like="Bends the knees.", is_must=True)
    code = set_role_need(by=ruth, post=POST, need=need, now=MONDAY)
    drop_role_need(by=ruth, post=POST, code="exact", now=MONDAY)

    found = now_of(ruth)
    assert [each.code for each in found.unasked] == [code]
    assert unasked_of(ruth.tenant_id, post_of(ruth.tenant_id, POST)) == {code}
    assert {item.key for item in found.strays} == {"eleven-on-the-shelf", "before-the-cut-off.exact"}
    opening_id = begin_opening(by=ruth, branch_id=branch.id, post=POST, title="Parts", now=MONDAY)
    kit = kit_of_opening(ruth, opening_id)
    assert kit is not None
    assert [each.code for each in kit.kit.unasked] == [code]
    assert "exact" not in {item.criterion for item in kit.kit.items}


def test_an_opening_takes_a_newer_kit_until_somebody_has_marked(branch: Branch, ruth: Actor) -> None:
    candidate_id = a_candidate(ruth, branch, ruth)
    opening_id = Candidate.objects.get(id=candidate_id).opening_id
    question = Item("", "truthful", "When?", "A day.", ("a", "b", "c"))
    keep_question(by=ruth, post="technician", question=question, why="Why.", now=MONDAY)
    older = kit_of_opening(ruth, opening_id)
    assert older is not None
    assert (older.kit.number, older.has_begun, [each.what for each in older.changes]) == (0, False, ["When?"])

    keep_card(by=ruth, candidate_id=candidate_id, marks={"told-wrong": None}, notes={}, hands_in=False, now=MONDAY)
    renew_kit(by=ruth, opening_id=opening_id, now=MONDAY)

    taken = kit_of_opening(ruth, opening_id)
    assert taken is not None
    assert (taken.newer, taken.kit, taken.kit.number) == (None, kit_for(ruth.tenant_id, "technician"), 1)
    hand_in(ruth, candidate_id, truthful=4)
    restore_kit(by=ruth, post="technician", number=0, opened=1, why="Back.", now=MONDAY)
    begun = kit_of_opening(ruth, opening_id)
    assert begun is not None
    assert (begun.newer is None, begun.has_begun) == (False, True)
    with pytest.raises(CannotHire, match="Somebody has begun to mark"):
        renew_kit(by=ruth, opening_id=opening_id, now=MONDAY)


def test_a_note_alone_keeps_an_opening_with_its_kit(branch: Branch, ruth: Actor) -> None:
    candidate_id = a_candidate(ruth, branch, ruth)
    opening_id = Candidate.objects.get(id=candidate_id).opening_id
    keep_card(by=ruth, candidate_id=candidate_id, marks={}, notes={"licence": "B"}, hands_in=False, now=MONDAY)
    take_out(by=ruth, post="technician", code="licence", opened=0, now=MONDAY)

    with pytest.raises(CannotHire, match="Somebody has begun"):
        renew_kit(by=ruth, opening_id=opening_id, now=MONDAY)


def test_a_closed_opening_stays_as_it_is_and_an_empty_kit_opens_nothing(branch: Branch, ruth: Actor) -> None:
    opening_id = begin_opening(by=ruth, branch_id=branch.id, post=POST, title="Parts", now=MONDAY)
    codes = [*(each.key for each in SHIPPED.questions), *(each.code for each in SHIPPED.samples)]
    for number, code in enumerate(codes):
        take_out(by=ruth, post=POST, code=code, opened=number, now=MONDAY)

    with pytest.raises(CannotHire, match="Nothing is asked for this post yet"):
        begin_opening(by=ruth, branch_id=branch.id, post=POST, title="Another", now=MONDAY)
    with pytest.raises(CannotHire, match="Nothing is asked for this post today"):
        renew_kit(by=ruth, opening_id=opening_id, now=MONDAY)
    close_opening(by=ruth, opening_id=opening_id, is_closed=True, now=MONDAY)
    with pytest.raises(CannotHire, match="closed"):
        renew_kit(by=ruth, opening_id=opening_id, now=MONDAY)
    assert Opening.objects.count() == 1


def test_a_kit_comes_from_a_file_whole_with_the_needs_that_are_not_there(ruth: Actor) -> None:
    need = Need(
        code="lifts", title="Lifts with the legs", looks_like="Bends the knees.", is_must=False, weeks_to_learn=1
    )
    contents = replace(SHIPPED, questions=(FIRST, replace(NEW, key="lifting", criterion="lifts")))
    text = as_file(POST, [need], contents)
    looked = look_at_kit(by=ruth, post=POST, text=text)
    assert ([each.code for each in looked.unknown], looked.nameless) == (["lifts"], ())
    assert not KitVersion.objects.exists()

    bring_kit(by=ruth, post=POST, text=text, adds_needs=True, opened=0, why="From Dayton.", now=MONDAY)

    found = now_of(ruth)
    added = next(each for each in found.post.needs if each.title == need.title)
    assert replace(added, code="lifts") == need
    assert [each.criterion for each in found.contents.questions] == [FIRST.criterion, added.code]
    assert found.strays == ()


def test_a_file_brought_without_its_needs_leaves_the_list_alone(ruth: Actor) -> None:
    contents = replace(SHIPPED, questions=(FIRST, replace(NEW, key="lifting", criterion="lifts")))
    text = as_file(POST, [], contents)
    assert look_at_kit(by=ruth, post=POST, text=text).nameless == ("lifts",)

    bring_kit(by=ruth, post=POST, text=text, adds_needs=False, opened=0, why="From Dayton.", now=MONDAY)

    assert not now_of(ruth).post.is_own
    assert [item.key for item in now_of(ruth).strays] == ["lifting"]


def test_nothing_of_a_bad_or_late_file_comes_in(ruth: Actor, howard: Actor) -> None:
    need = Need(code="lifts", title="Lifts with the legs", looks_like="Bends the knees.", is_must=False)
    asks = replace(SHIPPED, questions=(replace(NEW, key="lifting", criterion="lifts"),))
    text = as_file(POST, [need], asks)
    with pytest.raises(BadKitFile):
        bring_kit(by=ruth, post=POST, text=text + "x", adds_needs=True, opened=0, why="Why.", now=MONDAY)
    with pytest.raises(CannotHire, match="Say in a word why"):
        bring_kit(by=ruth, post=POST, text=text, adds_needs=True, opened=0, why="", now=MONDAY)
    keep_question(by=howard, post=POST, question=NEW, why="His.", now=MONDAY)
    with pytest.raises(CannotHire, match="Howard Lane has changed"):
        bring_kit(by=ruth, post=POST, text=text, adds_needs=True, opened=0, why="Why.", now=MONDAY)

    assert not now_of(ruth).post.is_own
    assert now_of(ruth).number == 1
