"""The application as a server starts it, with its clock standing still where BENCH_NOW says."""

import os
from datetime import datetime

from benchmarks.asking import InProcess, stand_still
from steadyhand.config.wsgi import application

__all__ = ["application"]

# The first page loads every module of the application, so that the clock can be held in all of them.
InProcess().ask("/healthz", "")
stand_still(datetime.fromisoformat(os.environ["BENCH_NOW"]))
