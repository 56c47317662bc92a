"""A kit comes in from a file, another dealership's too: looked at dry first, then whole or not at all."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from steadyhand.business.learning.hiring.changes import Change, changed
from steadyhand.business.learning.hiring.editing import renamed
from steadyhand.business.learning.hiring.files import KitFile, read_file
from steadyhand.business.learning.keeping_kits import check_same, keep_version, kit_to_change
from steadyhand.business.learning.queries.kits import KitNow
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.business.people.actions.set_role_need import set_role_need
from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.growth.shipped import Need
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file would do to a post's kit.

    `unknown` are needs of the file that the post's list hasn't, `otherwise` those that it calls by another title
    (theirs, ours); `nameless` are needs that its questions look for and that neither the file nor the list says.
    """

    file: KitFile
    changes: tuple[Change, ...]
    unknown: tuple[Need, ...]
    otherwise: tuple[tuple[str, str], ...]
    nameless: tuple[str, ...]


def look_at_kit(*, by: Actor, post: str, text: str) -> Looked:
    """Return what a file would change, and change nothing.

    Raises:
        BadKitFile: it can't be read; all that is wrong with it is named.
        CannotHire: they may not, or there is no such post.
    """
    return _looked(kit_to_change(by, post), text)


def _looked(was: KitNow, text: str) -> Looked:
    file = read_file(text)
    ours = {each.code: each for each in was.post.needs}
    asked = {item.criterion for item in file.contents.items}
    said = {each.code for each in file.needs}
    return Looked(
        file,
        changed(was.contents, file.contents),
        tuple(each for each in file.needs if each.code not in ours and each.code in asked),
        tuple(
            (each.title, ours[each.code].title)
            for each in file.needs
            if each.code in ours and each.code in asked and ours[each.code].title != each.title
        ),
        tuple(sorted(asked - said - ours.keys())),
    )


@transaction.atomic
def bring_kit(*, by: Actor, post: str, text: str, adds_needs: bool, opened: int, why: str, now: datetime) -> int:
    """Take a file's questions and samples in the place of all that are there, and return the version's number.

    `adds_needs`: what it looks for and the post's list hasn't is put into that list, too.

    Raises:
        BadKitFile: it can't be read.
        CannotHire: they may not, a need can't be added, no reason, or the kit was changed since version `opened`.
    """
    was = kit_to_change(by, post)
    check_same(was, opened)
    looked = _looked(was, text)
    codes = {}
    try:
        for need in looked.unknown if adds_needs else ():
            codes[need.code] = set_role_need(by=by, post=post, need=replace(need, code=""), now=now)
    except CannotBeSo as refused:
        raise CannotHire(f"The need “{need.title}” can't be added: {refused}") from refused
    return keep_version(by=by, was=was, contents=renamed(looked.file.contents, codes), why=why, now=now)
