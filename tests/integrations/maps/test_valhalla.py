"""A server of Valhalla is read as its documents say, in its short form and its long one."""

from typing import Any

import numpy as np
import pytest
from tests.builders.travel import COLUMBUS, SCHAAN, VADUZ, a_map_server

from steadyhand.business.dispatch.travel.maps import MapSilent, Table
from steadyhand.business.dispatch.travel.places import Place
from steadyhand.integrations.maps.valhalla import ValhallaServer

# The shape of Valhalla 3.5's answer with "verbose": false, kilometres.
SHORT = {
    "algorithm": "timedistancematrix",
    "units": "kilometers",
    "sources_to_targets": {"durations": [[0, 312], [298, 0]], "distances": [[0.0, 3.12], [3.098, 0.0]]},
}
# And of a version before it knew that word.
LONG = {
    "units": "kilometers",
    "sources_to_targets": [
        [
            {"distance": 0.0, "time": 0, "from_index": 0, "to_index": 0},
            {"distance": 3.12, "time": 312, "from_index": 0, "to_index": 1},
        ],
        [
            {"distance": 3.098, "time": 298, "from_index": 1, "to_index": 0},
            {"distance": None, "time": None, "from_index": 1, "to_index": 1},
        ],
    ],
}
NO_ROAD = {"error_code": 171, "error": "No suitable edges near location", "status_code": 400, "status": "Bad Request"}


def table(status: int, said: Any) -> Table:
    with a_map_server(lambda _path, _body: (status, said)) as server:
        return ValhallaServer(f"http://127.0.0.1:{server.port}").table([VADUZ, SCHAAN], [VADUZ, SCHAAN])


def test_seconds_and_kilometres_are_read() -> None:
    found = table(200, SHORT)

    assert found.seconds.tolist() == [[0, 312], [298, 0]]
    assert found.metres.tolist() == pytest.approx(np.array([[0, 3120], [3098, 0]]))


def test_so_are_those_of_an_older_server() -> None:
    found = table(200, LONG)

    assert found.seconds[0].tolist() == [0, 312]
    assert np.isnan(found.seconds[1, 1])
    assert found.metres[1, 0] == pytest.approx(3098)


def test_it_is_asked_for_cars_in_kilometres_and_not_to_look_far_around() -> None:
    with a_map_server(lambda _path, _body: (200, SHORT)) as server:
        ValhallaServer(f"http://127.0.0.1:{server.port}/v/").table([VADUZ, SCHAAN], [VADUZ, SCHAAN])

    path, body = server.requests[0]
    assert path == "/v/sources_to_targets"
    assert body["sources"][0] == {"lat": 47.141, "lon": 9.5215, "search_cutoff": 2000}
    assert (body["costing"], body["units"], body["verbose"]) == ("auto", "kilometers", False)


def test_one_place_off_the_map_does_not_keep_the_others_from_an_answer() -> None:
    def answer(path: str, body: Any) -> tuple[int, Any]:
        if path == "/locate":
            return 200, [{"edges": None if place["lat"] < 45 else [{"way_id": 1}]} for place in body["locations"]]
        if any(place["lat"] < 45 for place in (*body["sources"], *body["targets"])):
            return 400, NO_ROAD
        shape = (len(body["sources"]), len(body["targets"]))
        return 200, {
            "sources_to_targets": {"durations": np.full(shape, 60).tolist(), "distances": np.ones(shape).tolist()}
        }

    with a_map_server(answer) as server:
        found = ValhallaServer(f"http://127.0.0.1:{server.port}").table([VADUZ, COLUMBUS], [SCHAAN, COLUMBUS, VADUZ])

    assert np.isnan(found.seconds).tolist() == [[False, True, False], [True, True, True]]
    assert found.metres[0, 0] == 1_000


def test_places_none_of_which_is_on_the_map_have_no_answer() -> None:
    def answer(path: str, body: Any) -> tuple[int, Any]:
        return (200, [{"edges": None} for _ in body["locations"]]) if path == "/locate" else (400, NO_ROAD)

    with a_map_server(answer) as server:
        found = ValhallaServer(f"http://127.0.0.1:{server.port}").table([COLUMBUS], [Place(40, -83)])

    assert np.isnan(found.seconds).all()


@pytest.mark.parametrize(
    ("status", "said", "words"),
    [
        (400, {"error_code": 150, "error": "Exceeded max locations"}, "Exceeded max locations. Its operator sets"),
        (500, "oops", "answers 500 with what is no Valhalla server's answer"),
        (200, {"sources_to_targets": [[1, 2]]}, "in a way that isn't Valhalla's"),
        (200, {"sources_to_targets": {"durations": [[0]], "distances": [[0]]}}, "in a way that isn't Valhalla's"),
        (200, {"code": "Ok", "durations": [[0]]}, "in a way that isn't Valhalla's"),
        (400, NO_ROAD, "No suitable edges"),
    ],
)
def test_whatever_else_it_says_becomes_a_sentence(status: int, said: Any, words: str) -> None:
    with pytest.raises(MapSilent, match=words):
        table(status, said)
