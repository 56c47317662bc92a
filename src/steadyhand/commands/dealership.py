"""`steadyhand dealership`: open your own dealership, here or in a browser."""

import click

from steadyhand.commands.application import CannotDo, wake


@click.group()
def dealership() -> None:
    """Open your own dealership; everything else about it is changed on its pages."""


@dealership.command("link", epilog="Example: steadyhand dealership link --address https://service.example.com")
@click.option(
    "--address", default="http://127.0.0.1:8000", show_default=True, help="Where people reach this server in a browser."
)
def link(*, address: str) -> None:
    """Print a link that sets a dealership up in a browser, while there is none. Older links open nothing any more."""
    wake()
    from steadyhand.business.dealership.described import CannotRunItSo  # noqa: PLC0415
    from steadyhand.commands.set_up_link import new_set_up_url  # noqa: PLC0415
    from steadyhand.commands.tables import apply_migrations  # noqa: PLC0415

    apply_migrations()
    try:
        click.echo(new_set_up_url(address))
    except CannotRunItSo as problem:
        raise CannotDo(str(problem)) from problem


@dealership.command(
    "open", epilog='Example: steadyhand dealership open "Lakeside" --zone America/New_York --branch COL'
)
@click.argument("name")
@click.option("--zone", required=True, help="Time zone, as in America/New_York.")
@click.option("--country", default="US", show_default=True, help="Two letters, as in US or DE.")
@click.option("--region", default="", help="State or province, as in OH, for its public holidays.")
@click.option("--branch", "code", default="MAIN", show_default=True, help="Short code of the first branch.")
@click.option("--branch-name", default="", help="Name of the first branch; its code if left out.")
@click.option("--phone", default="", help="The number customers call.")
def open_(*, name: str, zone: str, country: str, region: str, code: str, branch_name: str, phone: str) -> None:
    """Open a dealership called NAME with its first branch.

    Next: `steadyhand user add` for its administrator, then `steadyhand run`.
    """
    wake()
    from steadyhand.business.dealership.actions.found_dealership import FirstBranch, found_dealership  # noqa: PLC0415
    from steadyhand.business.dealership.described import CannotRunItSo  # noqa: PLC0415
    from steadyhand.commands.tables import apply_migrations  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    apply_migrations()
    try:
        found_dealership(
            founder="steadyhand dealership open",
            name=name,
            country=country.upper(),
            region=region.upper(),
            zone=zone,
            branches=[FirstBranch(code=code, name=branch_name or code, phone=phone)],
            is_demo=False,
            now=read_clock(),
        )
    except CannotRunItSo as problem:
        raise CannotDo(str(problem)) from problem
    click.echo(f"{name} is open, with branch {code}.")
    click.echo("Next, its administrator: steadyhand user add YOU@EXAMPLE.COM --name YOU --role administrator")
