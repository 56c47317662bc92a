"""The list of all branches' customers is read by name, a page at a time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(fields=["tenant_id", "name", "id"], name="customer_by_name"),
        ),
    ]
