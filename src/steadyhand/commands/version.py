"""`steadyhand version`: which version is this, and of what does it make use?"""

import platform
from importlib import metadata

import click

from steadyhand.commands.answers import as_json


def this_version() -> str:
    return metadata.version("steadyhand")


@click.command(epilog="Example: steadyhand version --json")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON, with the versions beneath.")
def version(*, wants_json: bool) -> None:
    """Say which version this is."""
    if not wants_json:
        click.echo(f"Steadyhand {this_version()}")
        return
    import django  # noqa: PLC0415  # only this answer needs it

    as_json({"steadyhand": this_version(), "python": platform.python_version(), "django": django.get_version()})
