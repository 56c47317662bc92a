"""Does each address lead to one page? The first of two that look alike would hide the second from everybody."""

import re
from collections import defaultdict
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield re.sub(r"<(?:(\w+):)?\w+>", lambda part: f"<{part[1] or 'str'}>", here), str(pattern.name)


def test_no_two_pages_share_an_address() -> None:
    pages = defaultdict(list)
    for address, name in addresses(get_resolver().url_patterns):
        pages[address].append(name)

    assert {address: names for address, names in pages.items() if len(names) > 1} == {}
