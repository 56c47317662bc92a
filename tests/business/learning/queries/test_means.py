"""For each gap what suits it best comes first: who can teach it and has room, a level, a certificate, a module."""

import pytest
from tests.builders import MONDAY, a_branch, a_certificate, a_skill, a_technician, an_actor

from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.hiring.kit import Criterion
from steadyhand.business.learning.queries.means import means_at
from steadyhand.business.people.actions.keep_course import keep_course
from steadyhand.business.people.actions.pair_up import propose_pair
from steadyhand.business.people.described import DescribedCourse

pytestmark = pytest.mark.django_db
NETWORKS = Criterion("networking-basics", "Networks", "", is_essential=False, learn_weeks=12)
WORD = Criterion("keeps-word", "Keeps their word", "", is_essential=True, learn_weeks=4)
OTHER = Criterion("sings", "Sings", "", is_essential=False, learn_weeks=4)


def test_who_teaches_comes_first_and_of_two_alike_who_has_fewer_learners() -> None:
    branch = a_branch()
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch)
    busy, free, teaches, learns = (
        a_technician(branch=branch, name=name) for name in ("Ann Alda", "Bea Bohm", "Cy Cole", "Di Dorn")
    )
    for who, level in ((busy, 3), (free, 3), (teaches, 4), (learns, 2)):
        a_skill(who, name="Networking", level=level)
    propose_pair(by=ruth, learner_id=learns.id, mentor_id=busy.id, why="New", now=MONDAY)

    found = means_at(ruth, branch.id, "technician", [NETWORKS], on=MONDAY.date())

    assert [each.label for each in found.gaps["networking-basics"].suggested] == [
        "with Cy Cole: teaches in Networking, has no learner now",
        "with Bea Bohm: independent in Networking, has no learner now",
        "Networking at level 2, assisted",
        "the module “Networking basics for scan faults”",
    ]
    assert [each.label for each in found.mentors][:2] == [
        "with Ann Alda: has 1 learner now",
        "with Bea Bohm: has no learner now",
    ]


def test_a_way_of_working_is_learnt_by_a_module_first_and_what_nothing_suits_by_own_words() -> None:
    branch = a_branch()
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch)

    found = means_at(ruth, branch.id, "technician", [WORD, OTHER], on=MONDAY.date())

    assert [each.means.module for each in found.gaps["keeps-word"].suggested] == ["keep-your-word"]
    assert found.gaps["sings"].suggested == ()
    assert found.said("own:") == ""


def test_a_certificate_is_suggested_where_a_course_gives_the_level_with_it() -> None:
    branch = a_branch()
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch)
    a_certificate(a_technician(branch=branch), vendor="Corvane", line="Networks")
    course = DescribedCourse(
        name="Evenings", skill="Networking", to_level=3, vendor="Corvane", line="Networks", hours=30, weeks=10
    )
    keep_course(by=ruth, facts=course, now=MONDAY)

    found = means_at(ruth, branch.id, "technician", [NETWORKS], on=MONDAY.date())

    assert "certificate:Corvane|Networks" in [each.means.key for each in found.gaps["networking-basics"].suggested]
    assert found.said("certificate:Corvane|Networks") == "the certificate for Corvane Networks"
