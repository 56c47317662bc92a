"""From a cell to a value: decide how a column is written (`sniff_column`), then make its converter once.

A cell that can't be read becomes a `BadCell` with a reason and what to do; nothing raises.
"""

from steadyhand.imports.reading.values.bad_cell import BadCell
from steadyhand.imports.reading.values.column_format import ColumnFormat, DateOrder
from steadyhand.imports.reading.values.converters import Convert, converter_for
from steadyhand.imports.reading.values.moments import Moment, Stated, in_utc, zone_named
from steadyhand.imports.reading.values.sniffing import sniff_column

__all__ = [
    "BadCell",
    "ColumnFormat",
    "Convert",
    "DateOrder",
    "Moment",
    "Stated",
    "converter_for",
    "in_utc",
    "sniff_column",
    "zone_named",
]
