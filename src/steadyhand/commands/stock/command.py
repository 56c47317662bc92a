"""`steadyhand stock`: what can be asked of the engines of parts, and what lies where as a file."""

import click

from steadyhand.commands.stock.lying import bring, list_stock
from steadyhand.commands.stock.optimise import optimise
from steadyhand.commands.stock.predict import predict


@click.group()
def stock() -> None:
    """Ask the engines of parts about files of yours; bring what lies where, and list it."""


stock.add_command(predict)
stock.add_command(optimise)
stock.add_command(bring)
stock.add_command(list_stock)
