"""The rooms of the house, in the order of its contents page."""

from flask import Blueprint

from journal.accounts.routes import accounts
from journal.entries.sharing_routes import entries
from journal.home.routes import home

ROOMS: tuple[Blueprint, ...] = (home, accounts, entries)
