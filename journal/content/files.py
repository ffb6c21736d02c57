"""Read every content file, shape first and sense after."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from journal.content import rules
from journal.content.document import Document, read
from journal.content.errors import ContentError
from journal.content.layout import FILES, PLAN, PLANS_FOLDER


@dataclass(frozen=True)
class Files:
    """The files as read, by their name under `content/`; the plans are as many as there are."""

    documents: Mapping[str, Document]
    plans: tuple[Document, ...]

    def __getitem__(self, file: str) -> Document:
        return self.documents[file]

    def errors(self) -> list[ContentError]:
        """Everything that is wrong, file after file, from the top of each."""
        documents = (*self.documents.values(), *self.plans)
        return [
            error
            for document in documents
            for error in sorted(document.errors, key=lambda error: error.line)
        ]


def read_all(folder: Path) -> Files:
    """Read and check the whole folder; a rule is tried only on files whose shape is right."""
    documents = {file: read(folder, file, shape) for file, shape in FILES.items()}
    plans = _read_plans(folder)
    rules.apply(documents, plans)
    return Files(documents, plans)


def _read_plans(folder: Path) -> tuple[Document, ...]:
    names = sorted(path.name for path in (folder / PLANS_FOLDER).glob("*.y*ml"))
    if not names:
        missing = Document(PLANS_FOLDER)
        missing.wrong((), "a folder with at least one assessment plan in a .yaml file")
        return (missing,)
    return tuple(read(folder, f"{PLANS_FOLDER}/{name}", PLAN) for name in names)
