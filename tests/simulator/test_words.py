import re
from string import Formatter

from steadyhand.simulator.catalogue import read_catalogue
from steadyhand.simulator.words import sentences

FILLED_IN = {"cause", "cause_low", "fix", "fix_low", "part", "part_plain", "part_any", "contact", "model", "day"}
NOT_OUR_WORDS = re.compile(r"\b(device|job|ticket|ETA|tech|appointment)s?\b|\ba lead\b", re.IGNORECASE)


def told() -> list[str]:
    return [text for rows in sentences("told").values() for kind in rows.values() for text in kind]


def test_customers_have_many_goals_of_their_own() -> None:
    goals = [goal for rows in sentences("goals").values() for goal in rows]

    assert len(set(goals)) == len(goals) >= 60
    assert set(sentences("goals")) == {"any"} | {segment.name for segment in read_catalogue().segments}


def test_technicians_have_many_sentences_and_all_can_be_filled_in() -> None:
    texts = {text for text in told() if text}
    fields = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}

    assert len(texts) >= 80
    assert fields <= FILLED_IN


def test_every_problem_can_be_said_by_a_customer_in_words_and_every_cause_has_its_codes() -> None:
    catalogue = read_catalogue()
    systems = (*catalogue.subsystems, catalogue.network)

    assert set(sentences("said")["problem"]) == set(catalogue.problems)
    assert {symptom for system in systems for symptom in system.symptoms} <= set(catalogue.problems)
    assert {cause.code for system in systems for cause in system.causes} == set(catalogue.causes)
    assert {cause.fix for system in systems for cause in system.causes} <= set(catalogue.corrections)


def test_what_customers_read_in_plain_words_keeps_to_the_glossary() -> None:
    catalogue = read_catalogue()
    plain = [
        text for codes in (catalogue.problems, catalogue.causes, catalogue.corrections) for _, text in codes.values()
    ]
    good = [text for rows in sentences("told").values() for text in rows.get("good", [])]

    assert [text for text in plain + good if NOT_OUR_WORDS.search(text)] == []
