"""The service for a WSGI server such as gunicorn: `gunicorn 'journal.serving:app()'`."""

import config
from journal import Application, create_app


def app() -> Application:
    """The service with the settings of the environment; it refuses to start without them."""
    settings = config.from_environment()
    if settings is None:
        raise config.SettingsError("Set the JOURNAL_ settings first; docs/running.md lists them.")
    return create_app(settings)
