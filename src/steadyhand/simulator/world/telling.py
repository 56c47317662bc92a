"""What do technicians write down: for the customer, for the house, and what comes next?"""

from random import Random

from steadyhand.simulator.catalogue import Cause, Part
from steadyhand.simulator.chance import one_of
from steadyhand.simulator.words import sentences
from steadyhand.simulator.world.state import Call
from steadyhand.simulator.world.world import World


def told(
    world: World,
    call: Call,
    situation: str,
    rng: Random,
    *,
    is_good: bool,
    cause: Cause | None = None,
    fix: str = "",
    part: Part | None = None,
    expected_at: int | None = None,
) -> tuple[str, str, str]:
    """Return what the customer reads, what stays inside and what comes next, in one technician's words."""
    lines = sentences("told")
    cause = cause or call.cause
    catalogue = world.catalogue
    plain = catalogue.causes[cause.code][1] if cause else ""
    fix_plain = catalogue.corrections[fix or (cause.fix if cause else "EXPLAINED")][1]
    kind = part.name.rsplit(" ", 1)[0].lower() if part else "part"
    words = {
        "cause": plain,
        "cause_low": plain[:1].lower() + plain[1:],
        "fix": fix_plain,
        "fix_low": fix_plain[:1].lower() + fix_plain[1:],
        "part": part.name if part else "part",
        "part_plain": kind,
        "part_any": one_of(rng, ("fuser", "drum", "feed rollers")),
        "contact": call.contact.name,
        "model": call.machine.model.ref,
        "day": f"on {world.days.date(expected_at):%A}" if expected_at is not None else "soon",
    }
    rows = lines[situation]
    outside = str(one_of(rng, rows["good" if is_good else "bad"])).format_map(words)
    inside = str(one_of(rng, rows["inside"])).format_map(words)
    steps = lines["next_step"].get(situation, [""])
    return outside, inside, str(one_of(rng, steps)).format_map(words)
