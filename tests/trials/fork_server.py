"""A service that can be killed again and again: a fresh process for each life, in no time.

It reads its settings as JSON from the first line it is sent. For each further line it forks a
process that serves on the port, and writes down that process's id.
"""

import json
import os
import signal
import sys

import waitress

from config import Settings
from journal import create_app


def main() -> None:
    """Make the service once, and let each life of it begin from there."""
    given = json.loads(sys.stdin.readline())
    port = given.pop("port")
    app = create_app(Settings(**given))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while sys.stdin.readline():
        child = os.fork()
        if child == 0:
            sys.stdin.close()
            waitress.serve(app, host="127.0.0.1", port=port, threads=4, _quiet=True)
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
