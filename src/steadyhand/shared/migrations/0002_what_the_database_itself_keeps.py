"""History is only added to, and keys sort by their bytes: both enforced by the database."""

from django.db import migrations

from steadyhand.shared.database import append_only, bytewise


class Migration(migrations.Migration):
    dependencies = [("shared", "0001_initial")]

    operations = [
        *append_only("shared_change"),
        *bytewise("shared_findingkey", "key", 64),
    ]
