"""What a list of choices names comes back as it was, and nonsense is refused by name."""

from uuid import UUID

import pytest

from steadyhand.business.learning.content.modules import modules
from steadyhand.business.learning.hiring.means import Means, Way, means_from, module_for
from steadyhand.business.learning.hiring.rules import NotLikeThis
from steadyhand.business.people.growth.shipped import shipped_needs, shipped_posts

MEI = UUID(int=7)


@pytest.mark.parametrize(
    "means",
    [
        Means(way=Way.MODULE, module="own-it"),
        Means(way=Way.CERTIFICATE, vendor="Corvane", line="colour | management"),
        Means(way=Way.CERTIFICATE, vendor="", line="first aid"),
        Means(way=Way.SKILL, skill="Feeding and finishing", level=2),
        Means(way=Way.MENTOR, mentor_id=MEI),
        Means(),
    ],
)
def test_a_key_names_its_means(means: Means) -> None:
    assert means_from(means.key) == means


def test_a_mentor_teaches_what_the_gap_is_about() -> None:
    assert means_from(f"mentor:{MEI}", skill="Networking", level=2) == Means(
        way=Way.MENTOR, mentor_id=MEI, skill="Networking", level=2
    )


@pytest.mark.parametrize("key", ["", "magic:x", "mentor:bruno", "skill:Networking|9", "skill:Networking", "skill:|x"])
def test_nonsense_is_refused_by_name(key: str) -> None:
    with pytest.raises(NotLikeThis, match="is nothing to learn by: choose it from the list"):
        means_from(key)


def test_each_module_that_is_suggested_ships() -> None:
    known = {module.code for module in modules()}
    asked = {need.code for post in shipped_posts() for need in shipped_needs(post)}
    assert {module_for(code) for code in asked} - {""} <= known
    assert module_for("explains") == "plain-words"
    assert module_for("hands") == ""
