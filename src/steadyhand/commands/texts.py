"""`steadyhand texts`: where the gateway hands over texts from customers."""

import click

from steadyhand.commands.application import CannotDo, wake


@click.group()
def texts() -> None:
    """Let texts from customers come in (docs/operate/messages.md)."""


@texts.command("address", epilog="Example: steadyhand texts address --new")
@click.option("--new", "is_new", is_flag=True, help="Make another one; the one before opens nothing any more.")
@click.option("--dealership", default="", help="Name of the dealership, where the database has several.")
def address(*, is_new: bool, dealership: str) -> None:
    """Print the address to which the gateway sends what customers text. It is as good as a password."""
    wake()
    from django.conf import settings  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from steadyhand.flows.word.texts_door import texts_token  # noqa: PLC0415
    from steadyhand.imports.acting import WhichDealership, acting_for  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    try:
        token = texts_token(by=acting_for(dealership, "steadyhand texts"), is_new=is_new, now=read_clock())
    except WhichDealership as problem:
        raise CannotDo(str(problem)) from problem
    click.echo(f"{settings.ADDRESS}{reverse('texts-in', args=[token])}")
