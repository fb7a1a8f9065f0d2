"""Checks of a server, one function each: `@check` collects them, `run` carries them out and prints a line a check."""

import sys
import time
import traceback

ALL = []


class Skipped(Exception):
    """The server at hand is known not to do this, or the SDK at hand cannot ask for it."""


def check(title, departs=None):
    """`departs` says why SkyRL answers otherwise: the check is then left out there."""

    def collect(function):
        ALL.append((title, departs, function))
        return function

    return collect


def close_to(found, wanted, limit, what):
    """The largest difference, which must be below the limit."""
    assert len(found) == len(wanted), f"{what}: {len(found)} values, not {len(wanted)}"
    worst = max((abs(a - b) for a, b in zip(found, wanted)), default=0.0)
    assert worst <= limit, f"{what}: differs by {worst:.3g}, more than {limit:g}"
    return worst


def fails(action, *needles, within=20.0):
    """The message of the error that the action ends with; it must come soon and hold one of the needles."""
    start = time.monotonic()
    try:
        action()
    except Exception as error:
        taken = time.monotonic() - start
        message = str(error)
        assert taken < within, f"failed only after {taken:.0f} s: {message}"
        assert any(needle.lower() in message.lower() for needle in needles), f"none of {needles} in: {message}"
        return message
    raise AssertionError("did not fail")


def run(setting, only=None):
    """Calls every check with the setting; the exit code is 1 when one failed."""
    failed = 0
    chosen = [entry for entry in ALL if only is None or only in entry[2].__name__]
    for title, departs, function in chosen:
        start = time.monotonic()
        try:
            if departs is not None and setting.server == "skyrl":
                raise Skipped(departs)
            figure = function(setting)
            outcome = "ok" + (f": {figure}" if figure is not None else "")
        except Skipped as reason:
            outcome = f"left out: {reason}"
        except Exception as error:
            failed += 1
            outcome = f"FAILED: {type(error).__name__}: {error}"
            traceback.print_exc()
        print(f"{title} [{time.monotonic() - start:.1f} s] {outcome}", flush=True)
    print(f"{len(chosen) - failed} passed or left out, {failed} failed")
    sys.stdout.flush()
    return 1 if failed else 0
