"""Both halves of `make bench-promises`, one after the other: real logs, then made-up dealerships."""

import subprocess
import sys

HALVES = ("benchmarks.promises.real", "benchmarks.promises.simulated")


def main() -> int:
    """Run every half to its end, and return 1 where one fell short."""
    codes = [subprocess.run([sys.executable, "-m", half], check=False).returncode for half in HALVES]  # noqa: S603
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
