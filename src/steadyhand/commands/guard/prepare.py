"""Write what was read from the rules' files: for a quick start, and for the browser. `make guard-rules` runs it."""

import json
from pathlib import Path
from typing import Any

import steadyhand
from steadyhand.business.conversations.guard.rules.folder import LANGUAGES
from steadyhand.business.conversations.guard.rules.wrong import BadRule
from steadyhand.business.conversations.guard.shipped import PREPARED, languages, prepare, read

FOR_BROWSERS = Path(steadyhand.__path__[0]) / "pages/static/steadyhand/guard"


def prepared_files() -> dict[Path, str]:
    """Return the files that are written, each with its text; a test holds them against what stands there."""
    files = {}
    for language in languages():
        ours = read(language)
        files[LANGUAGES / language / PREPARED] = _written(prepare(language, ours))
        files[FOR_BROWSERS / f"rules.{language}.json"] = _written(ours.rules.portable())
    return files


def main() -> None:
    """Write them."""
    try:
        files = prepared_files()
    except BadRule as problem:
        raise SystemExit(str(problem)) from problem
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")
        print(f"{file}: {len(text) // 1000} kB")


def _written(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=True, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    main()
