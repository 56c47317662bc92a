"""`steadyhand user`: let people sign in, list them, give new passwords."""

import secrets
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from steadyhand.commands.answers import as_json, as_table
from steadyhand.commands.application import CannotDo, wake

if TYPE_CHECKING:  # it needs the application awake
    from steadyhand.business.dealership.queries import Firm

ROLES = ("technician", "dispatcher", "service_manager", "sales", "it_specialist", "parts", "administrator", "principal")
# Read aloud over a phone without spelling: no 0/o, 1/l/i.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@click.group()
def user() -> None:
    """Let people sign in, list them, give new passwords.

    Everything else about people is changed on the People page.
    """


@user.command("add", epilog="Example: steadyhand user add dana@example.com --name Dana --role dispatcher --branch COL")
@click.argument("email")
@click.option("--name", required=True, help="As colleagues and the history call them.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="Several may be given.")
@click.option("--branch", "code", default="", help="Code of the only branch they see; left out: all of them.")
@click.option("--dealership", "firm_name", default="", help="Its name, where the database holds several.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of making one.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON.")
def add(
    *, email: str, name: str, roles: tuple[str, ...], code: str, firm_name: str, password_stdin: bool, wants_json: bool
) -> None:
    """Let EMAIL sign in. Prints a first password, which they should change on their account page."""
    wake()
    from django.db import transaction  # noqa: PLC0415

    from steadyhand.business.dealership.actions.give_password import give_password  # noqa: PLC0415
    from steadyhand.business.dealership.actions.invite_user import invite_user  # noqa: PLC0415
    from steadyhand.business.dealership.described import CannotRunItSo, RoleAt  # noqa: PLC0415
    from steadyhand.business.dealership.rules import Role  # noqa: PLC0415
    from steadyhand.business.dealership.running import branch_codes  # noqa: PLC0415
    from steadyhand.flows.person.welcome_technician import NotThisTechnician, welcome_technician  # noqa: PLC0415
    from steadyhand.shared.actor import the_system  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    firm = _the_firm(firm_name)
    branches = branch_codes(firm.id)
    if code and code not in branches:
        raise CannotDo(f"{firm.name} has no branch {code!r}: it has {', '.join(branches)}.")
    password, by, now = _password(password_stdin), the_system(firm.id, "steadyhand user add"), read_clock()
    held = [RoleAt(Role(role), branches.get(code)) for role in roles]
    try:
        with transaction.atomic():
            user_id = invite_user(by=by, name=name, email=_address(email), phone="", roles=held, now=now)
            give_password(by=by, user_id=user_id, password=password, now=now)
            welcome_technician(by=by, user_id=user_id, now=now)
    except (CannotRunItSo, NotThisTechnician) as problem:
        raise CannotDo(str(problem)) from problem
    _tell(email, password, "" if password_stdin else "can sign in with", wants_json=wants_json)


@user.command("reset-password", epilog="Example: steadyhand user reset-password dana@example.com")
@click.argument("email")
@click.option("--dealership", "firm_name", default="", help="Its name, where the address works at several.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of making one.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON.")
def reset_password(*, email: str, firm_name: str, password_stdin: bool, wants_json: bool) -> None:
    """Give EMAIL a new password, and sign them out everywhere."""
    wake()
    from steadyhand.business.dealership.actions.give_password import give_password  # noqa: PLC0415
    from steadyhand.business.dealership.described import CannotRunItSo  # noqa: PLC0415
    from steadyhand.business.dealership.running import people_who_sign_in  # noqa: PLC0415
    from steadyhand.shared.actor import the_system  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    found = [person for person in people_who_sign_in(email=email) if firm_name in {"", person.dealership}]
    if not found:
        raise CannotDo(f"Nobody signs in as {email}: `steadyhand user list` shows who does.")
    if len(found) > 1:
        firms = ", ".join(person.dealership for person in found)
        raise CannotDo(f"{email} signs in at {firms}: name one of them with --dealership.")
    (person,) = found
    password = _password(password_stdin)
    try:
        give_password(
            by=the_system(person.tenant_id, "steadyhand user reset-password"),
            user_id=person.id,
            password=password,
            now=read_clock(),
        )
    except CannotRunItSo as problem:
        raise CannotDo(str(problem)) from problem
    _tell(person.email, password, "" if password_stdin else "now signs in with", wants_json=wants_json)


@user.command("list", epilog="Example: steadyhand user list --json")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON.")
def list_(*, wants_json: bool) -> None:
    """List who may sign in, with their roles."""
    wake()
    from steadyhand.business.dealership.running import people_who_sign_in  # noqa: PLC0415

    people = people_who_sign_in()
    if wants_json:
        as_json([asdict(person) for person in people])
    elif not people:
        click.echo("Nobody can sign in yet: steadyhand user add --help")
    else:
        as_table(
            ["e-mail", "name", "roles", "dealership", ""],
            [[p.email, p.name, ", ".join(p.roles), p.dealership, "" if p.is_active else "shut out"] for p in people],
        )


def _the_firm(name: str) -> "Firm":
    from steadyhand.business.dealership.running import all_firms  # noqa: PLC0415  # needs the application awake

    firms = [firm for firm in all_firms() if name in {"", firm.name}]
    if not firms:
        raise CannotDo(
            f"There is no dealership{f' called {name!r}' if name else ''} here: `steadyhand dealership open` opens one."
        )
    if len(firms) > 1:
        raise CannotDo(f"Here are {', '.join(firm.name for firm in firms)}: name one with --dealership.")
    return firms[0]


def _address(email: str) -> str:
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.core.validators import validate_email  # noqa: PLC0415

    try:
        validate_email(email)
    except ValidationError:
        raise CannotDo(f"{email!r} is no e-mail address, and people sign in with one.") from None
    return email


def _password(from_stdin: bool) -> str:  # noqa: FBT001  # a flag passed on
    if not from_stdin:
        return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CannotDo("No password came on standard input: write it there in one line, or leave --password-stdin out.")
    return password


def _tell(email: str, password: str, does: str, *, wants_json: bool) -> None:
    """Say the password only where it was made here."""
    if wants_json:
        as_json({"email": email} | ({"password": password} if does else {}))
    else:
        click.echo(f"{email} {does} {password}" if does else f"{email}: done.")
