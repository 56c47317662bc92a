"""What the engine believes before it has seen anything. Set on made-up dealerships 1001 to 1003, never on others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Weights of old knowledge: what a smaller group is said to have seen of the larger one's ways."""

    # A call a year and a half old counts half: machines change, and so do the people who write codes down.
    half_life_days: float = 540.0
    # Usage moves faster (numbers are superseded, bad batches come and go): what was used lately, beside the long run.
    lately_days: float = 90.0
    # In calls: all kinds → family → model.
    family_calls: float = 20.0
    model_calls: float = 60.0
    # In expected uses: how the family's use has moved lately; what all families show of a code → what this one shows.
    lately_uses: float = 3.0
    lift_uses: float = 2.0
    shipped_uses: float = 2.0
    shipped_calls: float = 60.0
    # Pages of life: all wearing parts → this kind.
    wear_uses: float = 8.0
    # A visit within so many days may have left something.
    after_days: float = 45.0
    # From this share of its life on a part is said to be worn.
    worn_from: float = 0.85
    # So many of the newest calls teach how much each sign is worth; fewer than the least: the shipped weights stay.
    weigh_share: float = 0.2
    most_weighed: int = 10_000
    most_weighed_codes: int = 1_500
    least_weighed: int = 150
    most_words: int = 2_000
    fewest_of_a_word: int = 5
    most_parts: int = 6
    least_chance: float = 0.01


SETTINGS = Settings()
