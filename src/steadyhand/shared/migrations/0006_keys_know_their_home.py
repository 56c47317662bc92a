"""A finding key knows what its row belongs to, and stands whole in the index that is looked through.

SQLite then keeps the rows in the order of their key and in no other place (WITHOUT ROWID), which Django can't say: a later
migration that alters this table must say it again, as `tests/shared/test_lookup.py` would notice. PostgreSQL carries the
other columns along in the key's index.
"""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = [
    """CREATE TABLE "finding_key_anew" (
        "tenant_id" char(32) NOT NULL, "key" varchar(64) NOT NULL, "target_id" char(32) NOT NULL,
        "target_kind" varchar(1) NOT NULL, "home_id" char(32) NOT NULL, "batch_id" char(32) NULL,
        PRIMARY KEY ("tenant_id", "key", "target_id")) WITHOUT ROWID""",
    """INSERT INTO "finding_key_anew" ("tenant_id", "key", "target_id", "target_kind", "home_id", "batch_id")
        SELECT "tenant_id", "key", "target_id", "target_kind", "target_id", "batch_id" FROM "shared_findingkey"
        ORDER BY 1, 2, 3""",
    'DROP TABLE "shared_findingkey"',
    'ALTER TABLE "finding_key_anew" RENAME TO "shared_findingkey"',
    'CREATE INDEX "finding_key_target" ON "shared_findingkey" ("tenant_id", "target_id", "key")',
]
_POSTGRESQL = [
    'ALTER TABLE "shared_findingkey" ADD COLUMN "home_id" uuid NULL',
    'UPDATE "shared_findingkey" SET "home_id" = "target_id"',
    'ALTER TABLE "shared_findingkey" ALTER COLUMN "home_id" SET NOT NULL',
    'ALTER TABLE "shared_findingkey" DROP CONSTRAINT "shared_findingkey_pkey"',
    """ALTER TABLE "shared_findingkey" ADD CONSTRAINT "shared_findingkey_pkey"
        PRIMARY KEY ("tenant_id", "key", "target_id") INCLUDE ("target_kind", "home_id", "batch_id")""",
]


def _rebuild(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("shared", "0005_history_by_person")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(_rebuild, migrations.RunPython.noop)],
            state_operations=[
                migrations.AddField(
                    model_name="findingkey", name="home_id", field=models.UUIDField(), preserve_default=False
                )
            ],
        )
    ]
