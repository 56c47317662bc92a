"""Which signs speak for what a call will need? Its code, the display's, words, what was done lately, what is worn."""

from steadyhand.business.stock.kits.cases import FAULT, Call
from steadyhand.business.stock.kits.machine import SoFar
from steadyhand.business.stock.kits.settings import SETTINGS
from steadyhand.business.stock.kits.words import errors_in, same_code, words_of

CODE, ERROR, WORD, AFTER, WORN = "code", "error", "word", "after", "worn"
# Where no specific code was written down, words weigh more: one list each, so that both are learnt.
KINDS = (CODE, ERROR, WORD, AFTER, WORN)


def signs_of(call: Call, machine: SoFar) -> list[str]:
    """Return a call's signs, each as kind:value."""
    found = []
    if call.problem:
        found.append(f"{CODE}:{call.problem.strip().upper()}")
    errors = dict.fromkeys((*(same_code(code) for code in call.errors if code), *errors_in(call.text)))
    found += [f"{ERROR}:{code}" for code in errors]
    found += [f"{WORD}:{word}" for word in words_of(call.text)]
    last = machine.last_done
    is_lately = last is not None and call.taken_day - last.closed_day <= SETTINGS.after_days
    if last is not None and is_lately and last.cause and last.call.sort == FAULT:
        found.append(f"{AFTER}:{last.cause}")
    return found
