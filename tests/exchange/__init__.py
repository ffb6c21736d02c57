"""Frameworks in and out: files written here, files written elsewhere, and files that are wrong."""

from pathlib import Path

FILES = Path(__file__).resolve().parent / "files"
