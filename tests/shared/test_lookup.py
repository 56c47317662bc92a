from typing import Any

import pytest
from django.db import connection

from steadyhand.shared.identity import new_id
from steadyhand.shared.lookup import find, finding_key, finding_keys, remember, ways_to_read
from steadyhand.shared.models import FindingKey
from steadyhand.shared.words import UnknownCountry

pytestmark = pytest.mark.django_db

FIRM, ROW = new_id(), new_id()


def keys() -> list[str]:
    return sorted(FindingKey.objects.filter(tenant_id=FIRM).values_list("key", flat=True))


def test_serials_tags_and_numbers_share_a_shelf_as_names_and_streets_do() -> None:
    assert finding_key("serial", "AB1") == finding_key("asset", "AB1") == finding_key("number", "AB1") == "i:AB1"
    assert finding_key("name", "main") == finding_key("street", "main") == "w:main"


def test_texts_become_keys_each_once() -> None:
    assert finding_keys([("name", "Main"), ("street", "Main St"), ("name", "")]) == ["w:main", "w:street"]


def test_a_country_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownCountry):
        finding_keys([("phone", "614 555 0148")], country="XX")


def test_a_key_fits_its_column_however_long_the_word() -> None:
    (key,) = finding_keys([("name", "x" * 500)])

    remember(tenant_id=FIRM, target_kind="c", target_id=ROW, home_id=ROW, keys=[key])

    assert len(key) == 62
    assert [hit.id for hit in find(tenant_id=FIRM, typed="x" * 300)] == [ROW]


def test_remembering_anew_forgets_what_no_longer_holds() -> None:
    remember(tenant_id=FIRM, target_kind="c", target_id=ROW, home_id=ROW, keys=["w:chen", "w:clinic"])

    remember(tenant_id=FIRM, target_kind="c", target_id=ROW, home_id=ROW, keys=["w:clinic", "w:wong"])

    assert keys() == ["w:clinic", "w:wong"]


def test_remembering_the_same_reads_once_and_writes_nothing(django_assert_num_queries: Any) -> None:
    remember(tenant_id=FIRM, target_kind="c", target_id=ROW, home_id=ROW, keys=["w:chen"])

    with django_assert_num_queries(1):
        remember(tenant_id=FIRM, target_kind="c", target_id=ROW, home_id=ROW, keys=["w:chen"])


def test_one_word_may_be_a_number_a_phone_or_a_name() -> None:
    (way,) = ways_to_read("5550148", country="US")

    assert {"i:5550148", "i:<8410555", "p:<8410555", "w:5550148"} <= set(way[0])


def test_several_words_are_met_word_by_word_by_name_or_street() -> None:
    assert ways_to_read("chen st", country="US") == [(("w:chen",), ("w:st", "w:suite"))]


def test_nothing_typed_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert find(tenant_id=FIRM, typed=" - ") == []


def test_two_words_cost_two_queries(django_assert_num_queries: Any) -> None:
    remember(tenant_id=FIRM, target_kind="c", target_id=ROW, home_id=ROW, keys=["w:chen", "w:clinic"])

    with django_assert_num_queries(2):
        found = find(tenant_id=FIRM, typed="clin chen")

    assert [(hit.kind, hit.id, hit.distance) for hit in found] == [("c", ROW, 1)]


def test_a_word_before_the_last_may_be_begun_too() -> None:
    remember(tenant_id=FIRM, target_kind="c", target_id=ROW, home_id=ROW, keys=["w:chen", "w:clinic"])

    assert [hit.id for hit in find(tenant_id=FIRM, typed="clin che")] == [ROW]
    assert find(tenant_id=FIRM, typed="clin chex") == []


def test_a_row_that_moved_is_found_under_its_new_home() -> None:
    other = new_id()
    remember(tenant_id=FIRM, target_kind="m", target_id=ROW, home_id=ROW, keys=["i:nv1", "i:t9"])

    remember(tenant_id=FIRM, target_kind="m", target_id=ROW, home_id=other, keys=["i:nv1", "i:t8"])

    assert set(FindingKey.objects.filter(tenant_id=FIRM).values_list("key", "home_id")) == {
        ("i:nv1", other),
        ("i:t8", other),
    }


def test_the_index_that_is_looked_through_holds_the_whole_row() -> None:
    if connection.vendor == "sqlite":
        asked = "SELECT sql FROM sqlite_master WHERE name = 'shared_findingkey'"
    else:
        asked = "SELECT indexdef FROM pg_indexes WHERE indexname = 'shared_findingkey_pkey'"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        (made,) = cursor.fetchone()

    assert "WITHOUT ROWID" in made or "INCLUDE (target_kind, home_id, batch_id)" in made
