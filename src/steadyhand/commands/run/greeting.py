"""Where is it, and how does each role sign in? Said when it can be done, not before."""

import click

from steadyhand.commands.answers import as_table
from steadyhand.commands.demo.cast import PASSWORD, PEOPLE


def greet(*, address: str, note: str, is_demo: bool, set_up_url: str, seconds: float) -> None:
    """Print the address; for the demo a table of who can sign in, and where nothing is yet the link to begin by."""
    click.echo()
    click.echo(f"  Steadyhand is ready at {click.style(address, bold=True)}  ({seconds:.1f} s; Ctrl-C stops it)")
    if note:
        click.echo(f"  {note}")
    click.echo()
    if is_demo:
        click.echo(f"  Sign in as any of these; the password is {click.style(PASSWORD, bold=True)}")
        click.echo()
        as_table(
            ["role", "e-mail", "who", "what waits there"],
            [[person.role.label, person.email, person.name, person.waits] for person in PEOPLE],
        )
        click.echo()
    elif set_up_url:
        click.echo("  There is no dealership yet. Set yours up in a browser (works once, until this time tomorrow):")
        click.echo()
        click.echo(f"  {click.style(set_up_url, bold=True)}")
        click.echo()
        click.echo("  Or look at an invented one: stop this, then steadyhand run --demo")
        click.echo()
