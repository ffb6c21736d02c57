"""Deliberate faults: each wall is taken away once, in a copy, and a test must turn red.

    python3 run.py faults            every fault
    python3 run.py faults WORDS      those whose name holds the words

A test suite is only as good as the faults it has caught; this is the list of them.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(".venv", ".git", "instance", "__pycache__", ".*_cache", "docs")
ACCESS = "tests/access"


@dataclass(frozen=True)
class Fault:
    """One wall taken away: in this file, these words become those; this test must see it."""

    name: str
    file: str
    old: str
    new: str
    test: str

    def put_into(self, copy: Path) -> bool:
        """Take the wall away in a copy; False when the copy does not hold it as written here."""
        there = copy / self.file
        text = there.read_text(encoding="utf-8")
        there.write_text(text.replace(self.old, self.new), encoding="utf-8")
        return self.old in text


FAULTS = (
    Fault(
        "the rule of an entry lets everybody read",
        "journal/models/entry.py",
        "return (cls.author_id == viewer.id) | (cls.id.in_(shared) & cls.deleted_at.is_(None))",
        "return sa.true()",
        f"{ACCESS}/test_confidentiality.py::test_no_page_shows_anybody_what_is_not_theirs_to_see",
    ),
    Fault(
        "passages just for the writer stay in the entry",
        "journal/domain/passages.py",
        "        if not passage.is_private:",
        "        if True:",
        f"{ACCESS}/test_confidentiality.py::test_no_page_shows_anybody_what_is_not_theirs_to_see",
    ),
    Fault(
        "a locked device goes on being let in",
        "journal/access.py",
        "    if signed_in.is_locked() and not policy.even_locked:",
        "    if False:",
        f"{ACCESS}/test_locked.py::test_a_locked_device_is_told_nothing_and_changes_nothing",
    ),
    Fault(
        "a change to a private passage can be noticed",
        "journal/entries/actions.py",
        "    if fill(entry, draft):",
        "    if fill(entry, draft) or True:",
        "tests/rooms/test_just_for_me.py::"
        "test_a_reader_cannot_tell_that_a_passage_was_written_or_changed",
    ),
    Fault(
        "a deleted entry stays readable for those it was shared with",
        "journal/models/entry.py",
        "(cls.id.in_(shared) & cls.deleted_at.is_(None))",
        "cls.id.in_(shared)",
        f"{ACCESS}/test_guards.py::test_a_query_for_a_person_holds_only_what_they_may_see",
    ),
    Fault(
        "a withdrawn share still opens the entry",
        "journal/models/share.py",
        "return cls.withdrawn_at.is_(None) & cls.relationship_id.in_(current)",
        "return cls.relationship_id.in_(current)",
        f"{ACCESS}/test_guards.py::test_access_ends_with_the_next_look",
    ),
    Fault(
        "an ex-supervisor is kept",
        "journal/models/share.py",
        "return cls.withdrawn_at.is_(None) & cls.relationship_id.in_(current)",
        "return cls.withdrawn_at.is_(None)",
        f"{ACCESS}/test_guards.py::test_access_ends_with_the_next_look",
    ),
    Fault(
        "everybody reads the account of everybody",
        "journal/models/audit_event.py",
        "(cls.owner_id == viewer.id) | (cls.actor_id == viewer.id) | (cls.link_id == viewer.id)",
        "sa.true()",
        f"{ACCESS}/test_guards.py::"
        "test_an_account_is_read_by_whom_it_is_about_and_by_whoever_acted",
    ),
    Fault(
        "the guard lets queries through that name nobody",
        "journal/models/guards.py",
        "    if viewer is None or not state.is_select or past_models:",
        "    if False:",
        f"{ACCESS}/test_guards.py::test_no_query_reaches_a_confidential_table_without_a_person",
    ),
    Fault(
        "the guard forgets to write the rules of joined tables",
        "journal/models/guards.py",
        "for model in with_parts(touched)",
        "for model in ()",
        f"{ACCESS}/test_guards.py::test_a_query_for_a_person_holds_only_what_they_may_see",
    ),
    Fault(
        "a table may be read past its model",
        "journal/models/guards.py",
        "        if confidential_name(element):\n            raise",
        "        if False:\n            raise",
        f"{ACCESS}/test_guards.py::test_a_person_on_the_query_does_not_open_a_way_past_the_models",
    ),
    Fault(
        "plain SQL may name a confidential table",
        "journal/models/guards.py",
        '    if names := named_in(sql):\n        raise Unguarded(f"SQL reached',
        '    if names := None:\n        raise Unguarded(f"SQL reached',
        f"{ACCESS}/test_guards.py::test_sql_round_the_session_is_refused",
    ),
    Fault(
        "anybody may write in a journal",
        "journal/models/guards.py",
        "    if changed or taken_away or not may:",
        "    if actor is None:",
        f"{ACCESS}/test_guards.py::test_nobody_else_writes_in_a_journal",
    ),
    Fault(
        "words may be added to what the writer cannot see",
        "journal/models/guards.py",
        "    require_wholes(session, parts, (actor, *names))",
        "    pass",
        f"{ACCESS}/test_guards.py::test_words_are_not_added_to_what_the_writer_cannot_see",
    ),
    Fault(
        "what was said once may be changed",
        "journal/models/guards.py",
        "fixed = state.attrs.keys() if row.append_only else row.owner_columns",
        "fixed = row.owner_columns",
        f"{ACCESS}/test_guards.py::test_what_was_said_once_can_be_neither_changed_nor_taken_away",
    ),
    Fault(
        "a page without a policy does not stop the start",
        "journal/access.py",
        "    if missing:\n        raise PageWithoutPolicy",
        "    if False:\n        raise PageWithoutPolicy",
        f"{ACCESS}/test_pages.py::test_a_page_without_a_policy_stops_the_start",
    ),
    Fault(
        "pages for people who are signed in are opened to everybody",
        "journal/access.py",
        'SIGNED_IN = Policy("signed in", lambda person: person is not None)',
        'SIGNED_IN = Policy("signed in", lambda person: True)',
        f"{ACCESS}/test_pages.py::test_signed_out_people_are_asked_to_sign_in",
    ),
    Fault(
        "forms are taken without their token",
        "journal/__init__.py",
        "    app.before_request(csrf.protect)\n",
        "",
        f"{ACCESS}/test_pages.py::test_every_form_without_its_token_is_refused",
    ),
    Fault(
        "a page that reads also writes",
        "journal/transactions.py",
        "        if request.method in SAFE_METHODS:\n            db.session.rollback()",
        "        if request.method in SAFE_METHODS:\n            db.session.commit()",
        f"{ACCESS}/test_pages.py::test_a_view_that_writes_is_only_believed_when_the_method_may_write",
    ),
    Fault(
        "what was read is not noted",
        "journal/audit.py",
        '    if viewer.id != owner:\n        g.setdefault("reads", []).append((Event.ENTRY_OPENED',
        '    if False:\n        g.setdefault("reads", []).append((Event.ENTRY_OPENED',
        f"{ACCESS}/test_confidentiality.py::test_no_page_shows_anybody_what_is_not_theirs_to_see",
    ),
    Fault(
        "somebody else's entry is told from one that never was",
        "journal/access.py",
        "    return abort(404)",
        "    return abort(403)",
        f"{ACCESS}/test_pages.py::test_only_administrators_find_the_administration",
    ),
    Fault(
        "the rule of a file lets everybody see it",
        "journal/models/attachment.py",
        "return sa.and_(super().visible_to(viewer), shown)",
        "return sa.true()",
        "tests/rooms/test_attachment_reading.py::"
        "test_the_files_of_several_entries_are_found_for_whoever_may_see_them",
    ),
    Fault(
        "a file is fetched as if by somebody who may",
        "journal/attachments/routes.py",
        "queries.get_attachment(db.session, me, attachment_id)",
        "next((f for p in db.session.query(type(me)).all()"
        " if (f := queries.get_attachment(db.session, p, attachment_id))), None)",
        "tests/rooms/test_attachment_reading.py::test_whoever_may_not_read_the_entry_finds_no_file",
    ),
    Fault(
        "a photo keeps its hidden details",
        "journal/cleaning/worker.py",
        "    cleaned = cleaner(data)\n",
        "    cleaned = Cleaned(data, cleaner(data).kind)\n",
        "tests/rooms/test_attachment_reading.py::test_the_canary_is_in_nothing_that_anybody_can_download",
    ),
    Fault(
        "files lie unsealed",
        "journal/storage.py",
        "            sealed.append(cipher.encrypt(nonce, block, address.encode()))",
        "            sealed.append(block + bytes(TAG))",
        "tests/storage/test_storage.py::test_no_word_and_no_checksum_of_a_file_lies_readable",
    ),
    Fault(
        "the bytes of a removed file stay",
        "journal/attachments/actions.py",
        "        storage.delete(address)\n",
        "        pass\n",
        "tests/rooms/test_attachment_erasure.py::test_removing_a_file_erases_its_bytes",
    ),
    Fault(
        "what was brought from elsewhere and waits is anybody's to see",
        "journal/models/arrival.py",
        "        return cls.author_id == viewer.id\n",
        "        return cls.author_id.is_not(None)\n",
        "tests/rooms/test_elsewhere.py::test_what_waits_is_read_by_its_owner_alone",
    ),
    Fault(
        "an abbreviation in a feed is spelt out",
        "journal/elsewhere/reading/feed.py",
        "forbid_entities=True",
        "forbid_entities=False",
        "tests/elsewhere/test_bad_files.py",
    ),
    Fault(
        "a path in a feed leads out of its ZIP",
        "journal/elsewhere/reading/packed.py",
        "posixpath.normpath(path)",
        "posixpath.basename(path)",
        "tests/elsewhere/test_bad_files.py::test_a_path_that_leads_out_leads_to_nothing",
    ),
    Fault(
        "what was brought over is brought over again",
        "journal/elsewhere/planning.py",
        "if step.came_as in how.there and not step.problems:",
        "if False:",
        "tests/elsewhere/test_planning.py",
    ),
    Fault(
        "files are read before it is asked who sends them",
        "journal/uploads.py",
        "    check(**(request.view_args or {}))\n",
        "",
        "tests/rooms/test_attachments.py::test_a_stranger_is_turned_away_before_the_files_are_read",
    ),
    Fault(
        "another page's words are overwritten in a copy",
        "journal/unfinished_copies.py",
        "return typed.sequence > copy.sequence if is_same_page else typed.version == copy.version",
        "return True",
        "tests/rooms/test_unfinished.py::test_another_page_never_overwrites",
    ),
    Fault(
        "the copy goes before the form is saved",
        "journal/entries/writing_routes.py",
        "    if would_replace(entry_id, draft):",
        "    keeping.finish(me)\n    db.session.commit()\n    if would_replace(entry_id, draft):",
        "tests/rooms/test_unfinished.py::test_a_save_that_breaks_half_way_keeps_the_copy",
    ),
    Fault(
        "a page says Saved to any answer that is 200",
        "journal/static/keep.js",
        "    return answer.status === 200\n",
        "    if (answer.status === 200) { return true; }\n    return answer.status === 200\n",
        "tests/browser/test_faults.py",
    ),
    Fault(
        "a merge drops what the other side wrote in the same place",
        "journal/domain/merging.py",
        'mine.rstrip("\\n") + "\\n\\n" + saved',
        "mine",
        "tests/domain/test_differences.py",
    ),
    Fault(
        "a migration deletes the children of the table it changes",
        "journal/database.py",
        'connection.execute("PRAGMA foreign_keys = OFF")',
        "return",
        "tests/migrations/test_migrations.py::test_changing_a_parent_keeps_its_children",
    ),
    Fault(
        "what was sealed replaces what another device wrote",
        "journal/unfinished_copies.py",
        "    if not may_go_on(copy, typed):",
        "    if False:",
        "tests/rooms/test_sealed.py::"
        "test_what_was_sealed_never_replaces_what_was_written_elsewhere",
    ),
    Fault(
        "what was sealed is kept again when it is sent again",
        "journal/unfinished/sealed_routes.py",
        "arrived(me, typed) or unfinished_copies",
        "unfinished_copies",
        "tests/rooms/test_sealed.py::test_a_box_sent_again_makes_no_second_copy",
    ),
    Fault(
        "what was sealed goes from the device whatever the service answers",
        "journal/static/offline.js",
        "if (answer.status === 200 && isKept(told, box)) {",
        "if (answer) {",
        "tests/browser/test_offline.py::"
        "test_nothing_goes_from_the_device_before_the_service_holds_it",
    ),
    Fault(
        "what is put aside on the device is not sealed",
        "journal/static/offline.js",
        "const box = await seal(mine.publicKey, copy, payload);",
        "const box = encoded(JSON.stringify(payload));",
        "tests/browser/test_offline.py::"
        "test_a_started_entry_survives_an_empty_battery_and_nothing_on_the_device_can_be_read",
    ),
    Fault(
        "what was sealed is forgotten at sign-out",
        "journal/accounts/routes.py",
        '"Clear-Site-Data"] = \'"cache"\'',
        '"Clear-Site-Data"] = \'"storage"\'',
        "tests/browser/test_offline.py::test_somebody_else_on_the_same_device_sees_nothing_of_it"
        "_and_it_waits_for_its_writer",
    ),
    Fault(
        "a search finds what is no longer shared",
        "journal/models/entry.py",
        "return (cls.author_id == viewer.id) | (cls.id.in_(shared) & cls.deleted_at.is_(None))",
        "return sa.true()",
        "tests/rooms/test_search.py::test_what_is_no_longer_shared_is_no_longer_found",
    ),
    Fault(
        "readers find words that are just for the author",
        "journal/search_index.py",
        "texts = (entry.title, *entry.answers.values(), entry.text, said)",
        "texts = (whole.title, *whole.answers.values(), whole.text, said)",
        "tests/rooms/test_search.py::test_a_passage_just_for_its_author_is_found_by_its_author_alone",
    ),
    Fault(
        "the index is not kept up",
        "journal/search_index.py",
        'event.listen(Session, "before_commit", keep_up)',
        "pass",
        "tests/rooms/test_search.py::test_an_old_version_and_an_old_statement_are_no_longer_found",
    ),
    Fault(
        "the full-text index may be read in plain SQL",
        "journal/models/guards.py",
        "return sorted(words & confidential_names())",
        "return sorted(words & confidential_models().keys())",
        "tests/search/test_index.py",
    ),
    Fault(
        "an ex-supervisor goes on holding records",
        "journal/models/joint_record.py",
        "lasts = holders.c.relationship_id.is_(None) | holders.c.relationship_id.in_(current)",
        "lasts = sa.true()",
        "tests/rooms/test_handover_ended.py::"
        "test_the_worker_keeps_every_record_and_the_supporter_reads_none",
    ),
    Fault(
        "whoever left a group goes on writing in it",
        "journal/joint_records.py",
        "        Relationship.id.in_(by), is_one, Relationship.is_current()\n",
        "        Relationship.id.in_(by), Relationship.is_current()\n",
        "tests/rooms/test_supervision_attacks.py::test_who_left_a_group_writes_in_it_no_more",
    ),
    Fault(
        "what everybody agreed to is opened again by a late word",
        "journal/joint_records.py",
        "    if (is_closed(of) and not is_beside(author, of)) or is_over(session, of):",
        "    if is_over(session, of):",
        "tests/rooms/test_supervision_attacks.py::"
        "test_what_everybody_agreed_to_is_not_opened_again_by_a_late_word",
    ),
    Fault(
        "a form reaches a record that it did not make",
        "journal/joint_records.py",
        "    return found if by == {each.id for each in relationships} else None",
        "    return found",
        "tests/rooms/test_supervision_attacks.py::"
        "test_a_plan_of_one_pair_reaches_no_record_of_another",
    ),
    Fault(
        "what one brought alone reaches the group",
        "journal/supervision/actions.py",
        "return before.kind is kind and any(each.id in by for each in bonds)",
        "return True",
        "tests/rooms/test_supervision_attacks.py::"
        "test_what_one_brought_alone_reaches_no_group_by_a_changed_address",
    ),
    Fault(
        "a copy of the record is a way back to it",
        "journal/unfinished_records.py",
        "if copy.id not in records or records[copy.id] in held]",
        "if True]",
        "tests/rooms/test_supervision_attacks.py::test_a_copy_of_the_record_is_no_way_back_to_it",
    ),
    Fault(
        "a link for testimony opens again and again",
        "journal/models/testimony.py",
        "cls.given_at.is_(None) & cls.withdrawn_at.is_(None) & (cls.expires_at > this_moment())",
        "cls.id.is_not(None)",
        "tests/rooms/test_testimony.py::test_every_link_that_is_over_gets_the_same_answer",
    ),
    Fault(
        "a worker may write the testimony",
        "journal/models/testimony.py",
        "return self.author_id == actor.id and not changed & ANSWER",
        "return self.author_id == actor.id",
        f"{ACCESS}/test_given_words.py::test_a_worker_writes_nothing_of_a_testimony",
    ),
    Fault(
        "a card that was taken back leaves its words in the journal",
        "journal/witness/card_actions.py",
        "    sources.forget_copies(session, worker, card.id)\n",
        "",
        "tests/rooms/test_cards.py::test_a_card_taken_back_takes_its_words_along_everywhere",
    ),
    Fault(
        "letters about a record go on after the end",
        "journal/joint_records.py",
        "mail.something_waits(session, person, page, bond)",
        "mail.something_waits(session, person, page)",
        "tests/rooms/test_supervision_attacks.py::"
        "test_letters_about_a_record_end_with_the_relationship",
    ),
    Fault(
        "letters are sent whatever has ended",
        "journal/mail_delivery.py",
        "return about_none | OutgoingMail.relationship_id.in_(current) | "
        "OutgoingMail.id.in_(lasting)",
        "return sa.true()",
        "tests/rooms/test_handover_ended.py::test_letters_that_wait_are_not_sent",
    ),
    Fault(
        "a copy that was handed on stays after it was taken back",
        "journal/models/handed_on.py",
        "goes = cls.taken_back_at.is_(None) & cls.relationship_id.in_(theirs)",
        "goes = cls.relationship_id.in_(theirs)",
        "tests/rooms/test_handover.py::test_it_is_taken_back_in_one_press_and_can_go_again",
    ),
    Fault(
        "whoever reads an entry reads where its author leaned away",
        "journal/models/leaning_note.py",
        "return cls.author_id == viewer.id",
        "return sa.true()",
        "tests/rooms/test_drift.py::test_a_note_stays_with_its_writer_when_the_entry_is_shared",
    ),
    Fault(
        "a count is told of a group so small that it names somebody",
        "journal/domain/counts.py",
        "    if counted.people < FEWEST:",
        "    if counted.people < 1:",
        "tests/domain/test_counts.py",
    ),
    Fault(
        "a line manager reads a scan before it is sent",
        "journal/models/skills_scan.py",
        "cls.sent_at.is_not(None) & (cls.author_id.in_(theirs) | shown)",
        "cls.author_id.in_(theirs) | shown",
        "tests/rooms/test_skills_scan.py",
    ),
    Fault(
        "a supervisor reads hours that were never shown to them",
        "journal/models/hours.py",
        "            cls.author_id.in_(shows_supervisors())\n",
        "            cls.author_id.is_not(None)\n",
        "tests/rooms/test_hours_verify.py"
        "::test_a_supervisor_reads_hours_only_where_the_worker_lets_them_and_verifies_none",
    ),
    Fault(
        "the employer learns why somebody is exempt from maths",
        "journal/models/gateway.py",
        "theirs = workers_of(viewer, RelationshipKind.COACH)",
        "theirs = workers_of(viewer, RelationshipKind.COACH, RelationshipKind.MANAGER)",
        "tests/rooms/test_gateway.py"
        "::test_the_reason_for_english_or_maths_is_never_the_employers_to_know",
    ),
    Fault(
        "what one thinks of one's own skill is shown unasked",
        "journal/models/ksb_rating.py",
        "(cls.shown & theirs)",
        "theirs",
        "tests/rooms/test_ratings.py",
    ),
    Fault(
        "a former member reads what a group writes later",
        "journal/models/joint_record.py",
        "    return sa.and_(ended, ~lasted)",
        "    return sa.and_(ended, ~ended)",
        "tests/rooms/test_supervision_left.py",
    ),
    Fault(
        "a file put on a shared entry is seen before its author looked",
        "journal/models/attachment.py",
        "shown = cls.held_back_at.is_(None) | (cls.author_id == viewer.id)",
        "shown = cls.author_id.is_not(None)",
        "tests/rooms/test_attachment_reading.py",
    ),
    Fault(
        "a file goes along that nobody looked at",
        "journal/portfolio/piece_file_forms.py",
        "if self.goes and not (field.data or self.was_looked_at):",
        "if False:",
        "tests/rooms/test_portfolio_enclosed.py",
    ),
    Fault(
        "a removed file is erased from what was handed in",
        "journal/attachments/queries.py",
        "for model in (Attachment, SubmissionFile, SubmissionEnclosure, ArrivalFile):",
        "for model in (Attachment, SubmissionFile, ArrivalFile):",
        "tests/rooms/test_portfolio_enclosed.py",
    ),
    Fault(
        "what was taken out of a statement stays in it",
        "journal/entries/actions.py",
        "    shared = redacted(text)",
        "    shared = text",
        "tests/rooms/test_portfolio_enclosed.py",
    ),
    Fault(
        "the worker reads an assessor's notes",
        "journal/models/assessor_note.py",
        "return cls.link_id.in_(mine)",
        "return cls.link_id.is_not(None)",
        "tests/rooms/test_assess.py::test_the_rule_of_notes_lets_nobody_with_an_account_in",
    ),
    Fault(
        "everybody reads the keywords to practise with",
        "journal/models/rehearsal_note.py",
        "        return cls.author_id == viewer.id",
        "        return sa.true()",
        "tests/rooms/test_rehearsal.py::test_nobody_else_finds_the_room_or_writes_in_it",
    ),
    Fault(
        "a card shows the pages of what the portfolio was before",
        "journal/rehearsal/deck.py",
        "    if kept.mark != mark:",
        "    if False:",
        "tests/rooms/test_rehearsal.py::test_pages_are_those_of_the_pdf_until_the_portfolio_changes",
    ),
    Fault(
        "keywords from an old page overwrite newer ones",
        "journal/rehearsal/actions.py",
        "    if note.version != based_on:",
        "    if False:",
        "tests/rooms/test_rehearsal.py::test_keywords_are_kept_and_never_overwritten",
    ),
    Fault(
        "an archive puts words into the mouth of somebody with an account",
        "journal/models/guards.py",
        'if mine and getattr(each, "remembered_for_id", 0) == mine)',
        "if mine)",
        "tests/rooms/test_archive.py::test_nobody_with_an_account_can_be_named_by_an_archive",
    ),
    Fault(
        "what a key that nobody knows confirms counts",
        "journal/archive/choosing.py",
        "    if carried.comes is not Comes.ALWAYS and not known and not own:",
        "    if False:",
        "tests/rooms/test_archive.py::test_one_from_elsewhere_comes_in_whole_and_once",
    ),
    Fault(
        "a screen that lies open gives a whole record away",
        "journal/archive/routes.py",
        "    if not signed_in.is_proved():",
        "    if False:",
        "tests/rooms/test_archive.py::test_a_screen_that_lies_open_gives_no_record_away",
    ),
    Fault(
        "a large archive is held in memory whole",
        "journal/uploads.py",
        "        if not self.goes_through_disk:",
        "        if True:",
        "tests/rooms/test_archive_large.py::"
        "test_a_large_archive_comes_in_from_the_page_and_is_never_whole_in_memory",
    ),
    Fault(
        "a file of an archive may be larger than its row says",
        "journal/archive/bringing.py",
        'if row and (found.size, arrived.files[key]) == (row["size"], row["sha256"]):',
        "if row:",
        "tests/rooms/test_archive_large.py::"
        "test_no_file_comes_in_that_is_larger_than_its_row_says_or_than_may_be",
    ),
    Fault(
        "an archive is believed whatever its signature says",
        "journal/archive/reading.py",
        "    if not is_signed(listed, signature, manifest.public_key):",
        "    if False:",
        "tests/commands/test_archive_reading.py",
    ),
    Fault(
        "a browser tells other sites an address that holds a secret",
        "journal/headers.py",
        "    if holds_secret(request.path):",
        "    if False:",
        "tests/rooms/test_secret_addresses.py",
    ),
    Fault(
        "a page without an account names somebody otherwise than what was frozen",
        "journal/templates/assess/portfolio.html",
        "<bdi>{{ whole.document.author }}</bdi>",
        "<bdi>{{ found.submission.id }}</bdi>",
        "tests/rooms/test_assess.py::test_a_frozen_name_stays_and_nobody_is_told_of_another",
    ),
    Fault(
        "a file is swept away while it is being handed in",
        "journal/portfolio/freezing.py",
        "    make_sure_of_files(storage, me.id, packed, latest)\n",
        "",
        "tests/rooms/test_frozen_files_kept.py",
    ),
    Fault(
        "a download goes on after its link is over",
        "journal/file_serving.py",
        "        if number and not is_still_theirs():",
        "        if False:",
        "tests/rooms/test_assess_attacked.py",
    ),
    Fault(
        "a half-made file of a command at work is cleared away",
        "journal/commands/whole_files.py",
        "                lock(file)\n                half",
        "                half",
        "tests/commands/test_portfolio_killed.py",
    ),
    Fault(
        "anybody sees how far anybody's file is",
        "journal/making.py",
        "sa.select(Making).where(Making.id == making_id, Making.person_id == person_id)",
        "sa.select(Making).where(Making.id == making_id)",
        "tests/rooms/test_making.py",
    ),
    Fault(
        "anybody stops anybody's file",
        "journal/making.py",
        "Making.id == making_id, Making.person_id == person_id, Making.is_over.is_(False)",
        "Making.id == making_id, Making.is_over.is_(False)",
        "tests/rooms/test_making.py",
    ),
    Fault(
        "a file that an assessor waits for is the worker's to see and to stop",
        "journal/making.py",
        "return uuid5(visit_id, str(page_id))",
        "return page_id",
        "tests/rooms/test_making.py",
    ),
    Fault(
        "what was stopped is handed in all the same",
        "journal/making.py",
        "    if is_to_stop:\n",
        "    if False:\n",
        "tests/rooms/test_making.py",
    ),
)


def main(words: list[str]) -> int:
    """Try the faults; the answer is 0 when every one was caught."""
    chosen = [fault for fault in FAULTS if all(word in fault.name for word in words)]
    missed = [fault.name for fault in chosen if not caught(fault)]
    print(f"\n{len(chosen) - len(missed)} of {len(chosen)} faults were caught.")
    return 1 if missed else 0


def caught(fault: Fault) -> bool:
    """Put one fault into a copy of the project and see whether its test turns red."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        if not fault.put_into(copy):
            print(f"STALE   {fault.name}: {fault.file} no longer holds these words")
            return False
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", fault.test]
        done = subprocess.run(
            command, cwd=copy, env={"PYTHONPATH": str(copy)}, capture_output=True, text=True
        )
    red = done.returncode == 1 and " failed" in done.stdout
    print(f"{'caught ' if red else 'MISSED '} {fault.name}  ({fault.test})", flush=True)
    return red


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
