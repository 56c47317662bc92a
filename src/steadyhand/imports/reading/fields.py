"""What can a file of one kind hold? Specifications of fields; which fields there are is said elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a field holds, and so how its cells are read."""

    TEXT = "text"
    WHOLE_NUMBER = "whole_number"
    NUMBER = "number"
    MONEY_CENTS = "money_cents"
    YES_NO = "yes_no"
    DATE = "date"
    MOMENT = "moment"
    MINUTES = "minutes"
    PHONE = "phone"
    EMAIL = "email"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a row may say, as in `Field("serial", "Serial number", required=True)`.

    Synonyms need only be other *words* for the thing; abbreviations, spellings and the usual German, French and
    Spanish words are known to `headers.spelling`. `choices` maps each value to its further spellings.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    synonyms: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    max_length: int | None = None
    help: str = ""
    example: str = ""

    def __post_init__(self) -> None:
        if (self.kind is Kind.CHOICE) != bool(self.choices):
            raise ValueError(f"Field {self.name!r} of kind {self.kind}: choices belong to kind choice, and only there.")


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: customers, machines, calls and so on.

    `subject` are the words for what a row is: in a customer file, "Number" alone means the customer's number.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    subject: tuple[str, ...] = ()

    def field(self, name: str) -> Field:
        """Return the field of that name.

        Raises:
            KeyError: there is none.
        """
        for each in self.fields:
            if each.name == name:
                return each
        raise KeyError(f"A file of {self.name} has no field {name!r}; it has {', '.join(f.name for f in self.fields)}.")
