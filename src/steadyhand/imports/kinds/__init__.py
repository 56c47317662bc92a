"""The kinds of files a dealership has, in the order in which they are read: a row may name only what came before.

A kind's columns say both what a file may hold and where the export finds it (shape.py).
"""

from collections.abc import Mapping

from steadyhand.imports.kinds.calls import CALLS, CODES, PARTS_USED, PROPOSALS, VISITS
from steadyhand.imports.kinds.customers import CONTACTS, CONTRACTS, CUSTOMERS, GOALS, SITES
from steadyhand.imports.kinds.dealership import BRANCHES, CALENDARS, CLOSED_DAYS
from steadyhand.imports.kinds.growing import COURSES, LADDERS, ROLE_NEEDS
from steadyhand.imports.kinds.machines import MACHINES, METERS, MODELS, PARTS, READINGS
from steadyhand.imports.kinds.part_sizes import PART_SIZES
from steadyhand.imports.kinds.people import ANSWERABLE, CERTIFICATIONS, SKILLS, TECHNICIANS, WISHES
from steadyhand.imports.kinds.shape import Column, RowKind
from steadyhand.imports.kinds.stock import ORDER_LINES, PLACES, SUPPLIER_ORDERS, SUPPLIERS

KINDS: Mapping[str, RowKind] = {
    kind.name: kind
    for kind in (
        CUSTOMERS,
        SITES,
        CONTACTS,
        GOALS,
        CONTRACTS,
        MODELS,
        MACHINES,
        METERS,
        PARTS,
        PART_SIZES,
        TECHNICIANS,
        SKILLS,
        CERTIFICATIONS,
        ANSWERABLE,
        WISHES,
        CODES,
        CALLS,
        VISITS,
        PROPOSALS,
        READINGS,
        PARTS_USED,
        PLACES,
        SUPPLIERS,
        SUPPLIER_ORDERS,
        ORDER_LINES,
    )
}

# What these stand on. Few rows, in tables that know no batches: taking/frame.py says how they arrive.
FRAME: Mapping[str, RowKind] = {
    kind.name: kind for kind in (CALENDARS, CLOSED_DAYS, BRANCHES, COURSES, LADDERS, ROLE_NEEDS)
}
EVERY_KIND: Mapping[str, RowKind] = {**FRAME, **KINDS}

__all__ = ["EVERY_KIND", "FRAME", "KINDS", "Column", "RowKind"]
