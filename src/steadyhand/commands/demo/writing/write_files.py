"""Write the demo's import files: the same bytes each time, from one seed."""

import csv
from pathlib import Path
from random import Random

from steadyhand.commands.demo.writing import tables
from steadyhand.commands.demo.writing.fleet import Phones, customers_of, machines_of
from steadyhand.commands.demo.writing.past_calls import Diary, past_calls

FILES = Path(__file__).resolve().parents[1] / "files"
# Any number would do; this one makes a history without gaps of more than two weeks.
SEED = 614


def write_files(folder: Path) -> None:
    random, phones = Random(SEED), Phones()  # noqa: S311  # a story, not a secret
    customers = customers_of(random, phones)
    machines = machines_of(customers, random)
    diary = Diary(random)
    calls = past_calls(machines, diary, random)
    files = {
        "customers": tables.customer_rows(customers),
        "sites": tables.site_rows(customers, random),
        "contacts": tables.contact_rows(customers, phones, random),
        "goals": tables.goal_rows(customers),
        "contracts": tables.contract_rows(customers),
        "models": tables.model_rows(),
        "machines": tables.machine_rows(machines),
        "readings": tables.reading_rows(machines, calls),
        "parts": tables.part_rows(),
        "codes": tables.code_rows(),
        "technicians": tables.technician_rows(diary, phones),
        "skills": tables.skill_rows(diary),
        "certifications": tables.certification_rows(diary),
        "calls": tables.call_rows(calls),
        "visits": tables.visit_rows(calls),
        "parts_used": tables.part_used_rows(calls),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
