"""OSRM's table is read as its documents say, and whatever goes wrong says so."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from tests.builders.travel import COLUMBUS, SCHAAN, VADUZ, a_map_server

from steadyhand.business.dispatch.travel.maps import MapSilent, Table
from steadyhand.business.dispatch.travel.places import Place
from steadyhand.integrations.maps import asking
from steadyhand.integrations.maps.osrm import OsrmServer

# The shape of OSRM 5.27's answer to two places there and back; 40 and 90 are metres to the nearest road.
ANSWER = {
    "code": "Ok",
    "durations": [[0, 312.4], [298.1, 0]],
    "distances": [[0, 3120.5], [3098.2, 0]],
    "sources": [{"hint": "a", "distance": 40.0, "location": [9.52, 47.14], "name": ""}, {"distance": 90.0}],
    "destinations": [{"distance": 40.0}, {"distance": 90.0}],
}


def table(status: int, said: Any, *, path: str = "") -> Table:
    with a_map_server(lambda _path, _body: (status, said)) as server:
        return OsrmServer(f"http://127.0.0.1:{server.port}{path}").table([VADUZ, SCHAAN], [VADUZ, SCHAAN])


def test_seconds_and_metres_are_read() -> None:
    found = table(200, ANSWER)

    assert found.seconds.tolist() == [[0, 312.4], [298.1, 0]]
    assert found.metres.tolist() == [[0, 3120.5], [3098.2, 0]]


def test_it_is_asked_for_durations_and_distances_longitude_first() -> None:
    with a_map_server(lambda _path, _body: (200, ANSWER)) as server:
        OsrmServer(f"http://127.0.0.1:{server.port}/osrm/").table([VADUZ, SCHAAN], [VADUZ, SCHAAN])

    parts = urlsplit(server.requests[0][0])
    assert parts.path == (
        "/osrm/table/v1/driving/9.521500,47.141000;9.508700,47.165000;9.521500,47.141000;9.508700,47.165000"
    )
    assert parse_qs(parts.query) == {
        "sources": ["0;1"], "destinations": ["2;3"], "annotations": ["duration,distance"]
    }  # fmt: skip


def test_no_way_and_a_place_far_from_any_road_are_not_known() -> None:
    far = [{"distance": 40.0}, {"distance": 5_000_000.0}]

    found = table(200, {**ANSWER, "durations": [[0, 312.4], [None, 0]], "sources": far})

    assert np.isnan(found.seconds).tolist() == [[False, False], [True, True]]


def test_a_server_without_lengths_still_says_how_long() -> None:
    found = table(200, {name: said for name, said in ANSWER.items() if name != "distances"})

    assert found.seconds[0, 1] == 312.4
    assert np.isnan(found.metres).all()


def test_five_hundred_places_are_asked_for_in_blocks_that_every_server_takes() -> None:
    def answer(path: str, _body: Any) -> tuple[int, Any]:
        query = parse_qs(urlsplit(path).query)
        rows, columns = (len(query[name][0].split(";")) for name in ("sources", "destinations"))
        assert rows + columns <= 100
        return 200, {"code": "Ok", "durations": [[60] * columns] * rows, "distances": [[1] * columns] * rows}

    places = [Place(47 + number / 1_000, 9.5) for number in range(120)]
    with a_map_server(answer) as server:
        found = OsrmServer(f"http://127.0.0.1:{server.port}").table(places, places)

    assert len(server.requests) == 9
    assert (found.seconds == 60).all()


def test_no_road_near_any_place_is_no_answer_for_them_and_no_failure() -> None:
    found = table(400, {"code": "NoSegment", "message": "Could not find a matching segment for coordinate 0"})

    assert np.isnan(found.seconds).all()


@pytest.mark.parametrize(
    ("status", "said", "words"),
    [
        (400, {"code": "TooBig", "message": "Too many table coordinates"}, "answers: Too many table coordinates"),
        (429, {"message": "Too Many Requests"}, "Too Many Requests. Its operator sets what it allows"),
        (200, "<html>hello</html>", "answers 200 with what is no OSRM server's answer. Correct STEADYHAND_MAPS"),
        (404, "nothing here", "answers 404 with what is no OSRM server's answer"),
        (302, "", "answers 302"),
        (200, {"code": "Ok"}, "in a way that isn't OSRM's"),
        (200, {"code": "Ok", "durations": [[0, 1]]}, "in a way that isn't OSRM's"),
        (200, {"code": "Ok", "durations": [["a", 1], [1, 1]]}, "in a way that isn't OSRM's"),
        (200, [1, 2], "in a way that isn't OSRM's"),
    ],
)
def test_whatever_else_it_says_becomes_a_sentence(status: int, said: Any, words: str) -> None:
    with pytest.raises(MapSilent, match=words):
        table(status, said)


def test_a_server_that_is_not_there_says_what_to_look_at() -> None:
    with a_map_server(lambda _path, _body: (200, ANSWER)) as server:
        gone = OsrmServer(f"http://127.0.0.1:{server.port}")

    with pytest.raises(MapSilent, match=r"127\.0\.0\.1 can't be reached .*is the server running"):
        gone.table([VADUZ], [COLUMBUS])


def test_a_server_that_is_slow_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "TIMEOUT_SECONDS", 0.05)

    def slowly(_path: str, _body: Any) -> tuple[int, Any]:
        import time  # noqa: PLC0415

        time.sleep(0.3)
        return 200, ANSWER

    with a_map_server(slowly) as server, pytest.raises(MapSilent, match=r"can't be reached .*timed out"):
        OsrmServer(f"http://127.0.0.1:{server.port}").table([VADUZ], [VADUZ])


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://93.184.216.34:5000", "would be told customers' places in the clear: write https://"),
        ("ftp://127.0.0.1", "is no address of a server"),
        ("http://127.0.0.1:notaport", "is no address of a server"),
        ("http://", "is no address of a server"),
    ],
)
def test_an_address_that_will_not_do_is_named(address: str, words: str) -> None:
    with pytest.raises(MapSilent, match=words):
        OsrmServer(address).table([VADUZ], [SCHAAN])
