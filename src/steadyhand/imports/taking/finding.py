"""Under which words will new rows be found? Their parts say; here is which columns they ask for."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from steadyhand.business.customers.finding import (
    CONTACT,
    CUSTOMER,
    SITE,
    keys_of_contact,
    keys_of_customer,
    keys_of_site,
)
from steadyhand.business.machines.finding import MACHINE, keys_of_machine
from steadyhand.imports.taking.rows import Rows

KeysOf = Callable[[Mapping[str, str], str], list[str]]


def _customer(row: Mapping[str, str], country: str) -> list[str]:
    return keys_of_customer(name=row["name"], ref=row["ref"], phone=row["phone"], country=country)


def _site(row: Mapping[str, str], country: str) -> list[str]:
    return keys_of_site(
        street=row["street"],
        city=row["city"],
        name=row["name"],
        postcode=row["postcode"],
        phone=row["phone"],
        country=country,
    )


def _contact(row: Mapping[str, str], country: str) -> list[str]:
    return keys_of_contact(name=row["name"], phone=row["phone"], mobile=row["mobile"], country=country)


def _machine(row: Mapping[str, str], _country: str) -> list[str]:
    return keys_of_machine(serial=row["serial"], asset_tag=row["asset_tag"], ref=row["ref"])


# By kind: the letter, the columns, and the part's own rule.
FOUND: Mapping[str, tuple[str, tuple[str, ...], KeysOf]] = {
    "customers": (CUSTOMER, ("ref", "name", "phone"), _customer),
    "sites": (SITE, ("name", "street", "city", "postcode", "phone"), _site),
    "contacts": (CONTACT, ("name", "phone", "mobile"), _contact),
    "machines": (MACHINE, ("ref", "serial", "asset_tag"), _machine),
}


def finding_keys_of(kind: str, rows: Rows, places: list[int], *, country: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield (key, row's id, letter, its customer's id) for new rows."""
    if kind not in FOUND:
        return
    letter, names, keys_of = FOUND[kind]
    columns: dict[str, list[Any]] = {name: rows.refs if name == "ref" else rows.cells(name) for name in names}
    homes = rows.ids if letter == CUSTOMER else rows.said["customer_id"]
    for place in places:
        row = {name: column[place] or "" for name, column in columns.items()}
        for key in keys_of(row, country):
            yield key, rows.ids[place], letter, homes[place]
