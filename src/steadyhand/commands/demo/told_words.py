"""What people at Lakeside told customers in the last weeks, oldest first, and what customers answered afterwards.

Most is as we want it. Some breaks a rule of the guard, so that the mirror has something to show.
"""

from dataclasses import dataclass

from steadyhand.business.conversations.saying import Dismissed
from steadyhand.business.conversations.surveys.rules import Answered, WordKept, Works

DANA, BRUNO, RUTH = "Dana Whitfield", "Bruno Salas", "Ruth Okafor"
PRIYA, WALT, ELENA = "Priya Raman", "Walt Jensen", "Elena Marsh"


@dataclass(frozen=True, slots=True)
class Told:
    """Words for the customer of a call; without `who`, whoever repaired it said them there.

    `kept`: what the guard marked in them and their writer kept, with the reason.
    """

    words: str
    who: str = ""
    kept: Dismissed | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer of a call that ended so many days ago answered, so many hours later, or just now."""

    days_ago: int
    hours: int
    said: Answered


ASKED = Dismissed(
    rule="internal_problem.short-staffed",
    label="internal_problem",
    words="We're down two technicians",
    why="They asked why it takes so long.",
)
TOLD = (
    Told("It runs again. A roller was worn; I exchanged it, and we printed your own letter together."),
    Told("Your call has arrived. On your page you see who comes and when.", DANA),
    Told("I cleaned the paper path and tried it with your own paper. All pages came out straight."),
    Told("The quote for renewing your lease is on its way. Take your time; it holds for a month.", ELENA),
    Told("Scans arrive again. Your mail server wanted a newer certificate, and the copier has it now.", PRIYA),
    Told("We are short-staffed this month, so you waited longer than you should have. I am sorry.", BRUNO),
    Told("The part for your copier is on our shelf. The technician takes it along.", WALT),
    Told("I found the cause: a spring had come off its hook. It is back, and the lid closes."),
    Told("I have noted that the machine stands in the copy room on the second floor.", DANA),
    Told("The noise came from a dry bearing. It is greased, and it prints quietly."),
    Told("With the new rollers it will never jam again."),
    Told("Thank you for telling me that nobody called back. It was my mistake, and I have put it right.", RUTH),
    Told("I tightened the tray and showed your colleague how thick paper goes in."),
    Told("Our ticket system is down again, so I am noting your call on paper.", DANA),
    Told("It prints as it should. Please ring us if the message comes back."),
    Told("You ask what a second tray costs: I send you the price list, and you decide.", ELENA),
    Told("I ordered the part late; that is on me. I tell you as soon as it is here.", WALT),
    Told("I exchanged the worn belt. The old one lies in the box, if you want to see it."),
    Told("You can scan to the folder again. I tried it with you, and the file was there.", PRIYA),
    Told("The drum has some thousand pages left. We exchange it before it gets pale.", BRUNO),
    Told("Please leave the copier switched off until somebody of us has looked at it.", DANA),
    Told("A label had come loose inside. It is out, and I looked through the whole path."),
    Told("The supplier let us down, so your copier still stands there.", WALT),
    Told("The first pages may be a little pale; after ten or so they are as before."),
    Told("I set the sleep timer as you asked: it wakes when somebody lifts the lid."),
    Told("If you don't sign this week, the price is gone.", ELENA),
    Told("I wrote down the caretaker's number for next time. Thank you.", DANA),
    Told("It works again. What it was stands on your page, in plain words."),
    Told("Nobody trained me on this model, so it took longer. It runs now."),
    Told("I have read what the technician wrote and agree: the repair is on us.", RUTH),
    Told("The hinge was loose, and I fixed it. The glass is cleaned, too."),
    Told("The new driver is on your four computers. Everybody printed a page while I was there.", PRIYA),
    Told("The toner in your cupboard fits this machine as well.", BRUNO),
    Told("I can't say yet what it is. I look at the log first and ring you then.", PRIYA),
    Told("The unit is exchanged, and colours look as they should on your own photo."),
    Told("We're down two technicians this week; please tell me if it can't wait.", DANA, kept=ASKED),
    Told("The other part fits as well; I checked the number with the maker's list.", WALT),
    Told("I replaced the seal, and nothing has leaked since. Please keep an eye on it."),
    Told("Whether you keep the old copier is up to you; both ways are fine with us.", ELENA),
    Told("The counter shows what you read to us. Thank you, it is noted.", DANA),
)


def _well(score: int, words: str = "") -> Answered:
    return Answered(works=Works.YES, word_kept=WordKept.YES, score=score, words=words)


POOR_AND_CALLED = Answer(
    12,
    22,
    Answered(works=Works.PARTLY, word_kept=WordKept.YES, score=3, words="It prints, but the second tray still jams."),
)
POOR_AND_WAITING = Answer(
    1,
    # That is more than has gone by, so they answered just now: nobody is late to ring.
    72,
    Answered(
        works=Works.YES,
        word_kept=WordKept.NO,
        score=2,
        words="We were told that somebody would ring before the visit. Nobody rang, and our door was locked.",
    ),
)
ANSWERS = (
    Answer(27, 4, _well(5)),
    Answer(25, 22, _well(4)),
    Answer(
        22,
        3,
        _well(
            5,
            "Your technician explained what was wrong and left the room tidier than before. Please pass our thanks on.",
        ),
    ),
    Answer(20, 48, Answered(works=Works.YES, word_kept=WordKept.NOT_QUITE, score=4, words="It took a day longer.")),
    Answer(18, 5, _well(4)),
    Answer(15, 22, _well(5)),
    Answer(13, 2, _well(3, "The repair was fine. The hold music is loud.")),
    POOR_AND_CALLED,
    Answer(9, 24, _well(5)),
    Answer(8, 4, Answered(works=Works.YES, word_kept=WordKept.NOT_QUITE, score=3)),
    Answer(6, 22, _well(4, "Quick, and easy to follow on the page.")),
    Answer(5, 6, _well(5)),
    Answer(3, 3, _well(4)),
    POOR_AND_WAITING,
)
# Customers who were given their page and have said nothing: asked on these days, too.
NO_ANSWER = (26, 23, 21, 17, 14, 11, 10, 7, 4, 2)
