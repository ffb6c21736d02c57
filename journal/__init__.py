"""Alongside: a supervision and reflective-practice journal for peer workers."""

from functools import partial
from inspect import iscoroutinefunction
from pathlib import Path

from flask import Flask, Response
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from config import ROOT, Settings
from journal import (
    access,
    called,
    content,
    database,
    errors,
    formatting,
    headers,
    keeping,
    navigation,
    transactions,
    uploads,
)
from journal.access import ANYONE, allow
from journal.extensions import bootstrap, csrf, db, login_manager, migrate
from journal.models import Base
from journal.models.guards import check_relationships
from journal.rooms import ROOMS
from journal.storage import Storage

LARGEST_REQUEST = 4 * 1024 * 1024
CONTENT_FOLDER = ROOT / "content"
MIGRATIONS_FOLDER = ROOT / "migrations"


class Application(Flask):
    """Flask, with each request in one transaction."""

    request_class = uploads.Request
    jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}

    def dispatch_request(self) -> Response:
        """Answer, then commit or roll back, before anything is sent."""
        return transactions.answer(super().dispatch_request)


def create_app(settings: Settings, content_folder: Path = CONTENT_FOLDER) -> Application:
    """Put the service together; it does not start with a page or a table left unguarded."""
    app = Application(__name__)
    app.config.update(flask_settings(settings))
    app.extensions["settings"] = settings
    app.extensions["storage"] = Storage(settings.storage_place, settings.files_key)
    app.extensions["content"] = content.load(content_folder)

    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, settings.proxies)  # type: ignore[method-assign]
    add_extensions(app)
    add_rooms(app)
    add_habits(app)

    access.check_every_page(app)
    check_relationships()
    return app


def flask_settings(settings: Settings) -> dict[str, object]:
    """Our settings in the words of Flask and its extensions."""
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_ENGINES": {"default": database.engine_options(settings)},
        "SESSION_COOKIE_NAME": "__Host-alongside" if settings.over_tls else "alongside",
        "SESSION_COOKIE_SECURE": settings.over_tls,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "BOOTSTRAP_SERVE_LOCAL": True,
    }


def add_extensions(app: Application) -> None:
    """Database, sign-in, protection of forms, and Bootstrap's files."""
    db.init_app(app)
    leave_out_async(app)
    with app.app_context():
        database.prepare(db.engine)
    migrate.init_app(app, directory=str(MIGRATIONS_FOLDER))
    db.metadata = Base.metadata  # type: ignore[attr-defined]
    login_manager.init_app(app)
    login_manager.session_protection = None
    csrf.init_app(app)
    bootstrap.init_app(app)


def leave_out_async(app: Application) -> None:
    """No session here is asynchronous; to end such ones, every request would get a thread."""
    app.teardown_appcontext_funcs = [
        each for each in app.teardown_appcontext_funcs if not iscoroutinefunction(each)
    ]


def add_rooms(app: Application) -> None:
    """Every room's pages; what comes with Flask and Bootstrap is for anyone."""
    for room in ROOMS:
        app.register_blueprint(room)
    for endpoint in headers.STATIC_ENDPOINTS:
        app.view_functions[endpoint] = allow(ANYONE)(partial(app.view_functions[endpoint]))


def add_habits(app: Application) -> None:
    """What happens around every request, in this order."""
    app.before_request(transactions.begin)
    app.before_request(access.enforce)
    app.before_request(uploads.make_room)
    app.before_request(csrf.protect)
    app.after_request(headers.add)
    errors.add_to(app)
    called.add_to(app)
    formatting.add_to(app)
    keeping.add_to(app)
    navigation.add_to(app)
