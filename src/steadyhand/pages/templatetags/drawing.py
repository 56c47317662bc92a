"""How is a card drawn once, and again only when its row is another? By keeping what a template made of frozen rows.

A board of two hundred visits is asked for again whenever one of them moves; all the others still look as they did.
"""

from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Twice the visits of a day on the largest board, in lanes and list, for a handful of boards: some 10 MB at most.
MOST_KEPT = 4_096


@register.simple_tag
def drawn(name: str, **rows: Hashable) -> SafeString:
    """Return a template filled with frozen rows, which are all that it may read: equal rows look alike."""
    return _drawn(name, tuple(rows.items()))


@lru_cache(maxsize=MOST_KEPT)
def _drawn(name: str, rows: tuple[tuple[str, Hashable], ...]) -> SafeString:
    # Templates escape what they are given; what comes out of one is markup.
    return mark_safe(get_template(name).render(dict(rows)))  # noqa: S308
