from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0003_call_numbers_sort_by_bytes'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='call',
            name='call_open',
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['tenant_id', 'state', 'taken_at'], name='call_standing'),
        ),
    ]
