"""Whose call is it, where and about which machine, in a line? Of plain values, for lists of hundreds."""

from collections.abc import Mapping
from typing import Any

UNKNOWN = "Unknown caller"
# What the three need of a call.
COLUMNS = (
    *("customer_id", "caller_name", "caller_phone", "said_about_machine", "customer__name"),
    *(f"site__{column}" for column in ("name", "street", "city")),
    *(f"machine__{column}" for column in ("serial", "ref", "model__maker", "model__name")),
)
Values = Mapping[str, Any]


def who_of(call: Values) -> str:
    """Return the customer, or what the caller said of themselves."""
    if call["customer_id"] is not None:
        name: str = call["customer__name"]
        return name
    return call["caller_name"] or call["caller_phone"] or UNKNOWN


def place_of(call: Values) -> str:
    """Return the site's name, else its street or city."""
    return call["site__name"] or call["site__street"] or call["site__city"] or ""


def machine_of(call: Values) -> str:
    """Return maker, model and serial, else what the caller said of it."""
    serial = call["machine__serial"] or call["machine__ref"]
    model = f"{call['machine__model__maker'] or ''} {call['machine__model__name'] or ''}".strip()
    return " · ".join(part for part in (model, serial) if part) or call["said_about_machine"]
