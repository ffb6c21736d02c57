"""The fingerprint of the key under every portfolio, for anybody who wants to compare."""

from datetime import datetime

from flask import Blueprint, render_template

from journal import signing
from journal.access import ANYONE, allow
from journal.extensions import db
from journal.models import Submission

organisation = Blueprint("organisation", __name__, url_prefix="/organisation")


@organisation.get("/key")
@allow(ANYONE)
def key() -> str:
    """Each organisation's keys, the newest first; no sign-in, since an assessor has none."""
    return render_template("portfolio/key.html", keys=signing.all_keys(db.session))


@organisation.app_template_global()
def key_replaced_since(frozen: Submission) -> datetime | None:
    """When another key took the place of the one that may have signed what was taken out of this
    before; the worker and whoever reads by a link are told alike."""
    return signing.key_replaced_since(db.session, frozen.organisation_id, frozen.frozen_at)
