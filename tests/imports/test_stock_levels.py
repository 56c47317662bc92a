"""What lies where comes in as counts, all or nothing, and leaves in the columns in which it came."""

from pathlib import Path

import pytest
from tests.builders.record import MONDAY
from tests.builders.stock import a_parts_room, an_item, the_parts_clerk

from steadyhand.business.stock.models import Balance, Movement
from steadyhand.imports.stock_levels import CannotBring, land_stock, read_stock, write_stock

pytestmark = pytest.mark.django_db
ROOM = "Col parts room"


def a_file(folder: Path, *lines: str, head: str = "place,part number,quantity,bin") -> Path:
    path = folder / "stock.csv"
    path.write_text("\n".join([head, *lines]), "utf-8")
    return path


def test_a_dry_run_changes_nothing_and_landing_counts_each_shelf(tmp_path: Path) -> None:
    a_parts_room(FU_1=2, BELT=1)
    by = the_parts_clerk()
    before = Movement.objects.count()

    found = read_stock(a_file(tmp_path, f"{ROOM},FU-1,5,A3", f"{ROOM},belt,1,"), by=by, now=MONDAY)

    assert (len(found.rows), found.changed, found.rejected, Movement.objects.count()) == (2, 1, (), before)
    assert land_stock(found.rows, by=by, now=MONDAY) == 1
    shelf = Balance.objects.get(part=an_item("FU-1"))
    assert (shelf.on_hand, shelf.bin, shelf.counted_at) == (5, "A3", MONDAY)
    assert write_stock(tmp_path / "out.csv", by=by, now=MONDAY) == 2
    again = read_stock(tmp_path / "out.csv", by=by, now=MONDAY)
    assert (len(again.rows), again.changed) == (2, 0)


def test_each_row_that_cannot_be_so_says_why(tmp_path: Path) -> None:
    a_parts_room(FU_1=2)
    lines = ("Attic,FU-1,1,", f"{ROOM},NONE,1,", f"{ROOM},FU-1,many,", f"{ROOM},FU-1,1,", f"{ROOM},FU-1,2,")

    found = read_stock(a_file(tmp_path, *lines), by=the_parts_clerk(), now=MONDAY)

    assert [row.line for row in found.rejected] == [2, 3, 4, 6]
    assert [row.why.split(" ")[0] for row in found.rejected] == ["No", "No", "“many”", "Line"]


def test_another_file_is_refused_with_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(CannotBring, match="no column 'quantity'"):
        read_stock(a_file(tmp_path, head="place,part number"), by=the_parts_clerk(), now=MONDAY)
