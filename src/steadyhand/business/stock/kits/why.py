"""Why is an item likely? The largest parts of its sum, in words, with the counts that they come from."""

from collections.abc import Sequence
from dataclasses import dataclass

from steadyhand.business.stock.kits import weighing as column
from steadyhand.business.stock.kits.counting import Family
from steadyhand.business.stock.kits.machine import Run, Surely
from steadyhand.business.stock.kits.pooling import Pooled
from steadyhand.business.stock.kits.record import Floats
from steadyhand.business.stock.kits.signs import AFTER, CODE, ERROR, WORD, WORN

# A reason that moves the odds by less than a quarter isn't worth a line.
LEAST_WORTH = 0.22
MOST_REASONS = 3
# Fewer calls than this of a family are told with those of all families.
FEW = 5
# From this share of its life on a part's pages speak for it, and below it against it.
FAR = 0.5
_SORT = {
    CODE: (column.CODE,),
    ERROR: (column.ERROR,),
    WORD: (column.WORD_FOR, column.LONE_FOR),
    AFTER: (column.AFTER,),
    WORN: (column.WORN,),
}
_SURELY = {Surely.KNOWN: "", Surely.AT_LEAST: "at least ", Surely.AT_MOST: "up to "}


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an item's chance was added up from. `worth` has the columns, each times its weight."""

    pooled: Pooled
    family: str
    model: str
    place: int
    worth: Floats
    signs: Sequence[str]
    run: Run | None
    life_pages: float | None


def because(grounds: Grounds) -> tuple[str, ...]:
    """Return the reasons for an item, the strongest first; how often its model uses it comes last and always."""
    told: list[tuple[float, str]] = []
    wear = grounds.worth[column.WEAR] + grounds.worth[column.WEAR_BOUND]
    if grounds.run is not None and grounds.life_pages and abs(wear) >= LEAST_WORTH:
        is_far = grounds.run.pages >= FAR * grounds.life_pages
        is_sure = grounds.run.surely is not Surely.AT_LEAST
        if (wear > 0) == is_far and (is_far or is_sure):
            told.append((float(wear), _worn(grounds.run, grounds.life_pages)))
    for sort, places in _SORT.items():
        worth = float(sum(grounds.worth[place] for place in places))
        if abs(worth) >= LEAST_WORTH:
            sentence = _sign(grounds, sort, worth)
            if sentence:
                told.append((worth, sentence))
    told.sort(key=lambda each: -each[0])
    reasons = [sentence for worth, sentence in told if worth > 0][:MOST_REASONS]
    doubts = [sentence for worth, sentence in reversed(told) if worth < 0][:1]
    return (*reasons, *(f"but {each}" for each in doubts), _usual(grounds))


def _worn(run: Run, life_pages: float) -> str:
    return f"{_SURELY[run.surely]}{_pages(run.pages)} pages of {_pages(life_pages)}"


def _sign(grounds: Grounds, sort: str, worth: float) -> str:
    """Return the sign of a sort that weighs most for or against the item, with its counts."""
    best, lift = "", 0.0
    for sign in grounds.signs:
        if sign.partition(":")[0] != sort:
            continue
        each = float(grounds.pooled.lift(grounds.family, sign)[grounds.place])
        if (each > lift) if worth > 0 else (each < lift):
            best, lift = sign, each
    if not best:
        return ""
    family = grounds.pooled.counts.families[grounds.family]
    tally = family.signs.get(best)
    usual = family.whole.plain_uses[grounds.place] / max(family.whole.plain_calls, 1.0)
    if tally is not None and tally.plain_calls >= FEW:
        at = (tally.places == grounds.place).nonzero()[0]
        uses = int(tally.plain_uses[at[0]]) if len(at) else 0
        # What the counts alone wouldn't say isn't said with counts.
        if (uses / tally.plain_calls > usual) != (worth > 0):
            return ""
        return f"{_named(best)} {uses:,} of {int(tally.plain_calls):,} calls{_of_family(grounds.family)}"
    calls, uses, usual, kind = _of_all_families(grounds, best, family)
    if calls >= FEW:
        if (uses / calls > usual) != (worth > 0):
            return ""
        what = f" ({kind})" if grounds.pooled.is_parts else ""
        return f"{_named(best)} {uses:,} of {calls:,} calls of all families{what}"
    often = "often" if worth > 0 else "seldom"
    return f"{_named(best)} {often} this part, as the shipped table has it"


def _of_all_families(grounds: Grounds, sign: str, family: Family) -> tuple[int, int, float, str]:
    """Return the calls of all families with a sign, uses of the item's kind on them, its usual rate and its name."""
    counts = grounds.pooled.counts
    number = family.kinds[grounds.place]
    calls, uses, all_calls, all_uses = 0, 0, 0.0, 0.0
    for each in counts.families.values():
        all_calls += each.whole.plain_calls
        all_uses += float(each.whole.plain_uses[each.kinds == number].sum())
        found = each.signs.get(sign)
        if found is not None:
            calls += int(found.plain_calls)
            uses += int(found.plain_uses[each.kinds[found.places] == number].sum())
    return calls, uses, all_uses / max(all_calls, 1.0), counts.overall.kinds[number]


def _named(sign: str) -> str:
    sort, _, value = sign.partition(":")
    return {
        CODE: f"{value} was reported:",
        ERROR: f"{value} was shown:",
        WORD: f"“{value}” was said:",
        AFTER: f"after {value} lately:",
        WORN: f"with its {value} worn:",
    }[sort]


def _usual(grounds: Grounds) -> str:
    family = grounds.pooled.counts.families[grounds.family]
    own = family.models.get(grounds.model)
    if own is not None and own.plain_calls >= FEW:
        uses, calls, whose = own.plain_uses[grounds.place], own.plain_calls, grounds.model
    else:
        uses, calls, whose = family.whole.plain_uses[grounds.place], family.whole.plain_calls, grounds.family
    if calls < FEW:
        return "few calls yet: other families and the shipped table speak for it"
    return f"{int(uses):,} of all {int(calls):,} calls of {whose}"


def _of_family(family: str) -> str:
    return f" of {family}" if family else ""


def _pages(pages: float) -> str:
    return f"{pages / 1000:,.0f}k" if pages >= 1000 else f"{pages:,.0f}"  # noqa: PLR2004  # as people say pages
