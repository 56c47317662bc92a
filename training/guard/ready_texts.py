"""What the program itself has ready for customers: fit to be read, and learnt from as such.

`python -m training.guard.ready_texts` writes them down anew before a model learns, so that what it has learnt from
stays known when a template is worded another way later.
"""

import csv
from itertools import product
from pathlib import Path

from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.conversations.moments.templates import Slots, filled_mail, filled_text, template_for
from steadyhand.business.conversations.plain_words.library import shipped
from steadyhand.business.conversations.wording import Speaker, correction, safe_words
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.promises.wording import About, early_notice, good_news, owned_miss

FILE = Path(__file__).parent / "ready-texts.csv"
# Other names and times than the tests fill in: what is learnt is how the program speaks.
_FIRM, _PHONE = "Harbour Business Systems", "(208) 555-0144"
_SLOTS = (
    Slots(firm=_FIRM, when="this afternoon", now_is="Somebody is with you on Monday morning."),
    Slots(
        firm=_FIRM, phone=_PHONE, to_whom="Luis", number="40417", machine="Ostra 3010", who="Anke",
        when="on Monday between 9 and 11", was="We said that somebody would be with you on Friday",
        now_is="Somebody is with you on Monday before 11", next="We call you by Monday noon",
        told="We have cleaned the scanner glass, and copies are without lines", has_page=True,
    ),
)  # fmt: skip


def ready_texts() -> tuple[str, ...]:
    """Return the texts as they were when they were last written down."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(row["text"] for row in csv.DictReader(file))


def texts_now() -> tuple[str, ...]:
    """Return plain words, moments' messages, notices, corrections and safe words, a text each."""
    texts = [entry.words for entry in shipped().values()]
    for moment, slots in product(Moment, _SLOTS):
        template = template_for(moment)
        both = (filled_text(template, slots), filled_mail(template, slots))
        texts += [f"{filled.subject}\n{filled.words}" for filled in both]
    for kind, who in product(PromiseKind, ("", "Luis")):
        about = About(
            firm=_FIRM, phone=_PHONE, to_whom=who, kind=kind, machine="your Ostra 3010", about="We send the list",
            promised="on Friday before noon", instead="Monday before 11",
        )  # fmt: skip
        texts += [early_notice(about), good_news(about), owned_miss(about)]
    for who in ("", "Luis"):
        speaker = Speaker(firm=_FIRM, phone=_PHONE, to_whom=who, machine="Ostra 3010")
        was, now_is = "Somebody is with you on Friday before noon.", "Somebody is with you on Monday before 11."
        texts += [safe_words(speaker), correction(speaker, was=was, now_is=now_is)]
    return tuple(dict.fromkeys(texts))


def main() -> None:
    """Write the texts down as they are now."""
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["text"])
        writer.writerows([text] for text in texts_now())


if __name__ == "__main__":
    main()
