"""Jobs of these tests write down what was done."""

import pytest
from tests.builders.jobs import Doing

from steadyhand.shared.queue import kinds


@pytest.fixture(autouse=True)
def _only_our_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", {})
    monkeypatch.setattr(kinds, "_on_dead", [])
    Doing.forget()
    kinds.register_jobs(*Doing.kinds())
    kinds.register_on_dead(Doing.hear_of_dead)
