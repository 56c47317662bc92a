"""Files about how large parts are: what they take on a truck, and how long they take to come."""

from typing import TYPE_CHECKING

from steadyhand.imports.kinds.columns import link, ref, whole
from steadyhand.imports.kinds.shape import RowKind

if TYPE_CHECKING:
    from steadyhand.imports.taking.context import Context
    from steadyhand.imports.taking.rows import Rows

# What a column of the table takes, and no part weighs two tonnes.
_MOST = {"weight_g": 2_000_000, "volume_ml": 2_000_000, "units_a_slot": 999, "lead_days": 250}


def _can_be(rows: "Rows", _context: "Context") -> None:
    for name, most in _MOST.items():
        least = 1 if name == "units_a_slot" else 0
        for index, value in enumerate(rows.cells(name)):
            if value is not None and not least <= value <= most:
                rows.reject(index, name, f"{value} can't be.", f"Write a whole number from {least} to {most:,}.")


PART_SIZES = RowKind(
    "part_sizes",
    "sizes of parts",
    "stock.PartSize",
    (
        ref("Size number"),
        link("part", "Part", "part number", "item number", to="parts", required=True),
        whole("weight_g", "Weight in grams", "grams", "weight g"),
        whole("volume_ml", "Volume in millilitres", "millilitres", "volume ml"),
        whole("units_a_slot", "So many share a slot", "units a slot", "per slot", "per bin"),
        whole("lead_days", "Comes within working days", "lead days", "lead time days"),
    ),
    subject=("part size", "size"),
    ref_from=("part",),
    complete=_can_be,
)
