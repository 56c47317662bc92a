"""A question or a work sample of a post's kit is written, taken out or moved: each save is a version more."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from steadyhand.business.learning.hiring.contents import Contents
from steadyhand.business.learning.hiring.editing import (
    free_code,
    question_facts,
    sample_facts,
    with_moved,
    with_question,
    with_sample,
    without_question,
    without_sample,
)
from steadyhand.business.learning.hiring.kit import Item, Sample
from steadyhand.business.learning.keeping_kits import check_same, check_unchanged, keep_version, kit_to_change
from steadyhand.business.learning.queries.kits import KitNow
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor

UP, DOWN = -1, 1


@transaction.atomic
def keep_question(
    *,
    by: Actor,
    post: str,
    question: Item,
    why: str,
    now: datetime,
    opened: Mapping[str, Any] | None = None,
    puts_back: bool = False,
) -> str:
    """Write a question and return its code; without a code (`key`) it is a new one, at the end.

    Raises:
        ChangedMeanwhile: somebody else wrote it since it was opened.
        CannotHire: they may not, it looks for nothing in the post's list, or it was taken out meanwhile.
    """
    was = kit_to_change(by, post)
    _check_needs(was, [question])
    taken = {each.key for each in was.contents.questions} | {each.code for each in was.contents.samples}
    if not question.key:
        question = replace(question, key=free_code(question.criterion, taken))
    elif was.contents.question(question.key) is None:
        _check_gone(was, "question", puts_back=puts_back)
    elif opened is not None:

        def facts_of(contents: Contents) -> Mapping[str, Any] | None:
            known = contents.question(question.key)
            return question_facts(known) if known else None

        check_unchanged(by, was, facts_of=facts_of, opened=opened, mine=question_facts(question))
    keep_version(by=by, was=was, contents=with_question(was.contents, question), why=why, now=now)
    return question.key


@transaction.atomic
def keep_sample(
    *,
    by: Actor,
    post: str,
    sample: Sample,
    why: str,
    now: datetime,
    opened: Mapping[str, Any] | None = None,
    puts_back: bool = False,
) -> str:
    """Write a work sample and return its code; without a code it is a new one, at the end.

    Raises:
        ChangedMeanwhile: somebody else wrote it since it was opened.
        CannotHire: they may not, nothing is marked after it, or it was taken out meanwhile.
    """
    was = kit_to_change(by, post)
    taken = {each.key for each in was.contents.questions} | {each.code for each in was.contents.samples}
    is_new = not sample.code
    code = sample.code or free_code("sample", taken)
    items = tuple(replace(each, key=f"{code}.{each.criterion}", asks=sample.title) for each in sample.items)
    sample = replace(sample, code=code, items=items)
    if not items:
        raise CannotHire("Nothing is marked after this sample: say for one need at least how 1, 3 and 5 look.")
    if not is_new and was.contents.sample(code) is None:
        _check_gone(was, "sample", puts_back=puts_back)
    elif not is_new and opened is not None:

        def facts_of(contents: Contents) -> Mapping[str, Any] | None:
            known = contents.sample(code)
            return sample_facts(known) if known else None

        check_unchanged(by, was, facts_of=facts_of, opened=opened, mine=sample_facts(sample))
    keep_version(by=by, was=was, contents=with_sample(was.contents, sample), why=why, now=now)
    return code


@transaction.atomic
def take_out(*, by: Actor, post: str, code: str, opened: int, now: datetime) -> None:
    """Take a question or a sample out of a kit; `opened` is the version that was looked at.

    Raises:
        CannotHire: they may not, or the kit was changed since.
    """
    was = kit_to_change(by, post)
    check_same(was, opened)
    contents = without_sample(without_question(was.contents, code), code)
    keep_version(by=by, was=was, contents=contents, why="Taken out.", now=now)


@transaction.atomic
def move_in_kit(*, by: Actor, post: str, code: str, places: int, opened: int, now: datetime) -> None:
    """Have a question or a sample come earlier (`UP`) or later (`DOWN`); `opened` is the version that was looked at.

    Raises:
        CannotHire: they may not, or the kit was changed since.
    """
    was = kit_to_change(by, post)
    check_same(was, opened)
    contents = with_moved(was.contents, code, places)
    keep_version(by=by, was=was, contents=contents, why="Put in another order.", now=now)


@transaction.atomic
def say_about(*, by: Actor, post: str, about: str, opened: Mapping[str, Any], why: str, now: datetime) -> None:
    """Write what raters read above the whole kit; `opened` is what its form said when it was opened.

    Raises:
        ChangedMeanwhile: somebody else wrote it since.
        CannotHire: they may not, or it is empty.
    """
    was = kit_to_change(by, post)
    if not about.strip():
        raise CannotHire("Say how the interview goes: how long, in which parts, who should be there.")
    check_unchanged(by, was, facts_of=_about, opened=opened, mine={"about": about.strip()})
    contents = replace(was.contents, about=about.strip())
    keep_version(by=by, was=was, contents=contents, why=why, now=now)


def _about(contents: Contents) -> Mapping[str, Any]:
    return {"about": contents.about}


def _check_needs(was: KitNow, items: list[Item]) -> None:
    known = {each.code for each in was.post.needs}
    stray = next((each.criterion for each in items if each.criterion not in known), None)
    if stray is not None:
        raise CannotHire(
            f"“{stray}” isn't in what the {was.post.title} needs any more: choose what the question looks for, or put "
            "the line back under What posts ask for."
        )


def _check_gone(was: KitNow, what: str, *, puts_back: bool) -> None:
    if not puts_back:
        raise CannotHire(
            f"{was.by or 'Somebody'} has taken this {what} out since you opened it. What you typed is here: tick “Put "
            "it back into the kit” and save, or leave it out."
        )
