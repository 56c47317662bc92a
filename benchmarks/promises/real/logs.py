"""The three logs, cut and replayed as their README says."""

import csv
import gzip
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from steadyhand.business.promises.forecasting.backtest.reading import Log, Named, read_log
from steadyhand.business.promises.forecasting.cases import wall_hours

Row = dict[str, str]
DAY = 24.0


@dataclass(frozen=True, slots=True)
class Protocol:
    """How one log is replayed, and its bars: pinball in days, the share that gets a date."""

    name: str
    file: str
    named: Named
    evaluate_from: float
    refit_hours: float
    horizon_hours: float
    pinball_days: float
    given_share: float
    chosen: Callable[[list[Row]], list[Row]]


class DataMissing(RuntimeError):
    """STEADYHAND_DATA doesn't name a folder with the logs."""


def _olist(rows: list[Row]) -> list[Row]:
    return [
        row for row in rows
        if "2017-01-01" <= row["opened"] < "2018-08-21" and row["status"] == "delivered" and row["closed"]
    ]  # fmt: skip


def _boston(rows: list[Row]) -> list[Row]:
    """Return the types that can be promised: of their warm-up rows 93 % closed in 60 days, and few at once."""
    took: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        if row["opened"] < "2011-10-01":
            took[row["type"]].append(_hours(row["opened"], row["closed"]))
    promisable = {
        kind for kind, hours in took.items()
        if len(hours) >= 100  # noqa: PLR2004  # the README's own numbers
        and sum(each <= 60 * DAY for each in hours) >= 0.93 * len(hours)
        and sum(each <= 0.5 for each in hours) < 0.4 * len(hours)  # noqa: PLR2004
    }  # fmt: skip
    return [row for row in rows if row["type"] in promisable]


def _itsm(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["opened"] < "2016-06-01"]


def _hours(opened: str, closed: str) -> float:
    return wall_hours(datetime.fromisoformat(closed)) - wall_hours(datetime.fromisoformat(opened)) if closed else 1e9


def _at(text: str) -> float:
    return wall_hours(datetime.fromisoformat(text))


BOSTON = Protocol(
    "Boston 311", "boston311_2011h2.csv.gz",
    Named("opened", "closed", ("type", "reason", "department", "queue", "source", "neighborhood", "pwd_district"),
          "type", "company_promise"),
    _at("2011-10-01"), 7 * DAY, 90 * DAY, 0.66, 0.97, _boston,
)  # fmt: skip
ITSM = Protocol(
    "IT incidents", "itsm_incidents_2016.csv.gz",
    Named("opened", "resolved", ("contact_type", "location", "category", "subcategory", "u_symptom", "impact",
                                 "urgency", "priority", "assignment_group", "opened_by"), "category"),
    _at("2016-04-11"), 7 * DAY, 60 * DAY, 1.25, 0.92, _itsm,
)  # fmt: skip
OLIST = Protocol(
    "Olist orders", "olist_orders_sample.csv.gz",
    Named("opened", "closed", ("customer_state", "c_zip3", "seller", "seller_state", "s_zip3", "distance_km", "n_items",
                               "n_sellers", "category", "weight_g", "volume_cm3", "price", "freight"),
          "customer_state", "company_promise"),
    _at("2017-10-01"), 14 * DAY, 60 * DAY, 1.02, 0.98, _olist,
)  # fmt: skip
PROTOCOLS = (BOSTON, ITSM, OLIST)


def log_of(protocol: Protocol, *, thinned: Callable[[list[Row]], list[Row]] = lambda rows: rows) -> Log:
    """Return the log's chosen cases.

    Raises:
        DataMissing: the file isn't there.
    """
    folder = Path(os.environ.get("STEADYHAND_DATA", "")) / "promises"
    path = folder / protocol.file
    if not path.is_file():
        raise DataMissing(f"{path} isn't there: name the folder with promises/{protocol.file} in STEADYHAND_DATA.")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = thinned(protocol.chosen(list(csv.DictReader(file))))
    with tempfile.TemporaryDirectory() as beside:
        cut = Path(beside) / "log.csv"
        with cut.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return read_log(cut, protocol.named)
