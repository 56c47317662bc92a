"""Are the tables those of this version? Which migrations wait, and which did nobody write?"""

from collections.abc import Iterable

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState


def waiting_migrations() -> list[str]:
    """Return the migrations that this database has yet to see, as `calls.0002_…`."""
    executor = MigrationExecutor(connection)
    return [f"{step.app_label}.{step.name}" for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def unknown_migrations() -> list[str]:
    """Return migrations the database has seen and this version has not: it was run by a newer one."""
    return unknown_in(f"{label}.{name}" for label, name in MigrationRecorder(connection).applied_migrations())


def unknown_in(applied: Iterable[str]) -> list[str]:
    """Return which of these migrations this version has not, apart from those of parts it has never heard of."""
    ours = {app.label for app in apps.get_app_configs()}
    loader = MigrationLoader(None)
    known = {f"{label}.{name}" for label, name in loader.disk_migrations}
    return sorted(name for name in applied if name.partition(".")[0] in ours and name not in known)


def apply_migrations() -> int:
    """Bring the tables up to this version; return how many migrations it took."""
    waiting = len(waiting_migrations())
    if waiting:
        call_command("migrate", verbosity=0, interactive=False)
    return waiting


def parts_without_migration() -> list[str]:
    """Return the parts whose models changed without a migration. Asks no database."""
    loader = MigrationLoader(None)
    before, after = loader.project_state(), ProjectState.from_apps(apps)
    return sorted(MigrationAutodetector(before, after).changes(graph=loader.graph))
