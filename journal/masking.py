"""Secrets in addresses are kept out of our logs, and out of what a browser tells other sites."""

import logging
import re

IN_AN_ADDRESS = re.compile(
    r"((?:/|%2f)(?:welcome|new-password|supervision(?:/|%2f)calendar|testimony|card|assess)"
    r"(?:/|%2f))(?:(?!%2f)[^\s/?\"'<>])+",
    re.IGNORECASE,
)
LOGGERS = ("journal", "werkzeug", "waitress", "waitress.queue", "gunicorn.access", "gunicorn.error")


class MaskSecrets(logging.Filter):
    """Write … wherever a secret stands in an address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the line, without the secret."""
        text = record.getMessage()
        if IN_AN_ADDRESS.search(text):
            record.msg, record.args = masked(text), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = masked(record.exc_text)
        return True


def holds_secret(path: str) -> bool:
    """Whether this address opens something by itself, or would if it were right."""
    return IN_AN_ADDRESS.search(path) is not None


def masked(text: str) -> str:
    """A text whose addresses tell no secret."""
    return IN_AN_ADDRESS.sub(r"\1…", text)


def mask_logs() -> None:
    """Put the filter on every logger that writes addresses; once is enough."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, MaskSecrets) for each in logger.filters):
            logger.addFilter(MaskSecrets())
