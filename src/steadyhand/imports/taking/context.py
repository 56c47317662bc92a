"""What do the rows of a run have in common: whose they are, where the dealership works, what has been remarked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from steadyhand.imports.taking.rows import Known, Rows
from steadyhand.shared.actor import Actor

if TYPE_CHECKING:  # it builds on rows
    from steadyhand.imports.differences.sifting import Sifting


@dataclass(slots=True)
class Context:
    """What hooks of kinds may ask and say. `branches` are the actor's own, by code."""

    actor: Actor
    country: str
    branches: Mapping[str, Known]
    remarks: Counter[str] = field(default_factory=Counter)
    # For files that must not overwrite what somebody changed here; None: what a file says holds.
    sifting: "Sifting | None" = None

    @property
    def tenant_id(self) -> UUID:
        return self.actor.tenant_id

    def remark(self, sentence: str, count: int = 1) -> None:
        self.remarks[sentence] += count

    def may_see(self, known: Known) -> bool:
        """Tell whether a row is the actor's to use."""
        mine = self.actor.branch_ids
        return mine is None or not known.branch_id or UUID(known.branch_id) in mine

    def give_branch(self, rows: Rows) -> None:
        """Fill in branches that the file leaves open: the customer's, or the only one there is."""
        branches, customers = rows.link("branch"), rows.link("customer")
        given = list(branches)
        only = next(iter(self.branches.values())) if len(self.branches) == 1 else None
        for index, branch in enumerate(branches):
            if branch is not None or index in rows.objections:
                continue
            customer = customers[index]
            if customer is not None:
                given[index] = Known(customer.branch_id, branch_id=customer.branch_id)
            elif only is not None:
                given[index] = only
                self.remark("No branch is given, so the only one there is was used")
            else:
                rows.reject(
                    index,
                    "branch",
                    "No branch is given, and there are several.",
                    f"Write one of {', '.join(sorted(self.branches))} in the branch column.",
                )
        rows.set_link("branch", given)
