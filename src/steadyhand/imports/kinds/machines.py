"""Machine files: models, machines, their meters and readings, and the parts catalogue."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery

from steadyhand.business.calls.models import Visit
from steadyhand.business.machines.models import Meter, MeterReading
from steadyhand.imports.kinds.columns import (
    choice,
    day,
    known_moment,
    link,
    money,
    ref,
    short_ref,
    text,
    whole,
    yes_no,
)
from steadyhand.imports.kinds.shape import Column, RowKind
from steadyhand.imports.reading.fields import Field, Kind

if TYPE_CHECKING:
    from steadyhand.imports.taking.context import Context
    from steadyhand.imports.taking.rows import Known, Rows

METER_KINDS = {
    Meter.Kind.MONO.value: ("black", "b/w", "bw", "black and white"),
    Meter.Kind.COLOUR.value: ("color", "clr"),
    Meter.Kind.LARGE.value: ("large format", "a3", "11x17"),
    Meter.Kind.SCAN.value: ("scans", "scanned"),
    Meter.Kind.TOTAL.value: ("all", "overall"),
}


def meter_columns(when: str) -> tuple[Column, ...]:
    """Return the columns of a row that also says what its machine's meters showed."""
    return tuple(
        Column(
            Field(
                f"meter_{kind}",
                f"{kind.title()} meter{when}",
                Kind.WHOLE_NUMBER,
                synonyms=(f"{kind} meter", f"meter {kind}", f"{kind} meter reading")
                + (("meter", "meter reading") if kind == "total" else ()),
            )
        )
        for kind in METER_KINDS
    )


def readings_in(
    rows: "Rows", machines: Sequence["Known | None"], *, read_at: str, visits: Sequence["Known"] = ()
) -> list[tuple[str, "Rows"]]:
    """Return the readings that stand in columns of other rows; those of visits are numbered after them."""
    found = []
    times = rows.cells(read_at)
    for kind in METER_KINDS:
        shown = rows.cells(f"meter_{kind}")
        places = [
            index
            for index, (pages, machine, at) in enumerate(zip(shown, machines, times, strict=True))
            if pages is not None and machine is not None and at is not None
        ]
        if places:
            carried = rows.carried(places, {"read_at": read_at, "shown": f"meter_{kind}"}, kind=kind)
            carried.set_link("machine", [machines[place] for place in places])
            if visits:
                carried.set_link("visit", [visits[place] for place in places])
                carried.set_cells("ref", [short_ref(f"{visits[place].ref}/{kind}") for place in places])
            found.append(("readings", carried))
    return found


def _site_of_the_customer(rows: "Rows", context: "Context") -> None:
    for index, (site, customer) in enumerate(zip(rows.link("site"), rows.link("customer"), strict=True)):
        if site and customer and site.customer_id != customer.id:
            rows.reject(
                index, "site", "This site belongs to another customer.", "Correct the site or the customer in this row."
            )
    shown = [name for name in rows.names if name.startswith("meter_") and name != "meter_read_at"]
    for name in shown:
        dateless = sum(
            pages is not None and at is None
            for pages, at in zip(rows.cells(name), rows.cells("meter_read_at"), strict=True)
        )
        if dateless:
            context.remark("Meters without the day on which they were read were left out", dateless)


def _readings_of_machines(rows: "Rows", _context: "Context") -> list[tuple[str, "Rows"]]:
    return readings_in(rows, rows.known(), read_at="meter_read_at")


def _the_visit_s_number() -> "Subquery[Any]":
    visit = Visit.objects.filter(tenant_id=OuterRef("tenant_id"), id=OuterRef("visit_id"))
    return Subquery(visit.values("ref")[:1])


_VISIT: "dict[str, Callable[[], Subquery[Any]]]" = {"visit_ref": _the_visit_s_number}

MODELS = RowKind(
    "models",
    "models",
    "machines.MachineModel",
    (
        ref("Model number", "model code"),
        text("maker", "Maker", "manufacturer", "brand", "make"),
        text("name", "Model name", "model", required=True),
        text("family", "Family", "series", "product family"),
        text("segment", "Model segment", "segment", "speed class"),
        yes_no("has_colour", "Prints colour", "color", "colour"),
        whole("expected_life_pages", "Expected life in pages", "expected life", "life pages"),
        whole("rated_monthly_pages", "Rated pages a month", "monthly volume", "rated volume", "duty cycle"),
        whole("pm_every_pages", "Maintenance every pages", "pm interval pages", "pm pages", "pm cycle"),
        whole("pm_every_days", "Maintenance every days", "pm interval days", "pm days"),
        text("certificate_line", "Certificate needed", "needs certificate"),
        text("skill_name", "Skill needed", "needs skill"),
        whole("skill_level", "Skill level needed", "needs skill level"),
        yes_no("needs_two", "Two people needed", "needs two people", "two person job"),
    ),
    subject=("model",),
    ref_from=("name",),
)

MACHINES = RowKind(
    "machines",
    "machines",
    "machines.Machine",
    (
        ref("Machine number", "equipment number", "equipment id"),
        text("serial", "Serial number", "serial"),
        text("asset_tag", "Asset tag", "asset number", "tag"),
        link("model", "Model", "model name", "model number", to="models"),
        link("customer", "Customer", "customer number", "bill to", to="customers", required=True),
        link("site", "Site", "site number", "location", to="sites"),
        link("contract", "Contract", "contract number", to="contracts"),
        text("stands_where", "Stands where", "floor", "room", "placement"),
        text("network_address", "Network address", "IP address", "host name"),
        day("installed_on", "Installed on", "install date"),
        day("removed_on", "Removed on", "removal date"),
        text("note", "Machine note", "note"),
        *meter_columns(" now"),
        Column(Field("meter_read_at", "Meters read at", Kind.MOMENT, synonyms=("meter date", "last meter date"))),
    ),
    subject=("machine", "equipment"),
    ref_from=("serial",),
    complete=_site_of_the_customer,
    carries=_readings_of_machines,
)

METERS = RowKind(
    "meters",
    "meters",
    "machines.Meter",
    (
        ref("Meter number"),
        link("machine", "Machine", "serial number", "machine number", to="machines", required=True),
        choice("kind", "Meter kind", "meter type", "meter", of=METER_KINDS, required=True),
        whole("digits", "Digits", "meter digits"),
    ),
    subject=("meter",),
    ref_from=("machine", "kind"),
    also_known_by=("machine", "kind"),
)

READINGS = RowKind(
    "readings",
    "meter readings",
    "machines.MeterReading",
    (
        ref("Reading number"),
        link(
            "machine",
            "Machine",
            "serial number",
            "machine number",
            to="machines",
            required=True,
            fills="",
            path="meter__machine__ref",
        ),
        choice("kind", "Meter kind", "meter type", of=METER_KINDS, required=True, fills="", path="meter__kind"),
        *known_moment("read_at", "Read at", "reading date", "meter date", required=True),
        whole("shown", "Shown", "meter reading", "reading", "pages", required=True),
        whole("pages_total", "Pages in total", "total pages"),
        choice("verdict", "Verdict", of={each.value: (each.label,) for each in MeterReading.Verdict}),
        text("doubt", "Doubt"),
        link("visit", "Visit", "visit number", to="visits", fills="visit_id", path="visit_ref"),
    ),
    subject=("reading", "meter"),
    ref_from=("machine", "kind", "read_at"),
    inner_links=("meter",),
    annotations=_VISIT,
)

PARTS = RowKind(
    "parts",
    "parts",
    "machines.Part",
    (
        ref("Part number", "item number", required=True),
        text("name", "Part name", "description", "part", required=True),
        text("maker", "Maker", "manufacturer", "vendor"),
        text("fits_family", "Fits family", "family", "for models"),
        money("price_cents", "Price", "list price", "unit price"),
        money("cost_cents", "Cost", "unit cost"),
        whole("life_pages", "Life in pages", "yield", "expected life"),
        yes_no("is_consumable", "Consumable", "supply"),
    ),
    subject=("part", "item"),
)
