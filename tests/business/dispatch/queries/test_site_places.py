"""Sites are where their coordinates say, or near their neighbours."""

import pytest
from tests.builders import a_customer, a_site

from steadyhand.business.dispatch.queries.site_places import places_of_sites
from steadyhand.business.dispatch.travel.guessing import Known

pytestmark = pytest.mark.django_db


def test_a_site_without_coordinates_is_found_by_others_that_were_not_asked_about() -> None:
    known = a_site(latitude=39.96, longitude=-83.0)
    bare = a_site(known.customer)

    found = places_of_sites(known.tenant_id, [bare.id])

    assert found[bare.id].known_by is Known.STREET
    assert found[bare.id].place.latitude == 39.96


def test_a_site_nobody_knows_anything_of_is_left_out() -> None:
    bare = a_site(a_customer(), street="", city="", postcode="")

    assert places_of_sites(bare.tenant_id, [bare.id]) == {}


def test_where_all_have_coordinates_one_query_is_enough(django_assert_num_queries: object) -> None:
    sites = [a_site(a_customer(), latitude=39.9, longitude=-83.0) for _ in range(3)]

    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture
        found = places_of_sites(sites[0].tenant_id, [site.id for site in sites])

    assert {each.known_by for each in found.values()} == {Known.COORDINATES}
