"""What goes out about a closed call? One line for the call, each visit, each part, each meter."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.models import Call, PartUsed, Visit
from steadyhand.business.calls.rules import CallType, VisitState
from steadyhand.business.customers.queries.contracts import contract_of, contracts_of
from steadyhand.business.customers.rules import ContractFacts, Covers, charge_of, governing_contract
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.machines.models import MeterReading
from steadyhand.imports.reading.escaping import escaped
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How

# In this order in the file; docs/guides/erp.md explains each.
COLUMNS = (
    "batch", "correction", "call_number", "call_state", "line",
    "branch", "customer_number", "customer_name", "site_number", "machine_number", "serial_number", "contract_number",
    "purchase_order", "purchase_order_missing", "call_type", "problem_code",
    "taken_at", "taken_at_how", "closed_at", "closed_at_how",
    "visit", "visit_outcome", "technician_number", "cause_code", "correction_code",
    "on_the_way_at", "on_the_way_at_how", "arrived_at", "arrived_at_how", "finished_at", "finished_at_how",
    "travel_minutes", "labour_minutes",
    "part_number", "part_name", "quantity", "unit_price",
    "meter", "meter_shown", "meter_total", "meter_verdict", "meter_read_at", "meter_read_at_how",
    "billable", "because",
)  # fmt: skip
# Master data, which the ERP knows best and may change every day: no call goes out again for it.
NOT_OURS = frozenset((
    "customer_name", "serial_number", "contract_number", "purchase_order", "purchase_order_missing", "part_name",
    "unit_price", "billable", "because",
))  # fmt: skip

Line = dict[str, str]


@dataclass(frozen=True, slots=True)
class CallOut:
    """One call as it goes out; `fingerprint` is the same as long as nothing of ours has changed."""

    call_id: UUID
    branch_id: UUID
    lines: tuple[Line, ...]

    @property
    def fingerprint(self) -> str:
        said = [[line.get(name, "") for name in COLUMNS if name not in NOT_OURS] for line in self.lines]
        return sha256(repr(said).encode()).hexdigest()


def calls_out(by: Actor, call_ids: Iterable[UUID]) -> list[CallOut]:
    """Return these calls as they go out now; a few queries for all of them, and some for each contract."""
    calls = list(
        Call.objects.of(by.tenant_id)
        .filter(id__in=list(call_ids))
        .select_related("branch", "customer", "site", "machine", "problem_code")
        .order_by("closed_at", "ref")
    )
    ids = [call.id for call in calls]
    visits = _grouped(
        Visit.objects.of(by.tenant_id)
        .filter(call_id__in=ids)
        .exclude(state=VisitState.CANCELLED)
        .select_related("technician", "cause_code", "correction_code")
        .order_by("number"),
        "call_id",
    )
    visit_ids = [visit.id for some in visits.values() for visit in some]
    parts = _grouped(
        PartUsed.objects.of(by.tenant_id).filter(visit_id__in=visit_ids).select_related("part").order_by("part__ref"),
        "visit_id",
    )
    readings = _grouped(
        MeterReading.objects.of(by.tenant_id)
        .filter(visit_id__in=visit_ids)
        .select_related("meter")
        .order_by("meter__kind", "read_at"),
        "visit_id",
    )
    writer = _Writer(by, parts, readings)
    return [CallOut(call.id, call.branch_id, tuple(writer.lines(call, visits.get(call.id, ())))) for call in calls]


def as_csv(number: int, calls: Sequence[tuple[CallOut, int]]) -> str:
    """Return a batch's file: calls with the number of their correction, 0 for the first time."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for call, correction in calls:
        for line in call.lines:
            given = line | {"batch": str(number), "correction": str(correction)}
            writer.writerow([escaped(given.get(name, "")) for name in COLUMNS])
    return text.getvalue()


def _grouped(rows: Iterable[Any], by: str) -> Mapping[UUID, Sequence[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, by)].append(row)
    return found


class _Writer:
    """Writes the lines of calls of one dealership."""

    def __init__(
        self, by: Actor, parts: Mapping[UUID, Sequence[PartUsed]], readings: Mapping[UUID, Sequence[MeterReading]]
    ) -> None:
        self._by = by
        self._zone = ZoneInfo(the_dealership(by.tenant_id).zone)
        self._parts = parts
        self._readings = readings
        self._contracts: dict[UUID, ContractFacts | None] = {}

    def lines(self, call: Call, visits: Sequence[Visit]) -> Iterable[Line]:
        contract = self._contract(call)
        order = call.purchase_order or (contract.purchase_order if contract else "")
        needs_one = contract is not None and contract.needs_purchase_order
        head = {
            "call_number": call.ref,
            "call_state": call.state,
            "branch": call.branch.code,
            "customer_number": call.customer.ref if call.customer else "",
            "customer_name": call.customer.name if call.customer else "",
            "site_number": call.site.ref if call.site else "",
            "machine_number": call.machine.ref if call.machine else "",
            "serial_number": call.machine.serial if call.machine else "",
            "contract_number": contract.number if contract else "",
            "purchase_order": order,
            "purchase_order_missing": "yes" if needs_one and not order else "no",
            "call_type": call.call_type,
            "problem_code": call.problem_code.code if call.problem_code else "",
        }
        yield head | {"line": "call"} | self._times(call, "taken_at", "closed_at")
        for visit in visits:
            yield from self._visit(head, call, visit, contract)

    def _visit(self, head: Line, call: Call, visit: Visit, contract: ContractFacts | None) -> Iterable[Line]:
        on = call.taken_at.astimezone(self._zone).date()
        of_visit = head | {
            "visit": str(visit.number),
            "visit_outcome": visit.state,
            "technician_number": visit.technician.ref if visit.technician else "",
        }

        def charged(what: Covers) -> Line:
            charge = charge_of(contract, what, on=on)
            return {"billable": "yes" if charge.is_billable else "no", "because": charge.because}

        is_network = call.call_type == CallType.NETWORK
        yield (
            of_visit
            | {
                "line": "labour",
                "cause_code": visit.cause_code.code if visit.cause_code else "",
                "correction_code": visit.correction_code.code if visit.correction_code else "",
                "travel_minutes": _minutes(visit, "on_the_way_at", "arrived_at"),
                "labour_minutes": _minutes(visit, "arrived_at", "finished_at"),
            }
            | self._times(visit, "on_the_way_at", "arrived_at", "finished_at")
            | charged(Covers.NETWORK if is_network else Covers.LABOUR)
        )
        for used in self._parts.get(visit.id, ()):
            part = used.part
            yield (
                of_visit
                | {
                    "line": "part",
                    "part_number": part.ref,
                    "part_name": part.name,
                    "quantity": str(used.quantity),
                    "unit_price": "" if part.price_cents is None else f"{Decimal(part.price_cents) / 100:.2f}",
                }
                | charged(Covers.TONER if part.is_consumable else Covers.PARTS)
            )
        for reading in self._readings.get(visit.id, ()):
            yield (
                of_visit
                | {
                    "line": "meter",
                    "meter": reading.meter.kind,
                    "meter_shown": str(reading.shown),
                    "meter_total": "" if reading.pages_total is None else str(reading.pages_total),
                    "meter_verdict": reading.verdict,
                    "meter_read_at": self._said(reading.read_at),
                    "meter_read_at_how": reading.read_at_how,
                }
            )

    def _contract(self, call: Call) -> ContractFacts | None:
        """Return the contract that counted when the call was taken."""
        own = call.machine.contract_id if call.machine else None
        if own is not None:
            if own not in self._contracts:
                self._contracts[own] = contract_of(self._by, own)
            return self._contracts[own]
        if call.machine is not None or call.customer_id is None:
            return None
        others = contracts_of(self._by, call.customer_id)
        on = call.taken_at.astimezone(self._zone).date()
        return governing_contract(None, others, is_machine_known=False, on=on)

    def _times(self, row: Any, *names: str) -> Line:
        return {name: self._said(getattr(row, name)) for name in names} | {
            f"{name}_how": str(getattr(row, f"{name}_how")) for name in names
        }

    def _said(self, at: datetime | None) -> str:
        return at.astimezone(self._zone).isoformat(timespec="seconds") if at else ""


def _minutes(visit: Visit, begins: str, ends: str) -> str:
    """Return the minutes between two times that are known; a stand-in feeds no bill."""
    first, last = getattr(visit, begins), getattr(visit, ends)
    hows = {getattr(visit, f"{begins}_how"), getattr(visit, f"{ends}_how")}
    if first is None or last is None or How.DEFAULTED in hows or last < first:
        return ""
    return str(round((last - first).total_seconds() / 60))
