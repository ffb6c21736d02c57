"""The content of this installation, for whatever answers a request."""

from flask import current_app

from journal.content import Content


def content() -> Content:
    """The frameworks and texts, loaded once at the start."""
    loaded: Content = current_app.extensions["content"]
    return loaded
