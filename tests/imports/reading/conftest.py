"""Files as dealers have them, written for one test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from steadyhand.imports.reading.fields import Field, FileKind, Kind
from steadyhand.imports.reading.files import BrokenLine, Cell, open_table

PutFile = Callable[..., Path]
ReadFile = Callable[[Path], tuple[list[tuple[int, list[Cell]]], list[BrokenLine]]]


@pytest.fixture
def put_file(tmp_path: Path) -> PutFile:
    def put(content: str | bytes, name: str = "customers.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return put


@pytest.fixture
def read_file() -> ReadFile:
    """Open a file and return its rows and its broken lines."""

    def read(path: Path) -> tuple[list[tuple[int, list[Cell]]], list[BrokenLine]]:
        broken: list[BrokenLine] = []
        return list(open_table(path).rows(on_broken=broken.append)), broken

    return read


CUSTOMERS = FileKind(
    "customers",
    "customers",
    (
        Field("number", "Customer number", required=True),
        Field("name", "Customer name", required=True, synonyms=("bill to", "company")),
        Field("street", "Street address", synonyms=("address",)),
        Field("city", "City"),
        Field("postal_code", "Postal code"),
        Field("phone", "Phone", Kind.PHONE),
        Field("email", "E-mail", Kind.EMAIL),
        Field("is_on_hold", "Credit hold", Kind.YES_NO, synonyms=("on hold",)),
    ),
    subject=("customer",),
)
MACHINES = FileKind(
    "machines",
    "machines",
    (
        Field("number", "Machine number", required=True, synonyms=("asset tag",)),
        Field("serial", "Serial number", required=True),
        Field("model", "Model", required=True),
        Field("customer_number", "Customer number"),
        Field("installed_on", "Installed on", Kind.DATE, synonyms=("install date",)),
        Field("meter", "Meter reading", Kind.WHOLE_NUMBER, synonyms=("meter",)),
    ),
    subject=("machine",),
)
CALLS = FileKind(
    "calls",
    "calls",
    (
        Field("number", "Call number", required=True),
        Field("customer_number", "Customer number"),
        Field("machine_number", "Machine number"),
        Field("serial", "Serial number"),
        Field(
            "call_type", "Call type", Kind.CHOICE, choices={"corrective": ("EM",), "preventive": ("PM",), "install": ()}
        ),
        Field("opened_at", "Opened", Kind.MOMENT, required=True, synonyms=("call date", "date opened")),
        Field("closed_at", "Closed", Kind.MOMENT, synonyms=("date closed",)),
        Field("technician", "Technician"),
        Field("meter", "Meter reading", Kind.WHOLE_NUMBER),
        Field("part", "Part number"),
        Field("quantity", "Quantity", Kind.NUMBER),
        Field("work_minutes", "Labor time", Kind.MINUTES, synonyms=("labor hours",)),
        Field("price_cents", "Amount", Kind.MONEY_CENTS),
        Field("remarks", "Remarks", max_length=200),
    ),
    subject=("call",),
)
KINDS = (CUSTOMERS, MACHINES, CALLS)
