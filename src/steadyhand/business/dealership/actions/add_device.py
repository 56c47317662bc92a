"""Somebody wants to be told on the browser in their hand."""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import PushDevice, User
from steadyhand.business.dealership.webhooks.rules import BadAddress, checked_address
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.outbox.queueing import Recipient, Words, queue_message
from steadyhand.shared.webpush.keys import read
from steadyhand.shared.webpush.sealing import AUTH_BYTES, reader_key

# Somebody who has more has forgotten some.
MOST_DEVICES = 10
MOST_LETTERS = 1_000
WELCOME = Words(subject="This device will tell you", body="What needs you at once, you read here.")
WELCOME_WITHIN = timedelta(minutes=10)


@transaction.atomic
def add_device(*, by: Actor, endpoint: str, p256dh: str, auth: str, label: str, now: datetime) -> UUID:
    """Tell the actor on a browser from now on; one that somebody else used before is theirs no more.

    Raises:
        CannotRunItSo: the browser's keys or address are none, or the actor has too many devices.
    """
    kept = _checked(endpoint, p256dh, auth)
    # One after the other: of two tabs that ask at once the second finds what the first wrote.
    user = User.objects.of(by.tenant_id).select_for_update().filter(id=by.user_id).first() if by.user_id else None
    if user is None:
        raise CannotRunItSo("Only somebody who signs in has devices; sign in anew.")
    key = sha256(kept.encode()).hexdigest()
    devices = PushDevice.objects.of(by.tenant_id)
    row = devices.filter(endpoint_key=key).first()
    if row is not None and row.user_id == user.id:
        devices.filter(id=row.id).update(p256dh=p256dh, auth=auth, label=label[:100])
        return row.id
    if devices.filter(user_id=user.id).count() >= MOST_DEVICES:
        raise CannotRunItSo(f"You are told on {MOST_DEVICES} devices already: take one off first.")
    if row is not None:
        devices.filter(id=row.id).delete()
    device = PushDevice.objects.create(
        tenant_id=by.tenant_id,
        user=user,
        endpoint=kept,
        endpoint_key=key,
        p256dh=p256dh,
        auth=auth,
        label=label[:100],
        made_at=now,
    )
    record_change(device, by=by, at=now, verb="device added", became={"device": device.label})
    queue_message(
        by=by,
        key=f"device:{device.id.hex}",
        to=Recipient(name=user.name, channel="push", address=str(device.id)),
        words=WELCOME,
        about_id=user.id,
        expires_at=now + WELCOME_WITHIN,
        now=now,
    )
    return device.id


@transaction.atomic
def remove_device(*, by: Actor, device_id: UUID, now: datetime) -> None:
    """Tell the actor on this device of theirs no more.

    Raises:
        CannotRunItSo: it is none of theirs.
    """
    rows = PushDevice.objects.of(by.tenant_id).select_for_update()
    device = rows.filter(user_id=by.user_id, id=device_id).first() if by.user_id else None
    if device is None:
        raise CannotRunItSo("This device isn't told any more; look at the list anew.")
    record_change(device, by=by, at=now, verb="device taken off", was={"device": device.label})
    PushDevice.objects.filter(**device.where()).delete()


def _checked(endpoint: str, p256dh: str, auth: str) -> str:
    try:
        kept = checked_address(endpoint, reaches_itself=settings.REACHES_ITSELF)
        reader_key(read(p256dh))
        is_whole = len(read(auth)) == AUTH_BYTES
    except (BadAddress, ValueError) as problem:
        raise CannotRunItSo(f"This browser's subscription can't be used: {problem}") from problem
    if len(kept) > MOST_LETTERS:
        raise CannotRunItSo(f"This browser's subscription can't be used: its address has over {MOST_LETTERS} letters.")
    if not is_whole:
        raise CannotRunItSo("This browser's subscription can't be used: its secret hasn't 16 bytes. Try again.")
    return kept
