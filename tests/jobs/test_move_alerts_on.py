"""The clock looks at the open alerts of every dealership."""

from typing import Any

import pytest
from tests.builders.nights import MINUTE, NIGHT, a_night
from tests.builders.outbox import CHANNELS, Keeping

from steadyhand.jobs.move_alerts_on import move_all_alerts_on
from steadyhand.shared.outbox.delivering import sending_jobs
from steadyhand.shared.queue.kinds import register_jobs

pytestmark = pytest.mark.django_db


def test_an_unanswered_alert_moves_on(settings: Any) -> None:
    settings.MESSAGE_CHANNELS = CHANNELS
    register_jobs(*sending_jobs(CHANNELS))
    Keeping.kept.clear()
    Keeping.trouble.clear()
    night = a_night()
    night.pass_by(NIGHT)

    assert move_all_alerts_on(NIGHT + 9 * MINUTE) == 0
    assert move_all_alerts_on(NIGHT + 10 * MINUTE) == 1
    assert night.names() == ["Bruno", "Mira"]
