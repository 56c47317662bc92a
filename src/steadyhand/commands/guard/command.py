"""`steadyhand guard`: is a message fit for a customer to read?"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from steadyhand.commands.application import CannotDo

if TYPE_CHECKING:  # read when it begins, so that --help answers at once
    from steadyhand.business.conversations.guard.facts.record import Facts
    from steadyhand.business.conversations.guard.rules.collection import Rules


@click.command(
    epilog='\b\nExamples:\n  echo "Dispatch forgot to tell me." | steadyhand guard -\n'
    "  steadyhand guard sent.csv --json\n"
    "  steadyhand guard reply.txt --at 2026-03-11T10:20 --facts call.json --rules our-rules/"
)
@click.argument("file")
@click.option("--at", "said_at", default="", help="When it is said, as 2026-03-11T10:20.  [default: now]")
@click.option("--facts", "facts_file", type=click.Path(path_type=Path), help="JSON file with what the record holds.")
@click.option("--rules", "folder", type=click.Path(path_type=Path), help="Folder with *.toml rules of your own.")
@click.option("--off", multiple=True, metavar="RULE", help="Switch a rule off; may be given several times.")
@click.option("--without-model", is_flag=True, help="Let rules speak alone.")
@click.option("--language", default="en", show_default=True, help="Language in which the messages are written.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON: one object a line, in the order of the file.")
def guard(
    *,
    file: str,
    said_at: str,
    facts_file: Path | None,
    folder: Path | None,
    off: tuple[str, ...],
    without_model: bool,
    language: str,
    wants_json: bool,
) -> None:
    """Review messages to customers: blame, insides, empty promises, pressure, rudeness, and what says it better.

    FILE is a text (one message), a CSV with a column `text` (a message a row), or - for standard input. Findings say
    where the words stand, why they matter, and what to write instead. Needs no dealership, database or network.
    """
    from steadyhand.business.conversations.guard.reviewing import review  # noqa: PLC0415
    from steadyhand.commands.guard.reading import messages_in  # noqa: PLC0415
    from steadyhand.commands.guard.telling import as_a_line, tell, tell_sum  # noqa: PLC0415

    at = _moment(said_at)
    rules = _rules(folder, off, language)
    facts = _facts(facts_file)
    classifier: Literal["shipped"] | None = None if without_model else "shipped"
    texts, is_table = messages_in(file)
    reviews = []
    for number, text in enumerate(texts, 1):
        found = review(text, language=language, at=at, facts=facts, rules=rules, classifier=classifier)
        if not found.is_whole and number == 1:
            click.echo("The model isn't to be had here, so rules alone review; they find less.", err=True)
        if wants_json:
            click.echo(as_a_line(found, has_facts=facts is not None))
            continue
        tell(found, heading=f"Message {number}" if is_table else "")
        reviews.append(found)
    if is_table and not wants_json:
        tell_sum(reviews)


def _moment(said: str) -> datetime:
    if not said:
        return datetime.now().astimezone()
    try:
        return datetime.fromisoformat(said.strip())
    except ValueError as problem:
        raise CannotDo(
            f"--at “{said}” is no moment: write it as 2026-03-11T10:20, or with its zone behind it."
        ) from problem


def _facts(file: Path | None) -> "Facts | None":
    from steadyhand.business.conversations.guard.facts.reading import BadFacts, read_facts  # noqa: PLC0415

    if file is None:
        return None
    try:
        return read_facts(file)
    except BadFacts as problem:
        raise CannotDo(str(problem)) from problem


def _rules(folder: Path | None, off: tuple[str, ...], language: str) -> "Rules":
    from steadyhand.business.conversations.guard.rules.collection import NoSuchRule  # noqa: PLC0415
    from steadyhand.business.conversations.guard.rules.folder import own_rules  # noqa: PLC0415
    from steadyhand.business.conversations.guard.rules.wrong import BadRule  # noqa: PLC0415
    from steadyhand.business.conversations.guard.shipped import NoSuchLanguage, shipped_rules  # noqa: PLC0415

    try:
        rules = shipped_rules(language)
        if folder is not None:
            rules = rules.with_own(own_rules(folder, language=language))
        return rules.without(off)
    except (BadRule, NoSuchLanguage, NoSuchRule) as problem:
        raise CannotDo(str(problem)) from problem
