"""Who stood together in a huddle."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import steadyhand.shared.identity


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0006_fairness"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HuddlePresence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=steadyhand.shared.identity.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                (
                    "huddle",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="learning.huddleheld",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user"], name="huddle_presence_user")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("huddle"), models.F("user"), models.F("tenant_id"), name="huddle_presence_once"
                    )
                ],
            },
        ),
    ]
