"""What does the program bring along to ask for each post? Read once, checked against the shipped lists."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from steadyhand.business.learning.content.checking import BadContent
from steadyhand.business.learning.hiring.contents import Contents, only_of
from steadyhand.business.learning.hiring.reading import LONGEST_ABOUT, Reading, question_in, sample_in
from steadyhand.business.people.growth.shipped import shipped_needs, shipped_posts

FILE = Path(__file__).parent / "shipped.toml"


@cache
def shipped_contents(post: str) -> Contents:
    """Return what ships to ask for a post; nothing for a post that isn't shipped.

    Raises:
        BadContent: the file has a mistake in it; the message says which.
    """
    return read_shipped(FILE.read_text(encoding="utf-8"), FILE.name).get(post, Contents("", (), ()))


def read_shipped(text: str, file: str) -> dict[str, Contents]:
    """Return by post what a file of several posts asks; `file` is its name in messages.

    Raises:
        BadContent: it isn't TOML, or something is missing, stray, twice, or for a post or need that isn't shipped.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadContent(file, "", f"this isn't TOML: {problem}") from problem
    reading = Reading()
    found = {post: _of(post, told, reading) for post in shipped_posts()}
    for name in ("question", "sample"):
        reading.once([each.get("code", "") for each in told.get(name, [])], name)
        for each in told.get(name, []):
            if stray := set(each.get("posts", [])) - set(shipped_posts()) or not each.get("posts"):
                reading.wrong(f"{name} “{each.get('code')}”", f"it is for no post, or for one that isn't: {stray}")
    if reading.mistakes:
        raise BadContent(file, "", " ".join(reading.mistakes).rstrip("."))
    return found


def _of(post: str, told: dict[str, Any], reading: Reading) -> Contents:
    known = {each.code for each in shipped_needs(post)}
    questions, samples = (
        [
            ({name: value for name, value in row.items() if name != "posts"}, f"{kind} “{row.get('code')}”")
            for row in told.get(kind, [])
            if post in row.get("posts", [])
        ]
        for kind in ("question", "sample")
    )
    asked = tuple(question_in(row, place, reading) for row, place in questions)
    for each in asked:
        if each.criterion not in known:
            reading.wrong(f"question “{each.key}”", f"{post} has no need “{each.criterion}”")
    done = tuple(only_of(sample_in(row, place, reading), known) for row, place in samples)
    for sample in done:
        if not sample.items:
            reading.wrong(f"sample “{sample.code}”", f"it marks no need of {post}")
    about = told.get("about", {})
    return Contents(reading.words(about, post, "about", LONGEST_ABOUT), asked, done)
