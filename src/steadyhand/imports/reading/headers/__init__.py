"""Which column is which field? Propose it from names and values, save it as JSON, recognise what a file is."""

from steadyhand.imports.reading.headers.mapping import ColumnSource, Mapping, MappingUnreadable
from steadyhand.imports.reading.headers.proposing import (
    Proposal,
    ProposedColumn,
    Recognition,
    knows,
    propose,
    recognise,
)

__all__ = [
    "ColumnSource",
    "Mapping",
    "MappingUnreadable",
    "Proposal",
    "ProposedColumn",
    "Recognition",
    "knows",
    "propose",
    "recognise",
]
