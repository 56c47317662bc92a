"""Which figures of a dealership do others publish, and what are they here? Shares lie between 0 and 1."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One run's figures. Those of `true_…` rest on what only the world knows."""

    callback_share: float
    held_share: float
    first_call_effectiveness: float
    first_time_fix_share: float
    visits_a_technician_month: float
    response_hours: float
    territory_share: float
    rating_share: float
    extreme_rating_share: float
    # Of the counted corrective calls: by our rule after corrective calls, by chance, and in truth.
    rule_share: float
    memoryless_floor: float
    fitted_floor: float
    true_repeat_share: float
    corrective_a_machine_year: float
    scheduled_to_corrective: float
    calls: int
    happenings: int
