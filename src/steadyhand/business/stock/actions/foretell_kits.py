"""What open calls will probably need is foretold anew, where a call or the predictor has changed since."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.code_names import names_of_codes
from steadyhand.business.calls.queries.jobs_done import JobDone, jobs_open, open_versions
from steadyhand.business.machines.catalogue import PartOfFamily
from steadyhand.business.stock.fitted import live_predictor
from steadyhand.business.stock.history import call_of, catalogue_of, day_of, history_of_machines
from steadyhand.business.stock.kits.fit import fit
from steadyhand.business.stock.kits.predictor import Likely, Prediction, Predictor
from steadyhand.business.stock.models import KitForecast
from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id

# So many at once: a transaction that is over in a second.
AT_ONCE = 200
# Below this a part is luck, and nobody reads it.
SHOWN_FROM = 0.01


def foretell_kits(*, by: Actor, now: datetime, most: int = AT_ONCE) -> int:
    """Foretell what is new or has changed, the newest calls first; return how many there were.

    What is over or isn't about a machine any more is let go of. No history is kept: nobody decided anything.
    """
    live = live_predictor(by.tenant_id)
    model_id = live.id if live else None
    versions = open_versions(by)
    kept = {
        call_id: (version, of_model)
        for call_id, version, of_model in KitForecast.objects.of(by.tenant_id).values_list(
            "call_id", "call_version", "model_id"
        )
    }
    gone = [call_id for call_id in kept if call_id not in versions]
    if gone:
        KitForecast.objects.of(by.tenant_id).filter(call_id__in=gone).delete()
    wanted = [call_id for call_id, version in versions.items() if kept.get(call_id) != (version, model_id)][:most]
    if not wanted:
        return 0
    jobs = jobs_open(by, wanted)
    catalogue, parts = catalogue_of(by)
    predictor = live.predictor if live else fit([], catalogue, now_day=day_of(now))
    rows = _foretold(by, jobs, predictor, parts, model_id=model_id, now=now)
    with transaction.atomic():
        KitForecast.objects.of(by.tenant_id).filter(call_id__in=[row.call_id for row in rows]).delete()
        KitForecast.objects.bulk_create(rows)
    return len(rows)


def _foretold(
    by: Actor,
    jobs: Sequence[JobDone],
    predictor: Predictor,
    parts: dict[str, PartOfFamily],
    *,
    model_id: UUID | None,
    now: datetime,
) -> list[KitForecast]:
    histories, counts = history_of_machines(by, sorted({job.machine_id for job in jobs}))
    names = names_of_codes(by)
    rows = []
    for job in jobs:
        found = predictor.predict(call_of(job, counts), history=histories[job.machine_id])
        rows.append(
            KitForecast(
                id=new_id(),
                tenant_id=by.tenant_id,
                call_id=job.call_id,
                call_version=job.version,
                model_id=model_id,
                made_at=now,
                enough_share=found.enough,
                parts=_parts(found, parts),
                causes=[_code(each, names.get(("cause", each.name))) for each in found.causes],
                corrections=[_code(each, names.get(("correction", each.name))) for each in found.corrections],
            )
        )
    return rows


def _parts(found: Prediction, parts: dict[str, PartOfFamily]) -> list[dict[str, Any]]:
    packed = {each.name for each in found.kit}
    return [
        {
            "id": parts[each.name].id.hex if each.name in parts else None,
            "number": each.name,
            "name": each.kind or each.name,
            "chance": round(each.chance, 4),
            "why": list(each.why),
            "is_packed": each.name in packed,
        }
        for each in found.parts
        if each.chance >= SHOWN_FROM
    ]


def _code(each: Likely, name: str | None) -> dict[str, Any]:
    return {"code": each.name, "name": name or each.name, "chance": round(each.chance, 4), "why": list(each.why)}
