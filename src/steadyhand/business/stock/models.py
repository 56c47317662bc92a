"""Fitted predictors of parts, and what each open call will probably need."""

from typing import ClassVar

from django.db import models

from steadyhand.business.calls.models import Call
from steadyhand.business.stock.rules import KitModelState
from steadyhand.shared.rows import Row


class KitModel(Row):
    """What foretells parts since a night on which it was fitted."""

    state = models.CharField(max_length=9, choices=[(state.value, state.value) for state in KitModelState])
    fitted_at = models.DateTimeField()
    # How many closed calls it saw, and how many of them taught what each sign is worth (0: the shipped weights).
    calls = models.PositiveIntegerField()
    weighed = models.PositiveIntegerField()
    # Beside the one that answered until then, on the same latest calls.
    measured = models.JSONField(default=dict)
    why = models.CharField(max_length=400)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint("tenant_id", name="kit_model_live_once", condition=models.Q(state="live")),
        ]
        indexes = [models.Index(fields=["tenant_id", "-fitted_at"], name="kit_model_newest")]

    def __str__(self) -> str:
        return f"kits from {self.calls} calls, {self.fitted_at:%Y-%m-%d}"


class KitForecast(Row):
    """What an open call will probably need: made anew whenever the call or the predictor changes."""

    branch_path: ClassVar[str] = "call__branch_id"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    # The call as it was then, and by which predictor; empty: the shipped table alone.
    call_version = models.PositiveIntegerField()
    model = models.ForeignKey(KitModel, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    # The chance that no other part is needed than those packed.
    enough_share = models.FloatField()
    # [{"id", "number", "name", "chance", "why": […], "is_packed"}], the likeliest first.
    parts = models.JSONField(default=list)
    # [{"code", "name", "chance", "why": […]}]
    causes = models.JSONField(default=list)
    corrections = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint("call", "tenant_id", name="kit_forecast_once")]
        indexes = [
            models.Index(fields=["model"], name="kit_forecast_model"),
            models.Index(fields=["tenant_id", "made_at"], name="kit_forecast_made"),
        ]

    def __str__(self) -> str:
        return f"parts likely for {self.call_id}"
