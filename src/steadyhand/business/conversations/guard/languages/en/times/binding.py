"""Does a time bind whoever says it? "By Friday" does; a guess, a question, a request, others' word, the past don't."""

import re

from steadyhand.business.conversations.guard.languages.en.times.context import Said, Tense
from steadyhand.business.conversations.guard.languages.en.times.words import compiled

# A question mark farther away than this belongs to another sentence.
_REST = 200
# Only what stands so close behind a time softens it: "Friday, I'd say", "3ish", "at 2 or so".
_CLOSE_BEHIND = 24
_LOOSE = compiled(
    r"""\b(?:about|around|roughly|approx(?:imately)?|approx\.|circa|should|might|may|could|hope|hopes|hoping|hopefully
    |try|trying|tries|aim|aims|aiming|expect|expects|expected|expecting|estimate[sd]?|estimated|likely|probably|perhaps
    |maybe|possibly|if|unless|think|thinks|believe|guess|looks?\slike|target|tentative(?:ly)?|earliest|as\searly\sas
    |eta|normally|usually|typically|generally|often|ideally|would|i['’]d|we['’]d|can\scome|could|wish|want|wants
    |happy\sto|prefer|or\sso|sometime)\b|~"""
)
_LOOSE_AFTER = compiled(
    r"""^(?:-?ish\b|\s?\+/-|,?\s*(?:or\s(?:so|thereabouts)|i['’]d\ssay|give\sor\stake|(?:i\s)?hope|maybe|probably
    |perhaps|i\s(?:think|guess)|if\s|at\s(?:the\s)?earliest|roughly|approx))"""
)
_ABOUT = compiled(r"\b(?:about|around|roughly|circa|approx(?:imately)?|as\searly\sas|maybe|or\sso)\b|~")
_TOLD_TO_EXPECT = compiled(r"^\W*(?:please\s)?expect\b")
_ISH = re.compile(r"\d\s?-?ish\b", re.IGNORECASE)
_NOT = compiled(
    r"\b(?:not|cannot|never|nobody|unable|rather\sthan|instead\sof|nothing|neither|nor|don['’]?t|no)\b|n['’]t\b"
)
_NOT_LATER = compiled(
    r"\b(?:no|not)\slater\sthan\b|\b(?:not\sa|no)\s(?:problem|worries|need\sto\sworry)\b|\bno\smore\sthan\b"
)
_QUESTION = compiled(
    r"""^\W*(?:(?:and|or|so|hi|hello|ok|okay|[a-z]+,)\s)?(?:can|could|would|will|does|do|did|is|are|was|were|shall|may
    |should|how|what|when|which|who|where|any)\b"""
)
# Words of others about what isn't in our hands, and what we ask of the reader.
_OTHERS = compiled(
    r"""\b(?:they|them|(?:the\s|our\s|your\s)?(?:maker|manufacturer|carrier|supplier|vendor|courier|warehouse|distributor
    |tracking|factory|depot|lease(?!\scopier|\smachine)|warranty|contract|lessor|landlord|survey|office\sis|shop\sis)(?:['’]s)?
    |ups|fedex|dhl|usps|sharp|canon|ricoh|xerox|konica|kyocera|according\sto)\b
    (?!\s(?:part|will\sbe\sfixed))"""
)
_YOURS = compiled(
    r"""^\W*(?:please|pls|kindly\s(?:call|let|send|confirm|reply|note\swe)|let\s(?:us|me)\sknow|call\s(?:us|me)|send
    |tell\s(?:us|me)|reply|confirm|make\ssure|thank|thanks|you(?:r\steam)?\s(?:told|said|asked|wanted|need|have\sto|must)|have\syou)\b
    |\b(?:please|pls)\s(?:call|let|send|confirm|reply|leave|have|ring|tell|make|keep|bring)\b"""
)
_REPORTED = compiled(
    r"\b(?:said|told|promised|supposed\sto|meant\sto|was\sto|were\sto|had\syou|used\sto|asked\sfor|wanted)\b"
)
_STANDING = compiled(
    r"\b(?:open|closed|closes?|available|here|stays?|valid|runs?|lasts?)\s(?:until|till|til|on|from)?\s*$"
)
_WE_WILL = compiled(
    r"\b(?:i|we)(?:['’]?(?:ll|m|re)|\s(?:will|shall|am|are|promise|guarantee|come|fit|bring|deliver))\b"
    r"|\b(?:no|not)\slater\sthan\b"
)


def is_promise(said: Said, start: int, end: int) -> bool:
    """Tell whether somebody binds themselves to a time: `by`, a plain will, a bare "Friday 9 to 11"."""
    before, after = said.clause_before(start), said.clause_after(end)
    words = said.text[start:end]
    if _is_asked(said, before, start, end) or is_loose(before, words, after):
        return False
    if said.tense(start) is Tense.PAST or _REPORTED.search(before) or _STANDING.search(before):
        return False
    return not (_is_denied(before, after) or _is_of_others(before))


def _is_asked(said: Said, before: str, start: int, end: int) -> bool:
    rest = said.text[end : end + _REST]
    stop = re.search(r"[.!?;\n](?=\s|$)", rest)
    if stop is None or stop[0] != "?":
        return False
    return not _WE_WILL.search(before) or bool(_QUESTION.match(before)) or start < _CLOSE_BEHIND


def is_loose(before: str, words: str, after: str) -> bool:
    """Tell whether a time is hedged: about, should, I think, "or so"; by the words before, of and after it."""
    return bool(
        # "Expect me at 2" is no guess of whoever says it.
        _LOOSE.search(_TOLD_TO_EXPECT.sub("", before))
        or _ABOUT.search(words)
        or _ISH.search(words + after[:5])
        or _LOOSE_AFTER.match(after)
    )


def _is_denied(before: str, after: str) -> bool:
    if _NOT_LATER.search(before) or _NOT_LATER.search(after[:_CLOSE_BEHIND]):
        return False
    return bool(_NOT.search(before) or re.match(r"\s(?:won['’]t|doesn['’]t|isn['’]t|nothing|is\soff)\b", after))


def _is_of_others(before: str) -> bool:
    if _YOURS.search(before):
        return True
    return bool(_OTHERS.search(before)) and not _WE_WILL.search(before)
