"""Each problem code that there is can be raised: by a file (tests/mutants_directed.py), by a command or by the disk.

Here stands what no file's content raises: a command that is told the code, or the test that runs such a command.
In a normal run one command in ten; all by `--mutants 1000`.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from branchstd.__main__ import run
from branchstd.messages.phrases import Phrases
from branchstd.store.disk import Disk
from mutants_directed import DIRECTED
from samples import ROOT

TESTS: Final = Path(__file__).parents[1]
LIUSHAO: Final = "data/villages/liushao/2019"
TOWN: Final = "data/town/2019/villages/liushao.yaml"
PLAN: Final = f"{LIUSHAO}/rectify.yaml"
CHECK: Final = "check liushao --format json"
ADD: Final = "add document liushao --form 推进计划 --title 甲 --record 乙 --date 2019-11-20"
INIT: Final = "init {out} --name 甲镇 --county 乙县 --village 石桥村=shiqiao"
ON: Final = "--on 2019-12-01"

Before = Callable[[Path, pytest.MonkeyPatch], None]


class Told(NamedTuple):
    """A command on a copy of the shipped town in which something was done before; `{out}` is a path beside it."""

    words: str
    code: int
    before: Before = lambda _root, _patch: None


class Elsewhere(NamedTuple):
    """The test that runs such a command, in its file below tests/."""

    file: str
    test: str


def put(file: str, text: str) -> Before:
    def write(root: Path, _: pytest.MonkeyPatch) -> None:
        (root / file).write_text(text, "utf-8")

    return write


def instead(file: str, old: str, new: str) -> Before:
    def edit(root: Path, _: pytest.MonkeyPatch) -> None:
        text = (root / file).read_text("utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new, 1), "utf-8")

    return edit


def limited(name: str, most: int) -> Before:
    """A limit that the shipped town is beyond."""
    return lambda _, patch: patch.setattr(f"branchstd.store.{name}", most)


def failing(name: str, code: int, *, of: str = "", done: bool = False) -> Before:
    """The operation fails, for files of that name; done: although it was carried out."""

    def before(_: Path, patch: pytest.MonkeyPatch) -> None:
        real = getattr(Disk, name)

        def failed(self: Disk, path: Any, *more: Any) -> Any:
            fails = not of or Path(path).name == of
            answer = real(self, path, *more) if done or not fails else None
            if fails:
                raise OSError(code, os.strerror(code))
            return answer

        patch.setattr(Disk, name, failed)

    return before


def saved_meanwhile(root: Path, patch: pytest.MonkeyPatch) -> None:
    """An editor saves the file while the new one is staged."""
    sync = Disk.sync

    def saving(self: Disk, handle: int) -> None:
        sync(self, handle)
        (root / LIUSHAO / "documents.yaml").write_text("documents: []\n", "utf-8")

    patch.setattr(Disk, "sync", saving)


def locked(_: Path, patch: pytest.MonkeyPatch) -> None:
    """Another program holds the town, and nobody waits for it here."""
    patch.setattr("branchstd.store.writing.TRIES", 1)
    patch.setattr(Disk, "lock", lambda *_: None)


def merging(root: Path, _: pytest.MonkeyPatch) -> None:
    (root / ".git").mkdir()
    (root / ".git/MERGE_HEAD").touch()


def tracked(root: Path, _: pytest.MonkeyPatch) -> None:
    (root / "data/villages/liushao/names.csv").write_text("code,name\nM01,甲\n", "utf-8")
    for words in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *words], cwd=root, check=True)


def respelt(root: Path, _: pytest.MonkeyPatch) -> None:
    (root / LIUSHAO / "people.csv").rename(root / LIUSHAO / "People.csv")


def begun(text: str) -> Before:
    """A change of several files that was broken off; text: what its journal says."""

    def write(root: Path, _: pytest.MonkeyPatch) -> None:
        (root / ".branchstd/journal").mkdir(parents=True)
        (root / ".branchstd/journal/1.begun.json").write_text(text, "utf-8")

    return write


# A file that was not there before and is not what it was to become.
OTHERS: Final = json.dumps({
    "format": "branchstd-journal-v1", "note": "",
    "files": [{"file": f"{LIUSHAO}/documents.yaml", "old": None, "new": "0", "bytes": None}],
})  # fmt: skip
INIT_REFUSED: Final = Elsewhere("cli/test_cli_init.py", "test_what_cannot_be_made_makes_nothing")
ADD_REFUSED: Final = Elsewhere("cli/test_cli_add.py", "test_refusals_write_nothing")
RECTIFY_REFUSED: Final = Elsewhere("cli/test_cli_rectify.py", "test_refusals_write_nothing")
KILLED: Final = Elsewhere(
    "cli/test_cli_spread.py", "test_a_village_that_ends_the_program_is_as_one_that_cannot_be_read"
)
NO_FOLDER: Final = Elsewhere("cli/test_cli_rectify_told.py", "test_no_gaps_of_a_village_whose_folder_is_not_there")
AROUND: Final = Elsewhere("cli/test_cli_doctor.py", "test_what_is_wrong_is_told")
ENCODED: Final = Elsewhere("cli/test_cli_doctor.py", "test_encodings")
NO_VILLAGE: Final = Elsewhere("cli/test_cli_villages.py", "test_no_single_village_is_meant")
PAPER_FAULT: Final = Elsewhere("cli/test_cli_paper.py", "test_a_fault_of_the_towns_own")
PAPER_REFUSED: Final = Elsewhere("cli/test_cli_paper.py", "test_refusals_write_nothing")
NO_TOWN: Final = Elsewhere("cli/test_cli_rollup.py", "test_what_is_no_town_is_told_and_hides_no_other")
NO_CLUSTER: Final = Elsewhere("cli/test_cli_cluster.py", "test_what_names_no_cluster")
OTHER_WORKER: Final = Elsewhere("cli/test_cli_cluster.py", "test_who_judges_otherwise_is_refused")
NO_END: Final = Elsewhere("threats/test_threats_templates.py", "test_what_does_not_end_is_told")

TOLD_BY_COMMANDS: Final[dict[str, Told | Elsewhere]] = {
    # the words typed
    "unknown_command": Told("检查", 2),
    "unknown_village": NO_VILLAGE,
    "ambiguous_village": NO_VILLAGE,
    "unknown_standard": Elsewhere("cli/test_cli_explain.py", "test_nobody_knows"),
    "unknown_whose": Elsewhere("cli/test_cli_lists.py", "test_a_slip_in_a_code_is_not_an_empty_list"),
    "ambiguous_whose": Told("lists --for M01 --as-of 2019-12-31", 2),
    "needs_out": Elsewhere("cli/test_cli_papers.py", "test_what_does_not_go_together"),
    "draw_and_seed": Elsewhere("cli/test_cli_papers.py", "test_what_does_not_go_together"),
    "several_lists": Elsewhere("cli/test_cli_lists.py", "test_one_csv_holds_one_list"),
    "bad_as_of": RECTIFY_REFUSED,
    "on_in_future": RECTIFY_REFUSED,
    "on_other_year": RECTIFY_REFUSED,
    "no_check": Elsewhere("cli/test_cli_compare.py", "test_no_check"),
    "no_report": Told("verify {root}/data/town.yaml", 2),
    "no_record_file": Elsewhere("cli/test_cli_fmt.py", "test_what_is_no_record_file"),
    "executor_unknown": NO_CLUSTER,
    "executor_open": NO_CLUSTER,
    "executor_unreached": NO_CLUSTER,
    "executor_lacking": NO_CLUSTER,
    "executor_text": NO_CLUSTER,
    "executor_other_program": OTHER_WORKER,
    "executor_other_standards": OTHER_WORKER,
    "executor_other_day": OTHER_WORKER,
    "no_towns": Elsewhere("cli/test_cli_rollup.py", "test_no_town_at_all"),
    "no_town": NO_TOWN,
    "town_above": NO_TOWN,
    "town_twice": NO_TOWN,
    # a new town
    "bad_name": INIT_REFUSED,
    "no_villages": INIT_REFUSED,
    "slug_unconfirmed": INIT_REFUSED,
    "village_twice": INIT_REFUSED,
    "folder_taken": Elsewhere("cli/test_cli_init.py", "test_a_folder_with_something_in_it_is_left_alone"),
    "half_town": Told(INIT, 5, failing("replace", errno.ENOSPC)),
    "nothing_recorded": Elsewhere("cli/test_cli_init.py", "test_a_new_town_checks_cleanly"),
    "nothing_to_check": Elsewhere("cli/test_cli_lists.py", "test_a_town_without_villages"),
    "demo_stuck": Told("demo", 2, put("data/villages/chiyangou/2019/rectify.yaml", "items: [\n")),
    # recording
    "bad_steps": ADD_REFUSED,
    "column_missing": ADD_REFUSED,
    "dues_there": ADD_REFUSED,
    "record_there": Elsewhere("cli/test_cli_add.py", "test_the_very_same_twice"),
    "today_elsewhere": Elsewhere("cli/test_cli_add_asked.py", "test_today_in_another_year"),
    "roll_unread": Elsewhere("cli/test_cli_add_asked.py", "test_who_was_absent"),
    "cannot_splice": Told(ADD, 5, put(f"{LIUSHAO}/documents.yaml", "documents: 甲\n")),
    # items
    "unknown_item": RECTIFY_REFUSED,
    "item_later": RECTIFY_REFUSED,
    "item_there": Told(f"rectify open liushao 4.5.a --origin 群众反映 --text 另一句 {ON}", 2),
    "outside_incomplete": Told(f"rectify open liushao 4.5.a --origin 群众反映 {ON}", 2),
    "no_village_folder": NO_FOLDER,
    "no_role": RECTIFY_REFUSED,
    "not_approver": Told(f"rectify extend liushao LS-05 --until 2020-06-01 --by T4 --reason 甲 {ON}", 2),
    "plan_empty": RECTIFY_REFUSED,
    "plan_first": Told(f"rectify progress liushao LS-05 --text 甲 {ON}", 2,
                       instead(PLAN, "item: LS-05", "item: LS-99")),
    "plan_incomplete": Told(f"rectify done liushao LS-05 --text 甲 --proof 乙 {ON}", 2,
                            instead(PLAN, "    responsible: M02\n    start: 2019-11-18\n", "    start: 2019-11-18\n")),
    "proof_missing": Told(f"rectify done liushao LS-05 --text 甲 {ON}", 2),
    "until_early": RECTIFY_REFUSED,
    "wrong_state": RECTIFY_REFUSED,
    "mark_open": Told("rectify confirm chiyangou CYG-02 --by T4 --reason 看过 --on 2019-08-22", 2),
    # feedback and acceptance
    "county_other_day": Elsewhere("cli/test_cli_cycle.py", "test_odd_seeds_and_days"),
    "not_ready": Elsewhere("cli/test_cli_cycle.py", "test_what_should_come_first_stops_an_acceptance"),
    # what is written
    "file_exists": Elsewhere("cli/test_cli_fill.py", "test_a_file_that_is_there_is_not_written_over"),
    "file_there": Elsewhere("cli/test_cli_report.py", "test_a_report_is_not_overwritten"),
    "changed_meanwhile": Told(ADD, 5, saved_meanwhile),
    "unwritten_file": Told(ADD, 5, failing("replace", errno.ENOSPC)),
    "write_unconfirmed": Told(ADD, 5, failing("replace", errno.EIO, done=True)),
    "town_locked": Told(ADD, 5, locked),
    "git_under_way": Told(ADD, 5, merging),
    # several files at once
    "change_unfinished": Told(CHECK, 1, begun(OTHERS)),
    "changed_since": Told(ADD, 0, begun(OTHERS)),
    "change_unread": Told(ADD, 0, begun("{}")),
    "book_unreadable": Elsewhere("workbook/test_workbook_files.py", "test_files_that_hurt_or_are_none"),
    "book_too_large": Elsewhere("workbook/test_workbook_files.py", "test_files_that_hurt_or_are_none"),
    "book_row_there": Elsewhere("workbook/test_workbook_own.py", "test_what_is_there_already_stays"),
    "no_commit": Elsewhere("workbook/test_workbook_files.py", "test_git_that_takes_no_commit"),
    "book_gone_changed": Elsewhere("workbook/test_workbook_merge.py", "test_what_was_changed_meanwhile_does_not_go"),
    "book_gone_holds": Elsewhere("workbook/test_workbook_merge.py", "test_a_meeting_with_votes_does_not_go"),
    "book_cell_error": Elsewhere("workbook/test_workbook_files.py", "test_errors_and_formulas_say_nothing"),
    "names_cut": Elsewhere("workbook/test_workbook_own.py", "test_some_of_them"),
    "dues_day": Elsewhere("workbook/test_workbook_own.py", "test_days_and_amounts_that_nobody_knows"),
    "dues_odd": Elsewhere("workbook/test_workbook_own.py", "test_days_and_amounts_that_nobody_knows"),
    "bad_paid_on": Elsewhere("workbook/test_workbook_own.py", "test_answers_that_are_none"),
    "dues_unclear": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "dues_shared": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "dues_excused": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "dues_unlisted": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "dues_twice": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "dues_heads": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "bad_paid_for": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "bad_fill": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "no_such_sheet": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "map_part": Elsewhere("workbook/test_workbook_mapping.py", "test_a_mapping_file_that_says_no_answer"),
    "map_answer": Elsewhere("workbook/test_workbook_mapping.py", "test_a_mapping_file_that_says_no_answer"),
    "map_against": Elsewhere("workbook/test_workbook_mapping.py", "test_a_mapping_file_that_says_no_answer"),
    "answer_unused": Elsewhere("workbook/test_workbook_mapping.py", "test_questions_are_kept_and_answers_serve_again"),
    "year_unread": Elsewhere("workbook/test_workbook_mapping.py", "test_years_that_are_not_taken"),
    "kind_of_this_year": Elsewhere("workbook/test_workbook_mapping.py", "test_years_that_are_not_taken"),
    "table_matched": Elsewhere("workbook/test_workbook_mapping.py", "test_standards_by_their_titles"),
    "table_unmatched": Elsewhere("workbook/test_workbook_mapping.py", "test_standards_by_their_titles"),
    "table_no_headings": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "table_heading_unclear": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "table_fill_there": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "table_row_twice": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "table_line_odd": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "table_mark": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "table_ticked_twice": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "table_differs": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "table_of_another": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "groups_unknown": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "duty_shared": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "duty_twice": Elsewhere("workbook/test_workbook_tables.py", "test_what_nobody_can_tell"),
    "table_remark": Elsewhere("workbook/test_workbook_tables.py", "test_remarks_against_their_row"),
    "person_remark": Elsewhere("workbook/test_workbook_tables.py", "test_remarks_on_who_came_and_left"),
    "person_candidate": Elsewhere("workbook/test_workbook_tables.py", "test_remarks_on_who_came_and_left"),
    "dues_no_rates": Elsewhere("workbook/test_workbook_tables.py", "test_dues_before_anybody_s_is_in_the_roster"),
    "meeting_mark": Elsewhere(
        "workbook/test_workbook_tables.py", "test_a_topic_with_its_content_and_a_mark_of_no_meaning"
    ),
    "duty_signed": Elsewhere("workbook/test_workbook_tables.py", "test_who_signed_and_how_many_matters"),
    "duty_uncounted": Elsewhere("workbook/test_workbook_tables.py", "test_who_signed_and_how_many_matters"),
    "dues_rate": Elsewhere("workbook/test_workbook_tables.py", "test_ticks_with_a_row_of_days"),
    "dues_tick": Elsewhere("workbook/test_workbook_tables.py", "test_a_tick_of_who_owes_nobody_knows_what"),
    "dues_ahead": Elsewhere("workbook/test_workbook_tables.py", "test_ticks_with_sums_and_what_was_paid_ahead"),
    "dues_void": Elsewhere("workbook/test_workbook_tables.py", "test_receipts_for_several_months"),
    "dues_left_out": Elsewhere("workbook/test_workbook_tables.py", "test_answers_for_single_cells_and_months"),
    "table_column_missing": Elsewhere("workbook/test_workbook_tables.py", "test_answers_ticked"),
    "table_title_read": Elsewhere("workbook/test_workbook_tables.py", "test_days_of_a_month_across"),
    "table_remark_unread": Elsewhere("workbook/test_workbook_tables.py", "test_groups_and_two_of_one_name"),
    "table_health_unread": Elsewhere("workbook/test_workbook_tables.py", "test_told_and_taken"),
    "table_part_unread": Elsewhere("workbook/test_workbook_tables.py", "test_told_and_taken"),
    "table_row_unread": Elsewhere("workbook/test_workbook_tables.py", "test_told_and_taken"),
    "table_sum": Elsewhere("workbook/test_workbook_tables.py", "test_ticks_with_a_row_of_days"),
    "table_sheets": Elsewhere("workbook/test_workbook_tables.py", "test_of_several_sheets_the_one_that_is_meant"),
    "names_not_here": Elsewhere("workbook/test_workbook_tables.py", "test_names_that_another_computer_has"),
    "roster_first": Elsewhere("workbook/test_workbook_tables.py", "test_before_there_is_a_roster"),
    "book_acts": Elsewhere("workbook/test_workbook_files.py", "test_files_that_hurt_or_are_none"),
    "book_base_spoilt": Elsewhere("workbook/test_workbook_files.py", "test_a_workbook_of_somewhere_else"),
    "book_without_base": Elsewhere("workbook/test_workbook_files.py", "test_a_workbook_of_somewhere_else"),
    "book_of_another": Elsewhere("workbook/test_workbook_files.py", "test_a_workbook_of_somewhere_else"),
    "book_sheet_gone": Elsewhere("workbook/test_workbook_merge.py", "test_sheets_that_are_gone_or_a_clerk_s_own"),
    "book_sheet_unread": Elsewhere("workbook/test_workbook_merge.py", "test_sheets_that_are_gone_or_a_clerk_s_own"),
    "book_no_headings": Elsewhere("workbook/test_workbook_merge.py", "test_sheets_that_are_gone_or_a_clerk_s_own"),
    "book_heading_twice": Elsewhere("workbook/test_workbook_merge.py", "test_a_heading_twice"),
    "book_column_unread": Elsewhere("workbook/test_workbook_merge.py", "test_columns_elsewhere_more_and_fewer"),
    "book_row_twice": Elsewhere("workbook/test_workbook_merge.py", "test_a_row_copied_whole"),
    "book_row_foreign": Elsewhere("workbook/test_workbook_merge.py", "test_rows_of_another_village_s_workbook"),
    "book_rows_crossed": Elsewhere("workbook/test_workbook_merge.py", "test_ids_left_behind_by_a_sort"),
    "book_cell_computed": Elsewhere("workbook/test_workbook_merge.py", "test_a_cell_that_is_only_shown"),
    "book_conflict": Elsewhere("workbook/test_workbook_merge.py", "test_two_who_change_one_cell_differently"),
    "book_record_gone": Elsewhere("workbook/test_workbook_merge.py", "test_a_record_that_went_meanwhile"),
    "book_other_year": Elsewhere("workbook/test_workbook_merge.py", "test_another_year_s"),
    "book_no_holder": Elsewhere("workbook/test_workbook_merge.py", "test_a_vote_of_no_meeting_is_refused"),
    "book_row_gone": Elsewhere("workbook/test_workbook_merge.py", "test_rows_that_are_gone"),
    "name_unknown": Elsewhere("workbook/test_workbook_merge.py", "test_two_of_one_name_and_nobody_s"),
    "name_of_several": Elsewhere("workbook/test_workbook_merge.py", "test_two_of_one_name_and_nobody_s"),
    "missing_number": Elsewhere("workbook/test_workbook_merge.py", "test_numbers_that_people_make_up"),
    "name_in_text": Elsewhere("workbook/test_workbook_merge.py", "test_names_in_free_texts_are_told"),
    "name_taken": Elsewhere("workbook/test_workbook_merge.py", "test_the_same_name_again_is_asked_for"),
    "folder_kept": Elsewhere("workbook/test_workbook_files.py", "test_a_folder_that_git_keeps_is_refused"),
    "step_begun": Elsewhere(
        "store/test_words_in_other_places.py", "test_the_day_of_a_recommendation_stands_beside_the_step"
    ),
    "book_cell_cut": Elsewhere("workbook/test_workbook_files.py", "test_a_text_longer_than_a_cell_stays"),
    "option_needs": Elsewhere("workbook/test_workbook_own.py", "test_words_that_do_not_go_together"),
    "option_against": Elsewhere("workbook/test_workbook_own.py", "test_words_that_do_not_go_together"),
    "change_there": Elsewhere("store/test_store_journal.py", "test_a_name_is_given_once"),
    "unknown_change": Elsewhere("store/test_store_journal.py", "test_what_is_not_kept_is_not_undone"),
    # files and folders
    "no_root": Elsewhere("threats/test_threats_process.py", "test_no_town_there"),
    "nested_root": Elsewhere("threats/test_threats_links.py", "test_a_town_among_the_records_of_another_is_none"),
    "no_standards": Elsewhere("catalogue/test_catalogue_faults.py", "test_a_missing_file"),
    "not_a_file": Elsewhere("threats/test_threats_places.py", "test_not_a_file"),
    "no_folder": Elsewhere("threats/test_threats_places.py", "test_file_instead_of_the_folder"),
    "linked_folder": Elsewhere("threats/test_threats_links.py", "test_nothing_is_read_through_a_link"),
    "cannot_read": Told(CHECK, 2, failing("read", errno.EACCES, of="people.csv")),
    "folder_closed": Told(CHECK, 2, failing("names", errno.EACCES, of="activities")),
    "folder_full": Told(CHECK, 2, limited("files.MOST", 12)),
    "other_name": Told(CHECK, 2, respelt),
    "other_year": Elsewhere("threats/test_threats_places.py", "test_what_lies_beside_the_year_is_told"),
    "workbook_file": Elsewhere("threats/test_threats_places.py", "test_a_workbook_is_saved_anew_and_not_renamed"),
    "names_elsewhere": Told(CHECK, 1, put("data/names.csv", "code,name\n")),
    "names_tracked": Told(CHECK, 1, tracked),
    "not_searched": Told(CHECK, 1, limited("search.FILES_AT_MOST", 1)),
    "too_many_files": Elsewhere("threats/test_threats_limits.py", "test_so_many_files_of_a_kind"),
    "too_much_in_all": Elsewhere("threats/test_threats_limits.py", "test_what_a_village_holds_in_all"),
    "village_killed": KILLED,
    # what lies around the records
    "terminal_narrow": ENCODED,
    "file_names_narrow": ENCODED,
    "lock_held": Elsewhere("cli/test_cli_doctor.py", "test_while_somebody_writes"),
    **dict.fromkeys((
        "no_git",
        "git_refuses",
        "no_repository",
        "git_unnamed",
        "git_uncommitted",
        "line_ends_loose",
        "lock_refused",
        "folder_read_only",
        "staged_left",
        "copies_left",
        "changes_broken",
        "in_cloud",
        "papers_kept",
        "papers_lying",
        "schemas_old",
        "records_faulty",
    ), AROUND),
    # templates that are carried out
    "template_fault": Elsewhere("threats/test_threats_templates.py", "test_what_a_template_may_not"),
    "template_large": NO_END,
    "template_slow": NO_END,
    "paper_fault": PAPER_FAULT,
    "paper_word": PAPER_FAULT,
    "paper_unreadable": PAPER_FAULT,
    "paper_settled": PAPER_REFUSED,
    "paper_itemless": PAPER_REFUSED,
}  # fmt: skip


def test_each_code_can_be_raised() -> None:
    """Nothing is missing from the two tables, and nothing stands in them that there is not, or in both."""
    assert sorted([*DIRECTED, *TOLD_BY_COMMANDS]) == sorted(Phrases("zh").problem_texts())


def test_the_tests_named_speak_of_the_code() -> None:
    for code, one in TOLD_BY_COMMANDS.items():
        if isinstance(one, Elsewhere):
            text = (TESTS / one.file).read_text("utf-8")
            assert f"def {one.test}(" in text, code
            assert re.search(rf"\b{code}\b", text), code


def test_each_command_is_told_its_code(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], pytestconfig: pytest.Config
) -> None:
    whole = int(pytestconfig.getoption("--mutants")) >= 1000
    commands = [(code, one) for code, one in TOLD_BY_COMMANDS.items() if isinstance(one, Told)]
    missed = {}
    for code, one in commands[:: 1 if whole else 10]:
        root = tmp_path / code
        shutil.copytree(ROOT / "data", root / "data")
        words = shlex.split(one.words.format(root=root, out=tmp_path / f"{code}-out"))
        with pytest.MonkeyPatch.context() as patch:
            one.before(root, patch)
            ended = run(["--root", str(root), "--lang", "zh", *words])
        out, err = (text.decode() for text in capfdbinary.readouterr())
        if ended != one.code or not re.search(rf'\[{code}\]|"code": ?"{code}"', err + out):
            missed[code] = (ended, err)
    assert missed == {}
