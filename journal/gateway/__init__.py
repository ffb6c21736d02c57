"""The gateway: what must hold before the assessment, and the signatures under it."""
