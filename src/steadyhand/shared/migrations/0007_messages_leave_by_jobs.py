"""A message leaves by a job of the queue: those that wait get one, and the lease of their own goes."""

from datetime import timedelta

from django.db import migrations, models

# How long a message was a worker's until now.
LEASE = timedelta(seconds=60)
CHUNK = 1000


def put_jobs_for_what_waits(apps, _schema_editor):
    message_model, job_model = apps.get_model("shared", "OutgoingMessage"), apps.get_model("shared", "Job")
    jobs = []
    for message in message_model.objects.filter(state="queued").iterator(CHUNK):
        # Its worker may have sent it before it stopped: that shows, and it is left for the rest of the lease.
        leased_until = message.leased_until
        due_at = max(message.due_at, leased_until) if leased_until else message.due_at
        jobs.append(
            job_model(
                tenant_id=message.tenant_id,
                kind=f"outbox.{message.channel}",
                args={"message": message.id.hex},
                key=f"message:{message.id.hex}",
                put_at=message.queued_at,
                due_at=due_at,
                free_at=due_at,
                outside_at=leased_until - LEASE if leased_until else None,
            )
        )
    job_model.objects.bulk_create(jobs, batch_size=CHUNK)


def withdraw_jobs(apps, _schema_editor):
    apps.get_model("shared", "Job").objects.filter(state="open", kind__startswith="outbox.").delete()


class Migration(migrations.Migration):
    dependencies = [("shared", "0006_keys_know_their_home")]

    operations = [
        migrations.RunPython(put_jobs_for_what_waits, withdraw_jobs),
        migrations.RemoveIndex(model_name="outgoingmessage", name="outgoing_message_due"),
        migrations.RemoveField(model_name="outgoingmessage", name="worker"),
        migrations.RemoveField(model_name="outgoingmessage", name="leased_until"),
        migrations.AddIndex(
            model_name="outgoingmessage",
            index=models.Index(fields=["tenant_id", "state", "-queued_at", "-id"], name="outgoing_message_state"),
        ),
    ]
