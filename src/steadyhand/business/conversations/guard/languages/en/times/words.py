"""How does English count, and what does it call its days and months? Pieces that the patterns are made of."""

NUMBERS = {
    word: value
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
    )
    if value
} | {"thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90, "a": 1, "an": 1}
ORDINALS = {
    word: value
    for value, word in enumerate(
        ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"]
    )
    if value
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu", "friday fri")
        + ("saturday sat", "sunday sun")
    )
    for name in names.split()
}
MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug")
        + ("september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}
# What is a weekday only with a capital, or after a word that asks for one: "she sat", "in the sun", "they wed".
SHORT_DAYS = frozenset({"mon", "wed", "sat", "sun", "fri", "thu", "tue"})
# So too the months that are other words.
SHORT_MONTHS = frozenset({"march", "mar", "may", "dec", "jan", "sep", "nov", "jun"})


def one_of(words: object, *, plural: bool = False) -> str:
    """Return a pattern of alternatives, the longest first, so that `tues` isn't taken for `tue`."""
    ordered = sorted((str(word) for word in words), key=len, reverse=True)  # type: ignore[attr-defined]
    return f"(?:{'|'.join(ordered)}){'s?' if plural else ''}"


NUMBER = rf"(?:\d{{1,3}}|{one_of(NUMBERS)})"
WEEKDAY = one_of(WEEKDAYS)
MONTH = one_of(MONTHS)


def number_of(word: str) -> int:
    """Return the value of a number, in digits or as a word."""
    lowered = word.lower()
    return int(lowered) if lowered.isdigit() else NUMBERS[lowered]
