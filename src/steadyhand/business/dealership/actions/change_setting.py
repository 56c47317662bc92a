"""A clock or threshold is set as this dealership wants it."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import Dealership, SettingValue
from steadyhand.business.dealership.settings.registry import AnySetting, setting_called
from steadyhand.business.dealership.settings.setting import OutOfRange
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def change_setting(*, by: Actor, key: str, value: Decimal | int, now: datetime, why: str = "") -> None:
    """Let a value hold from now on for the whole dealership. The default's own value goes back to the default.

    Raises:
        CannotRunItSo: no such setting, out of its range, or the actor sees some branches only.
    """
    setting = the_setting(by, key)
    try:
        setting.check(value)
    except OutOfRange as problem:
        raise CannotRunItSo(str(problem)) from problem
    if value == setting.default:
        back_to_default(setting, by=by, now=now, why=why)
        return
    row = SettingValue.objects.of(by.tenant_id).filter(key=key).first()
    was: Decimal | int = setting.default if row is None else row.value
    if row is None:
        row = SettingValue.objects.create(tenant_id=by.tenant_id, key=key, value=value)
    else:
        SettingValue.objects.filter(**row.where()).update(value=value)
    if was != value:
        record_change(
            row,
            by=by,
            at=now,
            verb="setting changed",
            why=why,
            was={setting.title: setting.said(was)},
            became={setting.title: setting.said(value)},
        )


def the_setting(by: Actor, key: str) -> AnySetting:
    """Return the setting that somebody is about to change.

    Raises:
        CannotRunItSo: there is none, or they see only some branches while it holds for all.
    """
    if by.branch_ids is not None:
        raise CannotRunItSo("Settings hold for all branches, so only an administrator of all of them can change one.")
    setting = setting_called(key)
    if setting is None:
        raise CannotRunItSo(f"There is no setting {key!r} any more; look at the list anew.")
    # A row may come or go while somebody else decides by it; the dealership's own row is always there to wait at.
    Dealership.objects.select_for_update().get(pk=by.tenant_id)
    return setting


def back_to_default(setting: AnySetting, *, by: Actor, now: datetime, why: str) -> None:
    """Forget the dealership's own value, with an entry in the history if there was one."""
    row = SettingValue.objects.of(by.tenant_id).filter(key=setting.key).first()
    if row is None:
        return
    was, became = {setting.title: setting.said(row.value)}, {setting.title: setting.said(setting.default)}
    record_change(row, by=by, at=now, verb="setting back to default", why=why, was=was, became=became)
    SettingValue.objects.filter(**row.where()).delete()
