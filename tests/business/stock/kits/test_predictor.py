"""What a call will need, from its signs, its machine's parts, and what its model and family used."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.business.stock.kits.making import BOARD, CATALOGUE, FUSER, ROLLERS, call, done, in_order, many

from steadyhand.business.stock.kits.cases import CatalogPart
from steadyhand.business.stock.kits.fit import fit
from steadyhand.business.stock.kits.keeping import NotAPredictor, from_bytes, to_bytes
from steadyhand.business.stock.kits.machine import SoFar, run_of
from steadyhand.business.stock.kits.predictor import Prediction, Predictor, Wearing, shares_of
from steadyhand.business.stock.kits.record import OutOfOrder

NOW = 500.0


@pytest.fixture(scope="module")
def taught() -> Predictor:
    calls = in_order(
        many("ERROR-HEAT", "K-1", used=61, of=83, every=5.0, cause="FUSER-WORN"),
        many("JAM", "K-2", used=90, of=150, every=3.0, cause="ROLLER-WORN"),
        many("FREEZES", "K-3", used=6, of=60, every=7.0, cause="SOFTWARE-OLD"),
    )
    return fit(calls, CATALOGUE, now_day=NOW)


def named(found: Prediction, number: str) -> tuple[float, str]:
    each = next(part for part in found.parts if part.name == number)
    return each.chance, "; ".join(each.why)


def test_a_worn_part_is_foretold_on_the_first_day_from_its_life_and_the_shipped_table() -> None:
    untaught = fit([], CATALOGUE, now_day=NOW)
    put_in = done(call(10.0, meter=200_000.0), "K-1")

    worn = untaught.predict(call(300.0, problem="ERROR-HEAT", meter=348_000.0), history=[put_in])
    fresh = untaught.predict(call(300.0, problem="ERROR-HEAT", meter=203_000.0), history=[put_in])

    assert worn.kit[0].name == "K-1"
    assert named(worn, "K-1")[0] > 3 * named(fresh, "K-1")[0]
    assert "148k pages of 150k" in named(worn, "K-1")[1]
    assert "but 3k pages of 150k" in named(fresh, "K-1")[1]
    assert "the shipped table" in named(worn, "K-1")[1]


def test_a_code_is_a_reason_with_the_counts_that_it_comes_from(taught: Predictor) -> None:
    found = taught.predict(call(NOW, problem="ERROR-HEAT"))
    chance, why = named(found, "K-1")

    assert found.kit[0].name == "K-1"
    assert 0.3 < chance < 0.9
    assert "ERROR-HEAT was reported: 61 of 83 calls of Aspen K" in why
    assert "61 of all 293 calls of K40" in why
    assert found.causes[0].name == "FUSER-WORN"
    assert found.causes[0].chance > 2 * found.causes[1].chance


def test_what_was_just_put_in_is_hardly_needed_again(taught: Predictor) -> None:
    asked = call(NOW, problem="ERROR-HEAT", meter=101_000.0)

    assert (
        named(taught.predict(asked, history=[done(call(495.0, meter=100_000.0), "K-1")]), "K-1")[0]
        < 0.6 * (named(taught.predict(asked), "K-1")[0])
    )


def test_a_model_that_nobody_has_seen_leans_on_its_family_and_a_new_family_on_all(taught: Predictor) -> None:
    sister = taught.predict(call(NOW, model="K90", problem="ERROR-HEAT"))

    assert sister.kit[0].name == "K-1"
    assert "calls of Aspen K" in named(sister, "K-1")[1]

    birch = (
        CatalogPart(number="B-1", name="Fuser unit B7", family="Birch B", life_pages=200_000),
        CatalogPart(number="B-2", name="Main board B7", family="Birch B"),
    )
    calls = in_order(many("ERROR-HEAT", "K-1", used=61, of=83, every=5.0), many("JAM", "K-2", used=90, of=150))
    stranger = fit(calls, (*CATALOGUE, *birch), now_day=NOW).predict(
        call(NOW, model="B7", family="Birch B", problem="ERROR-HEAT")
    )
    assert stranger.kit[0].name == "B-1"
    assert "61 of 83 calls of all families (fuser unit)" in named(stranger, "B-1")[1]


def test_a_family_without_a_part_on_record_gets_no_kit(taught: Predictor) -> None:
    assert taught.predict(call(NOW, model="Q1", family="Quince")).kit == ()


def test_a_number_that_is_bought_no_more_gives_way_to_the_new_one_within_half_a_year() -> None:
    new = CatalogPart(number="K-1B", name="Fuser unit K40", family="Aspen K", life_pages=150_000)
    calls = in_order(
        many("ERROR-HEAT", "K-1", used=80, of=100, every=7.0),
        many("ERROR-HEAT", "K-1B", used=24, of=30, first_day=700.0, every=6.0),
    )
    found = fit(calls, (*CATALOGUE, new), now_day=880.0).predict(call(880.0, problem="ERROR-HEAT"))

    assert found.kit[0].name == "K-1B"


def test_outcomes_are_known_from_their_closing_on_and_not_before(taught: Predictor) -> None:
    asked = call(NOW, problem="ERROR-HEAT", meter=101_000.0)
    still_open = done(call(495.0, meter=100_000.0), "K-1", after=10.0)

    assert named(taught.predict(asked, history=[still_open]), "K-1") == named(
        taught.predict(asked, history=[done(call(495.0, meter=100_000.0), after=10.0)]), "K-1"
    )


def test_calls_must_come_in_order() -> None:
    calls = many("JAM", "K-2", used=1, of=3)

    with pytest.raises(OutOfOrder, match="C1"):
        fit([calls[2], calls[1]], CATALOGUE, now_day=NOW)


def test_what_is_kept_answers_as_before(taught: Predictor) -> None:
    kept = from_bytes(to_bytes(taught))

    for problem in ("ERROR-HEAT", "JAM", "", "NEVER-SEEN"):
        asked = call(NOW, problem=problem, text="Jams at tray 2.", meter=140_000.0)
        assert kept.predict(asked) == taught.predict(asked)


@pytest.mark.parametrize("content", [b"", b"nothing", to_bytes(fit([], CATALOGUE, now_day=1.0))[:-9]])
def test_what_is_no_predictor_is_refused(content: bytes) -> None:
    with pytest.raises(NotAPredictor):
        from_bytes(content)


@given(
    problem=st.sampled_from(["ERROR-HEAT", "JAM", "", "X"]),
    text=st.text(max_size=60),
    meter=st.none() | st.floats(0, 1e7),
    before=st.lists(st.tuples(st.floats(0, 499), st.sampled_from(["K-1", "K-2", "Z"]), st.none() | st.floats(0, 1e7))),
    most=st.integers(1, 6),
)
def test_chances_are_chances_and_the_kit_is_the_likeliest(
    taught: Predictor,
    problem: str,
    text: str,
    meter: float | None,
    before: list[tuple[float, str, float | None]],
    most: int,
) -> None:
    history = [done(call(day, meter=pages), part) for day, part, pages in before]

    found = taught.predict(call(NOW, problem=problem, text=text, meter=meter), history=history, most=most)

    chances = [each.chance for each in found.parts]
    assert all(0 <= chance <= 1 for chance in [*chances, found.enough])
    assert chances == sorted(chances, reverse=True)
    assert len(found.kit) <= most
    assert found.kit == found.parts[: len(found.kit)]
    assert sum(each.chance for each in found.causes) <= 1 + 1e-9


@given(
    meter=st.none() | st.floats(0, 1e6),
    first=st.none() | st.floats(0, 1e6),
    put_in=st.dictionaries(st.sampled_from(["a", "b", "c"]), st.floats(0, 1e6)),
)
def test_all_at_once_is_what_each_part_has_run(
    meter: float | None, first: float | None, put_in: dict[str, float]
) -> None:
    wearing = Wearing(np.array([100_000.0, 250_000.0, np.nan]), {"a": 0, "b": 1, "c": 2})
    machine = SoFar(first_meter=first, put_in=put_in)

    shares, tables = shares_of(wearing, meter, first, put_in)

    for part, life in (("a", 100_000.0), ("b", 250_000.0)):
        run = run_of(machine, part, meter, life)
        place = wearing.places[part]
        if run is None:
            assert np.isnan(shares[place])
        else:
            assert shares[place] == pytest.approx(run.pages / life)
            assert tables[place] == run.surely
    assert np.isnan(shares[2])


def test_the_same_catalogue_and_calls_give_the_same_answers() -> None:
    calls = in_order(many("JAM", ROLLERS.number, used=9, of=30), many("DEAD", BOARD.number, used=2, of=9))
    one, two = (fit(calls, CATALOGUE, now_day=NOW).predict(call(NOW, problem="JAM")) for _ in range(2))

    assert one == two
    assert one.kit[0].name == ROLLERS.number
    assert FUSER.number in {each.name for each in one.parts}
