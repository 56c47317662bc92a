from datetime import UTC, datetime, timedelta

from steadyhand.business.machines.rules import Verdict
from steadyhand.simulator.catalogue import Model, read_catalogue
from steadyhand.simulator.chance import stream
from steadyhand.simulator.happenings import MeterRead
from steadyhand.simulator.world.meters import Meters

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def a_model(name: str) -> Model:
    return next(model for model in read_catalogue().models if model.name == name)


def read(meters: Meters, pages: int, *, days: int, model: Model, **more: object) -> MeterRead:
    return meters.read(
        0,
        key="reading",
        model=model,
        true_pages=pages,
        now=MONDAY + timedelta(days=days),
        how="entered",
        visit=None,
        **{"slip": None, **more},  # type: ignore[arg-type]  # the caller's
    )


def test_a_small_counter_rolls_over_and_its_pages_go_on() -> None:
    meters, model = Meters(), a_model("C110")
    meters.fit(model)
    read(meters, 99_500, days=0, model=model)

    second = read(meters, 100_700, days=30, model=model)

    assert (second.shown, second.verdict, second.pages_total) == (700, Verdict.ROLLED_OVER, 100_700)


def test_a_new_counter_starts_again_and_its_pages_go_on() -> None:
    meters, model = Meters(), a_model("S225")
    meters.fit(model)
    read(meters, 250_000, days=0, model=model)
    meters.offsets[0] = 251_000

    second = read(meters, 251_000, days=10, model=model, is_new_counter=True)

    assert (second.shown, second.verdict, second.pages_total) == (0, Verdict.EXCHANGED, 250_000)


def test_a_slip_is_written_down_and_the_truth_beside_it() -> None:
    meters, model = Meters(), a_model("S225")
    meters.fit(model)
    read(meters, 250_000, days=0, model=model)

    slips = [read(meters, 252_345, days=30, model=model, slip=stream(seed, "slip")) for seed in range(12)]

    assert {row.slip for row in slips} == {"digits swapped", "digit too many", "digit missing"}
    assert {row.true_pages for row in slips} == {252_345}
    assert any(row.verdict is Verdict.DOUBTFUL and row.pages_total is None and row.doubt for row in slips)


def test_a_model_has_the_meters_of_its_kind() -> None:
    meters = Meters()

    fitted = {
        name: [meter.kind for meter in meters.fit(a_model(name))[1]] for name in ("C110", "S225", "C335c", "P6100c")
    }

    assert fitted == {
        "C110": ["total"],
        "S225": ["mono", "scan"],
        "C335c": ["mono", "colour", "scan"],
        "P6100c": ["mono", "colour", "large"],
    }
