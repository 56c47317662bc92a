"""The record's lasting rows from happenings: catalogue, customers, machines, meters and their readings, technicians."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from steadyhand.business.calls.models import Code
from steadyhand.business.calls.rules import CausedBy
from steadyhand.business.customers.finding import (
    CONTACT,
    CUSTOMER,
    SITE,
    keys_of_contact,
    keys_of_customer,
    keys_of_site,
)
from steadyhand.business.customers.models import Contact, Contract, Customer, Goal, Site
from steadyhand.business.machines.finding import MACHINE, keys_of_machine
from steadyhand.business.machines.models import Machine, MachineModel, Meter, MeterReading, Part
from steadyhand.business.people.models import Answerable, Certification, Home, Skill, Technician
from steadyhand.imports.taking.tables import moment_text
from steadyhand.simulator import happenings as h
from steadyhand.simulator.catalogue import read_catalogue
from steadyhand.simulator.catalogue.rows import Catalogue
from steadyhand.simulator.landing.ids import Ids
from steadyhand.simulator.landing.sheets import Sheets
from steadyhand.simulator.world.upkeep import MAINTENANCE_MONTHS, MONTH, PRODUCTION_FROM


class Record:
    """Turns happenings into rows of sheets, one method each."""

    def __init__(self, ids: Ids, sheets: Sheets, *, country: str) -> None:
        self._ids = ids
        self._sheets = sheets
        self._country = country
        # Who moves to which branch when an unknown caller turns out to be theirs.
        self.branch_of: dict[str, str] = {}
        self._skills: Counter[str] = Counter()
        opened = sheets.open
        self._models = opened(
            MachineModel,
            "id ref maker name family segment has_colour expected_life_pages rated_monthly_pages pm_every_days",
        )
        self._parts = opened(Part, "id ref name maker fits_family price_cents cost_cents life_pages is_consumable")
        self._codes = opened(Code, "id ref kind code name plain_words caused_by")
        self._caused_by = _whose_doing(read_catalogue())
        self._customers = opened(
            Customer,
            "id ref branch_id name phone email segment language is_on_credit_hold customer_since_on note",
        )
        self._sites = opened(
            Site,
            "id ref customer_id name street city region postcode country latitude longitude phone how_to_get_in "
            "door_code",
        )
        self._contacts = opened(
            Contact,
            "id ref customer_id site_id name job_title phone mobile email language preferred_channel "
            "has_agreed_to_email has_agreed_to_sms agreed_on",
        )
        self._goals = opened(Goal, "id ref customer_id words said_by said_on")
        self._contracts = opened(
            Contract,
            "id ref customer_id kind starts_on ends_on covers_parts covers_labour covers_toner covers_network "
            "needs_purchase_order purchase_order response_minutes response_term calendar_id lease_ends_on lessor",
        )
        self._machines = opened(
            Machine,
            "id ref serial asset_tag model_id customer_id site_id contract_id stands_where network_address "
            "installed_on note",
        )
        self._meters = opened(Meter, "id ref machine_id kind digits")
        self._readings = opened(
            MeterReading, "id ref meter_id read_at read_at_how shown pages_total verdict doubt visit_id"
        )
        self._technicians = opened(
            Technician,
            "id ref branch_id user_id name phone email network_level languages started_on day_starts_at",
        )
        self._homes = opened(Home, "id ref technician_id latitude longitude")
        self._answerable = opened(Answerable, "id ref customer_id technician_id since_on")
        # Of each territory, its customers and who answers for them now.
        self._territories: dict[int, list[str]] = defaultdict(list)
        self._territory_of: dict[str, int] = {}
        self._owners: dict[int, str] = {}
        self._skill_rows = opened(Skill, "id ref technician_id name level valid_from")
        self._certificates = opened(Certification, "id ref technician_id vendor line got_on expires_on")

    # --- the catalogue

    def list_model(self, it: h.ModelListed) -> None:
        self._models.add(
            (self._new(it), it.ref, it.maker, it.name, it.family, it.segment, it.has_colour, it.expected_life_pages,
             it.rated_monthly_pages, _maintained_every(int(it.segment)))
        )  # fmt: skip

    def list_part(self, it: h.PartListed) -> None:
        self._parts.add(
            (self._new(it), it.ref, it.name, it.maker, it.fits_family, it.price_cents, it.cost_cents, it.life_pages,
             it.is_consumable)
        )  # fmt: skip

    def list_code(self, it: h.CodeListed) -> None:
        self._codes.add(
            (self._new(it), f"{it.kind}:{it.code}", it.kind, it.code, it.name, it.plain_words,
             self._caused_by.get((it.kind, it.code), ""))
        )  # fmt: skip

    # --- customers

    def win_customer(self, it: h.CustomerWon) -> None:
        row_id = self._new(it)
        self.branch_of[it.key] = it.branch
        self._territories[it.territory].append(it.key)
        if owner := self._owners.get(it.territory):
            self._answer_for([it.key], owner, it, it.at.date())
        self._customers.add(
            (row_id, it.ref, self._ids.of(it.branch), it.name, it.phone, it.email, it.segment, it.language,
             it.is_on_credit_hold, it.customer_since_on.isoformat(), it.note)
        )  # fmt: skip
        keys = keys_of_customer(name=it.name, ref=it.ref, phone=it.phone, country=self._country)
        self._sheets.findable(CUSTOMER, row_id, row_id, keys)

    def change_credit(self, it: h.CreditHoldChanged) -> None:
        self._sheets.change(Customer, self._ids.of(it.key), is_on_credit_hold=it.is_on_credit_hold)

    def open_site(self, it: h.SiteOpened) -> None:
        row_id = self._new(it)
        self._sites.add(
            (row_id, it.ref, self._ids.of(it.customer), it.name, it.street, it.city, it.region, it.postcode, it.country,
             it.latitude, it.longitude, it.phone, it.how_to_get_in, it.door_code)
        )  # fmt: skip
        keys = keys_of_site(
            street=it.street, city=it.city, name=it.name, postcode=it.postcode, phone=it.phone, country=self._country
        )
        self._sheets.findable(SITE, row_id, self._ids.of(it.customer), keys)

    def meet_contact(self, it: h.ContactMet) -> None:
        row_id = self._new(it)
        self._contacts.add(
            (row_id, it.ref, self._ids.of(it.customer), self._ids.of(it.site), it.name, it.job_title, it.phone,
             it.mobile, it.email, it.language, it.preferred_channel, it.has_agreed_to_email, it.has_agreed_to_sms,
             _day(it.agreed_on))
        )  # fmt: skip
        keys = keys_of_contact(name=it.name, phone=it.phone, mobile=it.mobile, country=self._country)
        self._sheets.findable(CONTACT, row_id, self._ids.of(it.customer), keys)

    def lose_contact(self, it: h.ContactLeft) -> None:
        self._sheets.change(Contact, self._ids.of(it.key), has_left=True)

    def note_goal(self, it: h.GoalSaid) -> None:
        self._goals.add(
            (self._new(it), it.ref, self._ids.of(it.customer), it.words, it.said_by, it.said_on.isoformat())
        )

    def reach_goal(self, it: h.GoalReached) -> None:
        self._sheets.change(Goal, self._ids.of(it.key), is_reached=True)

    def sign_contract(self, it: h.ContractSigned) -> None:
        self._contracts.add(
            (self._new(it), it.ref, self._ids.of(it.customer), it.kind, it.starts_on.isoformat(),
             it.ends_on.isoformat(), it.covers_parts, it.covers_labour, it.covers_toner, it.covers_network,
             it.needs_purchase_order, it.purchase_order, it.response_minutes, it.response_term,
             self._ids.of(it.calendar), _day(it.lease_ends_on), it.lessor)
        )  # fmt: skip

    def renew_contract(self, it: h.ContractRenewed) -> None:
        self._sheets.change(
            Contract, self._ids.of(it.key), ends_on=it.ends_on.isoformat(), lease_ends_on=_day(it.lease_ends_on)
        )

    # --- machines

    def install_machine(self, it: h.MachineInstalled) -> None:
        row_id = self._new(it)
        self._machines.add(
            (row_id, it.ref, it.serial, it.asset_tag, self._ids.of(it.model), self._ids.of(it.customer),
             self._ids.of(it.site), self._maybe(it.contract), it.stands_where,
             it.network_address, it.installed_on.isoformat(), it.note)
        )  # fmt: skip
        for meter in it.meters:
            self._meters.add(
                (self._ids.born(meter.key, it.at), f"{it.ref}:{meter.kind}", row_id, meter.kind, meter.digits)
            )
        keys = keys_of_machine(serial=it.serial, asset_tag=it.asset_tag, ref=it.ref)
        self._sheets.findable(MACHINE, row_id, self._ids.of(it.customer), keys)

    def remove_machine(self, it: h.MachineRemoved) -> None:
        self._sheets.change(Machine, self._ids.of(it.key), removed_on=it.removed_on.isoformat())

    def read_meter(self, it: h.MeterRead) -> None:
        self._readings.add(
            (self._ids.passing(it.key, it.at), it.key, self._ids.of(it.meter), moment_text(it.read_at),
             it.read_at_how, it.shown, it.pages_total, str(it.verdict), it.doubt, self._maybe(it.visit))
        )  # fmt: skip

    # --- technicians

    def welcome_technician(self, it: h.TechnicianJoined) -> None:
        self._technicians.add(
            (self._new(it), it.ref, self._ids.of(it.branch), self._ids.of(it.person), it.name, it.phone, it.email,
             it.network_level, it.languages, it.started_on.isoformat(), "home")
        )  # fmt: skip
        home = self._ids.passing(f"home:{it.key}", it.at)
        self._homes.add((home, it.ref, self._ids.of(it.key), it.latitude, it.longitude))
        self._territory_of[it.key] = it.territory
        self._owners[it.territory] = self._ids.of(it.key)
        self._answer_for(self._territories[it.territory], self._ids.of(it.key), it, it.at.date())

    def part_from_technician(self, it: h.TechnicianLeft) -> None:
        self._sheets.change(Technician, self._ids.of(it.key), left_on=it.left_on.isoformat())
        territory = self._territory_of.pop(it.key)
        self._owners.pop(territory, None)
        self._answer_for(self._territories[territory], None, it, it.left_on)

    def _answer_for(self, customers: Sequence[str], technician_id: str | None, it: h.Happening, since_on: date) -> None:
        """Let customers be somebody's, or nobody's while their territory's technician isn't replaced."""
        for customer in customers:
            ref = f"{customer.removeprefix('customer:')}:{since_on}"
            row_id = self._ids.passing(f"answerable:{ref}", it.at)
            self._answerable.add((row_id, ref, self._ids.of(customer), technician_id, since_on.isoformat()))

    def show_skill(self, it: h.SkillShown) -> None:
        # Each is a claim more; the number keeps two of one day apart.
        self._skills[it.key] += 1
        ref = f"{it.key}:{self._skills[it.key]}"
        row_id = self._ids.passing(ref, it.at)
        self._skill_rows.add((row_id, ref, self._ids.of(it.technician), it.name, it.level, it.at.date().isoformat()))

    def earn_certificate(self, it: h.CertificateEarned) -> None:
        self._certificates.add(
            (self._new(it), it.key, self._ids.of(it.technician), it.vendor, it.line, it.got_on.isoformat(),
             it.expires_on.isoformat())
        )  # fmt: skip

    def _maybe(self, key: str | None) -> str | None:
        return self._ids.of(key) if key else None

    def _new(self, it: h.Happening) -> str:
        return self._ids.born(it.key, it.at)


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _maintained_every(segment: int) -> int | None:
    """Return the days between maintenances that the firm has written down: those of its large machines, for a start."""
    return round(MAINTENANCE_MONTHS[segment] * MONTH) if segment >= PRODUCTION_FROM else None


def _whose_doing(catalogue: Catalogue) -> dict[tuple[str, str], CausedBy]:
    """Return what each code says about who caused the call; of the problems only the network's say anything."""
    causes = {
        ("cause", cause.code): CausedBy.MACHINE if cause.is_device_caused else CausedBy.OPERATOR
        for subsystem in catalogue.subsystems
        for cause in subsystem.causes
    }
    network = {("cause", cause.code): CausedBy.NETWORK for cause in catalogue.network.causes}
    return causes | network | {("problem", code): CausedBy.NETWORK for code in catalogue.network.symptoms}
