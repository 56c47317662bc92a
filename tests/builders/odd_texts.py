"""Texts for the guard: its rules' examples as people write them, and what nobody should ever write."""

import csv
import random
from pathlib import Path

from steadyhand.business.conversations.guard.rules.trying import unmarked
from steadyhand.business.conversations.guard.shipped import shipped_rules

OWN_MESSAGES = Path(__file__).parents[2] / "training/guard"
_EMOJI = ("🙂", "👩‍🔧", "🇩🇪", "💪🏽", "❤️", "𝕏")
_SPACES = ("  ", "\n", "\r\n", "\u00a0", "\t", "\u2009", "\n\n")
_ODD = (
    "\x00", "\ud83d", "\udc00", "\u202e", "\u200b", "\ufeff", "שלום", "مرحبا بكم", "<b>", "&nbsp;", "<script>",
    "{said}", "{{ x }}", "%s", "\\", "''''", "....", "?!?!", "…", "İ", "ß", "ﬁ", "é", "漢字", "𝔘", "\r", "\n\n\n",
    "1.", "e.g. ",
)  # fmt: skip


def examples() -> list[str]:
    """Return every sentence that a rule must hit or miss."""
    rules = shipped_rules().rules
    return [unmarked(example)[0] for rule in rules for example in (*rule.must_hit, *rule.must_miss)]


def own_messages() -> list[str]:
    """Return the messages that were written for training, where they are there."""
    texts = []
    for file in sorted(OWN_MESSAGES.rglob("*.csv")):
        with file.open(encoding="utf-8", newline="") as rows:
            texts += [row["text"] for row in csv.DictReader(rows) if row.get("text")]
    return texts


def as_written(count: int, *, seed: int) -> list[str]:
    """Return so many texts: own messages and examples, then both as phones and mail programs change them."""
    chance = random.Random(seed)  # noqa: S311  # texts, not secrets
    written, hit_or_missed = own_messages(), examples()
    # However many messages are written: a quarter of what is tried is what rules are about.
    texts = [*_some(chance, written, count // 4), *_some(chance, hit_or_missed, count // 4)]
    while len(texts) < count:
        base = chance.choice((written, hit_or_missed))
        texts.append(_changed(chance, chance.choice(base), chance.choice(base)))
    return texts


def _some(chance: random.Random, texts: list[str], most: int) -> list[str]:
    return chance.sample(texts, min(most, len(texts)))


def odd(count: int, *, seed: int) -> list[str]:
    """Return so many texts as no person writes them: cut, repeated, mixed with what breaks programs."""
    chance = random.Random(seed)  # noqa: S311  # texts, not secrets
    base = examples()
    texts = []
    for number in range(count):
        pieces = [chance.choice((chance.choice(base), chance.choice(_ODD))) for _ in range(chance.randint(0, 12))]
        pieces += [chr(chance.choice((chance.randrange(0x20, 0x500), chance.randrange(0x110000)))) for _ in range(3)]
        chance.shuffle(pieces)
        text = chance.choice(("", " ", "\n")).join(pieces)
        # One in a hundred is as long as a whole mail thread.
        texts.append(text * (100_000 // max(1, len(text))) if number % 100 == 0 else text)
    return texts


def _changed(chance: random.Random, text: str, other: str) -> str:
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(text))
        text = chance.choice(
            (
                text.upper(),
                text.lower(),
                text.replace("'", "’").replace('"', "”"),
                text.replace("e", "é", 1),
                text.replace(" ", chance.choice(_SPACES)),
                text.replace(" ", chance.choice(_SPACES), 2),
                f"{text[:at]}{chance.choice(_EMOJI)}{text[at:]}",
                f"{chance.choice(_EMOJI)} {text}",
                f"{text[:at]}{text[at + 1 :]}",
                f"{text} {other}",
                f"{text}\n{other}",
                f"{text.rstrip('.!?')}, {other}",
                f"Dear Ms. Chen,\n{text} See e.g. no. 5 at 9 a.m. {other}",
                f"{text} {'and so on ' * 60}{other}",
            )
        )
    return text
