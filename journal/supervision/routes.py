"""My supervision on one page, one person's part of it, and what two or more people hold."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from journal import audit, joint_records, record_versions
from journal.access import SIGNED_IN, allow
from journal.domain.joint_records import RecordKind, RecordState
from journal.domain.supervision import PURPOSES_OF, Standing
from journal.extensions import db
from journal.follow_up_view import note_listed, open_actions_between
from journal.formatting import day_of, today
from journal.kept_records import get_kept, is_kept, kept
from journal.models import JointRecord, Person
from journal.names import names_of
from journal.records_waiting import count_for_me, for_me_to_agree
from journal.signed_in import current_person
from journal.supervision import actions, queries
from journal.supervision.abouts import links_of
from journal.supervision.agenda_queries import agenda_of, waiting_points
from journal.supervision.meetings import (
    Meeting,
    meetings_of,
    parts_of,
    said_of,
    standing_of,
)
from journal.supervision.short_forms import PointForm
from journal.typed_values import as_number

supervision = Blueprint("supervision", __name__, url_prefix="/supervision")

PAGES = {
    RecordKind.OBSERVATION: "observations.show",
    RecordKind.PROGRESS_REVIEW: "progress_reviews.show",
    RecordKind.LEARNING_SUPPORT: "progress_reviews.show_support",
    RecordKind.GATEWAY: "gateway.signing",
}
"""The rooms of records that are not this one's."""


@supervision.app_context_processor
def for_other_rooms() -> dict[str, object]:
    """What the first page and the pages of other rooms ask of supervision."""
    return {
        "count_to_agree": lambda: count_for_me(db.session, current_person()),
        "reviews_due": lambda: reviews_due(current_person()),
        "page_of_record": page_of_record,
        "has_address": has_address,
    }


@supervision.get("")
@allow(SIGNED_IN)
def index() -> str:
    """Everybody I meet, what waits for my word, and the sessions that were."""
    me = current_person()
    meetings = meetings_of(db.session, me, queries.my_relationships(db.session, me))
    meetings.sort(key=lambda each: (not each.supports_me, not each.is_used))
    groups = [
        each for each in queries.planned(db.session, me) if each.kind is RecordKind.CO_REFLECTION
    ]
    page = queries.past(db.session, me, after=request.args.get("after", ""))
    waiting = for_me_to_agree(db.session, me)
    left = kept(db.session, me, request.args.get("left", ""))
    shown_here = (*groups, *page.rows, *waiting, *left.rows)
    people = [holder.person_id for each in shown_here for holder in each.holders]
    return render_template(
        "supervision/index.html",
        meetings=meetings,
        groups=groups,
        waiting=waiting,
        page=page,
        left=left,
        names=names_of(db.session, people),
        may_gather=may_gather(meetings),
    )


@supervision.get("/with/<uuid:relationship_id>")
@allow(SIGNED_IN)
def with_somebody(relationship_id: UUID) -> str:
    """One person I meet: the agreements, what is planned, what waits, and what was."""
    me = current_person()
    bond = queries.get_relationship(db.session, me, relationship_id) or abort(404)
    waiting = waiting_points(db.session, me, bond.id, request.args.get("points", ""))
    points = waiting.page.rows
    for point in points:
        if point.author_id != me.id:
            audit.opened(me, bond.worker_id, ("agenda_item", point.id))
    after = request.args.get("after", "")
    page = queries.past(db.session, me, after=after, relationships=[bond.id])
    coming = queries.planned(db.session, me, [bond.id])
    people = [holder.person_id for each in (*coming, *page.rows) for holder in each.holders]
    return render_template(
        "supervision/with.html",
        meeting=meetings_of(db.session, me, [bond])[0],
        bond=bond,
        purposes=PURPOSES_OF[bond.kind],
        coming=coming,
        points=points,
        waiting=waiting,
        about=links_of(db.session, me, points),
        page=page,
        names=names_of(db.session, [*people, *(each.author_id for each in points)]),
    )


@supervision.get("/<uuid:record_id>")
@allow(SIGNED_IN)
def show(record_id: UUID) -> str:
    """An agreement, a session or a co-reflection, to whoever holds it.

    Beside a group stands only what groups agreed to do: others may be looking on.
    """
    record = get_record(record_id)
    if record.kind is RecordKind.AGREEMENT:
        return render_template("supervision/agreement.html", **shown(record))
    me = current_person()
    on_it = agenda_of(db.session, me, record.id, request.args.get("points", ""))
    agenda = on_it.page.rows
    bonds = {each.relationship_id for each in record.holders if each.relationship_id}
    kind = None if queries.is_for_two(record) else record.kind
    to_do = open_actions_between(db.session, me, bonds, kind)
    note_listed(me, to_do)
    return render_template(
        "supervision/session.html",
        **shown(record, [each.author_id for each in agenda]),
        agenda=agenda,
        on_it=on_it,
        open_actions=to_do,
        about=links_of(db.session, me, agenda),
        point=PointForm(formdata=None),
        may_close=has_come(record),
        one_before=queries.one_before(db.session, me, record),
    )


@supervision.get("/<uuid:record_id>/versions/<int:number>")
@allow(SIGNED_IN)
def version(record_id: UUID, number: int) -> str:
    """One version as it was saved, and what was said of it."""
    record = get_record(record_id)
    me = current_person()
    asked_for = record_versions.numbered(db.session, me, record, number) or abort(404)
    return render_template(
        "supervision/version.html",
        **{**shown(record, [asked_for.author_id]), "parts": parts_of(asked_for, record)},
        kept=asked_for,
    )


def get_record(record_id: UUID, *, to_write: bool = False) -> JointRecord:
    """The record that an address names, to whoever may read it; that it was read is noted.

    To read alone, whoever has left a group finds it as it stood then.
    """
    me = current_person()
    is_post = request.method == "POST"
    record = queries.get_record(db.session, me, record_id, to_write=is_post)
    if record is None and not to_write:
        record = get_kept(db.session, me, record_id)
    if record is None or (to_write and me.id not in joint_records.people_of(record)):
        abort(404)
    if not is_kept(record):
        joint_records.note_opened(me, record)
    return record


def shown(record: JointRecord, others: list[UUID] | None = None) -> dict[str, Any]:
    """What every page of a record shows."""
    me = current_person()
    holders = joint_records.people_of(record)
    before = as_number(request.args.get("before"))
    versions = record_versions.versions_of(db.session, me, record, before)
    stands = record_versions.standing(db.session, me, [record]).get(record.id)
    writers = {each.author_id for each in versions.rows} | {each.author_id for each in record.words}
    said = said_of(record)
    over = is_over_here(record)
    closed = over or joint_records.is_closed(record) or record.state is RecordState.CANCELLED
    return {
        "record": record,
        "parts": parts_of(record, record),
        "names": names_of(db.session, holders | writers | set(others or ())),
        "people": people_in(record, me),
        "said": said,
        "standing": standing_of(record, me, stands),
        "stands": stands,
        "versions": versions,
        "is_over": over,
        "is_kept": is_kept(record),
        "is_closed": closed,
        "may_settle": actions.may_settle(record, me),
        "may_undo": not over and actions.may_undo(record, me),
        "bond_id": bond_of(record),
        "has_word": has_word(record, closed),
    }


def is_over_here(record: JointRecord) -> bool:
    """Whether it is closed as it stood: for everybody, or for who left a group that goes on. Once
    the group has met, their word on what they read is still theirs to say."""
    if record.state is RecordState.HELD and not is_kept(record):
        return joint_records.is_over(db.session, record)
    return joint_records.is_over_for(db.session, record, current_person())


def has_come(record: JointRecord) -> bool:
    """Whether it is the day of the session, or later."""
    return day_of(queries.when(record)) <= today()


def has_word(record: JointRecord, is_closed: bool) -> bool:
    """Whether it is written far enough for people to say their word on it."""
    is_written = record.kind is RecordKind.AGREEMENT or record.state is RecordState.HELD
    return is_written and not is_closed


def people_in(record: JointRecord, me: Person) -> list[UUID]:
    """Everybody whose word it takes, oneself last, each once."""
    asked = joint_records.asked(record)
    ids = dict.fromkeys(each.person_id for each in record.holders if each.person_id in asked)
    return sorted(ids, key=lambda each: each == me.id)


def bond_of(record: JointRecord) -> UUID | None:
    """The relationship of a record of two people."""
    if record.kind is RecordKind.CO_REFLECTION:
        return None
    return next((each.relationship_id for each in record.holders if each.relationship_id), None)


def may_gather(meetings: list[Meeting]) -> bool:
    """Whether somebody supervises two people or more, and so can bring them together."""
    return sum(not each.supports_me for each in meetings) > 1


def reviews_due(me: Person) -> list[JointRecord]:
    """The agreements of this person that it is time to look at again."""
    bonds = [each.id for each in queries.my_relationships(db.session, me)]
    agreements = queries.agreements_of(db.session, me, bonds).values()
    stands = record_versions.standing(db.session, me, agreements)
    return [
        each
        for each in agreements
        if standing_of(each, me, stands.get(each.id)) is Standing.REVIEW_DUE
    ]


def page_of_record(record: JointRecord) -> str:
    """The endpoint of the page of a record, in whichever room."""
    endpoint = PAGES.get(record.kind, "supervision.show")
    return endpoint if endpoint in current_app.view_functions else "supervision.index"


def has_address(path: str, method: str = "GET") -> bool:
    """Whether this installation has a page at an address."""
    try:
        current_app.url_map.bind("localhost").match(path, method)
    except HTTPException:
        return False
    return True
