"""The tables of the door for files: imports, and what it takes to live beside the dealer's ERP."""

from steadyhand.imports.models.billing import BilledCall, BillingBatch
from steadyhand.imports.models.differences import Difference, FieldRule
from steadyhand.imports.models.runs import ImportRun
from steadyhand.imports.models.watching import Delivery, SavedMapping, WatchedFolder

__all__ = [
    "BilledCall",
    "BillingBatch",
    "Delivery",
    "Difference",
    "FieldRule",
    "ImportRun",
    "SavedMapping",
    "WatchedFolder",
]
