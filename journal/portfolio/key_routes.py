"""The fingerprint of the key under every portfolio, for anybody who wants to compare."""

from flask import Blueprint, render_template

from journal import signing
from journal.access import ANYONE, allow
from journal.extensions import db

organisation = Blueprint("organisation", __name__, url_prefix="/organisation")


@organisation.get("/key")
@allow(ANYONE)
def key() -> str:
    """Each organisation's keys, the newest first; no sign-in, since an assessor has none."""
    return render_template("portfolio/key.html", keys=signing.all_keys(db.session))
