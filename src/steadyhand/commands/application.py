"""How does a command get at the application, and how is a failure told?"""

import os

import click


class CannotDo(click.ClickException):
    """The command can't do it; the message says why and the way out. Exit code 1."""

    def show(self, file: object = None) -> None:  # noqa: ARG002  # click's signature
        click.secho(self.format_message(), err=True, fg="red")


def wake(*, home: str | None = None, database: str | None = None) -> None:
    """Load settings and tables; the first thing every command does that needs them.

    `home` and `database` take the place of STEADYHAND_HOME and DATABASE_URL. Call it once in a process.

    Raises:
        CannotDo: the settings can't be read or the home can't be written.
    """
    if home is not None:
        os.environ["STEADYHAND_HOME"] = home
    if database is not None:
        os.environ["DATABASE_URL"] = database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steadyhand.config.settings")
    # A person reads these lines, unless they asked for something else.
    os.environ.setdefault("STEADYHAND_LOGS", "plain")

    import django  # noqa: PLC0415  # after the environment is set
    from django.apps import apps  # noqa: PLC0415

    if apps.ready:  # somebody else's process, and its connections are its own affair
        return
    try:
        django.setup()
    except OSError as problem:
        raise CannotDo(
            f"{problem.filename or 'The home'} can't be used ({problem.strerror}): Steadyhand keeps its database, key "
            "and files there. Give this user the right to write it, or name another folder with STEADYHAND_HOME."
        ) from problem
    _connect_plainly()


def _connect_plainly() -> None:
    """Let a command open one connection of its own, and hear at once when nobody answers: a pool keeps trying."""
    from django.conf import settings  # noqa: PLC0415

    for database in settings.DATABASES.values():
        if database.get("OPTIONS", {}).pop("pool", None):
            database["OPTIONS"]["connect_timeout"] = 5


def what_the_database_said(problem: BaseException) -> str | None:
    """Return a sentence for an error of the database that a person can do something about, else None."""
    from django.db import OperationalError, ProgrammingError  # noqa: PLC0415  # --help needs no Django

    said = " ".join(str(problem).split())
    if isinstance(problem, ProgrammingError | OperationalError) and (
        "no such table" in said or "no such column" in said or "does not exist" in said
    ):
        return f"The database lacks a table of this version ({said}): run `steadyhand migrate` first."
    if isinstance(problem, OperationalError):
        return (
            f"The database doesn't answer ({said}). Is PostgreSQL running, and does DATABASE_URL name it? "
            "`steadyhand check` looks further."
        )
    return None
