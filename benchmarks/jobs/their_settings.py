"""The settings under which the other queues run: their own project, the same database options as ours."""

import os
import sys
from urllib.parse import urlsplit

try:
    import pysqlite3
except ImportError:  # no build for this machine: both sides then take the one that Python links
    pysqlite3 = None
if pysqlite3 is not None:
    sys.modules["sqlite3"] = pysqlite3

SECRET_KEY = "for a comparison only"  # noqa: S105
USE_TZ = True
RIVAL = os.environ["BENCH_RIVAL"]
INSTALLED_APPS = ["django.contrib.contenttypes"] + {
    "django-tasks-db": ["django_tasks", "django_tasks_db"],
    "procrastinate": ["procrastinate.contrib.django"],
}[RIVAL]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
PROCRASTINATE_IMPORT_PATHS = ["benchmarks.jobs.their_tasks"]
LOGGING = {"version": 1, "root": {"level": "ERROR"}}

_url = urlsplit(os.environ["DATABASE_URL"])
if _url.scheme == "sqlite":
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": _url.path[1:],
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                    "PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; "
                    "PRAGMA journal_size_limit=67108864;"
                ),
            },
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _url.path[1:],
            "USER": _url.username,
            "PASSWORD": _url.password,
            "HOST": _url.hostname,
            "PORT": _url.port,
            "CONN_MAX_AGE": None,
            "OPTIONS": {"options": "-c jit=off"},
        }
    }
