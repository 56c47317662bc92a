"""What does a post ask for here? The shipped list of the trade, or the dealership's own where it has written one."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.people.growth.models import RoleNeed
from steadyhand.business.people.growth.shipped import Need, shipped_needs, shipped_posts


@dataclass(frozen=True, slots=True)
class Post:
    """A post and what it is called; `is_own`: its list isn't the shipped one any more."""

    key: str
    title: str
    is_own: bool
    needs: tuple[Need, ...]

    @property
    def musts(self) -> tuple[Need, ...]:
        return tuple(need for need in self.needs if need.is_must)

    @property
    def nice(self) -> tuple[Need, ...]:
        return tuple(need for need in self.needs if not need.is_must)


def posts_of(tenant_id: UUID) -> tuple[Post, ...]:
    """Return all posts with what each asks for, essentials first. One query."""
    own: dict[str, list[Need]] = defaultdict(list)
    for row in RoleNeed.objects.of(tenant_id).order_by("post", "-is_must", "place", "title"):
        own[row.post].append(_need(row))
    return tuple(
        Post(key, title, key in own, tuple(own[key]) if key in own else shipped_needs(key))
        for key, title in shipped_posts().items()
    )


def role_needs(tenant_id: UUID, post: str) -> tuple[Need, ...]:
    """Return what one post asks for, essentials first; nothing for a post that there isn't. One query."""
    return next((each.needs for each in posts_of(tenant_id) if each.key == post), ())


def _need(row: RoleNeed) -> Need:
    return Need(
        code=row.code,
        title=row.title,
        looks_like=row.looks_like,
        is_must=row.is_must,
        skill=row.skill,
        level=row.level,
        weeks_to_learn=row.weeks_to_learn,
    )


def post_of(tenant_id: UUID, key: str) -> Post:
    """Return one post. One query.

    Raises:
        KeyError: there is no such post.
    """
    return {each.key: each for each in posts_of(tenant_id)}[key]
