"""`steadyhand stock`: what can be asked of the engines of parts without a dealership."""

import click

from steadyhand.commands.stock.predict import predict


@click.group()
def stock() -> None:
    """Ask the engines of parts about files of yours."""


stock.add_command(predict)
