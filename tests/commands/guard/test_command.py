"""`steadyhand guard` reviews a file, for a program and for a person."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from steadyhand.commands.guard.command import guard

BLAME = "Sorry, dispatch forgot to tell me."
OWN_RULE = """
label = "hard_sell"
[[rule]]
name = "ours.lease"
patterns = ["lease it now"]
why = "We never press."
say_instead = "The quote is good for a month."
must_hit = ["Just «lease it now»."]
must_miss = ["You may lease it."]
"""


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(guard, ["--without-model", *map(str, arguments)], input=stdin)


def lines(answered: Result) -> list[dict[str, Any]]:
    assert answered.exit_code == 0, answered.output
    return [json.loads(line) for line in answered.stdout.splitlines()]


def test_a_program_reads_one_object_for_a_text_file(tmp_path: Path) -> None:
    (tmp_path / "reply.txt").write_text(f"Good morning.\n\n{BLAME}\n")

    (answer,) = lines(run(tmp_path / "reply.txt", "--json"))

    assert list(answer) == ["text", "labels", "findings", "times"]
    assert answer["labels"] == ["blame"]
    (found,) = answer["findings"]
    assert list(found) == ["label", "start", "end", "tier", "rule", "why", "say_instead"]
    assert answer["text"][found["start"] : found["end"]] == "dispatch forgot"
    assert (found["tier"], found["rule"]) == ("confirm", "blame.office-failed")
    assert "I'm sorry" in found["say_instead"]


def test_a_time_is_told_with_its_span_and_whether_it_binds() -> None:
    (answer,) = lines(run("-", "--json", "--at", "2026-03-11T10:20", stdin=b"I'll call you by 3 tomorrow."))

    assert answer["findings"] == []
    (said,) = answer["times"]
    assert answer["text"][said.pop("start") : said.pop("end")] == "3 tomorrow"
    assert said == {"from": "2026-03-12T00:00:00", "until": "2026-03-12T15:00:00", "is_promise": True}


def test_a_person_reads_what_was_promised() -> None:
    answered = run("-", "--at", "2026-03-11T10:20", stdin=b"I'll call you by 3 tomorrow.")

    assert "promises “3 tomorrow”: " in answered.output
    assert "Thu 12 Mar 15:00" in answered.output


def test_a_row_of_a_csv_is_a_message_and_each_has_its_line_in_order(tmp_path: Path) -> None:
    (tmp_path / "sent.csv").write_text(f'\ufeffid,Text\n1,"{BLAME}"\n2,"Fine,\nthank you 🙂"\n3\n')

    answers = lines(run(tmp_path / "sent.csv", "--json"))

    assert [answer["labels"] for answer in answers] == [["blame"], [], []]
    assert answers[1]["text"] == "Fine,\nthank you 🙂"
    assert answers[2]["text"] == ""


@pytest.mark.parametrize("table", [f"text\n{BLAME}\n", f"id;text\n1;{BLAME}\n"])
def test_a_table_from_standard_input_is_known_by_its_first_line(table: str) -> None:
    answers = lines(run("-", "--json", stdin=table.encode()))

    assert [answer["labels"] for answer in answers] == [["blame"]]


def test_a_text_from_standard_input_is_one_message_however_many_lines() -> None:
    (answer,) = lines(run("-", "--json", stdin=f"First.\n{BLAME}\nLast.".encode()))

    assert answer["text"].count("\n") == 2


def test_a_person_reads_the_words_the_reason_and_what_says_it_better() -> None:
    answered = run("-", stdin=f"{BLAME}\x1b[2J".encode())

    assert "confirm blame: “dispatch forgot”  (blame.office-failed)" in answered.output
    assert "Say instead: We got this wrong" in answered.output
    assert "\x1b" not in answered.output


def test_a_table_ends_with_its_sum(tmp_path: Path) -> None:
    (tmp_path / "sent.csv").write_text(f"text\n{BLAME}\nThank you.\n")

    answered = run(tmp_path / "sent.csv")

    assert "1 of 2 messages: blame 1." in answered.output
    assert "Fit for a customer." in answered.output


def test_rules_of_ones_own_join_and_a_rule_is_switched_off(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "lease.toml").write_text(OWN_RULE)
    text = f"{BLAME} Lease  it now!".encode()

    both = lines(run("-", "--json", "--rules", tmp_path / "ours", stdin=text))
    one = lines(run("-", "--json", "--rules", tmp_path / "ours", "--off", "blame.office-failed", stdin=text))

    assert both[0]["labels"] == ["blame", "hard_sell"]
    assert one[0]["labels"] == ["hard_sell"]


@pytest.mark.parametrize(
    ("arguments", "content", "said"),
    [
        (["{file}"], "name,body\na,b\n", "no column “text”; its first line has “name”, “body”"),
        (["{file}", "--at", "tomorrow"], "text\na\n", "“tomorrow” is no moment: write it as 2026-03-11T10:20"),
        (["{file}", "--off", "blame.nobody"], "text\na\n", "There is no rule “blame.nobody”."),
        (["{file}", "--language", "xx"], "text\na\n", "no rules for the language “xx”; there are for: en"),
        (["{file}", "--rules", "nowhere"], "text\na\n", "nowhere: there is no such folder"),
        (["nothing.csv"], "", "nothing.csv can't be read (No such file or directory)"),
    ],
)
def test_what_goes_wrong_names_it_and_the_way_out(
    arguments: list[str], content: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "sent.csv").write_text(content)

    answered = run(*(each.format(file=tmp_path / "sent.csv") for each in arguments))

    assert answered.exit_code == 1
    assert said in answered.output


def test_a_file_in_another_encoding_is_refused_with_the_place(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(b"First\nGr\xfc\xdfe")

    answered = run(tmp_path / "old.txt")

    assert answered.exit_code == 1
    assert "is no UTF-8 text (line 2, byte 8)" in answered.output


def test_facts_are_held_against_the_message(tmp_path: Path) -> None:
    facts = {"prices": [{"of": "drum unit", "amount": 249, "source": "quote of 9 March"}]}
    (tmp_path / "call.json").write_text(json.dumps(facts))

    told = run("-", "--facts", tmp_path / "call.json", stdin=b"The drum unit costs $299.")
    (answer,) = lines(run("-", "--json", "--facts", tmp_path / "call.json", stdin=b"The drum unit costs $299."))

    assert "the record says otherwise: drum unit: $249 (quote of 9 March)" in told.stdout
    (verdict,) = answer["verdicts"]
    assert (verdict["holding"], verdict["say_instead"]) == ("contradicts", "The drum unit costs $249.")
    assert answer["labels"] == []


def test_facts_that_cannot_be_read_say_where(tmp_path: Path) -> None:
    (tmp_path / "call.json").write_text('{"prices": [{"of": "drum"}]}')

    answered = run("-", "--facts", tmp_path / "call.json", stdin=b"Hello.")

    assert answered.exit_code != 0
    assert "prices[0].amount: nothing is no amount of money" in answered.output
