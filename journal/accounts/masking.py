"""Secrets in addresses are kept out of our logs."""

import logging
import re

IN_AN_ADDRESS = re.compile(
    r"(/(?:welcome|new-password|supervision/calendar|testimony|card|assess)/)[^\s/?\"'<>]+"
)
LOGGERS = ("journal", "werkzeug", "waitress", "waitress.queue", "gunicorn.access", "gunicorn.error")


class MaskSecrets(logging.Filter):
    """Write … wherever a secret stands in an address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the line, without the secret."""
        text = record.getMessage()
        if IN_AN_ADDRESS.search(text):
            record.msg, record.args = masked(text), ()
        return True


def masked(text: str) -> str:
    """A text whose addresses tell no secret."""
    return IN_AN_ADDRESS.sub(r"\1…", text)


def mask_logs() -> None:
    """Put the filter on every logger that writes addresses; once is enough."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, MaskSecrets) for each in logger.filters):
            logger.addFilter(MaskSecrets())
