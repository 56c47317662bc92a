"""Which kind of file is it? Told by what stands in it, not by its name."""

import json
from pathlib import Path

from steadyhand.business.dispatch.solver.problem import BadProblem, Problem
from steadyhand.business.dispatch.solver.reading.document import problem_from
from steadyhand.business.dispatch.solver.reading.published import Instance, pillac, solomon, vrplib_file


def read(path: Path) -> Instance:
    """Return the day in a file: our JSON, Solomon's, Pillac's or VRPLIB's format. Our own has no unit but minutes.

    Raises:
        BadProblem: it can't be read, or what it says can't be; the message says what to do.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as problem:
        raise BadProblem(f"{path} can't be read ({problem.strerror}): name a file that is there.") from problem
    except UnicodeDecodeError as problem:
        raise BadProblem(f"{path} isn't a text file: JSON, Solomon, VRPLIB and Pillac's files are.") from problem
    if text.lstrip().startswith("{"):
        return Instance(_from_json(path, text), 0)
    if "CREW COUNT" in text:
        return pillac(path)
    if "NODE_COORD_SECTION" in text or "EDGE_WEIGHT_SECTION" in text:
        return vrplib_file(path)
    if "CUST NO" in text:
        return solomon(path)
    raise BadProblem(
        f"{path} is none of the files known here: our JSON (docs/reference/dispatch), Solomon's, VRPLIB or Pillac's."
    )


def _from_json(path: Path, text: str) -> Problem:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as problem:
        raise BadProblem(f"{path}, line {problem.lineno}: this isn't JSON ({problem.msg}).") from problem
    return problem_from(document)
