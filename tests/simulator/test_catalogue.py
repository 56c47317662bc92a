from math import gamma

import pytest

from steadyhand.simulator.catalogue import read_catalogue


def test_a_models_subsystems_fail_together_as_often_as_its_family_says() -> None:
    for model in read_catalogue().models:
        lives = [
            scale * gamma(1 + 1 / system.shape) for scale, system in zip(model.scales, model.subsystems, strict=True)
        ]

        assert 1 / sum(1 / life for life in lives) == pytest.approx(model.usual_pages_between_failures)


def test_every_part_that_a_cause_needs_fits_the_model_and_has_a_price_and_a_supplier() -> None:
    catalogue = read_catalogue()

    for model in catalogue.models:
        for cause in (cause for system in model.subsystems for cause in system.causes if cause.part):
            part = model.parts[cause.part]
            assert part.family == model.family
            assert 0 < part.cost_cents < part.price_cents
            assert part.supplier in catalogue.suppliers


def test_item_numbers_are_used_once() -> None:
    refs = [part.ref for part in read_catalogue().parts]

    assert len(set(refs)) == len(refs)
