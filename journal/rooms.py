"""The rooms of the house, in the order of its contents page."""

from flask import Blueprint

from journal.accounts.passkey_routes import accounts
from journal.admin.assessor_routes import admin
from journal.archive.routes import archive
from journal.assess.making_routes import assess
from journal.attachments.routes import attachments
from journal.confidence_lists.routes import confidence_lists
from journal.drift.routes import drift
from journal.elsewhere.routes import elsewhere
from journal.entries.source_routes import entries
from journal.examples.routes import examples
from journal.follow_up.routes import actions
from journal.frameworks.coverage_routes import coverage
from journal.frameworks.principles_routes import principles
from journal.frameworks.routes import frameworks
from journal.gateway.signing_routes import gateway
from journal.home.routes import home
from journal.hours.file_routes import hours
from journal.ksb_ratings.routes import ratings
from journal.learners.routes import learners
from journal.learning_plan.routes import learning_plan
from journal.makings.routes import makings
from journal.offline.routes import offline
from journal.people.handover_routes import people
from journal.plans.words_routes import plans
from journal.portfolio.key_routes import organisation
from journal.portfolio.page_routes import portfolio
from journal.privacy.routes import privacy
from journal.progress.routes import progress
from journal.progress_reviews.support_routes import progress_reviews
from journal.rehearsal.file_routes import rehearsal
from journal.review.caseload_routes import review
from journal.search.timeline_routes import search
from journal.skills_scan.file_routes import skills_scan
from journal.supervision.calendar_routes import supervision
from journal.unfinished.sealed_routes import unfinished
from journal.wellbeing.routes import wellbeing
from journal.witness.card_link_routes import cards
from journal.witness.link_routes import testimony
from journal.witness.part_routes import observations

ROOMS: tuple[Blueprint, ...] = (
    home,
    accounts,
    entries,
    elsewhere,
    attachments,
    unfinished,
    offline,
    coverage,
    principles,
    drift,
    frameworks,
    progress,
    hours,
    portfolio,
    rehearsal,
    progress_reviews,
    gateway,
    learners,
    skills_scan,
    learning_plan,
    ratings,
    organisation,
    assess,
    supervision,
    review,
    actions,
    search,
    examples,
    wellbeing,
    confidence_lists,
    observations,
    testimony,
    cards,
    people,
    plans,
    privacy,
    archive,
    makings,
    admin,
)
