"""``serve``: what is refused before anything is listened at."""

import socket
import sys
from contextlib import closing

import pytest


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])
def test_other_machines_come_in_with_a_token_only(run, host: str) -> None:
    done = run("serve", "--host", host)

    assert done.status == 2
    assert done.err == (
        f"quizapp: At {host} others could study as you: give a secret with --token too.\n"
    )


def test_a_token_that_is_soon_guessed_is_refused(run) -> None:
    assert run("serve", "--token", "1234567").err == (
        "quizapp: A token has 8 characters or more.\n"
    )


def test_a_port_beyond_all_ports_is_refused(run) -> None:
    done = run("serve", "--port", "65536")

    assert (done.status, done.err) == (
        2,
        "quizapp: A port is a number up to 65535, not 65536.\n",
    )


def test_a_port_in_use_is_named(run) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port))

    assert done.status == 2
    assert done.err.startswith(f"quizapp: Cannot listen at 127.0.0.1:{port}: ")
    assert done.err.endswith("Try another --port.\n")


def test_without_the_extra_the_package_is_named(run, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [name for name in sys.modules if name.startswith("quizapp.web")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "aiohttp", None)

    done = run("serve")

    assert done.status == 2
    assert "pip install 'quizapp[web]'" in done.err
