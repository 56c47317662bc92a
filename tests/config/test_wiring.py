"""Every setting on the page is one that the code reads; every one that the code reads is on the page."""

import re
from pathlib import Path

from steadyhand.business.calls.alerts.rules import Rung
from steadyhand.business.dealership.settings.registry import registered_settings
from steadyhand.business.followups.registry import kinds
from steadyhand.business.followups.times import settings_of
from steadyhand.config.wiring import SETTINGS

SRC = Path(__file__).resolve().parents[2] / "src" / "steadyhand"
# As a setting, or by a function of its module that says what several have in common.
DECLARED = re.compile(r"^([A-Z][A-Z_]+)(?:: [^=]+)? = (?:Setting|_[a-z_]+)\($", re.MULTILINE)
KEY = re.compile(r'^ +key=f?"([a-z_.{}]+)"', re.MULTILINE)
NAME = re.compile(r"\b[A-Z][A-Z_]+\b")
# The alert order has one for each rung, made by a loop.
MADE = {"calls.alert_order_{rung.value}": {f"calls.alert_order_{rung.value}" for rung in Rung}}


def sources() -> dict[Path, str]:
    return {path: path.read_text() for path in SRC.rglob("*.py")}


def test_every_setting_that_is_declared_is_registered() -> None:
    found = {key for text in sources().values() if DECLARED.search(text) for key in KEY.findall(text)}
    declared = {key for name in found for key in MADE.get(name, {name})}

    assert {setting.key for setting in SETTINGS} == declared
    assert [setting.key for setting in registered_settings()] == [
        *(setting.key for setting in SETTINGS),
        *(setting.key for kind in kinds() for setting in settings_of(kind)),
    ]


def test_every_setting_that_is_declared_is_read_somewhere_else() -> None:
    texts = sources()
    declared = {name: path for path, text in texts.items() for name in DECLARED.findall(text)}
    read = {path: set(NAME.findall(text)) for path, text in texts.items()}
    unread = {
        name
        for name, place in declared.items()
        if not any(name in names for path, names in read.items() if path != place)
        # Asked for by a mapping that stands beside it, such as CALL_BACK.
        and not re.search(rf"^    [\w.]+: {name},$", texts[place], re.MULTILINE)
    }

    assert declared
    assert unread == set()


def test_titles_are_told_apart() -> None:
    titles = [setting.title for setting in registered_settings()]

    assert len(set(titles)) == len(titles)
