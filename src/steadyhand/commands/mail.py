"""`steadyhand mail`: take in what customers write by e-mail."""

import sys
from pathlib import Path

import click

from steadyhand.commands.answers import as_json
from steadyhand.commands.application import CannotDo, wake


@click.group()
def mail() -> None:
    """Take in what customers write by e-mail. With STEADYHAND_MAIL_IN the jobs fetch it by themselves."""


@mail.command(
    "take", epilog="\b\nExamples:\n  steadyhand mail take letter.eml\n  cat letter.eml | steadyhand mail take -"
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True, dir_okay=False))
@click.option("--dealership", default="", help="Name of the dealership, where the database has several.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON.")
def take(*, file: Path, dealership: str, wants_json: bool) -> None:
    """Take in one e-mail (RFC 5322) from FILE, or from standard input: as a mail server's pipe hands it over.

    The same e-mail again changes nothing. Exit code 1: it is no e-mail, or too large.
    """
    wake()
    from steadyhand.business.conversations.incoming.mail import MOST_BYTES, NotAMail, read_mail  # noqa: PLC0415
    from steadyhand.flows.word.take_in_mail import take_in_mail  # noqa: PLC0415
    from steadyhand.flows.word.take_in_word import NobodyToHear  # noqa: PLC0415
    from steadyhand.imports.acting import WhichDealership, acting_for  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    try:
        if str(file) == "-":
            raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with file.open("rb") as opened:
                raw = opened.read(MOST_BYTES + 1)
        taken = take_in_mail(by=acting_for(dealership, "e-mail"), mail=read_mail(raw), now=read_clock())
    except OSError as problem:
        raise CannotDo(f"{file} can't be read: {problem.strerror}. Name a file with one e-mail in it.") from problem
    except (NotAMail, NobodyToHear, WhichDealership) as problem:
        raise CannotDo(str(problem)) from problem
    if wants_json:
        as_json(
            {
                "became": taken.became.value,
                "because": taken.because,
                "statement": str(taken.statement_id) if taken.statement_id else None,
                "call": str(taken.call_id) if taken.call_id else None,
            }
        )
        return
    click.echo(taken.because)
