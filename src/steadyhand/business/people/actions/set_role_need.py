"""What a post asks for is changed: from the first change on, the dealership has a list of its own for that post."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.growth.models import RoleNeed
from steadyhand.business.people.growth.needs import post_of
from steadyhand.business.people.growth.shipped import Need, shipped_posts
from steadyhand.business.people.levels import MOST
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.history import facts_of, record_change

LONGEST_LEARNING = 260


@transaction.atomic
def set_role_need(*, by: Actor, post: str, need: Need, now: datetime, opened: Mapping[str, Any] | None = None) -> str:
    """Write one line of a post's list and return its code; without a code it is a new line.

    Raises:
        ChangedMeanwhile: somebody else wrote the line since the form was opened.
        CannotBeSo: no such post or line, or facts that can't be meant.
    """
    _check(post, need)
    known = post_of(by.tenant_id, post)
    code = need.code or _free_code(need.title, {each.code for each in known.needs})
    if need.code and need.code not in {each.code for each in known.needs}:
        raise CannotBeSo("This line isn't in the list any more; look at the list anew.")
    _make_own(by, post, now)
    facts = {
        "title": need.title.strip(),
        "looks_like": need.looks_like.strip(),
        "skill": need.skill.strip(),
        "level": need.level,
        "is_must": need.is_must,
        "weeks_to_learn": need.weeks_to_learn,
    }
    row = RoleNeed.objects.of(by.tenant_id).filter(post=post, code=code).first()
    if row is not None:
        change_row(row, facts, by=by, at=now, verb="post's need changed", opened=opened)
        return code
    row = RoleNeed(tenant_id=by.tenant_id, post=post, code=code, place=len(known.needs), **facts)
    row.save(force_insert=True)
    record_change(row, by=by, at=now, verb="post's need added", became=facts_of(row))
    return code


@transaction.atomic
def drop_role_need(*, by: Actor, post: str, code: str, now: datetime) -> None:
    """Take a line out of a post's list; one that isn't there stays so.

    Raises:
        CannotBeSo: no such post, or the last line of it.
    """
    if post not in shipped_posts():
        raise CannotBeSo(f"There is no post “{post}”; choose one of those offered.")
    _make_own(by, post, now)
    rows = RoleNeed.objects.of(by.tenant_id).filter(post=post)
    row = rows.filter(code=code).first()
    if row is None:
        return
    if rows.count() == 1:
        raise CannotBeSo("It is the last line: a post without any asks for nothing. Add another one first.")
    record_change(row, by=by, at=now, verb="post's need dropped", was=facts_of(row))
    row.delete()


@transaction.atomic
def restore_role_needs(*, by: Actor, post: str, now: datetime) -> None:
    """Go back to the shipped list of a post; the history keeps what the own one said."""
    for row in RoleNeed.objects.of(by.tenant_id).filter(post=post):
        record_change(row, by=by, at=now, verb="shipped list restored", was=facts_of(row))
        row.delete()


def _make_own(by: Actor, post: str, now: datetime) -> None:
    """Copy the shipped list of a post, so that changes have rows to stand in."""
    if RoleNeed.objects.of(by.tenant_id).filter(post=post).exists():
        return
    rows = [
        RoleNeed(
            tenant_id=by.tenant_id,
            post=post,
            code=each.code,
            title=each.title,
            looks_like=each.looks_like,
            skill=each.skill,
            level=each.level,
            is_must=each.is_must,
            weeks_to_learn=each.weeks_to_learn,
            place=place,
        )
        for place, each in enumerate(post_of(by.tenant_id, post).needs)
    ]
    RoleNeed.objects.bulk_create(rows)
    for row in rows:
        record_change(row, by=by, at=now, verb="shipped list copied", became=facts_of(row))


def _check(post: str, need: Need) -> None:
    if post not in shipped_posts():
        raise CannotBeSo(f"There is no post “{post}”; choose one of those offered.")
    if not need.title.strip() or not need.looks_like.strip():
        raise CannotBeSo("Write what the post asks for, and how one sees it: without the second nobody can judge it.")
    if not 0 <= need.level <= MOST or bool(need.skill.strip()) != bool(need.level):
        raise CannotBeSo("Name a skill and its level, 1 (learning) to 4 (teaches), or leave both empty.")
    if need.weeks_to_learn is not None and not 0 < need.weeks_to_learn <= LONGEST_LEARNING:
        raise CannotBeSo(
            f"It takes 1 to {LONGEST_LEARNING} weeks to learn; leave it empty for what people bring along."
        )


def _free_code(title: str, taken: set[str]) -> str:
    begins = slugify(title)[:50] or "need"
    number, code = 1, begins
    while code in taken:
        number += 1
        code = f"{begins}-{number}"
    return code
