"""Kinds of job that a test registers are gone after it."""

import pytest
from tests.builders.jobs import Doing

from steadyhand.shared.queue import kinds


@pytest.fixture(autouse=True)
def _only_this_test_s_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", {})
    monkeypatch.setattr(kinds, "_on_dead", [])
    Doing.forget()
    kinds.register_jobs(*Doing.kinds())
