"""What does the trade's own formula say? BEI's first-call effectiveness, so that numbers can be reconciled.

CB% = CB / (EM + SC): callbacks to the original calls that they come back from, corrective ones (EM, "emergency") and
scheduled ones (SC), for a maintenance can be come back from too.
HP% = HP / (EM + CB): calls that were held for a part to the calls that can be, the corrective ones.
FCE = 100 % − CB% − HP%.

Source: BEI's definition in ENX and at 22ctymgmt.com; the printed form of HP% there looks misprinted, and we use the one
of ENX's worked example. SC counts what is planned in advance and touches the machine: maintenance, install, move, shop;
courtesy, training, network and supply calls stay out because they dilute the figure (ENX 2015).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from steadyhand.business.calls.callbacks.rules import SCHEDULED, CallForCallback, Judged, Verdict

_COUNTED_AS_CALLBACKS = frozenset({Verdict.CALLBACK, Verdict.EARLY_LIFE, Verdict.AFTER_MAINTENANCE})
_COUNTED_AS_ORIGINAL = frozenset({Verdict.ORIGINAL, Verdict.FIRST})


class NothingToCount(ValueError):
    """There are no original calls to compare with."""


@dataclass(frozen=True, slots=True)
class TradeCount:
    """Original corrective calls, callbacks, scheduled calls, and corrective calls held for a part."""

    corrective: int
    callbacks: int
    scheduled: int
    held_for_parts: int

    def __post_init__(self) -> None:
        if self.corrective + self.scheduled <= 0 or self.corrective + self.callbacks <= 0:
            raise NothingToCount(
                f"{self.corrective} original corrective and {self.scheduled} scheduled calls: "
                "there is nothing that a callback could be compared with; take a longer time."
            )

    @property
    def callback_share(self) -> float:
        return self.callbacks / (self.corrective + self.scheduled)

    @property
    def held_share(self) -> float:
        return self.held_for_parts / (self.corrective + self.callbacks)

    @property
    def first_call_effectiveness(self) -> float:
        """Return FCE as a share; it can fall below 0, for the two it is lessened by have different bases."""
        return 1.0 - self.callback_share - self.held_share


def count_for_trade(
    calls: Iterable[CallForCallback], judged: Iterable[Judged], *, held_for_parts: frozenset[str]
) -> TradeCount:
    """Return the trade's counts from judged calls; `held_for_parts` names the calls that waited for one."""
    verdicts = {row.call: row.verdict for row in judged}
    counted = [call for call in calls if verdicts.get(call.call, Verdict.NOT_COUNTED) is not Verdict.STILL_OPEN]
    corrective = [call for call in counted if call.is_counted]
    return TradeCount(
        corrective=sum(verdicts[call.call] in _COUNTED_AS_ORIGINAL for call in corrective),
        callbacks=sum(verdicts[call.call] in _COUNTED_AS_CALLBACKS for call in corrective),
        scheduled=sum(call.call_type in SCHEDULED for call in counted),
        held_for_parts=sum(call.call in held_for_parts for call in corrective),
    )
