"""What is a customer entitled to, and what should somebody know before saying yes? Values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from steadyhand.business.customers.settings import CONTRACT_ENDS_SOON_DAYS, LEASE_ENDS_SOON_DAYS
from steadyhand.shared.words import duration_said


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """What a contract says, as far as a call depends on it. `ends_on` is the last day it counts."""

    id: UUID
    number: str
    kind: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    covers_parts: bool = True
    covers_labour: bool = True
    covers_toner: bool = True
    covers_network: bool = False
    needs_purchase_order: bool = False
    purchase_order: str = ""
    response_minutes: int | None = None
    is_response_average: bool = True
    calendar_id: UUID | None = None
    lease_ends_on: date | None = None
    lessor: str = ""
    # How long before an end this dealership wants to hear of it.
    contract_said_before: timedelta = timedelta(days=CONTRACT_ENDS_SOON_DAYS.default)
    lease_said_before: timedelta = timedelta(days=LEASE_ENDS_SOON_DAYS.default)

    def is_in_force(self, on: date) -> bool:
        return not self.has_ended(on) and not self.is_yet_to_begin(on)

    def has_ended(self, on: date) -> bool:
        return self.ends_on is not None and self.ends_on < on

    def is_yet_to_begin(self, on: date) -> bool:
        return self.starts_on is not None and on < self.starts_on


class CautionKind(StrEnum):
    """Why somebody should look twice. None of them ever refuses a call."""

    CREDIT_HOLD = "credit_hold"
    NO_CONTRACT = "no_contract"
    CONTRACT_ENDED = "contract_ended"
    CONTRACT_TO_BEGIN = "contract_to_begin"
    CONTRACT_ENDING = "contract_ending"
    PURCHASE_ORDER = "purchase_order"
    LEASE_ENDING = "lease_ending"


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to know before a visit is planned, as it is said to whoever takes the call."""

    kind: CautionKind
    said: str


class Covers(StrEnum):
    """What a contract may cover."""

    PARTS = "parts"
    LABOUR = "labour"
    TONER = "toner"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Charge:
    """Whether something is billed to the customer, and because of what."""

    is_billable: bool
    because: str


def charge_of(contract: ContractFacts | None, what: Covers, *, on: date) -> Charge:
    """Return whether this is billable on that day, by the contract that counts for it."""
    if contract is None:
        return Charge(is_billable=True, because="no contract")
    if contract.ends_on is not None and contract.has_ended(on):
        return Charge(is_billable=True, because=f"contract {contract.number} ended on {contract.ends_on}")
    if contract.starts_on is not None and contract.is_yet_to_begin(on):
        return Charge(is_billable=True, because=f"contract {contract.number} begins on {contract.starts_on}")
    is_covered = {
        Covers.PARTS: contract.covers_parts,
        Covers.LABOUR: contract.covers_labour,
        Covers.TONER: contract.covers_toner,
        Covers.NETWORK: contract.covers_network,
    }[what]
    said = "covers" if is_covered else "doesn't cover"
    return Charge(is_billable=not is_covered, because=f"contract {contract.number} {said} {what}")


def governing_contract(
    own: ContractFacts | None, others: Sequence[ContractFacts], *, is_machine_known: bool, on: date
) -> ContractFacts | None:
    """Return the contract that counts for a call: the machine's own, or the only one the customer has in force.

    A known machine without a contract isn't covered by a neighbour's.
    """
    if own is not None or is_machine_known:
        return own
    in_force = [contract for contract in others if contract.is_in_force(on)]
    return in_force[0] if len(in_force) == 1 else None


def entitlement_of(contract: ContractFacts | None, *, on: date) -> tuple[str, ...]:
    """Return in sentences what is covered, what is billable, and how soon somebody must be there."""
    if contract is None:
        return ("No contract: everything is billable.",)
    if contract.ends_on is not None and contract.has_ended(on):
        return (f"Contract {contract.number} ended on {_said(contract.ends_on)}: everything is billable.",)
    if contract.starts_on is not None and contract.is_yet_to_begin(on):
        return (
            f"Contract {contract.number} begins on {_said(contract.starts_on)}: until then everything is billable.",
        )
    covered, billable = _covered(contract)
    sentences = [f"Covered: {_listed(covered)}."] if covered else ["Covered: nothing."]
    if billable:
        sentences.append(f"Billable: {_listed(billable)}.")
    if contract.response_minutes is not None:
        within = duration_said(timedelta(minutes=contract.response_minutes))
        how = "on average over a quarter" if contract.is_response_average else "at most, for each call"
        sentences.append(f"Somebody on site within {within} of working time, {how}.")
    if contract.purchase_order:
        sentences.append(f"Purchase order {contract.purchase_order} is on file.")
    return tuple(sentences)


def cautions_of(contract: ContractFacts | None, *, is_on_credit_hold: bool, on: date) -> tuple[Caution, ...]:
    """Return what to know before planning, what hurts most first."""
    cautions = []
    if is_on_credit_hold:
        cautions.append(
            Caution(CautionKind.CREDIT_HOLD, "On credit hold: take the call, and ask your manager before planning it.")
        )
    if contract is None:
        cautions.append(Caution(CautionKind.NO_CONTRACT, "No contract is known for this: say that it is billable."))
        return tuple(cautions)
    cautions += _cautions_of_time(contract, on)
    if contract.needs_purchase_order and not contract.purchase_order:
        cautions.append(
            Caution(CautionKind.PURCHASE_ORDER, "A purchase order is needed, and none is on file: ask for its number.")
        )
    if contract.lease_ends_on is not None and on <= contract.lease_ends_on <= on + contract.lease_said_before:
        lessor = f" with {contract.lessor}" if contract.lessor else ""
        cautions.append(
            Caution(CautionKind.LEASE_ENDING, f"The lease{lessor} ends on {_said(contract.lease_ends_on)}.")
        )
    return tuple(cautions)


def response_minutes_of(contract: ContractFacts | None, *, on: date) -> int | None:
    """Return the response term that counts on this day: none without a contract in force."""
    return contract.response_minutes if contract is not None and contract.is_in_force(on) else None


def _cautions_of_time(contract: ContractFacts, on: date) -> list[Caution]:
    if contract.ends_on is not None and contract.has_ended(on):
        said = f"The contract ended on {_said(contract.ends_on)}: say that this is billable."
        return [Caution(CautionKind.CONTRACT_ENDED, said)]
    if contract.starts_on is not None and contract.is_yet_to_begin(on):
        said = f"The contract begins only on {_said(contract.starts_on)}: say that this is billable."
        return [Caution(CautionKind.CONTRACT_TO_BEGIN, said)]
    if contract.ends_on is not None and contract.ends_on <= on + contract.contract_said_before:
        return [Caution(CautionKind.CONTRACT_ENDING, f"The contract ends on {_said(contract.ends_on)}.")]
    return []


def _covered(contract: ContractFacts) -> tuple[list[str], list[str]]:
    """Return what is covered and what is billable."""
    kinds = {
        "parts": contract.covers_parts,
        "labour": contract.covers_labour,
        "toner": contract.covers_toner,
        "network work": contract.covers_network,
    }
    return [what for what, is_in in kinds.items() if is_in], [what for what, is_in in kinds.items() if not is_in]


def _listed(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
