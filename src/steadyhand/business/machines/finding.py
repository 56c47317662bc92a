"""Under which words is a machine found? Values in, values out: no database, no clock."""

from steadyhand.shared.lookup import finding_keys

# What kind of row a key leads to (FindingKey.target_kind).
MACHINE = "m"


def keys_of_machine(*, serial: str, asset_tag: str, ref: str) -> list[str]:
    """Return the keys of a machine: serial number, asset tag and equipment number, from either end."""
    return finding_keys([("serial", serial), ("asset", asset_tag), ("number", ref)])
