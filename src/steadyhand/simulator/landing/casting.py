"""Who plays the known people? A landed dealership's own rows get the names that every guide and test uses.

Chosen by what they are up to, so that whoever signs in finds a day half lived.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from steadyhand.business.calls.models import Call, CustomerMessage, Visit
from steadyhand.business.calls.rules import CallState, CallType, VisitState
from steadyhand.business.customers.finding import CONTACT, CUSTOMER, keys_of_contact, keys_of_customer
from steadyhand.business.customers.models import Contact, Customer
from steadyhand.business.dealership.models import Branch, Dealership, RoleHeld, User
from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.models import Technician
from steadyhand.shared.lookup import remember

HALF_A_DAY = timedelta(hours=9)
# A fault that comes back within a month is a story; later it is another fault.
LATELY = timedelta(days=30)


class NobodyFits(Exception):
    """The made-up dealership has nobody for a part in the story."""


@dataclass(frozen=True, slots=True)
class Story:
    """Where the copier with a story stands, and the visit after which its fault came back."""

    customer_id: UUID
    machine_id: UUID
    contact_id: UUID
    visit_id: UUID


def name_firm(tenant_id: UUID, *, name: str, phone: str, email: str) -> None:
    Dealership.objects.filter(id=tenant_id).update(name=name, phone=phone, email=email)


def cast_person(tenant_id: UUID, role: Role, *, name: str, email: str) -> None:
    """Let somebody who holds this role be known under a name, and see every branch.

    Raises:
        NobodyFits: nobody holds it.
    """
    held = RoleHeld.objects.of(tenant_id).filter(role=role, user__is_active=True).order_by("user_id")
    # A namesake first, or there would be two.
    called = name.split(maxsplit=1)[0]
    first = min(held.select_related("user"), key=lambda row: not row.user.name.startswith(called), default=None)
    if first is None:
        raise NobodyFits(f"Nobody in this dealership is {role.label}, so {name} can't be: simulate a larger one.")
    _rename(tenant_id, first.user, name=name, email=email)
    held.filter(user=first.user).update(branch=None)


def cast_technician(tenant_id: UUID, *, name: str, email: str, now: datetime) -> tuple[UUID, UUID]:
    """Let the technician with the fullest day so far be known under a name; return their id and branch.

    Raises:
        NobodyFits: nobody has a visit today.
    """
    today = Q(planned_for__gte=now - HALF_A_DAY, planned_for__lt=now + HALF_A_DAY)
    days = Visit.objects.of(tenant_id).filter(today, technician__user__isnull=False).values("technician_id")
    fullest = days.annotate(
        is_there=Count("id", filter=Q(state=VisitState.ON_SITE)),
        drives=Count("id", filter=Q(state=VisitState.ON_THE_WAY)),
        done=Count("id", filter=Q(state=VisitState.DONE)),
        ahead=Count("id", filter=Q(state=VisitState.PLANNED)),
    )
    rows = sorted(
        fullest,
        key=lambda day: (
            -min(day["is_there"], 1) - min(day["done"], 1) - min(day["ahead"], 1),
            -day["drives"],
            -day["ahead"],
            day["technician_id"],
        ),
    )
    if not rows:
        raise NobodyFits(f"Nobody has a visit today, so there is no day for {name}: simulate more technicians.")
    technician = Technician.objects.of(tenant_id).select_related("user").get(id=rows[0]["technician_id"])
    if technician.user is not None:
        _rename(tenant_id, technician.user, name=name, email=email)
    Technician.objects.filter(**technician.where()).update(name=name, email=email)
    return technician.id, technician.branch_id


def cast_colleagues(tenant_id: UUID, branch_id: UUID, names: Sequence[tuple[str, str]], *, apart_from: UUID) -> None:
    """Let technicians of a branch, as many as there are, be known under these names and e-mail addresses."""
    working = Technician.objects.of(tenant_id).filter(branch_id=branch_id, left_on__isnull=True, user__is_active=True)
    others = working.exclude(id=apart_from).select_related("user").order_by("ref")
    for technician, (name, email) in zip(others, names, strict=False):
        if technician.user is not None:
            _rename(tenant_id, technician.user, name=name, email=email)
        Technician.objects.filter(**technician.where()).update(name=name, email=email)


def cast_branches(tenant_id: UUID, home_id: UUID, places: Sequence[Mapping[str, str]]) -> list[UUID]:
    """Give branches their known codes, names and addresses, the first to `home_id`; return them in that order."""
    branches = Branch.objects.of(tenant_id)
    others = branches.exclude(id=home_id).order_by("code").values_list("id", flat=True)
    ids = [home_id, *others][: len(places)]
    for branch_id, place in zip(ids, places, strict=False):
        branches.filter(id=branch_id).update(**place)
    return ids


def cast_customer(
    tenant_id: UUID, technician_id: UUID, *, name: str, contact: str, email: str, told: str, country: str, now: datetime
) -> Story:
    """Let a customer whose machine this technician repaired lately be known under a name; return where the story is.

    `told` is what the customer was told on that visit.

    Raises:
        NobodyFits: the technician repaired nothing lately.
    """
    visit = _repaired_lately(tenant_id, technician_id, now).select_related("call__machine", "call__customer").first()
    if visit is None or visit.call.customer is None or visit.call.machine_id is None:
        raise NobodyFits(f"No machine was repaired lately that could be {name}'s: simulate a longer time.")
    customer = visit.call.customer
    Visit.objects.filter(**visit.where()).update(told_customer=told)
    for namesake in Customer.objects.of(tenant_id).filter(name=name).exclude(id=customer.id):
        _name_customer(namesake, customer.name, country=country)
    Customer.objects.filter(**customer.where()).update(email=email, segment="clinic")
    _name_customer(customer, name, country=country)
    person = Contact.objects.of(tenant_id).filter(customer=customer, has_left=False).order_by("id").first()
    if person is None:
        raise NobodyFits(f"Nobody works at {name} who could be {contact}: simulate another seed.")
    was = person.name
    Contact.objects.filter(**person.where()).update(name=contact, email=email, site_id=visit.call.site_id)
    found = keys_of_contact(name=contact, phone=person.phone, mobile=person.mobile, country=country)
    remember(tenant_id=tenant_id, target_kind=CONTACT, target_id=person.id, home_id=customer.id, keys=found)
    Call.objects.of(tenant_id).filter(customer=customer, caller_name=was).update(caller_name=contact)
    return Story(customer.id, visit.call.machine_id, person.id, visit.id)


def somebody_else_s_machines(
    tenant_id: UUID, customer_id: UUID, *, count: int, branch_id: UUID | None = None
) -> list[UUID]:
    """Return machines of other customers that were repaired not long ago and on which no call is open now.

    `branch_id`: of this branch only.
    """
    calls = Call.objects.of(tenant_id).filter(machine__isnull=False)
    if branch_id is not None:
        calls = calls.filter(branch_id=branch_id)
    is_open = set(calls.exclude(state__in=(CallState.CLOSED, CallState.CANCELLED)).values_list("machine_id", flat=True))
    repaired = calls.filter(
        state=CallState.CLOSED,
        call_type=CallType.CORRECTIVE,
        machine__removed_on__isnull=True,
        machine__contract__isnull=False,
        customer__is_on_credit_hold=False,
    )
    newest = repaired.exclude(customer_id=customer_id).order_by("-taken_at").values_list("machine_id", flat=True)
    free = [machine_id for machine_id in newest[: 20 * count] if machine_id is not None and machine_id not in is_open]
    return list(dict.fromkeys(free))[:count]


def _repaired_lately(tenant_id: UUID, technician_id: UUID, now: datetime) -> QuerySet[Visit]:
    """Return this technician's finished repairs of the last weeks, those at clinics first, then the newest."""
    repairs = Visit.objects.of(tenant_id).filter(
        technician_id=technician_id,
        state=VisitState.DONE,
        finished_at__gte=now - LATELY,
        finished_at__lt=now - timedelta(days=2),
        call__call_type=CallType.CORRECTIVE,
        call__machine__removed_on__isnull=True,
        call__customer__is_on_credit_hold=False,
    )
    at_clinics = Q(call__customer__segment="clinic")
    return repairs.annotate(clinics=Count("id", filter=at_clinics)).order_by(
        "-clinics", F("finished_at").desc(), "id"
    )  # fmt: skip


def _name_customer(customer: Customer, name: str, *, country: str) -> None:
    Customer.objects.filter(**customer.where()).update(name=name)
    keys = keys_of_customer(name=name, ref=customer.ref, phone=customer.phone, country=country)
    remember(tenant_id=customer.tenant_id, target_kind=CUSTOMER, target_id=customer.id, home_id=customer.id, keys=keys)


def _rename(tenant_id: UUID, user: User, *, name: str, email: str) -> None:
    was = user.name
    User.objects.of(tenant_id).filter(id=user.id).update(name=name, email=email)
    Call.objects.of(tenant_id).filter(taken_by=was).update(taken_by=name)
    CustomerMessage.objects.of(tenant_id).filter(answered_by=was).update(answered_by=name)
