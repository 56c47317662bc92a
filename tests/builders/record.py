"""The record: a dealership, its customers, machines, people and calls."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from steadyhand.business.calls.models import Call, Code, Visit
from steadyhand.business.customers.models import Contact, Contract, Customer, Goal, Site
from steadyhand.business.dealership.models import Branch, Calendar, Dealership, RoleHeld, User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.models import Machine, MachineModel, Meter, MeterReading, Part
from steadyhand.business.people.models import Certification, Skill, Technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How

# 9:00 in Columbus, Ohio, on a working day without holidays around it.
MONDAY = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
WEEKLY = {day: ["08:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
PASSWORD = "correct horse battery"

_numbers = count(1)


def a_dealership(**facts: Any) -> Dealership:
    """Return the one dealership of a test, made at first asking."""
    found = Dealership.objects.first()
    if found is not None and not facts:
        return found
    facts = {"name": "Lakeside Office Machines", "country": "US", "zone": "America/New_York"} | facts
    return Dealership.objects.create(**facts)


def a_branch(code: str = "COL", **facts: Any) -> Branch:
    """Return the branch with this code, made at first asking."""
    tenant_id = facts.pop("tenant_id", None) or a_dealership().id
    found = Branch.objects.of(tenant_id).filter(code=code).first()
    if found is not None:
        return found
    calendar, _ = Calendar.objects.get_or_create(
        tenant_id=tenant_id, name="Weekdays", defaults={"zone": "America/New_York", "weekly": WEEKLY}
    )
    facts = {"name": code.title(), "zone": "America/New_York", "calendar": calendar} | facts
    return Branch.objects.create(tenant_id=tenant_id, code=code, **facts)


def a_user(*roles: Role, branch: Branch | None = None, name: str = "Dana Whitfield", **facts: Any) -> User:
    """Return a user holding these roles at one branch (None: everywhere)."""
    tenant_id = branch.tenant_id if branch else a_dealership().id
    user = User(
        tenant_id=tenant_id,
        name=name,
        **({"email": f"user{next(_numbers)}@lakeside.example"} | facts),
    )
    user.set_password(PASSWORD)
    user.save()
    for role in roles:
        RoleHeld.objects.create(tenant_id=tenant_id, user=user, role=role, branch=branch)
    return user


def an_actor(*roles: Role, branch: Branch | None = None, **facts: Any) -> Actor:
    """Return somebody signed in with these roles."""
    return actor_for(a_user(*roles, branch=branch, **facts).id)


def a_customer(name: str = "Chen Family Clinic", *, branch: Branch | None = None, **facts: Any) -> Customer:
    branch = branch or a_branch()
    facts = {"ref": f"C{next(_numbers)}", "phone": "(614) 555-0148"} | facts
    return Customer.objects.create(tenant_id=branch.tenant_id, branch=branch, name=name, **facts)


def a_site(customer: Customer | None = None, **facts: Any) -> Site:
    customer = customer or a_customer()
    facts = {
        "ref": f"S{next(_numbers)}",
        "name": "Main Street",
        "street": "114 Main Street",
        "city": "Columbus",
        "region": "OH",
        "postcode": "43004",
        "country": "US",
    } | facts
    return Site.objects.create(tenant_id=customer.tenant_id, customer=customer, **facts)


def a_contact(customer: Customer | None = None, **facts: Any) -> Contact:
    customer = customer or a_customer()
    facts = {"ref": f"P{next(_numbers)}", "name": "Grace Chen", "phone": "(614) 555-0149"} | facts
    return Contact.objects.create(tenant_id=customer.tenant_id, customer=customer, **facts)


def a_contract(customer: Customer | None = None, **facts: Any) -> Contract:
    customer = customer or a_customer()
    facts = {"ref": f"K{next(_numbers)}", "response_minutes": 240} | facts
    return Contract.objects.create(tenant_id=customer.tenant_id, customer=customer, **facts)


def a_goal(customer: Customer | None = None, **facts: Any) -> Goal:
    customer = customer or a_customer()
    facts = {
        "ref": f"G{next(_numbers)}",
        "words": "Fewer trips to the copy shop",
        "said_by": "Grace Chen",
        "said_on": MONDAY.date(),
    } | facts
    return Goal.objects.create(tenant_id=customer.tenant_id, customer=customer, **facts)


def a_model(**facts: Any) -> MachineModel:
    facts = {"ref": f"M{next(_numbers)}", "maker": "Norvik", "name": "C450", "family": "Norvik C4"} | facts
    return MachineModel.objects.create(tenant_id=a_dealership().id, **facts)


def a_machine(*, site: Site | None = None, **facts: Any) -> Machine:
    site = site or a_site()
    number = next(_numbers)
    facts = {"ref": f"E{number}", "serial": f"NV{number:06}"} | facts
    facts.setdefault("model", None)
    facts["model"] = facts["model"] or a_model()
    return Machine.objects.create(tenant_id=site.tenant_id, customer=site.customer, site=site, **facts)


def a_meter(machine: Machine | None = None, **facts: Any) -> Meter:
    machine = machine or a_machine()
    facts = {"ref": f"{machine.ref}:mono", "kind": Meter.Kind.MONO} | facts
    return Meter.objects.create(tenant_id=machine.tenant_id, machine=machine, **facts)


def a_reading(meter: Meter | None = None, **facts: Any) -> MeterReading:
    """Return a reading as a file brings one: used, and counted on from nothing."""
    meter = meter or a_meter()
    facts = {"ref": f"R{next(_numbers)}", "shown": 1000, "read_at": MONDAY, "read_at_how": How.ENTERED} | facts
    facts = {"pages_total": facts["shown"]} | facts
    return MeterReading.objects.create(tenant_id=meter.tenant_id, meter=meter, **facts)


def a_part(**facts: Any) -> Part:
    facts = {"ref": f"FU-{next(_numbers)}", "name": "Fuser unit"} | facts
    return Part.objects.create(tenant_id=a_dealership().id, **facts)


def a_code(kind: str = "problem", code: str = "JAM", **facts: Any) -> Code:
    facts = {"ref": f"{kind}:{code}", "name": "Paper jam"} | facts
    return Code.objects.create(tenant_id=a_dealership().id, kind=kind, code=code, **facts)


def a_technician(
    *, branch: Branch | None = None, user: User | None = None, name: str = "Bruno Salas", **facts: Any
) -> Technician:
    """Return a technician who can sign in."""
    branch = branch or a_branch()
    user = user or a_user(Role.TECHNICIAN, branch=branch, name=name)
    facts = {"ref": f"T{next(_numbers)}"} | facts
    return Technician.objects.create(tenant_id=branch.tenant_id, branch=branch, user=user, name=name, **facts)


def a_skill(technician: Technician | None = None, **facts: Any) -> Skill:
    technician = technician or a_technician()
    facts = {"ref": f"K{next(_numbers)}", "name": "Norvik C4", "level": Skill.Level.ASSISTED} | facts
    return Skill.objects.create(tenant_id=technician.tenant_id, technician=technician, **facts)


def a_certificate(technician: Technician | None = None, **facts: Any) -> Certification:
    technician = technician or a_technician()
    facts = {"ref": f"Z{next(_numbers)}", "vendor": "Norvik", "line": "C series"} | facts
    return Certification.objects.create(tenant_id=technician.tenant_id, technician=technician, **facts)


def a_call(*, machine: Machine | None = None, **facts: Any) -> Call:
    machine = machine or a_machine()
    facts = {
        "ref": f"{next(_numbers) + 10_000}",
        "problem": "Lines on every page",
        "taken_at": MONDAY,
        "taken_at_how": How.OBSERVED,
    } | facts
    return Call.objects.create(
        tenant_id=machine.tenant_id,
        branch=machine.customer.branch,
        customer=machine.customer,
        site=machine.site,
        machine=machine,
        **facts,
    )


def a_visit(*, call: Call | None = None, technician: Technician | None = None, **facts: Any) -> Visit:
    call = call or a_call()
    technician = technician or a_technician(branch=call.branch)
    number = facts.pop("number", 1)
    facts = {"ref": f"{call.ref}-{number}", "planned_for": MONDAY, "planned_minutes": 60} | facts
    return Visit.objects.create(tenant_id=call.tenant_id, call=call, technician=technician, number=number, **facts)
