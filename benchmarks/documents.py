"""Seconds and memory to make a PDF of a portfolio, beside other engines, and how both grow.

    python3 run.py python -m benchmarks.documents [PIECES ...]

Without numbers: 100, 250, 500 and 1,000 pieces. Each PDF is made from the same document by a
process of its own, which is all that is measured; the other engines get the largest. Those that
are not on the machine are named, with what would bring them.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from shutil import which

import pikepdf
import psutil

from benchmarks.portfolios import portfolio
from journal.documents import canonical
from journal.documents.docx import to_docx
from journal.documents.html import to_html
from journal.documents.pdf import to_pdf
from journal.documents.tree import Document

SIZES = (100, 250, 500, 1_000)
PATIENCE = 1_800
"""Seconds after which an engine is not waited for any longer."""
BETWEEN_LOOKS = 0.1
"""Seconds between two looks at what the processes have taken so far."""
OURS = "typst (ours)"
SAY = sys.stdout.write


@dataclass(frozen=True)
class Taken:
    """What one PDF took."""

    pieces: int
    pages: int
    seconds: float
    """By the clock."""
    work: float
    """Seconds of the processor: what other programs do at the same time hardly counts."""
    megabytes: float
    """The most that one of its processes held at once."""


@dataclass(frozen=True)
class Engine:
    """A way to a PDF: run in a process of its own, which reads `document` and writes `out.pdf`."""

    name: str
    make: Callable[[Path], None]
    is_here: Callable[[], bool]
    how_to_get_it: str


def main(sizes: Sequence[int]) -> None:
    """Print a line for every PDF, then how the work grew. That of one piece is all start."""
    take(ENGINES[0], 1)
    taken = [each for pieces in sizes if (each := take(ENGINES[0], pieces))]
    SAY(growth(taken))
    for engine in ENGINES[1:]:
        if not engine.is_here():
            SAY(f"{engine.name}: not on this machine, so not compared. {engine.how_to_get_it}\n")
        elif taken and (other := take(engine, taken[-1].pieces)):
            SAY(
                f"  that is {other.work / taken[-1].work:.1f} times the work and "
                f"{other.megabytes / taken[-1].megabytes:.1f} times the memory of ours\n"
            )


def take(engine: Engine, pieces: int) -> Taken | None:
    """Have one PDF made, and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        (there / "document").write_bytes(canonical.to_bytes(portfolio(pieces)))
        taken = measured(engine, there, pieces)
    if taken is None:
        SAY(f"{engine.name}: {pieces:,} pieces: no PDF (it failed, or took over {PATIENCE} s)\n")
        return None
    SAY(
        f"{engine.name}: {pieces:,} pieces, {taken.pages:,} pages: {taken.seconds:.1f} s "
        f"({taken.work:.1f} s of work, {1000 * taken.work / pieces:.1f} ms a piece), "
        f"{taken.megabytes:,.0f} MB at most\n"
    )
    return taken


def measured(engine: Engine, folder: Path, pieces: int) -> Taken | None:
    """What the process and all that it started took; nothing if there is no PDF at the end."""
    began = time.monotonic()
    command = [sys.executable, "-m", "benchmarks.documents", "--make", engine.name, str(folder)]
    limited = ["timeout", str(PATIENCE), *command] if which("timeout") else command
    process = subprocess.Popen(limited, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    work, megabytes = watched(process)
    seconds = time.monotonic() - began
    out = folder / "out.pdf"
    if process.returncode or not out.exists():
        return None
    with pikepdf.open(out) as opened:
        pages = len(opened.pages)
    return Taken(pieces, pages, seconds, work, megabytes)


def watched(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Seconds of work of a process and all that it starts, and the most megabytes of one of them.

    Looked at again and again, since a browser's processes end without being waited for.
    """
    root = psutil.Process(process.pid)
    work: dict[int, float] = {}
    most = 0
    while process.poll() is None:
        for each in [root, *root.children(recursive=True)]:
            with suppress(psutil.Error), each.oneshot():
                times = each.cpu_times()
                work[each.pid] = times.user + times.system
                most = max(most, each.memory_info().rss)
        time.sleep(BETWEEN_LOOKS)
    return sum(work.values()), most / 1024**2


def growth(taken: Sequence[Taken]) -> str:
    """From each size to the next: how much more there was, and how much more work it took.

    The start is the same for every size, so the steps between sizes tell of the growth.
    """
    lines = [
        f"  from {one.pieces:,} to {other.pieces:,} pieces: {other.pieces / one.pieces:.2f} times "
        f"as many, {other.work / one.work:.2f} times the work, "
        f"{other.megabytes / one.megabytes:.2f} times the memory\n"
        for one, other in pairwise(taken)
    ]
    steps = [
        (other.work - one.work) / (other.pieces - one.pieces) for one, other in pairwise(taken)
    ]
    if len(steps) > 1:
        lines.append(
            f"  a further piece cost {steps[-1] / steps[0]:.2f} times as much at the end as at the "
            "beginning (1 is linear)\n"
        )
    return "".join(lines)


def make(name: str, folder: Path) -> None:
    """In the process that is measured: from the document to the PDF, with nothing else."""
    [engine] = [each for each in ENGINES if each.name == name]
    engine.make(folder)


def with_typst(folder: Path) -> None:
    """Ours."""
    (folder / "out.pdf").write_bytes(to_pdf(read(folder), PATIENCE))


def with_weasyprint(folder: Path) -> None:
    """The same document's HTML file, tagged for readers aloud as ours is."""
    import weasyprint

    page = weasyprint.HTML(string=to_html(read(folder)))
    page.write_pdf(folder / "out.pdf", pdf_variant="pdf/ua-1")


def with_libreoffice(folder: Path) -> None:
    """The same document's Word file."""
    (folder / "out.docx").write_bytes(to_docx(read(folder)))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    run("soffice", home, "--headless", "--convert-to", "pdf", "--outdir", folder,
        folder / "out.docx")  # fmt: skip


def with_chromium(folder: Path) -> None:
    """The same document's HTML file, printed by a browser."""
    (folder / "out.html").write_text(to_html(read(folder)), encoding="utf-8")
    run(browser() or "chromium", "--headless", "--no-sandbox", f"--user-data-dir={folder / 'home'}",
        "--no-pdf-header-footer", f"--print-to-pdf={folder / 'out.pdf'}",
        (folder / "out.html").as_uri())  # fmt: skip


def browser() -> str | None:
    """Chromium, or the one without windows that the tests drive."""
    return which("chromium") or which("chromium-headless-shell")


def read(folder: Path) -> Document:
    """The document that every engine gets."""
    return canonical.from_bytes((folder / "document").read_bytes())


def run(program: str, *words: object) -> None:
    """Another program, waited for so that what it takes counts."""
    subprocess.run([which(program) or program, *map(str, words)], check=True)  # noqa: S603


ENGINES = (
    Engine(OURS, with_typst, lambda: True, ""),
    Engine(
        "LibreOffice, from our DOCX", with_libreoffice, lambda: which("soffice") is not None,
        "To compare: apt install libreoffice-writer-nogui",
    ),
    Engine(
        "Chromium, from our HTML", with_chromium, lambda: browser() is not None,
        "To compare: apt install chromium-headless-shell",
    ),
    Engine(
        "WeasyPrint, from our HTML", with_weasyprint, lambda: find_spec("weasyprint") is not None,
        'To compare: .venv/bin/python -m pip install ".[bench]" (and Debian\'s libpango-1.0-0, '
        "libpangoft2-1.0-0, libharfbuzz-subset0).",
    ),
)  # fmt: skip

if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        make(sys.argv[2], Path(sys.argv[3]))
    else:
        main([int(each) for each in sys.argv[1:]] or SIZES)
