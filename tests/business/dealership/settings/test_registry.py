from dataclasses import replace

import pytest
from tests.builders.settings import PATIENCE, patience_known

from steadyhand.business.dealership.settings.registry import register_settings, registered_settings, setting_called


def test_a_setting_is_known_once_however_often_it_is_registered() -> None:
    with patience_known():
        register_settings(PATIENCE)

        assert [each.key for each in registered_settings()].count(PATIENCE.key) == 1
        assert setting_called(PATIENCE.key) == PATIENCE


def test_two_settings_never_share_a_key() -> None:
    with patience_known(), pytest.raises(ValueError, match=r"Two settings are called tests\.patience"):
        register_settings(replace(PATIENCE, most=300))
