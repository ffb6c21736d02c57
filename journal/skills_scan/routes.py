"""The pages of a scan that are read: the list, the scan itself, and how far somebody has moved."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import audit, programmes
from journal.access import SIGNED_IN, allow
from journal.domain.looking_over import Look
from journal.domain.relationships import MAY_CONFIRM, RelationshipKind
from journal.domain.scan_answers import Change, tally
from journal.domain.skills_scan import ScanWordKind
from journal.extensions import db
from journal.models import Person, SkillsScan
from journal.names import names_of
from journal.sent_scans import texts_of
from journal.signed_in import current_person
from journal.skills_scan import actions, queries
from journal.skills_scan.forms import MeetingForm, WordForm, word_form
from journal.skills_scan.views import ScanView, beside, view_of

skills_scan = Blueprint("skills_scan", __name__, url_prefix="/skills-scan")

SHOWN = "Your supervisors can read your sent scans and your hours now. You can take that back here."
MAY_READ = frozenset(MAY_CONFIRM)
HIDDEN = "Your supervisors can no longer read your scans and your hours."


@skills_scan.get("")
@allow(SIGNED_IN)
def index() -> str:
    """One's own scans, and those of the people one supports."""
    me = current_person()
    own = queries.scans_by(db.session, me, me.id)
    page = queries.sent_by_others(db.session, me, request.args.get("after", ""))
    audit.listed(me, [(each.author_id, each.id) for each in page.rows], "skills_scan")
    begun = next((each for each in own if each.sent_at is None), None)
    return render_template(
        "skills_scan/index.html",
        begun=view(begun) if begun else None,
        sent=[each for each in own if each.sent_at],
        page=page,
        names=names_of(db.session, [each.author_id for each in page.rows]),
        the_scan=programmes.content_of(db.session, me).skills_scan,
        readers=queries.readers_of(db.session, me),
        programme=programmes.programme_of(db.session, me),
    )


@skills_scan.get("/of/<uuid:person_id>")
@allow(SIGNED_IN)
def of_person(person_id: UUID) -> ResponseReturnValue:
    """The scans of somebody whom one supports, as far as one may read them."""
    me = current_person()
    if person_id == me.id:
        return redirect(url_for(".index"))
    if not queries.kinds_to(db.session, me, person_id) & MAY_READ:
        abort(404)
    scans = queries.scans_by(db.session, me, person_id)
    audit.listed(me, [(each.author_id, each.id) for each in scans], "skills_scan")
    name = names_of(db.session, [person_id])[person_id]
    return render_template(
        "skills_scan/of_person.html", person_id=person_id, name=name, scans=scans
    )


@skills_scan.post("/begin")
@allow(SIGNED_IN)
def begin() -> ResponseReturnValue:
    """Begin a scan; one that is not sent yet is gone on with."""
    scan = actions.begin(db.session, current_person())
    return redirect(url_for(".show", scan_id=scan.id), code=303)


@skills_scan.post("/shown")
@allow(SIGNED_IN)
def set_shown() -> ResponseReturnValue:
    """Let supervisors read along, or no longer."""
    shown = request.form.get("shown") == "yes"
    programmes.show_to_supervisors(db.session, current_person(), shown=shown)
    flash(SHOWN if shown else HIDDEN)
    return redirect(url_for(".index"), code=303)


@skills_scan.get("/<uuid:scan_id>")
@allow(SIGNED_IN)
def show(scan_id: UUID) -> str:
    """A scan: its worker's own task list until it is sent; then the same page for all."""
    return show_scan(load(scan_id))


@skills_scan.get("/<uuid:scan_id>/moved")
@allow(SIGNED_IN)
def moved(scan_id: UUID) -> str:
    """This scan beside the baseline and those between: what has moved."""
    me, scan = current_person(), load(scan_id)
    scans = queries.beside(db.session, me, scan)
    audit.listed(me, [(each.author_id, each.id) for each in scans], "skills_scan")
    the_scan = texts_of(db.session, scan).skills_scan
    shown = beside(scans, the_scan)
    return render_template(
        "skills_scan/moved.html",
        scan=scan,
        beside=shown,
        counts=tally(shown.rows),
        changes=tuple(Change),
        the_scan=the_scan,
        name=names_of(db.session, [scan.author_id])[scan.author_id],
    )


def load(scan_id: UUID) -> SkillsScan:
    """One scan, or the page that is not there; that it was read is noted."""
    me = current_person()
    is_post = request.method == "POST"
    scan = queries.get_scan(db.session, me, scan_id, to_write=is_post) or abort(404)
    audit.opened(me, scan.author_id, actions.subject_of(scan.id))
    return scan


def load_own(scan_id: UUID) -> SkillsScan:
    """One scan of one's own."""
    scan = load(scan_id)
    if scan.author_id != current_person().id:
        abort(404)
    return scan


def view(scan: SkillsScan) -> ScanView:
    """A scan as its page shows it to the person signed in."""
    texts = texts_of(db.session, scan)
    return view_of(db.session, current_person(), scan, texts.skills_scan, texts.standard)


def show_scan(
    scan: SkillsScan,
    words: WordForm | None = None,
    meeting: MeetingForm | None = None,
    look: Look | None = None,
) -> str:
    """The page of a scan, with what this person may say to it."""
    me = current_person()
    kinds = queries.kinds_to(db.session, me, scan.author_id) if scan.sent_at else frozenset()
    worker = db.session.get_one(Person, scan.author_id)
    return render_template(
        "skills_scan/show.html" if scan.sent_at else "skills_scan/begun.html",
        scan=view(scan),
        is_mine=scan.author_id == me.id,
        words=words or (own_words(scan) if RelationshipKind.MANAGER in kinds else None),
        meeting=meeting
        or (MeetingForm(formdata=None) if RelationshipKind.COACH in kinds else None),
        words_look=look if words else None,
        meeting_look=look if meeting else None,
        readers=queries.readers_of(db.session, worker) if worker.id == me.id else (),
        shown=shown_to_supervisors(worker),
        **around(scan),
    )


def around(scan: SkillsScan) -> dict[str, Any]:
    """What else the page of a scan names."""
    names = texts_of(db.session, scan).skills_scan
    return {"the_scan": names, "is_first": scan.number == 1, "kinds": tuple(ScanWordKind)}


def shown_to_supervisors(worker: Person) -> bool:
    """Whether the worker lets their supervisors read along."""
    programme = programmes.programme_of(db.session, worker)
    return bool(programme and programme.shown_to_supervisors)


def own_words(scan: SkillsScan) -> WordForm:
    """The line manager's form, with what they said last."""
    mine = {each.duty: each for each in scan.words if each.author_id == current_person().id}
    filled: dict[str, str] = {}
    for number, word in mine.items():
        if number is not None:
            filled |= {f"decision-{number}": word.kind.value, f"field_{number}": word.text}
    return form_of_words(scan)(formdata=None, **filled)


def form_of_words(scan: SkillsScan) -> type[WordForm]:
    """The form with a place for every duty of the scan."""
    return word_form([duty.number for duty in texts_of(db.session, scan).skills_scan.duties])
