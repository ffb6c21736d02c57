"""The skills scan: filled in by the worker, sent to line manager and coach, done again later."""
