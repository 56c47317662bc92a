"""A kit in words: what is worth packing with reasons, the rest in a line, nothing ever certain."""

from datetime import UTC, datetime
from uuid import uuid4

from steadyhand.business.stock.queries.kits import KitShown, LikelyCode, LikelyPart
from steadyhand.pages.common.kits import kit_said


def a_part(chance: float, name: str = "Fuser unit", *, is_packed: bool = True) -> LikelyPart:
    return LikelyPart(None, "K-1", name, chance, ("148k pages of 150k", "61 of 83 calls"), is_packed)


def a_kit(*parts: LikelyPart, cause: float = 0.6, learnt_from: int = 83, enough: float = 0.9) -> KitShown:
    code = LikelyCode("WORN", "Worn out", cause, ("61 of 83 calls",))
    return KitShown(uuid4(), datetime(2026, 3, 9, tzinfo=UTC), enough, parts, (code,), (code,), learnt_from)


def test_what_is_likely_has_its_reasons_and_the_rest_is_one_line() -> None:
    said = kit_said(a_kit(a_part(0.74), a_part(0.04, "Main board"), a_part(0.004, "Bracket", is_packed=False)))

    assert said is not None
    assert [(part.name, part.chance, part.why) for part in said.parts] == [
        ("Fuser unit", "74 %", "148k pages of 150k; 61 of 83 calls.")
    ]
    assert said.less_likely == "Main board, 4 %"
    assert (said.causes, said.correction) == (("Worn out, 60 %",), "Worn out, 60 %")
    assert said.grounds == "Learnt from 83 closed calls."


def test_nothing_is_certain_and_a_guess_at_a_cause_is_not_said() -> None:
    said = kit_said(a_kit(a_part(0.9999), cause=0.1, learnt_from=0, enough=0.0001))

    assert said is not None
    assert (said.parts[0].chance, said.enough) == ("99 %", "1 %")
    assert said.causes == ()
    assert "No closed call to learn from yet" in said.grounds


def test_where_nothing_is_packed_nothing_is_said() -> None:
    assert kit_said(None) is None
    assert kit_said(a_kit(a_part(0.004, is_packed=False))) is None
