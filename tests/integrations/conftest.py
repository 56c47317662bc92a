"""Nothing is connected, and files go into a folder of the test's own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _nothing_connected(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    settings.MAIL = settings.MAIL_FROM = settings.SMS = settings.SMS_TOKEN = ""
