"""A call is found by the beginning of its number: a range of the unique index, if numbers sort by their bytes."""

from django.db import migrations

from steadyhand.shared.database import bytewise


class Migration(migrations.Migration):
    dependencies = [("calls", "0002_customer_messages")]

    operations = [*bytewise("calls_call", "ref", 80)]
