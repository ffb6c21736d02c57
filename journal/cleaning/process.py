"""Cleaning a file in a process of its own, which has none of the service's secrets."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

from journal.cleaning.kinds import BY_MEDIA_TYPE, Cleaned, Refused

SECONDS = 30
AT_ONCE = threading.BoundedSemaphore(2)
WAIT_SECONDS = 60
_PACKAGE = Path(__file__).resolve().parents[1]
# Importing `journal` would load the whole web service: the process gets a bare package of that
# name instead.
_START = """
import runpy, sys, types
package = sys.modules["journal"] = types.ModuleType("journal")
package.__path__ = [sys.argv[1]]
runpy.run_module("journal.cleaning.worker", run_name="__main__")
"""
_KEPT_FROM_ENVIRONMENT = ("PATH", "LANG", "SYSTEMROOT")
NOT_READ = "We could not read this file safely. Please save it once more, or as PDF, and try that."
BUSY = "Many files are being added just now. Please try again in a minute."


def clean(data: bytes, seconds: float = SECONDS) -> Cleaned:
    """The file as it may be kept. Raises Refused, whatever goes wrong and at the latest after
    `seconds`, with a sentence for whoever sent it."""
    if not AT_ONCE.acquire(timeout=WAIT_SECONDS):
        raise Refused(BUSY)
    try:
        return in_a_process(data, seconds)
    finally:
        AT_ONCE.release()


def in_a_process(data: bytes, seconds: float) -> Cleaned:
    """Start it, give it the file, believe only a complete answer."""
    command = [sys.executable, "-P", "-c", _START, str(_PACKAGE)]
    environment = {name: os.environ[name] for name in _KEPT_FROM_ENVIRONMENT if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and nothing typed among its arguments
            command, input=data, capture_output=True, env=environment, timeout=seconds
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(NOT_READ) from error
    if done.returncode:
        raise Refused(NOT_READ)
    line, _, cleaned = done.stdout.partition(b"\n")
    said = json.loads(line)
    if "refused" in said:
        raise Refused(said["refused"])
    kind = BY_MEDIA_TYPE[said["media_type"]]
    return Cleaned(cleaned, kind, tuple(said["removed"]), tuple(said["notes"]))
