"""The rooms of the house, in the order of its contents page."""

from flask import Blueprint

from journal.accounts.passkey_routes import accounts
from journal.admin.words_routes import admin
from journal.attachments.routes import attachments
from journal.confidence_lists.routes import confidence_lists
from journal.entries.look_routes import entries
from journal.examples.routes import examples
from journal.follow_up.routes import actions
from journal.frameworks.coverage_routes import coverage
from journal.frameworks.principles_routes import principles
from journal.frameworks.routes import frameworks
from journal.home.routes import home
from journal.offline.routes import offline
from journal.people.routes import people
from journal.portfolio.look_routes import portfolio
from journal.privacy.routes import privacy
from journal.review.caseload_routes import review
from journal.search.timeline_routes import search
from journal.unfinished.sealed_routes import unfinished
from journal.wellbeing.routes import wellbeing

ROOMS: tuple[Blueprint, ...] = (
    home,
    accounts,
    entries,
    attachments,
    unfinished,
    offline,
    coverage,
    principles,
    frameworks,
    portfolio,
    review,
    actions,
    search,
    examples,
    wellbeing,
    confidence_lists,
    people,
    privacy,
    admin,
)
