"""What Lakeside's open calls will probably need, learnt from its latest calls."""

from datetime import datetime
from functools import partial
from uuid import UUID

from steadyhand.business.stock.actions.foretell_kits import foretell_kits
from steadyhand.business.stock.actions.refit_kits import refit_kits
from steadyhand.business.stock.history import history_of
from steadyhand.shared.actor import the_system

WHO = "the kit engine"
# So many are learnt from in a second; the first night takes all there are.
LATEST = 1_500


def tell_kits(tenant_id: UUID, *, now: datetime) -> None:
    """Fit the first predictor, and let it say what is open will need."""
    by = the_system(tenant_id, WHO)
    refit_kits(by=by, now=now, calls_from=partial(history_of, most=LATEST))
    foretell_kits(by=by, now=now)
