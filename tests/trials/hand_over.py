"""Somebody with a portfolio that is ready to be handed in."""

from datetime import date
from uuid import uuid4

import flask_migrate

from journal.attachments import actions as attachments
from journal.cleaning.kinds import WAV, Cleaned
from journal.database import begin_writing
from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.entries import actions as entries
from journal.extensions import db
from journal.file_limits import Limits
from journal.library import content
from journal.models import Organisation, Person
from journal.models.confidential import act_as
from journal.portfolio import actions, enclosing, signing
from journal.portfolio.standing import standing_of
from journal.portfolio_contents import evidence_of
from journal.storage import storage
from tests.world import PASSWORD_HASH

EMAIL = "w@test.example"
ROOM = Limits(file_megabytes=300, files_on_an_entry=20, megabytes_of_a_person=900)


def signed_portfolio(recording: bytes = b"") -> str:
    """A database with a worker whose portfolio has one piece, with a recording if there is one,
    and is signed; its address."""
    flask_migrate.upgrade()
    begin_writing(db.session)
    me = a_worker()
    day = date.today()
    draft = Draft(EntryKind.WORK_PRODUCT, None, "A map", "We drew it.", {}, day, None, False)
    entry = entries.write(db.session, me, draft, uuid4())
    entries.set_tags(db.session, me, entry, {("peer-worker", "S1"): "We drew it."}, ())
    entries.write_statement(db.session, me, entry, "I drew a map with four people.")
    made = actions.begin(db.session, me, "Eleven months", "illustrative", uuid4())
    piece = actions.add_piece(db.session, me, made, entry, "A map")
    if recording:
        given = attachments.Given("talk.wav", "A talk", Cleaned(recording, WAV))
        attachments.add(db.session, storage(), me, entry, given, ROOM)
        db.session.expire_all()
        [file] = evidence_of(entry).files
        decision = enclosing.Decision(goes_along=True, caption="A talk")
        enclosing.decide(db.session, me, made, piece, file, decision)
    db.session.commit()
    begin_writing(db.session)
    db.session.expire_all()
    signing.say_own(db.session, me, standing_of(db.session, me, made, content()))
    db.session.commit()
    path = f"/portfolio/{made.id}"
    db.session.rollback()
    db.engine.dispose()
    return path


def a_worker() -> Person:
    """Somebody in an organisation of their own, for whom the session acts."""
    home = Organisation(name="The Orchard")
    db.session.add(home)
    db.session.flush()
    me = Person(organisation_id=home.id, email=EMAIL, name="W", password_hash=PASSWORD_HASH)
    db.session.add(me)
    db.session.flush()
    act_as(db.session, me)
    return me
