"""Under which key is a serial, an asset tag or a number of ours found?"""

from steadyhand.shared.words.letters import PARTS, backwards, folded

# Read off a plate in bad light, O is 0 and I is 1.
LOOKALIKES = str.maketrans("OI", "01")


def serial_key(text: str) -> str:
    """Return the letters and digits alone, upper case, O as 0 and I as 1; empty if there are none."""
    return "".join(PARTS.findall(folded(text))).upper().translate(LOOKALIKES)


def serial_keys(text: str) -> tuple[str, ...]:
    """Return the key forwards, and backwards for those who read out the last five."""
    key = serial_key(text)
    return (key, backwards(key)) if key else ()
