"""What was reckoned of a machine knows its branch and model; rows reckoned before get those that it has now."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def _fill(apps: Any, _editor: Any) -> None:
    machines = apps.get_model("machines", "Machine").objects.filter(id=OuterRef("machine_id"))
    apps.get_model("insight", "MachineRuns").objects.update(
        branch_id=Subquery(machines.values("customer__branch_id")[:1]),
        model_id=Subquery(machines.values("model_id")[:1]),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_customer_by_name"),
        ("dealership", "0005_webhooks_and_devices"),
        ("insight", "0002_facts_by_branch"),
        ("machines", "0003_keys_know_their_customer"),
    ]

    operations = [
        migrations.AddField(
            model_name="machineruns",
            name="branch",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dealership.branch",
            ),
        ),
        migrations.AddField(
            model_name="machineruns",
            name="model",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="machines.machinemodel",
            ),
        ),
        migrations.RunPython(_fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="machineruns",
            name="branch",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dealership.branch",
            ),
        ),
        migrations.AddIndex(
            model_name="machineruns",
            index=models.Index(fields=["branch", "-callbacks", "-id"], name="machine_runs_branch"),
        ),
        migrations.AddIndex(
            model_name="machineruns",
            index=models.Index(fields=["tenant_id", "model", "-callbacks", "-id"], name="machine_runs_model"),
        ),
        migrations.AddIndex(
            model_name="machineruns",
            index=models.Index(fields=["branch", "model", "-callbacks", "-id"], name="machine_runs_branch_model"),
        ),
    ]
