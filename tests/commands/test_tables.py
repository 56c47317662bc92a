"""Whether the database's tables are those of this version is known, and nothing is changed for it."""

import pytest
from django.db.migrations.recorder import MigrationRecorder

from steadyhand.commands.tables import apply_migrations, parts_without_migration, unknown_migrations, waiting_migrations

pytestmark = pytest.mark.django_db


def test_a_migrated_database_waits_for_nothing() -> None:
    assert waiting_migrations() == []
    assert apply_migrations() == 0


def test_every_change_of_a_model_has_its_migration() -> None:
    assert parts_without_migration() == []


def test_tables_of_a_newer_version_are_noticed() -> None:
    MigrationRecorder.Migration.objects.create(app="calls", name="0999_of_next_year")

    assert unknown_migrations() == ["calls.0999_of_next_year"]
