"""A made-up dealership small enough to read: one customer, two technicians, and a few calls of every kind."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from steadyhand.business.calls.rules import CallType, Urgency, VisitState
from steadyhand.business.machines.rules import Verdict
from steadyhand.simulator import happenings as h

# A Monday at 8:00 in Columbus, Ohio.
OPENING = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
UNTIL = OPENING + timedelta(days=14)
HOUR = timedelta(hours=1)


def the_founding() -> Iterator[h.Happening]:
    """Yield the firm, its people, its catalogue, and the Chen Family Clinic with the copier."""
    at = OPENING
    weekly = tuple((day, ("08:00-17:00",)) for day in ("mon", "tue", "wed", "thu", "fri"))
    yield h.DealershipFounded(
        key="dealership", at=at, name="Lakeside Office Machines", country="US", region="OH", zone="America/New_York",
        clock="12", phone="(614) 555-0100", email="hello@lakeside.example",
    )  # fmt: skip
    yield h.CalendarSet(
        key="calendar:1", at=at, name="Weekdays", zone="America/New_York", weekly=weekly, holidays_of="US-OH",
        closed_days=((date(2026, 12, 24), "Christmas Eve"),),
    )  # fmt: skip
    yield h.BranchOpened(
        key="branch:COL", at=at, code="COL", name="Columbus", zone="America/New_York", calendar="calendar:1",
        street="410 Ferris Mill Road", city="Columbus", latitude=39.97, longitude=-83.0, phone="(614) 555-0100",
    )  # fmt: skip
    yield a_person("Dana Whitfield", "dispatcher", branch=None)
    yield a_person("Walt Jensen", "parts", branch=None)
    for number, name in enumerate(("Bruno Salas", "Keisha Monroe"), start=1):
        yield a_person(name, "technician", branch="branch:COL")
        yield h.TechnicianJoined(
            key=f"technician:{number}", at=at, ref=f"T{number}", person=f"person:{name}", branch="branch:COL",
            name=name, phone="(614) 555-0111", email="", network_level=2, languages="en", started_on=date(2019, 5, 1),
            territory=number, latitude=40.0, longitude=-83.0,
        )  # fmt: skip
        yield h.SkillShown(key=f"skill:{number}", at=at, technician=f"technician:{number}", name="Norvik C4", level=3)
    yield h.CertificateEarned(
        key="certificate:1", at=at, technician="technician:1", vendor="Norvik", line="C4", got_on=date(2024, 1, 8),
        expires_on=date(2027, 1, 8),
    )  # fmt: skip
    yield h.ModelListed(
        key="model:C450", at=at, ref="C450", maker="Norvik", name="C450", family="Norvik C4", segment="3",
        has_colour=True, expected_life_pages=1_200_000, rated_monthly_pages=20_000,
    )  # fmt: skip
    yield h.PartListed(
        key="part:FU-450", at=at, ref="FU-450", name="Fuser unit", maker="Norvik", fits_family="Norvik C4",
        price_cents=38_000, cost_cents=21_000, life_pages=300_000, is_consumable=False, supplier="supplier:1",
    )  # fmt: skip
    yield h.SupplierKnown(key="supplier:1", at=at, name="Midland Parts", cut_off="14:30", lead_days=1)
    for kind, code, name in (
        ("problem", "JAM", "Paper jam"),
        ("cause", "WORN", "Worn part"),
        ("correction", "REPL", "Replaced"),
    ):
        yield h.CodeListed(key=f"code:{kind}:{code}", at=at, kind=kind, code=code, name=name, plain_words=f"{name}.")  # type: ignore[arg-type]  # one of the three
    yield from the_clinic()


def the_clinic() -> Iterator[h.Happening]:
    at = OPENING
    yield h.CustomerWon(
        key="customer:1", at=at, ref="C1001", branch="branch:COL", territory=1, name="Chen Family Clinic",
        phone="(614) 555-0148",
        email="desk@chen.example", segment="clinic", language="en", is_on_credit_hold=False,
        customer_since_on=date(2018, 2, 1), note="",
    )  # fmt: skip
    yield h.SiteOpened(
        key="site:1", at=at, ref="S1001", customer="customer:1", name="Main Street", street="114 Main Street",
        city="Columbus", region="OH", postcode="43004", country="US", latitude=39.96, longitude=-83.0,
        phone="(614) 555-0148", how_to_get_in="Ring at the side door.", door_code="4711",
    )  # fmt: skip
    yield h.ContactMet(
        key="contact:1", at=at, ref="P1001", customer="customer:1", site="site:1", name="Grace Chen",
        job_title="Practice manager", phone="(614) 555-0149", mobile="", email="grace@chen.example", language="en",
        preferred_channel="phone", has_agreed_to_email=True, has_agreed_to_sms=False, agreed_on=date(2025, 6, 2),
    )  # fmt: skip
    yield h.GoalSaid(
        key="goal:1", at=at, ref="G1001", customer="customer:1", words="No patient waits for a printout.",
        said_by="Grace Chen", said_on=date(2026, 1, 12),
    )  # fmt: skip
    yield h.ContractSigned(
        key="contract:1", at=at, ref="K1001", customer="customer:1", kind="full service", starts_on=date(2025, 1, 1),
        ends_on=date(2028, 1, 1), covers_parts=True, covers_labour=True, covers_toner=True, covers_network=False,
        needs_purchase_order=False, purchase_order="", response_minutes=240, response_term="each_call",
        calendar="calendar:1", lease_ends_on=None, lessor="",
    )  # fmt: skip
    yield h.MachineInstalled(
        key="machine:1", at=at, ref="E1001", serial="NV450-00123", asset_tag="A-17", model="model:C450",
        customer="customer:1", site="site:1", contract="contract:1", stands_where="Front desk",
        network_address="10.20.0.14", installed_on=date(2023, 4, 3), note="",
        meters=(h.MeterFitted(key="meter:1:mono", kind="mono", digits=8),),
    )  # fmt: skip
    yield a_reading("reading:1", OPENING, shown=410_000)


def a_person(name: str, role: str, *, branch: str | None) -> h.PersonJoined:
    first = name.split(maxsplit=1)[0].casefold()
    return h.PersonJoined(
        key=f"person:{name}", at=OPENING, name=name, email=f"{first}@lakeside.example", phone="", roles=(role,),
        branch=branch,
    )  # fmt: skip


def a_reading(key: str, at: datetime, *, shown: int, visit: str | None = None) -> h.MeterRead:
    return h.MeterRead(
        key=key, at=at, meter="meter:1:mono", read_at=at, read_at_how="entered", shown=shown, is_new_counter=False,
        pages_total=shown, verdict=Verdict.PLAUSIBLE, doubt="", visit=visit, true_pages=shown, slip="",
    )  # fmt: skip


def a_taken_call(number: int, at: datetime, *, respond_by: datetime | None = None) -> h.CallTaken:
    """Return a call of the clinic about its copier."""
    return h.CallTaken(
        key=f"call:{number}", at=at, ref=str(number), branch="branch:COL", call_type=CallType.CORRECTIVE,
        customer="customer:1", site="site:1", machine="machine:1", contact="contact:1", caller_name="",
        caller_phone="", said_about_machine="", problem="It jams on every second sheet.",
        problem_code="code:problem:JAM", urgency=Urgency.URGENT, purchase_order="", taken_at=at,
        taken_at_how="observed", taken_by="Dana Whitfield", respond_by=respond_by or at + 4 * HOUR,
    )  # fmt: skip


def a_planned_visit(call: int, number: int, at: datetime, *, hours: int = 2) -> h.VisitPlanned:
    return h.VisitPlanned(
        key=f"visit:{call}-{number}", at=at, call=f"call:{call}", number=number, technician="technician:1",
        planned_for=at + hours * HOUR, planned_minutes=60, planned_by="Dana Whitfield",
    )  # fmt: skip


def a_visit_made(
    call: int, number: int, set_out: datetime, *, outcome: VisitState = VisitState.DONE, part: bool = False
) -> Iterator[h.Happening]:
    """Yield the way there, the arrival, the meter and the end of a visit planned before."""
    key = f"visit:{call}-{number}"
    arrived, finished = set_out + HOUR / 2, set_out + 1.5 * HOUR
    yield h.TravelStarted(key=key, at=set_out, technician="technician:1")
    yield h.VisitArrived(key=key, at=arrived, technician="technician:1")
    yield a_reading(f"reading:{call}-{number}", finished, shown=410_000 + 100 * (call - 10_000) + number, visit=key)
    is_done = outcome is VisitState.DONE
    used = h.PartTaken(key=f"part_taken:{call}-{number}", part="part:FU-450", quantity=1, came_from="truck")
    yield h.VisitClosed(
        key=key, at=finished, call=f"call:{call}", technician="technician:1", outcome=outcome, on_the_way_at=set_out,
        on_the_way_at_how="observed", arrived_at=arrived, arrived_at_how="observed", finished_at=finished,
        finished_at_how="observed", problem_code="code:problem:JAM",
        cause_code="code:cause:WORN" if is_done else None, correction_code="code:correction:REPL" if is_done else None,
        told_customer="It runs again." if is_done else "A part is missing; we come back.",
        stays_inside="", next_step="" if is_done else "We come back with the part.", parts=(used,) if part else (),
    )  # fmt: skip


def some_life() -> Iterator[h.Happening]:
    """Yield a fortnight: a call done at once, one that waited for a part, one cancelled, one still open."""
    day = timedelta(days=1)
    yield a_taken_call(10_001, OPENING + HOUR)
    yield a_planned_visit(10_001, 1, OPENING + 1.5 * HOUR)
    yield from a_visit_made(10_001, 1, OPENING + 3 * HOUR, part=True)
    yield a_taken_call(10_002, OPENING + day)
    yield a_planned_visit(10_002, 1, OPENING + day + HOUR)
    yield from a_visit_made(10_002, 1, OPENING + day + 2 * HOUR, outcome=VisitState.PARTS)
    yield a_planned_visit(10_002, 2, OPENING + 2 * day, hours=3)
    moved = h.VisitMoved(
        key="visit:10002-2", at=OPENING + 2 * day + HOUR, technician="technician:1",
        planned_for=OPENING + 2 * day + 4 * HOUR, moved_by="Dana Whitfield", why="Traffic",
    )  # fmt: skip
    yield moved
    yield from a_visit_made(10_002, 2, OPENING + 2 * day + 4 * HOUR, part=True)
    yield a_taken_call(10_003, OPENING + 3 * day)
    yield a_planned_visit(10_003, 1, OPENING + 3 * day + HOUR / 2)
    yield h.CallCancelled(
        key="call:10003", at=OPENING + 3 * day + HOUR, because="It runs again", cancelled_by="Dana Whitfield"
    )
    unknown = replace(
        a_taken_call(10_004, OPENING + 4 * day), customer=None, site=None, machine=None, contact=None,
        caller_name="a Mrs Lopez", said_about_machine="the big one", respond_by=None,
    )  # fmt: skip
    yield unknown
    yield h.CallIdentified(
        key="call:10004", at=OPENING + 4 * day + HOUR, customer="customer:1", site="site:1", machine="machine:1",
        contact=None, respond_by=OPENING + 4 * day + 4 * HOUR,
    )  # fmt: skip
    yield a_planned_visit(10_004, 1, OPENING + 4 * day + 2 * HOUR)
    yield h.MessageSent(
        key="message:1", at=OPENING + 4 * day + 2.5 * HOUR, call="call:10004", kind="please_call", words="Which door?"
    )
    yield h.MessageAnswered(key="message:1", at=OPENING + 4 * day + 3 * HOUR, answered_by="Dana Whitfield")
    yield h.TravelStarted(key="visit:10004-1", at=OPENING + 4 * day + 4 * HOUR, technician="technician:1")


def a_small_dealership() -> list[h.Happening]:
    """Return its whole story."""
    return [*the_founding(), *some_life()]
