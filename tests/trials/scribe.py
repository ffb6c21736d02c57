"""One of those who write while the server is killed, and who remembers what was acknowledged."""

import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

from tests.trials.writer import Answer, Writer

CUT_OFF = (OSError, http.client.HTTPException)
A_LIFE_AT_MOST = 60  # seconds until a killed server must be back


@dataclass
class Progress:
    """What all writers and whoever kills the server know together."""

    wanted: int
    saves: int = 0
    lives: int = 1
    lock: threading.Lock = field(default_factory=threading.Lock)

    def one_more(self) -> None:
        """A save was acknowledged."""
        with self.lock:
            self.saves += 1

    @property
    def is_over(self) -> bool:
        """Whether there are enough."""
        return self.saves >= self.wanted


@dataclass
class Scribe:
    """One of the four: keeps, saves, and remembers every word that was acknowledged."""

    name: str
    browser: Writer
    progress: Progress
    chance: random.Random
    in_revisions: list[str] = field(default_factory=list)
    last_kept: str = ""
    lost: list[str] = field(default_factory=list)
    copy_id: str = field(default_factory=lambda: str(uuid4()))
    entry: str = ""
    revision: int = 1
    version: int = 0
    sequence: int = 0
    words: int = 0
    life: int = 1
    broke: BaseException | None = None

    def works(self) -> None:
        """Until there are enough saves."""
        try:
            self.begins()
            while not self.progress.is_over:
                text = self.types()
                self.keeps(text)
                if self.chance.random() < 0.3:
                    self.saves(text)
        except BaseException as error:
            self.broke = error

    def types(self) -> str:
        """Words that were never typed before, and none that were: nothing is sent twice."""
        self.words += 1
        return f"{self.name}word{self.words}"

    def begins(self) -> None:
        """An entry to go on with."""
        typed = {"text": "Begun.", "dated": "2026-06-04", "entry_id": str(uuid4())}
        new = "/entries/new?kind=reflection&model=free"
        self.entry = self.until_answered(lambda: self.browser.sends(new, typed)).location

    def keeps(self, text: str) -> None:
        """As the script does: the same words with a new sequence until an answer comes."""
        while True:
            self.sequence += 1
            sent = {
                "place": f"{self.entry}/edit", "fields": {"text": text}, "editor": "e" * 32,
                "version": self.version, "sequence": self.sequence,
            }  # fmt: skip
            try:
                answer = self.browser.keeps(self.copy_id, sent)
            except CUT_OFF:
                self.looks_after_a_death()
                continue
            assert answer.status == 200, answer
            told = json.loads(answer.text)
            assert (told["copy"], told["sequence"]) == (self.copy_id, self.sequence), told
            self.version, self.last_kept = told["version"], text
            self.progress.one_more()
            return

    def saves(self, text: str) -> None:
        """Sends the form; pressed again when the answer was lost."""
        typed = {
            "text": text, "dated": "2026-06-04", "revision": str(self.revision),
            "copy_id": self.copy_id, "version": str(self.version),
        }  # fmt: skip
        here = f"{self.entry}/edit?model=free"
        answer = self.until_answered(lambda: self.browser.sends(here, typed))
        assert answer.status == 303, answer.text[:2000]
        self.in_revisions.append(text)
        self.revision += 1
        self.last_kept, self.version = "", 0
        self.copy_id = str(uuid4())
        self.progress.one_more()

    def until_answered(self, ask: Callable[[], Answer]) -> Answer:
        """Ask again until the server is there."""
        while True:
            try:
                return ask()
            except CUT_OFF:
                self.looks_after_a_death()

    def looks_after_a_death(self) -> None:
        """Whatever was acknowledged before the server died must be there when it is back."""
        until = time.monotonic() + A_LIFE_AT_MOST
        while time.monotonic() < until:
            try:
                shown = self.browser.get(f"/unfinished/{self.copy_id}")
                newest = self.browser.get(f"{self.entry}/history/{self.revision + 1}")
            except CUT_OFF:
                continue
            self.compares(shown.text, newest.text)
            return
        raise TimeoutError("The server did not come back.")

    def compares(self, copy: str, newest: str) -> None:
        """The last words kept are in the copy, newer ones took their place, or they were saved
        by a form whose answer was lost."""
        is_newer = f"{self.name}word{self.words}" in copy + newest
        if self.last_kept and self.last_kept not in copy + newest and not is_newer:
            self.lost.append(self.last_kept)
