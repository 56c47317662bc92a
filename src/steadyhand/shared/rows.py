"""What has every row in common? An owner, an id of our own, and, for rows that arrive in files, a batch.

The key rules (docs/decisions/0004): `tenant_id` on every row, ids made by the application, every uniqueness
carries the tenant. Rows of a file arrive in many small transactions and stay invisible until the whole
batch lands (landing.py); the default manager is where that is enforced.
"""

from typing import ClassVar, Self, TypeVar
from uuid import UUID

from django.db import models

from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id

RowT = TypeVar("RowT", bound="Row")


class RowQuerySet(models.QuerySet[RowT]):
    """Rows, narrowed to who may see them."""

    def of(self, tenant_id: UUID) -> Self:
        return self.filter(tenant_id=tenant_id)

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to the actor's dealership and, where rows belong to a branch, to the actor's branches."""
        rows = self.of(actor.tenant_id)
        path = self.model.branch_path
        if path and actor.branch_ids is not None:
            rows = rows.filter(**{f"{path}__in": actor.branch_ids})
        return rows


class RowManager(models.Manager[RowT]):
    """Rows, asked for by whose they are."""

    def get_queryset(self) -> RowQuerySet[RowT]:
        return RowQuerySet(self.model, using=self._db)

    def of(self, tenant_id: UUID) -> RowQuerySet[RowT]:
        return self.get_queryset().of(tenant_id)

    def visible_to(self, actor: Actor) -> RowQuerySet[RowT]:
        return self.get_queryset().visible_to(actor)


class LandedManager(RowManager[RowT]):
    """Rows whose batch has landed, and rows that never came in one."""

    def get_queryset(self) -> RowQuerySet[RowT]:
        from steadyhand.shared.models import Batch  # noqa: PLC0415  # models.py builds on this module

        under_way = Batch.objects.filter(landed_at__isnull=True).values("id")
        return super().get_queryset().filter(models.Q(batch_id__isnull=True) | ~models.Q(batch_id__in=under_way))


class Row(models.Model):
    """A row of one dealership."""

    # Where a row's branch is found, as a lookup path; empty where every branch may see it.
    branch_path: ClassVar[str] = ""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField(editable=False)

    objects = RowManager()

    class Meta:
        abstract = True

    def where(self) -> dict[str, UUID]:
        """Return the full key of this row, as filter arguments."""
        return {"tenant_id": self.tenant_id, "id": self.id}


class ArrivingRow(Row):
    """A row that can arrive in a file and leave in one.

    `ref` is what the dealership's own files call it (customer number, equipment number, call number), so
    the same file twice finds the same rows.
    """

    ref = models.CharField(max_length=80)
    batch_id = models.UUIDField(null=True, blank=True, editable=False)

    objects = LandedManager()  # type: ignore[misc]  # narrower than Row's, on purpose
    # For the importer, which must see what it is landing. Nothing else uses it (a shape test looks).
    with_arriving = RowManager()

    class Meta:
        abstract = True
        default_manager_name = "objects"
        constraints = [models.UniqueConstraint("tenant_id", "ref", name="%(app_label)s_%(class)s_ref")]
