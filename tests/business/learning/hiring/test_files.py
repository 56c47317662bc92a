"""A kit leaves as TOML and comes in again as it was; of a bad file every mistake is named by its place."""

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.learning.hiring.files import BadKitFile, as_file, read_file
from steadyhand.business.learning.hiring.shipped import shipped_contents
from steadyhand.business.people.growth.shipped import shipped_needs, shipped_posts

# What a form or a file lets through: anything but control characters, with lines in sheets.
words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40).filter(
    lambda said: said.split() != []
)
sheets = st.lists(words, min_size=1, max_size=4).map("\n".join).filter(lambda said: said == said.strip())


@pytest.mark.parametrize("post", list(shipped_posts()))
def test_every_shipped_kit_comes_in_again_as_it_left(post: str) -> None:
    needs, contents = shipped_needs(post), shipped_contents(post)

    told = read_file(as_file(post, needs, contents))

    assert (told.post, told.needs, told.contents) == (post, needs, contents)


@given(asks=words, sheet=sheets)
def test_any_words_come_in_again_as_they_left(asks: str, sheet: str) -> None:
    contents = shipped_contents("parts")
    asks = " ".join(asks.split())
    question = replace(contents.questions[0], asks=asks)
    sample = replace(contents.samples[0], candidate_sheet=sheet)
    said = replace(contents, questions=(question, *contents.questions[1:]), samples=(sample,))

    assert read_file(as_file("parts", (), said)).contents == said


BAD = """
format = 1
post = "technician"
about = "Two hours."
colour = "red"

[[need]]
code = "hands"
title = "Good hands"
looks_like = "No screw is over."
must = "yes"
weeks = 0

[[question]]
code = "Told Wrong"
need = "truthful"
asks = "Tell me."
anchor_1 = "a"
anchor_3 = "b"
anchor_5 = "c"

[[question]]
code = "again"
need = "truthful"
seen = "no"
asks = "Tell me."
listen_for = "A case."
anchor_1 = "a"
anchor_3 = ""
anchor_5 = "c"

[[sample]]
code = "again"
title = "At the bench"
minutes = 0
prepare = "A printer."
candidate_sheet = "Two sheets."
rater_sheet = "Looks first."

[[sample.mark]]
need = "hands"
anchor_1 = "a"
anchor_3 = "b"
"""


def test_every_mistake_of_a_file_is_named_by_its_place() -> None:
    with pytest.raises(BadKitFile) as bad:
        read_file(BAD)

    assert bad.value.mistakes == (
        "the file: “colour” is read by nobody; known here are format, post, about, need, question, sample.",
        "need 1 (“hands”): “must” is true for what is essential, false for what is nice to have.",
        "need 1 (“hands”): “weeks” must be a whole number from 1 to 260; leave it out for what is brought.",
        "question 1 (“Told Wrong”): “Told Wrong” can't be a code; use small letters, digits and hyphens.",
        "question 1 (“Told Wrong”): “listen_for” is missing or empty; write it as words in quotes.",
        "question 2 (“again”): “seen” must be true or false.",
        "question 2 (“again”): “anchor_3” is missing or empty; write it as words in quotes.",
        "sample 1 (“again”): “minutes” must be a whole number from 1 to 120.",
        "sample 1 (“again”), mark 1: “anchor_5” is missing or empty; write it as words in quotes.",
        "question or sample “again”: there are two with this code; give each its own.",
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("format = ", "This isn't TOML"),
        ('format = 2\npost = "parts"\nabout = "x"', "“format” must be 1"),
        ('format = 1\npost = "parts"\nabout = "x"', "it asks nothing"),
        ('format = 1\npost = "parts"\nabout = "x"\nquestion = 3', "the file: write each question as a table"),
    ],
)
def test_a_file_that_is_no_kit_says_why(text: str, says: str) -> None:
    with pytest.raises(BadKitFile, match=says):
        read_file(text)


def test_sheets_leave_on_lines_that_people_can_read() -> None:
    text = as_file("parts", (), shipped_contents("parts"))

    assert 'candidate_sheet = """\nIt is twenty to four' in text
    assert tomllib.loads(text)["sample"][0]["mark"][0]["need"] == "numbers"
