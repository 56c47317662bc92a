"""How do the catalogue's files become rows that fit together?"""

import tomllib
from functools import cache
from importlib.resources import files
from math import gamma
from types import MappingProxyType
from typing import Any

from steadyhand.simulator.catalogue.rows import Catalogue, Cause, Model, Part, Segment, Subsystem, Supplier
from steadyhand.simulator.chance import summed

NETWORK = "network"
# Spare parts are sold at about twice what they cost: ours, the usual mark-up on a parts list.
COST_SHARE = 0.5


@cache
def read_catalogue() -> Catalogue:
    """Return the catalogue; read once."""
    faults, stock = _toml("faults"), _toml("parts")
    subsystems = tuple(_subsystem(row) for row in faults["subsystem"])
    suppliers = {name: _supplier(name, row) for name, row in stock["suppliers"].items()}
    driven = {system.name: system for system in subsystems if system.name != NETWORK}
    parts: list[Part] = []
    models: list[Model] = []
    for family in _toml("models")["family"]:
        has = tuple(driven[name] for name in family["has"])
        fitting = _parts_of(family, has, stock["kinds"], suppliers, first=len(parts))
        parts.extend(fitting.values())
        for row in family["models"]:
            models.append(_model(len(models), family, row, has, fitting))
    return Catalogue(
        models=tuple(models),
        parts=tuple(parts),
        suppliers=tuple(suppliers.values()),
        segments=tuple(_segment(number, row) for number, row in enumerate(_toml("segments")["segment"])),
        subsystems=subsystems,
        network=next(system for system in subsystems if system.name == NETWORK),
        problems=_codes(faults["problems"]),
        causes=_codes(faults["causes"]),
        corrections=_codes(faults["corrections"]),
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _codes(rows: dict[str, list[str]]) -> MappingProxyType[str, tuple[str, str]]:
    return MappingProxyType({code: (name, plain) for code, (name, plain) in rows.items()})


def _subsystem(row: dict[str, Any]) -> Subsystem:
    return Subsystem(
        name=row["name"],
        share=row["share"],
        shape=row["shape"],
        symptoms=tuple(row["symptoms"]),
        symptom_sums=summed(row["symptoms"].values()),
        causes=tuple(
            Cause(
                code=cause["code"],
                weight_new=cause["new"],
                weight_worn=cause["worn"],
                part=cause["part"],
                minutes=cause["minutes"],
                left=cause["left"],
                hard=cause["hard"],
                phone=cause["phone"],
                fix=cause["fix"],
                is_device_caused=cause.get("ours", True),
                network_level=cause.get("level", 0),
            )
            for cause in row["causes"]
        ),
    )


def _supplier(name: str, row: dict[str, Any]) -> Supplier:
    hours, minutes = row["cut_off"].split(":")
    return Supplier(
        key=f"supplier:{name}",
        name=row["name"],
        cut_off_seconds=int(hours) * 3600 + int(minutes) * 60,
        cut_off=row["cut_off"],
        lead_days=row["lead_days"],
        late_share=row["late"],
    )


def _parts_of(
    family: dict[str, Any],
    has: tuple[Subsystem, ...],
    kinds: dict[str, dict[str, Any]],
    suppliers: dict[str, Supplier],
    *,
    first: int,
) -> dict[str, Part]:
    """Return the family's parts by kind: what its subsystems may need, and toner."""
    used = [cause.part for system in has for cause in system.causes if cause.part] + ["toner"]
    interval = family["usual"] * family["months"]
    fitting: dict[str, Part] = {}
    for kind in dict.fromkeys(used):
        row = kinds[kind]
        price = round(row["price"] * family["size"] / 100) * 100 - 1
        fitting[kind] = Part(
            number=first + len(fitting),
            key=f"part:{first + len(fitting)}",
            ref=f"{family['name'].split()[1]}-{1000 + 7 * list(kinds).index(kind)}",
            kind=kind,
            name=f"{row['name']} {family['name'].split()[1]}",
            maker=family["maker"],
            family=family["name"],
            price_cents=price,
            cost_cents=int(price * COST_SHARE),
            life_pages=round(interval * 4 / 1000) * 1000 if row["wears"] else None,
            is_consumable=row.get("consumable", False),
            supplier=suppliers[row["supplier"]],
        )
    return fitting


def _model(
    number: int, family: dict[str, Any], row: dict[str, Any], has: tuple[Subsystem, ...], fitting: dict[str, Part]
) -> Model:
    interval = family["usual"] * family["months"]
    shares = sum(system.share for system in has)
    return Model(
        number=number,
        key=f"model:{number}",
        ref=f"{family['maker']} {row['name']}",
        maker=family["maker"],
        name=row["name"],
        family=family["name"],
        line=family["line"],
        segment=int(family["segment"]),
        size=family["size"],
        has_colour=row["colour"],
        life_pages=row["life"],
        rated_monthly_pages=row["monthly"],
        usual_monthly_pages=family["usual"],
        usual_pages_between_failures=interval,
        weight=row["share"],
        subsystems=has,
        # A subsystem with this share of the failures lives interval ÷ share on average; Γ turns a mean into a scale.
        scales=tuple(interval * shares / system.share / gamma(1 + 1 / system.shape) for system in has),
        parts=MappingProxyType(fitting),
    )


def _segment(number: int, row: dict[str, Any]) -> Segment:
    return Segment(
        number=number,
        name=row["name"],
        share=row["share"],
        machines=row["machines"],
        size_weights=tuple(row["weights"]),
        months=tuple(row["months"]),
        week=tuple(row["week"]),
        on_holidays=row["holidays"],
    )
