"""Who may come where and read what: derived from the service itself, never from a kept list."""
