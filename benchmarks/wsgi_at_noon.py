"""The application as a server starts it, with its clock standing still where BENCH_NOW says."""

import os
from datetime import datetime
from typing import Any

from steadyhand.config.wsgi import application as running


def _at_noon() -> Any:
    # Only now are the settings read and the tables known.
    from django.conf import settings  # noqa: PLC0415

    from benchmarks.asking import InProcess, stand_still  # noqa: PLC0415

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    # The first page loads every module of the application, so that the clock can be held in all of them.
    InProcess().ask("/healthz", "")
    stand_still(datetime.fromisoformat(os.environ["BENCH_NOW"]))
    return running


application = _at_noon()
