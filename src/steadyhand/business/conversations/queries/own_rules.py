"""Which rules does the guard go by here? The shipped ones with a dealership's own; and what a new one would find."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any
from uuid import UUID

from steadyhand.business.conversations.guard.rules.collection import Rules
from steadyhand.business.conversations.guard.rules.rule import Rule
from steadyhand.business.conversations.guard.sentences import sentences
from steadyhand.business.conversations.guard.shipped import shipped_rules
from steadyhand.business.conversations.models import OwnRule, Statement
from steadyhand.business.conversations.own_rules.reading import CannotRule, RuleTold, rule_told, told_by
from steadyhand.business.conversations.rules import Direction, StatementState
from steadyhand.shared.actor import Actor

# As many as a rule is tried on before it is saved: some weeks of a large house, under a second.
LAST = 500
MOST_SHOWN = 20
# More dealerships than this in one process read their rules anew now and then.
MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A rule of their own: what was typed, whether it is off, and what is wrong with it by now, if anything is."""

    id: UUID
    told: RuleTold
    is_off: bool
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class WouldFind:
    """What a rule finds in the last messages: in how many, and some of them cut where it begins and ends."""

    looked_at: int
    count: int
    some: tuple[tuple[str, str, str], ...]


class _Kept:
    """What was read, for as long as no row has changed. Each process keeps its own."""

    def __init__(self) -> None:
        self._kept: OrderedDict[UUID, tuple[tuple[Any, ...], Rules]] = OrderedDict()
        self._lock = Lock()

    def get(self, tenant_id: UUID, stamp: tuple[Any, ...]) -> Rules | None:
        with self._lock:
            found = self._kept.get(tenant_id)
            return found[1] if found is not None and found[0] == stamp else None

    def put(self, tenant_id: UUID, stamp: tuple[Any, ...], rules: Rules) -> None:
        with self._lock:
            self._kept[tenant_id] = (stamp, rules)
            self._kept.move_to_end(tenant_id)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


_KEPT = _Kept()


def rules_of(tenant_id: UUID) -> Rules:
    """Return the rules that a dealership's words are looked at by. One query; two after somebody has changed one."""
    rows = OwnRule.objects.of(tenant_id).filter(is_off=False).order_by("id")
    stamp = tuple(rows.values_list("id", "version"))
    if not stamp:
        return shipped_rules()
    kept = _KEPT.get(tenant_id, stamp)
    if kept is None:
        kept = shipped_rules().with_own(_readable(rows))
        _KEPT.put(tenant_id, stamp, kept)
    return kept


def own_alone(tenant_id: UUID) -> Rules:
    """Return only a dealership's own rules, for a browser that has the shipped ones. As many queries."""
    shipped = {rule.name for rule in shipped_rules().rules}
    ours = rules_of(tenant_id)
    return ours.without([rule.name for rule in ours.rules if rule.name in shipped])


def all_own_rules(by: Actor) -> tuple[OwnLine, ...]:
    """Return every rule of their own, those that are off too, by name. One query."""
    return tuple(_line(row) for row in OwnRule.objects.of(by.tenant_id).order_by("name"))


def own_rule(by: Actor, rule_id: UUID) -> OwnLine | None:
    """Return one of them; None where there is none. One query."""
    row = OwnRule.objects.of(by.tenant_id).filter(id=rule_id).first()
    return None if row is None else _line(row)


def would_find(by: Actor, rule: Rule) -> WouldFind:
    """Return what a rule finds in the last messages that the actor's branches told customers. One query."""
    known = (StatementState.SAID, StatementState.RELEASED)
    rows = Statement.objects.visible_to(by).filter(direction=Direction.TO_THEM, state__in=known, language="en")
    texts = list(rows.order_by("-at", "-id").values_list("words", flat=True)[:LAST])
    abbreviations = shipped_rules().abbreviations
    found: list[tuple[str, str, str]] = []
    for text in texts:
        hit = next((each for part in sentences(text, abbreviations) for each in rule.hits(part)), None)
        if hit is not None:
            found.append((text[: hit.start], text[hit.start : hit.end], text[hit.end :]))
    return WouldFind(len(texts), len(found), tuple(found[:MOST_SHOWN]))


def _readable(rows: Any) -> list[Rule]:
    # What a later version of the guard reads no more is left out; its page says why.
    found = []
    for row in rows:
        try:
            found.append(rule_told(told_by(row)))
        except CannotRule:
            continue
    return found


def _line(row: OwnRule) -> OwnLine:
    told = told_by(row)
    try:
        rule_told(told)
    except CannotRule as problem:
        return OwnLine(row.id, told, row.is_off, str(problem))
    return OwnLine(row.id, told, row.is_off)
