"""The tests' own footing: nothing leaves this machine, and the browser is there."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Set aside for documentation: no such machine exists.
ELSEWHERE = "192.0.2.1"

DRAW = """
letter => {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    pen.font = "40px sans-serif";
    pen.fillText(letter, 0, 40);
    return canvas.toDataURL();
}
"""


def test_a_look_up_of_another_machine_fails_the_test() -> None:
    with pytest.raises(pytest.fail.Exception, match=f"looked up {ELSEWHERE}"):
        socket.create_connection((ELSEWHERE, 80))


def test_a_call_to_another_machine_fails_the_test_even_if_errors_are_forgiven() -> None:
    with pytest.raises(pytest.fail.Exception, match=f"called {ELSEWHERE}"), socket.socket() as line:
        try:
            line.connect((ELSEWHERE, 80))
        except Exception:
            pytest.fail("the code under test could have swallowed this")


def test_a_server_on_this_machine_may_be_called() -> None:
    with (
        socket.create_server(("localhost", 0)) as server,
        socket.create_connection(server.getsockname()) as line,
    ):
        assert line.getpeername() == server.getsockname()


def test_the_browser_draws_two_hangul_letters_differently(browser: Browser) -> None:
    """Without a Korean font both would be the same empty box."""
    page = browser.new_page()
    page.set_content("<html lang='ko'></html>")
    assert page.evaluate(DRAW, "한") != page.evaluate(DRAW, "국")
    page.close()


def run_browser_tests_without_chromium(checkout: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and output of this file's tests where no browser can be found."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", __file__, *arguments]
    done = subprocess.run(
        command,
        cwd=checkout,
        env={**os.environ, "CHROMIUM": "no-such-browser"},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_missing_browser_is_named_before_any_test_runs(checkout: Path) -> None:
    code, shown = run_browser_tests_without_chromium(checkout)
    assert code == 1
    assert "apt install chromium fonts-noto-cjk" in shown
    assert "passed" not in shown


def test_the_other_tests_can_run_without_a_browser(checkout: Path) -> None:
    code, shown = run_browser_tests_without_chromium(
        checkout, "-m", "not browser", "-k", "on_this_machine"
    )
    assert code == 0
    assert "1 passed" in shown
