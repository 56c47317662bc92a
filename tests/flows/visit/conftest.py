"""Messages of these tests go into a list."""

from typing import Any

import pytest
from tests.builders.outbox import CHANNELS, Keeping


@pytest.fixture(autouse=True)
def _nothing_leaves(settings: Any) -> None:
    settings.MESSAGE_CHANNELS = CHANNELS
    Keeping.kept.clear()
    Keeping.trouble.clear()
