"""What may a fitted predictor be, and what is told of a kit? Values in, values out."""

from enum import StrEnum


class KitModelState(StrEnum):
    """What became of a fitted predictor: it answers, it did, or it would have packed fewer full kits and never did."""

    LIVE = "live"
    RETIRED = "retired"
    HELD_BACK = "held_back"
