"""Under which words are customers, their sites and their people found? Values in, values out: no database, no clock."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from steadyhand.shared.lookup import finding_keys

# What kind of row a key leads to (FindingKey.target_kind).
CUSTOMER, SITE, CONTACT = "c", "s", "p"


@dataclass(frozen=True, slots=True)
class CallerFound:
    """Somebody or something that a caller may mean, with what belongs to it."""

    kind: Literal["customer", "site", "contact", "machine", "call"]
    id: UUID
    title: str
    detail: str
    # None for a call whose caller is still unknown.
    customer_id: UUID | None
    site_id: UUID | None = None
    machine_id: UUID | None = None
    contact_id: UUID | None = None


def in_one_line(*parts: str) -> str:
    """Return what is known, one after the other: `Chen Family Clinic · Columbus`."""
    return " · ".join(part for part in parts if part)


def keys_of_customer(*, name: str, ref: str, phone: str, country: str) -> list[str]:
    """Return the keys of an account: the words of its name, its number, its phone.

    `country` is the dealership's, for phone numbers written as at home.

    Raises:
        UnknownCountry: `country` is no two-letter code.
    """
    return finding_keys([("name", name), ("number", ref), ("phone", phone)], country=country)


def keys_of_site(
    *, street: str, city: str, name: str, postcode: str = "", phone: str = "", country: str = "US"
) -> list[str]:
    """Return the keys of a site: its address, its own name, its phone. `country` is the dealership's, as above."""
    return finding_keys(
        [("name", name), ("street", street), ("street", city), ("street", postcode), ("phone", phone)], country=country
    )


def keys_of_contact(*, name: str, phone: str, mobile: str, country: str = "US") -> list[str]:
    """Return the keys of a person: name and both phones. `country` is the dealership's, as above."""
    return finding_keys([("name", name), ("phone", phone), ("phone", mobile)], country=country)
