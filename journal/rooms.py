"""The rooms of the house, in the order of its contents page."""

from flask import Blueprint

from journal.accounts.link_routes import accounts
from journal.admin.relationship_routes import admin
from journal.entries.sharing_routes import entries
from journal.frameworks.coverage_routes import coverage
from journal.frameworks.principles_routes import principles
from journal.frameworks.routes import frameworks
from journal.home.routes import home
from journal.people.routes import people
from journal.portfolio.file_routes import portfolio
from journal.privacy.routes import privacy
from journal.review.routes import review

ROOMS: tuple[Blueprint, ...] = (
    home,
    accounts,
    entries,
    coverage,
    principles,
    frameworks,
    portfolio,
    review,
    people,
    privacy,
    admin,
)
