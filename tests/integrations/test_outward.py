"""Nobody makes this server speak to what is inside a house, by no way of writing its address."""

import ipaddress
import socket
import time
from typing import Any

import pytest
from tests.builders.letters import a_gateway

from steadyhand.integrations import outward
from steadyhand.integrations.outward import NotAllowed, NotReached, is_public, post


def leading_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    monkeypatch.setattr(outward, "_resolved", lambda _host, _port: list(addresses))


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1"),
        *("224.0.0.1", "255.255.255.255", "192.0.2.7", "198.18.0.1", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1"),
        # IPv4 in the clothes of IPv6.
        *("::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:1::1"),
    ],
)
def test_what_is_inside_is_not_spoken_to(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    # One bad address among good ones is enough.
    leading_to(monkeypatch, "93.184.216.34", address)
    with pytest.raises(NotAllowed, match="no address of the internet"):
        post("https://erp.example/hooks", b"{}", {})


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_what_is_on_the_internet_is(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_nothing_goes_out_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    leading_to(monkeypatch, "93.184.216.34")
    with pytest.raises(NotAllowed, match="only https"):
        post("http://erp.example/hooks", b"{}", {})


def test_this_machine_is_spoken_to_only_where_the_server_says_so(settings: Any) -> None:
    with a_gateway((302, "elsewhere")) as heard:
        address = f"http://127.0.0.1:{heard.port}/hooks?a=b"
        with pytest.raises(NotAllowed):
            post(address, b"{}", {})
        settings.REACHES_ITSELF = True
        answer = post(address, b"{}", {"Content-Type": "application/json"})

    # A redirect is an answer like any other.
    assert (answer.status, answer.text) == (302, "elsewhere")
    assert [request["path"] for request in heard.requests] == ["/hooks?a=b"]


def test_the_connection_goes_where_was_looked_whatever_the_name_says_next(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.REACHES_ITSELF = True
    with a_gateway((204, "")) as heard:
        leading_to(monkeypatch, "127.0.0.1")
        assert post(f"http://erp.example:{heard.port}/", b"{}", {"Content-Type": "application/json"}).status == 204
    assert heard.requests[0]["headers"]["Host"] == f"erp.example:{heard.port}"


def test_who_drips_is_broken_off(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.REACHES_ITSELF = True
    monkeypatch.setattr(outward, "PATIENCE_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        # It takes the connection and never says a word.
        began = time.monotonic()
        with pytest.raises(NotReached, match="can't be reached"):
            post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {})
    assert time.monotonic() - began < outward.TIMEOUT_SECONDS
