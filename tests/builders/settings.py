"""A clock for tests to set: known like any other, while the test runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from steadyhand.business.dealership.settings import registry
from steadyhand.business.dealership.settings.setting import Setting, Unit

PATIENCE: Setting[int] = Setting(
    key="tests.patience",
    title="Patience",
    about="How long a test waits.",
    unit=Unit.MINUTES,
    default=60,
    least=5,
    most=600,
    source="a choice of the tests",
)


@contextmanager
def patience_known() -> Iterator[None]:
    with patch.dict(registry._known):
        registry.register_settings(PATIENCE)
        yield
