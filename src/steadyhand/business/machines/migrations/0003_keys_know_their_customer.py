"""Keys that were written before keys had a home get the customer that their site, person or machine belongs to."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# The kind's letter, and whose customer it is.
_BELONGING = (("s", "customers", "Site"), ("p", "customers", "Contact"), ("m", "machines", "Machine"))


def _send_home(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    for letter, part, name in _BELONGING:
        table = apps.get_model(part, name)._meta.db_table
        editor.execute(
            f'UPDATE "shared_findingkey" SET "home_id" = "its"."customer_id" FROM "{table}" AS "its" '  # noqa: S608
            f"WHERE \"its\".\"id\" = \"shared_findingkey\".\"target_id\" AND \"target_kind\" = '{letter}'",
            params=None,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("machines", "0002_maintenance_cycles"),
        ("customers", "0002_customer_by_name"),
        ("shared", "0006_keys_know_their_home"),
    ]

    operations = [migrations.RunPython(_send_home, migrations.RunPython.noop)]
