"""A history told again in the order of time: what would have been packed, by whom, and what was needed?"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import process_time

from steadyhand.business.stock.kits.cases import FAULT, CatalogPart, Done
from steadyhand.business.stock.kits.fit import fit
from steadyhand.business.stock.kits.machine import SoFar
from steadyhand.business.stock.kits.predictor import Predictor

TENTHS, TIMED = 10, 20
RIVALS = (
    "model's top parts",
    "last visit's parts",
    "last visit's, filled up with the model's",
    "model's with this code",
)


@dataclass(slots=True)
class Tenths:
    """Chances said and what came of them, by tenths of the chance."""

    said: list[float] = field(default_factory=lambda: [0.0] * TENTHS)
    came: list[float] = field(default_factory=lambda: [0.0] * TENTHS)
    many: list[int] = field(default_factory=lambda: [0] * TENTHS)

    def note(self, chance: float, *, came: bool) -> None:
        tenth = min(int(chance * TENTHS), TENTHS - 1)
        self.said[tenth] += chance
        self.came[tenth] += came
        self.many[tenth] += 1

    def add(self, other: "Tenths") -> None:
        for tenth in range(TENTHS):
            self.said[tenth] += other.said[tenth]
            self.came[tenth] += other.came[tenth]
            self.many[tenth] += other.many[tenth]

    @property
    def error(self) -> float:
        """Return the expected calibration error: the mean gap of the tenths, each by how many fell into it."""
        total = sum(self.many)
        return sum(abs(said - came) for said, came in zip(self.said, self.came, strict=True)) / max(total, 1)


@dataclass(slots=True)
class Score:
    """What one history's calls came to."""

    calls: int = 0
    needed: int = 0
    possible: int = 0
    ours: int = 0
    rivals: Counter[str] = field(default_factory=Counter)
    packed: int = 0
    used_of_packed: int = 0
    # Calls that needed parts: how many kits of so many parts would have been enough.
    by_size: Counter[int] = field(default_factory=Counter)
    early_needed: int = 0
    early_ours: int = 0
    early_rivals: Counter[str] = field(default_factory=Counter)
    causes: int = 0
    causes_first: int = 0
    causes_three: int = 0
    parts: Tenths = field(default_factory=Tenths)
    enough: Tenths = field(default_factory=Tenths)
    seconds: list[float] = field(default_factory=list)
    fit_seconds: float = 0.0

    def add(self, other: "Score") -> None:
        """Take another history's calls in."""
        for name in (
            "calls", "needed", "possible", "ours", "packed", "used_of_packed", "early_needed", "early_ours", "causes",
            "causes_first", "causes_three",
        ):  # fmt: skip
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.rivals += other.rivals
        self.by_size += other.by_size
        self.early_rivals += other.early_rivals
        self.parts.add(other.parts)
        self.enough.add(other.enough)
        self.seconds += other.seconds
        self.fit_seconds += other.fit_seconds


def replay(
    calls: Sequence[Done],
    parts_by: Callable[[float], Sequence[CatalogPart]],
    *,
    refit_days: float,
    counted_from_day: float,
    most: int,
) -> Score:
    """Return what kits would have been worth: each refit knows what was closed before it, each kit its machine's past.

    Before `counted_from_day` a call counts as early: what a dealership gets in its first months is told apart.
    """
    score = Score()
    machines: dict[str, SoFar] = defaultdict(SoFar)
    rivals = _Rivals(most)
    predictor: Predictor | None = None
    due = calls[0].call.taken_day
    for number, done in enumerate(calls):
        call = done.call
        if call.taken_day >= due:
            began = process_time()
            known = [each for each in calls[:number] if each.closed_day <= call.taken_day]
            predictor = fit(known, parts_by(call.taken_day), now_day=call.taken_day)
            score.fit_seconds += process_time() - began
            rivals.learn(known)
            due += refit_days
        assert predictor is not None  # noqa: S101  # mypy: the first call is due
        machine = machines[call.machine]
        machine.come_to(call)
        _judge(score, predictor, machine, done, rivals, is_early=call.taken_day < counted_from_day, most=most)
        rivals.see(machine)
        machine.leave(done)
    return score


def _judge(
    score: Score, predictor: Predictor, machine: SoFar, done: Done, rivals: "_Rivals", *, is_early: bool, most: int
) -> None:
    # Reasons take most of the time: those of every twentieth call are looked for, and only these are timed.
    is_timed = not is_early and score.calls % TIMED == 0
    began = process_time()
    found = predictor.predict_with(done.call, machine, most=most, with_why=is_timed)
    took = process_time() - began
    needed = set(done.parts)
    kit = {each.name for each in found.kit}
    theirs = {name: kit_of(done, machine) for name, kit_of in rivals.kits.items()} if needed else {}
    if is_early:
        if needed:
            score.early_needed += 1
            score.early_ours += needed <= kit
            score.early_rivals.update(name for name, theirs_kit in theirs.items() if needed <= set(theirs_kit))
        return
    score.calls += 1
    if is_timed:
        score.seconds.append(took)
    for each in found.kit:
        score.parts.note(each.chance, came=each.name in needed)
    score.enough.note(found.enough, came=needed <= kit)
    score.packed += len(kit)
    score.used_of_packed += len(kit & needed)
    if done.cause and found.causes and done.call.sort == FAULT:
        names = [each.name for each in found.causes]
        score.causes += 1
        score.causes_first += names[0] == done.cause
        score.causes_three += done.cause in names
    if not needed:
        return
    score.needed += 1
    score.possible += len(needed) <= most
    score.ours += needed <= kit
    score.rivals.update(name for name, theirs_kit in theirs.items() if needed <= set(theirs_kit))
    for size in range(1, most + 1):
        score.by_size[size] += needed <= {each.name for each in found.kit[:size]}


class _Rivals:
    """What people do without an engine. They know what the engine's last refit knew, and the machine's own past."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._of_model: dict[str, list[str]] = {}
        self._of_code: dict[tuple[str, str], list[str]] = {}
        self._last: dict[str, tuple[str, ...]] = {}
        self.kits: dict[str, Callable[[Done, SoFar], Sequence[str]]] = dict(
            zip(RIVALS, (self._model, self._visit, self._filled, self._code), strict=True)
        )

    def learn(self, known: Sequence[Done]) -> None:
        by_model: dict[str, Counter[str]] = defaultdict(Counter)
        by_code: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for done in known:
            by_model[done.call.model].update(done.parts)
            by_code[done.call.model, done.call.problem].update(done.parts)
        self._of_model = {key: [part for part, _ in many.most_common(self._most)] for key, many in by_model.items()}
        self._of_code = {key: [part for part, _ in many.most_common(self._most)] for key, many in by_code.items()}

    def see(self, machine: SoFar) -> None:
        """Remember the parts of a machine's last visit that used any."""
        last = machine.last_done
        if last is not None and last.parts:
            self._last[last.call.machine] = last.parts

    def _model(self, done: Done, machine: SoFar) -> Sequence[str]:
        del machine
        return self._of_model.get(done.call.model, [])

    def _visit(self, done: Done, machine: SoFar) -> Sequence[str]:
        last = machine.last_done
        if last is not None and last.parts:
            return last.parts[: self._most]
        return self._last.get(done.call.machine, ())[: self._most]

    def _filled(self, done: Done, machine: SoFar) -> Sequence[str]:
        return list(dict.fromkeys((*self._visit(done, machine), *self._model(done, machine))))[: self._most]

    def _code(self, done: Done, machine: SoFar) -> Sequence[str]:
        of_code = self._of_code.get((done.call.model, done.call.problem), [])
        return list(dict.fromkeys((*of_code, *self._model(done, machine))))[: self._most]
