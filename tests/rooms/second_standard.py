"""A second, smaller standard as another system would hand it over, in two versions."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from journal.models import Programme
from tests.client import Client
from tests.commanding import Run
from tests.world import World

KEY = "allotment-helper"
DUTIES = {
    "1": ("Welcome people to the allotment", ("K1", "K2", "S1")),
    "2": ("Share out the work", ("K3", "K4", "S2", "S3")),
    "3": ("Look after soil and tools", ("K5", "S4", "S5")),
    "4": ("How an allotment helper is", ("B1", "B2")),
}
TEXTS = {
    "K1": "Who comes to an allotment and why",
    "K2": "What makes a first visit easy",
    "K3": "How a week of work is planned",
    "K4": "What each tool is for",
    "K5": "How soil is kept alive",
    "S1": "Greet a newcomer and show them round",
    "S2": "Agree with others who does what",
    "S3": "Ask for help in time",
    "S4": "Turn a compost heap",
    "S5": "Clean and put away tools",
    "B1": "Is patient with people and plants",
    "B2": "Keeps a promise",
}
NEXT_TEXTS = {
    **{code: text for code, text in TEXTS.items() if code != "S3"},
    "K2": "What makes a first visit easy and safe",
    "K6": "Which plants are poisonous",
}
NEXT_DUTIES = {
    **DUTIES,
    "2": ("Share out the work", ("K3", "K4", "S2")),
    "3": ("Look after soil and tools", ("K5", "K6", "S4", "S5")),
}


def write(
    folder: Path,
    name: str,
    duties: dict[str, tuple[str, tuple[str, ...]]],
    texts: dict[str, str],
) -> Path:
    """The standard as a Mahara matrix, written here by hand and not by our own writer."""
    elements: list[dict[str, Any]] = [
        {
            "shortname": code,
            "name": texts[code],
            "description": "",
            "standardid": number,
            "elementid": f"{number}.{place}",
        }
        for number, (_, codes) in duties.items()
        for place, code in enumerate(codes, start=1)
    ]
    whole = {
        "framework": {
            "institution": "",
            "name": "Allotment helper",
            "description": "How to help on an allotment",
            "selfassess": True,
            "evidencestatuses": [
                {"begun": "Begun"},
                {"incomplete": "Incomplete"},
                {"partialcomplete": "Partly"},
                {"completed": "Done"},
            ],
            "standards": [
                {
                    "shortname": f"Duty {number}",
                    "name": title,
                    "description": "",
                    "standardid": number,
                }
                for number, (title, _) in duties.items()
            ],
            "standardelements": elements,
        }
    }
    file = folder / name
    file.write_text(json.dumps(whole), encoding="utf-8")
    return file


def first(folder: Path) -> Path:
    """The first version."""
    return write(folder, "first.matrix", DUTIES, TEXTS)


def following(folder: Path) -> Path:
    """The next one: K2 reworded, K6 added, S3 removed."""
    return write(folder, "next.matrix", NEXT_DUTIES, NEXT_TEXTS)


def plan_typed(standard: str, version: str = "1", **changes: str) -> dict[str, Any]:
    """The form of its plan, as somebody fills it in."""
    return {
        "standard": standard,
        "title": "Allotment plan",
        "version": version,
        "note": "Agreed with the allotment society.",
        "method-0-title": "Talk with the basket at hand",
        "method-0-what_it_is": "A talk about what you brought along.",
        "method-0-codes": "K1, S1-S2",
        "method-0-uses_portfolio": "y",
        "method-1-title": "A morning's work",
        "method-1-what_it_is": "Somebody watches.",
        "method-1-codes": "K2-K5, S3 - S5",
        "outside_methods": "B1, b2",
        "pieces.typical_low": "2",
        "pieces.typical_high": "4",
        "admits": ["work_product", "reflection"],
        "minimum_hours": "90",
        "funding_year": "2026/27",
        "words.end_point_assessment": "harvest talk",
        "words.assessment_organisation": "allotment society",
        "words.assessor": "old gardener",
        "words.gateway": "garden gate",
        **changes,
    }


def learned_by_worker(
    session: Session, world: World, client_for: Callable[..., Client], run: Run, folder: Path
) -> Client:
    """The first version brought in with its plan; the worker learns by both."""
    done = run(str(first(folder)), "--organisation", "The Orchard", "--version", "1")
    assert done.exit_code == 0, done.output
    saved = client_for(world.admin).post("/admin/plans/new", plan_typed(f"{KEY}@1"))
    assert saved.status_code == 303, saved.text
    session.rollback()
    programme = session.get_one(Programme, world.worker.id)
    programme.standard, programme.standard_version = KEY, "1"
    programme.plan, programme.plan_version = f"{KEY}-plan", "1"
    session.commit()
    return client_for(world.worker)
