"""Questions are put in, taken out and moved without touching the others, and what changed is said in words."""

from dataclasses import replace

from steadyhand.business.learning.hiring.changes import Change, FieldChange, Kind, changed
from steadyhand.business.learning.hiring.editing import (
    changed_by_others,
    free_code,
    renamed,
    with_moved,
    with_question,
    with_sample,
    without_question,
    without_sample,
)
from steadyhand.business.learning.hiring.shipped import shipped_contents

PARTS = shipped_contents("parts")
FIRST, SECOND, THIRD, LAST = PARTS.questions
KEYS = [each.key for each in PARTS.questions]


def keys_of(said: object) -> list[str]:
    return [each.key for each in said.questions]  # type: ignore[attr-defined]  # contents


def test_a_question_takes_its_own_place_or_the_last() -> None:
    again, more = replace(SECOND, asks="Otherwise?"), replace(SECOND, key="more")

    assert with_question(PARTS, again).questions == (FIRST, again, THIRD, LAST)
    assert keys_of(with_question(PARTS, more)) == [*KEYS, "more"]
    assert keys_of(without_question(PARTS, SECOND.key)) == [KEYS[0], *KEYS[2:]]


def test_moving_stops_at_the_ends() -> None:
    assert keys_of(with_moved(PARTS, SECOND.key, -1)) == [KEYS[1], KEYS[0], *KEYS[2:]]
    assert keys_of(with_moved(PARTS, FIRST.key, -1)) == KEYS
    assert keys_of(with_moved(PARTS, LAST.key, 1)) == KEYS
    assert with_moved(PARTS, "nothing-of-it", 1) == PARTS


def test_samples_are_put_in_and_taken_out_alike() -> None:
    sample = PARTS.samples[0]
    more = replace(sample, code="more")

    assert [each.code for each in with_sample(PARTS, more).samples] == [sample.code, "more"]
    assert without_sample(with_sample(PARTS, more), sample.code).samples == (more,)


def test_a_new_code_is_one_that_is_free() -> None:
    assert free_code("exact", set()) == "exact"
    assert free_code("exact", {"exact", "exact-2"}) == "exact-3"


def test_needs_go_by_other_codes_in_questions_and_in_samples() -> None:
    said = renamed(PARTS, {"exact": "counts"})

    assert "counts" in {each.criterion for each in said.questions}
    assert "before-the-cut-off.counts" in {item.key for item in said.samples[0].items}
    assert "exact" not in {item.criterion for item in said.items}


def test_only_what_others_wrote_and_oneself_did_not_is_a_conflict() -> None:
    opened = {"asks": "a", "listen_for": "b", "anchor_1": "c", "anchor_3": "d"}
    now = {"asks": "theirs", "listen_for": "b", "anchor_1": "same", "anchor_3": "theirs", "anchor_5": "new"}
    mine = {"asks": "mine", "listen_for": "mine", "anchor_1": "same", "anchor_3": "d"}

    assert changed_by_others(opened, now, mine) == ("asks", "anchor_3", "anchor_5")


def test_what_changed_is_said_by_question_and_field() -> None:
    moved = with_moved(PARTS, FIRST.key, 1)
    said = without_question(with_question(moved, replace(THIRD, asks="Otherwise?")), LAST.key)

    assert changed(PARTS, PARTS) == ()
    found = changed(PARTS, said)

    assert Change(Kind.CHANGED, "Otherwise?", (FieldChange("is asked", THIRD.asks, "Otherwise?"),)) in found
    assert Change(Kind.TAKEN_OUT, LAST.asks) in found
    # One of the two that changed places has moved, not both.
    assert [each.kind for each in found].count(Kind.MOVED) == 1
    assert [each.kind for each in changed(said, PARTS)].count(Kind.ADDED) == 1


def test_anchors_and_sheets_of_a_sample_are_said_field_by_field() -> None:
    sample = PARTS.samples[0]
    items = (replace(sample.items[0], anchors=("x", *sample.items[0].anchors[1:])), *sample.items[2:])
    (change,) = changed(PARTS, with_sample(PARTS, replace(sample, minutes=25, items=items)))

    assert [(each.field, each.became) for each in change.fields] == [
        ("minutes", "25"),
        ("numbers, 1", "x"),
        ("exact, 1", ""),
        ("exact, 3", ""),
        ("exact, 5", ""),
    ]


def test_words_above_the_kit_count_as_a_change() -> None:
    (change,) = changed(PARTS, replace(PARTS, about="Another way."))

    assert change.fields == (FieldChange("", PARTS.about, "Another way."),)
