"""A sentence and a remedy for each problem of records, of files' characters, catalogue
and command line.
"""

from __future__ import annotations

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "county_other_day": (
        "Sent to the county on {until}, answered on {due}",
        "Give the same day; what goes later gets its day in replies.yaml when it has gone",
    ),
    "not_ready": (
        "Cannot be accepted yet: {lacks}",
        "Settle it first; or give a reason with --despite; or record deferred or unmet",
    ),
    "bad_date_form": (
        "“{label}” says “{seen}”",
        "Write dates to the day, as 2019-06-05; of several days the first: until when or at what hour {aside}{else}.",
    ),
    "bad_date": (
        "“{label}”: there is no day “{seen}”",
        "Look it up in the original record and write the real date.",
    ),
    "bad_month": ("“{label}” says “{seen}”", "Write months as 2019-06."),
    "bad_period": (
        "“{label}” says “{seen}”",
        "Write periods as 2019-06, 2019-Q2 or 2019-H1.",
    ),
    "bad_code": (
        "“{label}”: “{seen}” cannot be a code",
        "Codes are letters and digits: M01 of a person, G1 of a group, Z01 of a matter. A person's name belongs into "
        "names.csv, a group's into its “name”; several are [M01, M02], in tables with blanks.",
    ),
    "sum_row": (
        "“{label}” says “{seen}”: a row of sums or signatures",
        "Delete the row; sums are worked out, and papers to hand in get their own lines to sign.",
    ),
    "bad_person": (
        "“{label}” says “{seen}”, which is no code of a person",
        "Write codes of the roster (people.csv): M01; several are [M01, M02], in tables with blanks. Write each, "
        "without names, posts or “and others”; a remark in brackets {aside}; names belong into names.csv.",
    ),
    "one_person": (
        "“{label}” says “{seen}”, and holds one person",
        "Write one, the main one; anybody else {aside}.",
    ),
    "two_kinds": (
        "“{label}” says “{seen}”, which is two kinds of activity",
        "Of one meeting that was both, write “{first}” here and “{other}” into “also” (兼作种类); of two, a record each.",
    ),
    "payers_counted": (
        "“{label}” says “{seen}”, which names nobody",
        "Leave it empty for a collection from all, and write who did not pay into “unpaid” (none: 无); of a few write "
        "their codes.",
    ),
    "bad_group": (
        "“{label}” says “{seen}”, which is no code of one Party group",
        "Write a group's code in village.yaml, such as G1, or its name, one only; several groups have an entry each.",
    ),
    "bad_content": (
        "“{label}” says “{seen}”, which no list has",
        "Write codes or words of its list, such as {known}; anything else {aside}.",
    ),
    "word_with_note": (
        "“{label}” says “{seen}”",
        "Write “{meant}” alone; “{note}” {aside}.",
    ),
    "word_not_kept": (
        "“{label}” says “{seen}”, which is not kept here",
        "Leave this record out; who is one of these at the same time is written as that: {known}.",
    ),
    "bad_standard": (
        "“{label}” says “{seen}”, which is no number of a standard",
        "Write its number, such as 3.1; branchstd catalogue list has all with their titles.",
    ),
    "step_no_activity": (
        "“{seen}” is no activity, but a step of a matter",
        "Write it into the “steps” of that matter in matters.yaml; only the quarter's disclosure is a disclosure.",
    ),
    "names_apart": (
        "“{key}” stands in no record",
        "Take this field or column out and write codes of people; names belong into the local names.csv (code,name).",
    ),
    "image_unnamed": (
        "“{label}” says “{seen}”, which does not look like the name of a picture",
        "Write what the stored picture is called, such as 0305.jpg; leave it empty if there is none: as it stands it "
        "counts as a picture.",
    ),
    "bad_slug": (
        "“{label}” says “{seen}”",
        "Folder names are 2 to 40 small letters, digits and hyphens.",
    ),
    "bad_int": (
        "“{label}” says “{seen}”",
        "Write one whole number in digits, such as 28 (no unit is needed); 0 only if there was none. What is not known is "
        "not 0: leave it empty, or ask where it is needed.",
    ),
    "bad_decimal": (
        "“{label}” says “{seen}”",
        "Write a number in digits with at most two decimals, such as 2.5 (no unit is needed){else}.",
    ),
    "bad_yesno": ("“{label}” says “{seen}”", "Write 是 or 否 (or yes, no)."),
    "not_a_text": (
        "“{label}” must be one line of text",
        "Remove the list or the indented lines below it.",
    ),
    "not_a_list": (
        "a list is needed here",
        "Put “- ” before each entry; in a table, blanks between codes.",
    ),
    "not_a_mapping": (
        "“name: value” is needed here",
        "Write it like its neighbours, with a blank after the colon.",
    ),
    "top_not_mapping": (
        "the file must begin with “{key}:”",
        "First line “{key}:”, then each record with “- ” before it.",
    ),
    "unknown_word": (
        "“{label}” cannot be “{seen}”",
        "Did you mean “{near}”? It may be: {known}{else}.",
    ),
    "word_lookalike": (
        "“{label}”: “{seen}” looks like “{known}” but has blanks or full-width characters",
        "Write “{known}”.",
    ),
    "missing_field": (
        "“{label}” is missing",
        "Add it ({field}), it cannot be empty; if you do not know it, ask, never guess, and record this only when you do.",
    ),
    "missing_number": (
        "“{label}” is missing",
        "Make one up ({field}), any that is not taken: G1, G2 … for groups; 2019-01, say, for matters.",
    ),
    "unknown_field": (
        "there is no field “{key}”",
        "Did you mean “{near}”? branchstd explain {record} lists all.",
    ),
    "not_kept": (
        "“{key}” is kept nowhere here, and not looked at",
        "Delete it: no standard or ledger asks for it, and what is private stays out. Put it into no field that means something else.",
    ),
    "unknown_column": (
        "there is no column “{key}”",
        "Did you mean “{near}”? branchstd explain {record} lists all.",
    ),
    "field_twice": (
        "“{first}” and “{key}” are one field, which is given twice",
        "Keep one of them.",
    ),
    "unknown_file": (
        "this file is not read",
        "Did you mean “{near}”? Rename it, or put it elsewhere.",
    ),
    "workbook_file": (
        "this is a workbook of Excel or WPS, which is not read",
        "Open it in Excel or WPS and save it as “CSV UTF-8 (comma delimited)”, {name}; a new name alone does nothing.",
    ),
    "not_a_file": (
        "this is not a plain file (a link, perhaps)",
        "Put the real file here.",
    ),
    "linked_folder": (
        "this folder is a link that leads elsewhere: nothing in it is read or written",
        "Put a real folder here, with the records that belong in it.",
    ),
    "other_name": (
        "the name should be “{name}”; this differs in case or form alone (some computers take both for one), so "
        "neither is read or written",
        "Keep one, named “{name}”; if both hold records, put them together first.",
    ),
    "folder_closed": (
        "this folder cannot be opened: {detail}; what lies in it is not known",
        "Have the folder's rights and the disk checked, then run this again.",
    ),
    "village_killed": (
        "the system ended the program twice at this village (too little memory, perhaps): taken as unread",
        "See whether a very large file lies in its folder; if not, try a computer with more memory.",
    ),
    "folder_full": (
        "more than {limit} files lie in this folder: it is not read",
        "Move what is no record elsewhere.",
    ),
    "other_year": (
        "a folder for {seen}; the year that is checked is {year}, so nothing in it is read",
        "Records of {year} belong in the folder {year}.",
    ),
    "cannot_read": (
        "the file cannot be read: {detail}",
        "Close the program that has it open, or have its rights checked.",
    ),
    "too_many_entries": (
        "Up to here there are more than {limit} records of this sort; this file was not read",
        "See whether another table or several years were pasted in, and delete what is too much",
    ),
    "too_many_parts": (
        "More than {limit} things stand in this one place; this file was not read",
        "See whether something was pasted into the wrong place, and delete what is too much",
    ),
    "too_many_problems": (
        "More than {limit} faults in records of this sort; this file was not read, and further faults are not listed",
        "Correct the listed ones (most likely one slip repeated) and check again; else fill in the template anew",
    ),
    "too_much_in_all": (
        "Up to this file the village's year holds more than {limit}; this file was not read",
        "Take pictures, scans, backups and what was pasted by mistake out of the record files and check again",
    ),
    "too_many_files": (
        "More than {limit} record files in this folder; those beyond were not read",
        "Keep one file for each month, such as “2019-06.yaml”; move other files to another folder",
    ),
    "more_problems": (
        "More than {limit} faults of this sort; the others are not listed",
        "Correct the listed ones and check again",
    ),
    "no_folder": (
        "a file stands where a folder belongs",
        "Move the file away and make the folder.",
    ),
    "nothing_recorded": (
        "nothing is recorded in this village yet",
        "List the members in its people.csv, then write down this month; of the past only what has its papers.",
    ),
    "no_facts": (
        "the town has not registered this village's tasks",
        "The office writes facts in this file (branchstd explain facts shows the fields).",
    ),
    "village_unregistered": (
        "data/town.yaml does not name this village",
        "The town registers it, or the folder is renamed. Did you mean “{near}”?",
    ),
    "unknown_list": (
        "there is no list “{name}”",
        "Did you mean “{near}”? The plan in standards/ names the lists.",
    ),
    "list_size": (
        "the list “{key}” must have {size} entries, not {seen}",
        "Complete it as issued, or leave it empty for now.",
    ),
    "personal_id": (
        "what looks like a national ID number stands here",
        "Delete it; people are codes, ID numbers are never recorded.",
    ),
    "personal_phone": (
        "what looks like a phone number stands here",
        "Delete it; personal numbers are never recorded.",
    ),
    "personal_card": (
        "what looks like a bank card or account number stands here",
        "Delete it; account numbers are never recorded.",
    ),
    "names_elsewhere": (
        "this looks like a file of people's names, in a place that is not for it",
        "Names stand only in the local data/villages/<village>/names.csv or in its year's folder, never in git; "
        "move this file away or delete it.",
    ),
    "names_tracked": (
        "the file of people's names is in git: whoever has a copy can read it",
        "Take it out with git rm --cached, commit, and put names.csv into .gitignore; older versions still have it, "
        "so tell the town's office.",
    ),
    "not_a_name": (
        "this does not look like a person's name; papers and screen show the code alone",
        "Write the name only: letters of any script, “·” and blanks, at most six Chinese letters between two “·”, "
        "no post, no signs, no words such as 达标 or 销号.",
    ),
    "not_searched": (
        "there are too many files here (more than {files}, or {size}): not all were searched for personal numbers "
        "and files of names",
        "Move photos and old papers out of data, then check again.",
    ),
    "personal_contact": (
        "what looks like an e-mail address, a QQ or a WeChat name stands here",
        "Delete it; how to reach somebody is never recorded.",
    ),
    "duplicate_id": (
        "“{id}” is used twice, first at {first}",
        "If it is the same thing, delete one; if not, give it another.",
    ),
    "same_record_twice": (
        "the same, word for word, as {first}; it counts once",
        "Delete this one if it is the same thing; if both are real, give each its receipt or payee (in “{label}”).",
    ),
    "copied_month": (
        "{count} records of this file stand in {original} word for word: it is a copy of that month and counts once",
        "Compare and delete this file; first take over into {original} the {more} records that only this one has.",
    ),
    "facts_twice": (
        "two entries of facts from {on}, the first at {first}; this later one holds",
        "The office keeps the right one and deletes the other.",
    ),
    "expected_other": (
        "{seen} were expected, the roster of {on} has {needed}",
        "Compare sign-in sheet and roster, and correct the one that is wrong.",
    ),
    "entitled_other": (
        "{seen} were entitled to vote, the roster of {on} has {needed}",
        "Compare the count of votes with the roster; probationary members have no vote.",
    ),
    "hours_over_day": (
        "{hours} hours on the one day {on}, more than eight",
        "Look at the sign-in sheet; a course of several days is recorded as training.",
    ),
    "appraised_without_meeting": (
        "{count} members are said to be appraised on {on}; by then the year has no appraisal meeting on record",
        "If the meeting was held, record it from its papers; if not, take the dates out.",
    ),
    "shifts_exceed": (
        "{person} kept {seen} shifts; the month has {days} days",
        "Look at the rota; one shift a day.",
    ),
    "stable_without_basis": (
        "{amount} yuan are called stable income without a basis and do not count as such",
        "Name the contract or rule; if there is none, write 否 (no).",
    ),
    "conflict_of_posts": (
        "{person} also holds a post that excludes this one, see {first}",
        "Let one go by procedure and give its last day; keep both rows as they are, delete none.",
    ),
    "reserve_in_office": (
        "the reserve {person} sits on one of the two committees already, see {first}",
        "Who holds the post is no reserve any more: give the last day as reserve.",
    ),
    "post_without_basis": (
        "nothing says how {person} came to this post",
        "Write how: election, choice of a meeting, or the approval's number; if nobody knows, ask the office.",
    ),
    "unknown_reference": (
        "no “{code}” among {to}",
        "Did you mean “{near}”? Correct the code, or record it first.",
    ),
    "nobody_there": (
        "the roster has nobody, yet other records name people in {count} places",
        "First give each person a row with a code in people.csv; leave the {count} places as they are.",
    ),
    "no_groups": (
        "village.yaml has no Party group, yet other records name some in {count} places",
        "First write each under groups in village.yaml with its code, name and first day, the name as it stands in the "
        "{count} places; leave those as they are.",
    ),
    "unknown_content": (
        "no list has the content code “{code}”",
        "Did you mean “{near}”? Write a code of a list, or a standard such as 3.4.",
    ),
    "in_future": (
        "{seen} is after {last}, the year's end",
        "What has not happened is not recorded. Is the year right?",
    ),
    "out_of_year": (
        "{seen} is not in {year}",
        "Put it into that year's folder, or correct the date.",
    ),
    "wrong_month": ("an activity of {seen} is in the wrong file", "Move it to {file}."),
    "wrong_order": (
        "“{label_second}” {second} is before “{label_first}” {first}",
        "Look it up in the original record and correct the wrong one.",
    ),
    "unknown_step": (
        "there is no step “{step}”",
        "Did you mean “{near}”? Steps: {known}.",
    ),
    "step_order": (
        "step {step} ({seen}) is before step {before} ({needed})",
        "Correct it if it was mistyped; if it did happen that way, leave it.",
    ),
    "stop_unfounded": (
        "{id} says it was stopped on {seen}, but steps {steps} were owed and not in order by then, or were already "
        "beyond what can be stopped; the stop does not count",
        "Delete the day of the stop if it went on; add true days of steps that were taken; if it was stopped, the town "
        "says so in a ruling: about {id}, verdict yes, with the reason.",
    ),
    "field_for_kind": (
        "“{kind}” needs “{label}”",
        "Add it ({field}); if you do not know it, ask, never guess.",
    ),
    "whom_for_kind": (
        "“{kind}” needs “{label}”: whom of the roster it was about",
        "Add it ({field}); if you do not know it, ask, never guess. If it was about people who are not on the roster, no "
        "standard asks for it: take it out here.",
    ),
    "wrong_pair": ("“{kind}” cannot also be “{also}”", "Make two records of it."),
    "town_only": (
        "the town's own training is recorded by the town",
        "Delete this; the town's events.yaml counts here too.",
    ),
    "waiver_without_end": ("the waiver of “{about}” has no last day", "Add until."),
    "present_exceeds": (
        "{present} present, more than the {expected} expected",
        "Guests do not count; see the sign-in sheet.",
    ),
    "named_exceed": (
        "{named} named as taking part, but {present} present",
        "See the sign-in sheet; name those alone who were there.",
    ),
    "attendance_sum": (
        "expected {expected}, present {present}, but {absent} named as absent",
        "See the sign-in sheet; the three must agree.",
    ),
    "absent_short": (
        "by the roster of {on} {left} are left without the absent, but {present} were present; nobody knows who came",
        "See the sign-in sheet; name all who were absent, or correct present.",
    ),
    "not_member_then": (
        "{person} was no member of this branch on {on}",
        "Correct the list, or the dates in people.csv.",
    ),
    "two_places": (
        "{person} was in two places on {on}, see {first}",
        "Check lists and places of both; one after the other on one day is as it was.",
    ),
    "vote_sum": (
        "votes for, against and abstaining are {cast}, present were {present}, written opinions {written}",
        "See the counting sheet; who was absent and handed in a written opinion is counted under “written”.",
    ),
    "vote_present": (
        "{present} voters present and {written} in writing, more than the {entitled} entitled",
        "See the counting sheet.",
    ),
    "vote_unclear": (
        "the vote about “{seen}” reads like one on who joins the Party, and is counted as a resolution",
        "If it is one, write in about the person's code and type: 发展党员; if it is not, write type: 决议.",
    ),
    "counted_elsewhere": (
        "at “{kind}” persons vote, and nothing else is counted",
        "Take “counted” out; only a villagers' meeting may count households.",
    ),
    "election_unsaid": (
        "{person} is said to have been elected on {on}, and no vote of that day's general meeting ({first}) is called "
        "an election; was one?",
        "If so, give that vote “type: election”, with the counting sheet's numbers; else correct the day or the basis.",
    ),
    "asked_right": (
        "{right} right answers, more than the {asked} questions asked",
        "See the notes of the visit.",
    ),
    "asked_part": (
        "visit {id} does not tell its sample questions in full, so they do not count",
        "Write both how many were asked and how many were right (0 if none); leave all out where nobody was asked.",
    ),
    "dues_unpaid_missing": (
        "a collection from all does not say who did not pay",
        "Write none (无) if all paid, else the codes.",
    ),
    "dues_sum": (
        "total {seen} yuan, by the roster {needed}",
        "Write what the receipts say. Who did not pay stands in unpaid (all others count as having paid); what is paid "
        "later has a row with its month and payers, what is paid by the quarter (whom the town calls quarterly) a row "
        "with the quarter and payers. Compare the dues of the roster; if all are right, say why in note: less is asked "
        "about all the same.",
    ),
    "two_holders": (
        "{person} took office while {other} still held the same post, see {first}",
        "Write the day on which the first one left it.",
    ),
    "term_too_long": (
        "the term until {seen} is longer than {years} years: until {last} at most",
        "Compare the approval: a village branch's term that began on or after 12 July 2018 has five years, an earlier "
        "one and a town-direct branch's three; an approved extension is an entry of its own whose basis says so.",
    ),
    "extension_too_long": (
        "extended until {seen}, more than {years} year: until {last} at most",
        "An extension is as a rule no longer than a year: compare the approval; at its end ask the town for elections.",
    ),
    "committee_size": (
        "{seen} people on the branch committee; article 20 has 3 to 5, as a rule no more than {most}",
        "Compare the election: add who was left out, give the last day of who left; if it is so, ask the town.",
    ),
    "branch_size": (
        "{seen} members, more than {most} in one branch",
        "A village with more than {most} members may have a general branch: ask the town; correct the roster if wrong.",
    ),
    "year_for_kind": (
        "“{kind}” names the whole year {seen}",
        "A year is for organisation-life, appraisal and dual-review meetings; else write 2019-06, 2019-Q2 or 2019-H1.",
    ),
    "period_ahead": (
        "the period {seen} had not begun on {day}, the day of this record",
        "If it is of the year before, write that year; if it is of this period, the day on which it was really done.",
    ),
    "roster_short": (
        "{seen} members on the roster on {on}, {needed} by the town's count",
        "Compare both: add who was left out; who has no day of joining is no member here: look it up; who left keeps a "
        "row with the day; a wrong count is for the town.",
    ),
    "roster_empty": (
        "the roster has no members yet, {needed} by the town's count",
        "Fill in people.csv first.",
    ),
    "facts_late": (
        "the town's facts begin only in mid-year, but the village has older records or members",
        "If the village existed before, add an entry from {first}; if it is new, give its members the day they came "
        "(came_on) and take out records that are older than it.",
    ),
    "no_standards": (
        "there is no usable catalogue or plan",
        "Look into the standards/ folder.",
    ),
    "catalogue_missing": ("“{name}” is missing", "Add it as its neighbours have it."),
    "catalogue_value": (
        "“{name}” is not right ({detail})",
        "Write it as its neighbours do.",
    ),
    "unknown_name": (
        "there is no “{name}”",
        "Did you mean “{near}”? Write it like the entries around it.",
    ),
    "was_other": (
        "“{id}”: {needed} ships with the program, {seen} is written here",
        "Make sure nothing else of it has changed, then write {needed} as was.",
    ),
    "list_bound": (
        "duties and rules name the items of “{key}” one by one: none may come or go",
        "Titles may change; keep the codes that ship: {codes}",
    ),
    "no_choices": (
        "the open point “{id}” has no choices",
        "Write one at least; the first is the default.",
    ),
    "not_shipped": (
        "the first choice “{id}” is not what ships: {name}",
        "The first choice is the default; it sets what the files say.",
    ),
    "decision_choice": (
        "the open point “{id}” has no choice “{seen}”",
        "Take one of these, by its code: {known}",
    ),
    "decision_unfit": (
        "“{id}” was decided by {by}, who on {day} was neither the town's secretary nor its deputy secretary",
        "Write the code of the secretary or deputy who decided; since when and until when stands in staff.",
    ),
    "decision_own": (
        "“{id}” leaves the number to the town, and no number is set",
        "Set {names} under parameters, as docs/settings.md shows.",
    ),
    "decision_against": (
        "“{id}” is decided as “{choice}” ({needed}), but {name} says {seen}",
        "Both speak of the same thing: make them agree, or strike one.",
    ),
    "bad_own_day": ("“{seen}” is no day of {year}", "Write it as {year}-11-12."),
    "single_standards": (
        "standards: single standards are no longer replaced, added or disabled in the town's record",
        "Run branchstd catalogue copy, change the town's own standards/ (docs/settings.md), then delete this part.",
    ),
    "file_exists": (
        "the file is there already",
        "Take another name, or move the old one away first.",
    ),
    "proof_or_why": (
        "a duty has either proof or why",
        "Name what proves it, or say why no record can.",
    ),
    "folder_taken": (
        "something lies in this folder: {name}",
        "Take a new one, or empty it first; nothing was overwritten.",
    ),
    "bad_name": (
        "“{seen}” is no name",
        "Write the name: at most 40 characters, all printable.",
    ),
    "no_villages": ("no village is named", "Write --village NAME for each."),
    "half_town": (
        "the town is not finished: {detail}",
        "Give the same command again, which goes on from here; or delete this folder.",
    ),
    "village_twice": (
        "{name} ({slug}) is named twice",
        "Use each name and each folder name once.",
    ),
    "slug_unconfirmed": (
        "the folder name {slug} is proposed for “{name}” and not confirmed",
        "Write --village {name}={slug}, or --yes to take all proposals.",
    ),
    "due_of_villages": (
        "rule {id} is due on {due}, a day that the plan sets to the villages, not to “{kind}”",
        "Write kinds: [village] for this rule, or another day.",
    ),
    "none_unsigned": (
        "“nothing of the kind” without who says so and why; it does not count",
        "Write by (a code of the town's staff) and reason.",
    ),
    "none_unasked": (
        "duty {code} cannot be done away with by “nothing of the kind”",
        "Only these can: {known}. Do the others and record them.",
    ),
    "moved_unfounded": (
        "project “{name}” is put off without both a name and a paper; it still belongs to the year",
        "Write moved_by (a code of the town's staff) and basis (the paper).",
    ),
    "bad_parameter": (
        "“{name}” is {seen}, not between {low} and {high}",
        "See the basis, and write what it says.",
    ),
    "full_members_other": (
        "{seen} full members on the roster on {on}, {needed} by the town's count",
        "Compare the days of full membership and the town's facts.",
    ),
    "spelt_otherwise": (
        "“{label}” is written otherwise than records have it in {count} places, for example “{seen}”, read as {read}",
        "Leave them, or let branchstd fmt write them as records have them.",
    ),
    "note_unread": (
        "“{label}” says “{seen}” in {count} places; “{read}” is not read",
        "Leave it; where this kind of record has a field for it (such as form, group, note), it counts there alone.",
    ),
    "code_respelt": (
        "“{label}” is written like “{seen}” in {count} places, read as {read}; they were read all the same",
        "Leave them, or write {read}.",
    ),
    "date_ambiguous": (
        "“{label}” says “{seen}”, which could be {readings}",
        "Look at the original record, and write the one that holds as it stands here: {readings}.",
    ),
    "date_serial": (
        "“{label}” says “{seen}”, a spreadsheet's number for {day}",
        "Look at the original record; if that is right, write {day}.",
    ),
    "date_yearless": (
        "“{label}” says “{seen}” without a year",
        "Did you mean “{near}”? Look at the original record and put the year in front, four digits: here stand "
        "those of other years, too.",
    ),
    "word_twice": (
        "“{name}” is said for “{first}” already",
        "A word means one thing in one context: remove one.",
    ),
    "columns_missing": (
        "the header lacks columns that are needed: {lacking}; it is now: {seen}",
        "Make the header {wanted} (empty columns may go) and give each record a row; "
        "write codes for people, names belong into names.csv.",
    ),
    "field_unfit": (
        "“{name}” cannot be used as {key}",
        "sum takes numbers; date, done and limit days, limit a needed one.",
    ),
    "points_total": (
        "points sum to {seen}, not {needed}",
        "Adjust the standards' points.",
    ),
    "wrong_count": ("{what}: {seen}, needed {needed}", "Add or remove entries."),
    "step_endless": (
        "the last step “{name}” has no interval and would stay open for ever",
        "Add after and within, such as within: 30d.",
    ),
    "step_unfounded": (
        "the step “{name}” is hard and rests on no article and no clause of the plan",
        "Add its source (an article or a clause), or take hard away.",
    ),
    "id_twice": ("“{id}” is used twice", "Give one of them another."),
    "weights_total": (
        "weights of standard {id} sum to {seen}, not {needed}",
        "Adjust its rules' weights.",
    ),
    "foreign_rule": (
        "rule {id} is not of standard {standard}",
        "Correct the rule's id.",
    ),
    "one_time": (
        "rule {id} needs exactly one of every, due, continuous (has: {seen})",
        "Keep one.",
    ),
    "match_missing": (
        "rule {id} needs match for “{set}”",
        "Name the field that holds the element.",
    ),
    "match_forbidden": ("rule {id} has no use for match with “{set}”", "Delete match."),
    "no_root": (
        "no data/town.yaml here or above",
        "Go to the town's folder, or name it with --root.",
    ),
    "nested_root": (
        "data/town.yaml lies here among the records of another town, and is no town of its own",
        "Remove that inner data/town.yaml, or move this folder out.",
    ),
    "executor_unknown": (
        "“{name}” names no cluster",
        "Write dask: and the scheduler's address, such as dask:tls://HOST:8786.",
    ),
    "executor_lacking": (
        "the program has been installed without what Dask needs",
        "Install it with the extra “dask”, in the same version as on the workers.",
    ),
    "executor_open": (
        "records would go to {name} without encryption",
        "Let scheduler and workers use TLS (docs/cluster.md), and name them by tls://.",
    ),
    "executor_unreached": (
        "no worker answers at {name} ({detail})",
        "See whether scheduler and workers run there, and whether address and certificates are right; or leave --executor out.",
    ),
    "executor_other_program": (
        "a worker has version {seen}, here it is {expected}",
        "Install the same version on all workers.",
    ),
    "executor_other_standards": (
        "a worker judges by another catalogue or plan",
        "Install the same version on all workers, with nothing changed in it.",
    ),
    "executor_other_day": (
        "a worker judges by another day: {seen}, not {expected}",
        "Install the same version on all workers, with nothing changed in it.",
    ),
    "executor_text": (
        "text is laid out for this terminal, with names that do not leave this computer",
        "Add --format json, or leave --executor out.",
    ),
    "no_towns": (
        "no town is named",
        "Name the towns' folders, or with --towns a file that has one on each line.",
    ),
    "no_town": (
        "“{name}” is no town: no data/town.yaml can be seen there",
        "Name the folder in which a town's data lies.",
    ),
    "town_above": (
        "“{name}” lies within a town's folder, and is no town itself",
        "Name that town's folder: {near}",
    ),
    "town_twice": (
        "“{name}” is the same town as “{near}”, and is counted there",
        "Name it once.",
    ),
    "unknown_village": (
        "no village is called “{name}”",
        "Did you mean “{near}”? data/town.yaml names the villages.",
    ),
    "ambiguous_village": ("“{name}” could be: {near}", "Type some more of it."),
    "unknown_command": (
        "there is no command “{name}”",
        "Did you mean “{near}”? branchstd --help shows all.",
    ),
    "unknown_standard": (
        "no number “{name}”",
        "Did you mean “{near}”? branchstd catalogue list shows all.",
    ),
    "bad_as_of": ("“{seen}” is no day", "Write it as 2019-11-01."),
    "nothing_to_check": (
        "no village is registered",
        "Register villages in data/town.yaml.",
    ),
    "cannot_splice": (
        "this change would touch other lines, so nothing was written",
        "make it by hand, as shown above",
    ),
    "column_missing": (
        "the table has no column “{key}”",
        "add the column “{key}” to the head, then do it again",
    ),
    "changed_meanwhile": (
        "another program changed the file after it was read; nothing was written",
        "close whatever has it open, look at it, then do it again",
    ),
    "unwritten_file": (
        "not written: {detail}",
        "see whether a spreadsheet has the file open, the folder can be written to, the disk is full; nothing was lost",
    ),
    "write_unconfirmed": (
        "written, but the disk has not confirmed it: {detail}",
        "look at the disk; check again",
    ),
    "town_locked": (
        "another branchstd is writing; waited {seconds} s",
        "let it finish; if there is none, start anew",
    ),
    "git_under_way": (
        "git is in the middle of something ({name})",
        "finish or abort the merge or rebase first",
    ),
    "change_unfinished": (
        "a change of several files was broken off before all were changed",
        "the next command that writes puts all of them back, such as branchstd fmt; if another branchstd is writing just now, let it finish",
    ),
    "changed_since": (
        "changed by others since, so it was not put back",
        "look at it, compare it with an older version (git, a backup), and put right by hand what is to be",
    ),
    "change_there": (
        "there is a change “{name}” already",
        "do it again a second later",
    ),
    "unknown_change": (
        "no change “{name}” is kept that could be put back",
        "the last that are kept: {known}",
    ),
    "change_unread": (
        "what a change of several files replaced is kept here, and cannot be read",
        "see by git or a backup whether the records are as they should be, then delete this file",
    ),
    "on_in_future": (
        "“{seen}” has not come yet",
        "give the day on which it really happened",
    ),
    "today_elsewhere": (
        "“{seen}” is not in {year}, the year of these records",
        "Write the month and day on which it really happened.",
    ),
    "roll_unread": (
        "no names with numbers before them were found in what was pasted",
        "Paste the whole list from #接龙 on, or write names or numbers.",
    ),
    "on_other_year": (
        "“{seen}” is not in {year}",
        "give with --on the day on which it really happened",
    ),
    "unknown_item": (
        "{village} has no item “{name}”",
        "Did you mean “{near}”? branchstd rectify list {village} shows the numbers",
    ),
    "wrong_state": (
        "{id} is “{seen}”; this can be done when it is “{needed}”",
        "branchstd rectify show tells whose turn it is",
    ),
    "no_role": (
        "“{by}” had no role in the town on {on}",
        "Did you mean “{near}”? Cadres stand in data/town.yaml under staff",
    ),
    "unfit_no_role": (
        "“{by}” had no role in the town that day; the word does not count",
        "let a cadre who had one say it",
    ),
    "unfit_liaison": (
        "“{by}” looks after this very village and cannot settle, put off, waive or approve it; the word does not count",
        "let the Party-building office or the deputy secretary look and say it",
    ),
    "unfit_claimant": (
        "“{by}” answers for this and cannot settle or waive it; the word does not count",
        "let another cadre look and say it",
    ),
    "unfit_responsible": (
        "the office of “{by}” is responsible for this and cannot settle, put off, waive or approve it; "
        "the word does not count",
        "let a cadre of the town who is not responsible for it look and say it",
    ),
    "unfit_role": (
        "“{by}” had not the role on that day that judges “{about}”; the word does not count",
        "see branchstd explain {about} for who judges it, and let them say it; a liaison judges the own village only",
    ),
    "leaving_unconfirmed": (
        "{village} says that these have left: {people}; the town's count has not changed, and until then they count",
        "Compare: if it is so, add a line under facts in this file: {line} (take out [] where it stands there); if not, let the village empty left_on",
    ),
    "dues_unconfirmed": (
        "{village} gives no monthly dues of {person}; the town has not said that none are owed, so they are",
        "Compare: of whom owes none add his line under standings in this file (take out [] where it stands there); else let the village fill them in: {line}",
    ),
    "post_unconfirmed": (
        "{village} has {person} in office ({body}, {post}), sparing a duty; until the town agrees it does not",
        "Compare: if it is so, add a line under standings in this file: {line} (take out [] where it stands there); if not, let the village mend posts.csv",
    ),
    "major_by_amount": (
        "{id} is called a single matter, but with {seen} yuan it counts as a major one (from {needed} on)",
        "Call it a major matter and write the steps that were really taken; make none up",
    ),
    "lost_candidate": (
        "{person} is on the roster without being a member or in office, or was accepted this year without a record: "
        "a row of candidates.yaml seems to be lost",
        "See the files: a member only lacks the day of joining, write it; put a candidate back; who is neither needs a "
        "post, or no row; of a member from elsewhere write came_on",
    ),
    "lost_matter": (
        "a vote is about “{about}”, but there is no such matter, and nobody of that code",
        "See the minutes and put the matter (or the person) back; mend a wrong code; write what is no code in words",
    ),
    "lost_post": (
        "from {on} on {seen} people hold posts of the two committees, {needed} by the town's number",
        "Compare both: add posts left out of posts.csv; who left a post keeps the row with its end; "
        "a vacancy or fewer posts are for the town to write (cadre_posts)",
    ),
    "count_short": (
        "{seen} records of “{kind}”, {needed} in the town's register",
        "Find by the town's register which lacks and put it back; a wrong number is for the town",
    ),
    "plan_empty": (
        "nothing of the plan of {id} was given or changed",
        "type what there is, such as: branchstd rectify plan {village} {id} --measure WHAT --responsible NAME "
        "(also --cause, --task, --proof, --start), or answer the questions at a terminal",
    ),
    "plan_first": (
        "{id} has no plan yet",
        "plan first: branchstd rectify plan {village} {id}",
    ),
    "plan_incomplete": (
        "the plan of {id} lacks {missing}",
        "complete it first: branchstd rectify plan {village} {id}",
    ),
    "proof_missing": (
        "claimed as done without proof",
        "say with --proof where it is: names of pictures, pages of the book",
    ),
    "until_early": ("“{until}” is not later than {due}", "give a later day, or none"),
    "not_approver": ("“{by}” cannot grant time", "{needed} can"),
    "mark_open": (
        "the mark of {id} does not hold yet ({mark}). Now: {now}",
        "close it when it does; if there is another reason to close it, write it with --despite",
    ),
    "item_there": (
        "{rule} has an item this year: {id}",
        "one item a rule and year; say what was seen when returning {id}",
    ),
    "outside_incomplete": (
        "an item from outside needs where it came from, its words and one number",
        "such as: rectify open VILLAGE 2.5.a --origin 群众反映 --text ...; origins: {known}",
    ),
    "rule_elsewhere": (
        "rule {rule} does not belong to standard {standard}",
        "See what the item is about, and correct the one or the other.",
    ),
    "word_early": (
        "{seen} is before the day on which {id} was found ({found})",
        "Look it up in the original record and correct the wrong day.",
    ),
    "no_village_folder": (
        "the village's folder is not there: what it lacks cannot be said",
        "See whether it was moved or not copied; if nothing is recorded yet, make the folder first.",
    ),
    "item_later": (
        "{id} was found only on {found}",
        "Give that day or a later one with --on; to look, with --as-of.",
    ),
    "item_textless": (
        "this item has neither rule nor finding nor words",
        "write what is wrong (text)",
    ),
    "closed_unclaimed": (
        "closed before the village claimed it done",
        "ask; if it was done, the village adds its claim with the true day",
    ),
    "unknown_whose": (
        "nobody has the code or role “{name}”",
        "Did you mean “{near}”? data/town.yaml and people.csv name the codes.",
    ),
    "ambiguous_whose": ("several villages have a “{name}”", "Name the village: {near}"),
    "option_needs": (
        "goes only together with {option}",
        "Write {option} as well, or leave this out.",
    ),
    "option_against": (
        "does not go together with {option}",
        "Leave one of the two out.",
    ),
    "several_lists": (
        "a CSV holds one list, here are {count}",
        "choose one with --list, or write them with --out",
    ),
    "book_unreadable": (
        "this is no workbook that can be read ({detail})",
        "Save it as .xlsx in Excel or WPS, without a password, and send it again.",
    ),
    "book_too_large": (
        "the workbook holds more than is read ({limit})",
        "Take out what is none of the records: pictures, copies, cells far outside the tables.",
    ),
    "book_acts": (
        "the workbook holds something that acts by itself ({name})",
        "Save it as .xlsx without macros, links and objects.",
    ),
    "book_base_spoilt": (
        "what the workbook was made from cannot be read any more",
        "Enter what was changed in a fresh workbook (branchstd export).",
    ),
    "book_without_base": (
        "the workbook was not made by branchstd export, or has lost its hidden sheet",
        "Enter the rows in a fresh workbook (branchstd export).",
    ),
    "book_of_another": (
        "the workbook is of another town, village or year ({seen})",
        "Take it over where it belongs.",
    ),
    "book_sheet_gone": (
        "the sheet is gone; its records stay as they are",
        "Nothing has to be done if nothing was to be changed there.",
    ),
    "book_sheet_unread": (
        "this sheet is none of the workbook's and is not read",
        "Copy what belongs to the records into the sheets that were there.",
    ),
    "book_no_headings": (
        "the headings of the table are gone",
        "Put the row of headings back as it was, or fill in a fresh workbook.",
    ),
    "book_heading_twice": (
        "this heading stands at {first} already",
        "Take one of the two columns out.",
    ),
    "book_column_unread": (
        "the column “{seen}” is not read",
        "Nothing has to be done; what belongs to the records goes into the columns that were there.",
    ),
    "book_row_twice": (
        "this row is the same record as {first}",
        "Keep one of the two; of a row that was copied for a new record clear the hidden first cell.",
    ),
    "book_row_foreign": (
        "this row comes from a workbook of another village or year",
        "Take it out; if it is this village's all the same, clear its hidden first cell.",
    ),
    "book_rows_crossed": (
        "this row says now what another row of the sheet is ({seen})",
        "Put the rows right: each has its own hidden first cell, which goes with it when sorted.",
    ),
    "book_cell_computed": (
        "“{label}” is shown for help and cannot be changed here",
        "Put it back; change it on the sheet where it is entered.",
    ),
    "book_conflict": (
        "sent as “{out}”, came back as “{back}”, and stands as “{now}” in the records by now",
        "Ask who is right, write that into the cell, and import it again.",
    ),
    "book_record_gone": (
        "the record of this row ({seen}) is gone from the records",
        "If it is to be there again, clear the hidden first cell of the row.",
    ),
    "book_other_year": (
        "this is of {year}, and the workbook is of another year",
        "Enter it in the workbook of {year}.",
    ),
    "book_no_holder": (
        "nobody can tell to which record this row belongs",
        "Fill in the first columns as they stand on the other sheet.",
    ),
    "names_cut": (
        "“{seen}” does not say who all of them are",
        "Write all of their names; leave the cell empty where they are not known.",
    ),
    "dues_day": (
        "on which day the dues for {month} were collected cannot be told from the table",
        "Look it up in the receipts and say --paid-on {first}=DAY, once for each month; a month that is not to be taken now is said without a day: --paid-on {first}=",
    ),
    "dues_ahead": (
        "“{seen}”: this was paid beforehand, and nothing says on which day",
        "Look it up in the receipts and say --paid-on {first}=DAY.",
    ),
    "dues_void": (
        "this receipt is void, it is not read",
        "Nothing has to be done if that is right; else take the word out.",
    ),
    "dues_odd": (
        "{seen} was paid, {needed} is owed a month",
        "If it is for the blank months just before it, say --arrears; else for which months it is: --paid-for {cell}=MONTHS (such as 1月—3月).",
    ),
    "dues_unclear": (
        "{seen} was paid, {needed} is owed",
        "Say for which months it is: --paid-for {cell}=MONTHS (such as 1月—3月); of another amount look it up, and put the cell or the roster right.",
    ),
    "dues_shared": (
        "one sum ({seen}) for several people",
        "Write into a cell of each what he paid.",
    ),
    "dues_excused": (
        "the table says “{seen}”, and by the roster dues are owed for this month",
        "Put the roster right first (day of leaving or coming, dues), or the cell.",
    ),
    "dues_tick": (
        "ticked, and nobody knows how much is owed",
        "Write what is owed a month into the roster, or into a column of the table.",
    ),
    "dues_rate": (
        "by the table {seen} is owed a month, by the roster {needed}",
        "See which one is right, and put the roster right: collections are held against it.",
    ),
    "dues_unlisted": (
        "{names} owe dues for {month} by the roster and stand in no row of the table",
        "Add their rows (empty where they did not pay), or put the roster right: who is not named would count as having paid.",
    ),
    "dues_left_out": (
        "{month} is not taken, as was said",
        "Take it with its day when that is known; what is there then is not taken twice.",
    ),
    "dues_twice": (
        "this is a second collection from all for the month of {first}",
        "If some paid afterwards, write their names into a column 交纳人; else take one of the two out.",
    ),
    "dues_heads": (
        "{seen} people by the table, {needed} by the roster and who did not pay",
        "If some paid afterwards, write their names into a column 交纳人; else put the number or the roster right.",
    ),
    "bad_paid_on": (
        "“{seen}” is no month with the day of its collection",
        "Write it as 2019-03=2019-03-11; of one person as 3月:NAME=3月28日; a month that is left out as 3月=.",
    ),
    "bad_paid_for": (
        "“{seen}” is no cell with the months for which it is",
        "Write it as F8=1月—3月, or F8=1月、3月.",
    ),
    "bad_fill": (
        "“{seen}” is no column with what every row says in it",
        "Write it as COLUMN=TEXT; columns are: {known}",
    ),
    "map_part": (
        "“{seen}” is no part of a mapping file",
        "Its parts are: {known}",
    ),
    "map_answer": (
        "“{seen}” is no answer here",
        "There are: {known}",
    ),
    "map_against": (
        "{out} stands here, {option} says {back}",
        "Keep one of the two.",
    ),
    "answer_unused": (
        "nothing in the table asks for this answer: {seen}",
        "Nothing has to be done if it was for another table; else look how this one says it.",
    ),
    "year_unread": (
        "nothing is kept here of {seen}",
        "This year and the year before can be taken: {first} and {last}.",
    ),
    "kind_of_this_year": (
        "{label} is of this year alone: who there is, and in which post, is read nowhere of the year before",
        "Take it for {year}, with the days on which somebody came, left or began.",
    ),
    "table_matched": (
        "“{seen}” is taken for {label} {code}",
        "Nothing has to be done if that is right; else write the number into a column “{label}”.",
    ),
    "table_unmatched": (
        "“{seen}” fits no {label} alone",
        "Nearest are: {known}. Write the number into a column “{label}”, or answer it in a mapping file (--map FILE).",
    ),
    "no_such_sheet": (
        "the file has no sheet “{seen}”",
        "There are: {known}",
    ),
    "table_no_headings": (
        "no row of headings with which this kind of table is read; what is not understood: {seen}",
        "Needed are columns such as {known} (of several forms one), in each cell one thing, in each row one person with one post, one meeting, one payment. A table with people or weekdays across, with several things in a cell, or with sums or points alone cannot be taken: write it out so, or enter what the minutes say.",
    ),
    "table_heading_unclear": (
        "two headings of one column say different things ({seen})",
        "See which one is right, and clear the other.",
    ),
    "table_column_missing": (
        "“{label}” stands in no column, and no title says it",
        "Say it once for all rows: --fill {label}=TEXT, or add a column.",
    ),
    "table_fill_there": (
        "“{label}” has a column of its own",
        "Leave --fill out, and fill in the cells.",
    ),
    "table_title_read": (
        "“{label}” is read out of this: {seen}",
        "Nothing has to be done if that is right; else write it out there, or add a column “{label}”.",
    ),
    "table_remark_unread": (
        "a remark beside “{label}” is not read",
        "Nothing has to be done; what belongs to the records has a column of its own.",
    ),
    "table_health_unread": (
        "“{label}” speaks of somebody's health and is not read",
        "Nothing has to be done: that belongs into no record.",
    ),
    "table_part_unread": (
        "no record holds “{seen}”; all else of the cell is read",
        "Nothing has to be done.",
    ),
    "table_row_unread": (
        "a row that only says “{seen}” is not read",
        "If it is a record, fill in its other cells.",
    ),
    "table_row_twice": (
        "this row says the same as {first}",
        "Take one of the two out; of two people write what tells them apart (birth, day of joining).",
    ),
    "table_line_odd": (
        "“{label}” on a line that goes on with the one above",
        "Write the number of its item in front if it is another one, else clear the cell.",
    ),
    "table_mark": (
        "what the mark “{seen}” means, nobody can tell",
        "Write √ for yes, and leave the cell empty for no.",
    ),
    "table_ticked_twice": (
        "ticked here and at {first}",
        "Keep one of the two.",
    ),
    "table_sum": (
        "the table's own sum is {seen}, its cells make {needed}",
        "See which one is right; what was taken are the cells.",
    ),
    "table_differs": (
        "this says something else than {first} in the same file",
        "Put one of the two right, or say with --sheet which sheet is meant.",
    ),
    "table_sheets": (
        "several sheets hold such a table: {known}",
        "Say which is meant: --sheet NAME, once for each.",
    ),
    "table_of_another": (
        "the table is headed with another village of the town ({seen})",
        "Take it in for that village; if the title is wrong, put it right.",
    ),
    "groups_unknown": (
        "Party groups that are not registered: {seen}",
        "Enter them first (code, name, first day): on the sheet 党小组 of an exported workbook, or in village.yaml under "
        "groups; then import again",
    ),
    "names_not_here": (
        "the roster has {count} people, and no names of theirs are known on this computer",
        "Bring the village's names.csv here first (data/villages/VILLAGE/names.csv): else nobody can tell who of the table is on the roster already.",
    ),
    "roster_first": (
        "the village has no roster yet, so that nobody named here is known",
        "Take in the roster first: branchstd import FILE --as 花名册 --village VILLAGE",
    ),
    "duty_shared": (
        "{count} people for one number",
        "Who knows what each of them did writes a row a person; else write 不详 behind it: the number of that month stays empty. Never divide it.",
    ),
    "person_remark": (
        "“{seen}” is said of somebody, and “{label}” does not say it",
        "Write the day into a column “{label}” (add one; ask, never guess); if the remark means something else, take it out of the table.",
    ),
    "table_remark": (
        "“{seen}” says of this row that it was otherwise",
        "Write into the row how it was (take out what was not paid or not held, the day on which somebody left, a row for who stood in; ask, never guess), then clear this cell.",
    ),
    "person_candidate": (
        "“{seen}” is said of somebody without “{label}”: who is no member yet counts as one here",
        "Take the row out, and record the candidate on the sheet 发展党员 (branchstd add); of a probationary member fill in “{label}”.",
    ),
    "dues_no_rates": (
        "nobody in the roster has dues a month, so that nothing says what is owed",
        "Fill in 月应交党费 on the sheet 花名册 of an exported workbook and take it back first; a column 月应交 in this table is enough to read it.",
    ),
    "meeting_mark": (
        "what the mark “{seen}” means, nobody can tell",
        "Write √ for who came, × or 假 for who was expected and did not, ／ for who was not expected.",
    ),
    "duty_signed": (
        "whether they were there cannot be told from “{seen}”",
        "Write √ for who was there, × for who was not (of several people a row a person); of half a day write 算 if it counts, else 不算; of a remark leave only who came among those on duty, and say in it who did not.",
    ),
    "duty_uncounted": (
        "how many matters “{seen}” are cannot be told; the number of that month stays empty for whoever was on duty here",
        "If it is known, write the number behind it (3件), one for each matter; else nothing has to be done.",
    ),
    "duty_twice": (
        "the same person stands at {first} on the same day already",
        "Keep one row a person and day, if it was one shift; the matters together.",
    ),
    "no_commit": (
        "the records are written, and git did not take the commit",
        "Commit them by hand; git commit says what it wants.",
    ),
    "book_gone_changed": (
        "the row of a record ({seen}) is gone, and the record was changed meanwhile",
        "Look at the record as it is now; delete its row in a fresh workbook if it is to go.",
    ),
    "book_gone_holds": (
        "the row of a record ({seen}) is gone, and others stand in that record",
        "Take those out first: the votes of the meeting, the claims of the item.",
    ),
    "book_cell_error": (
        "the cell holds an error, or a formula without a result",
        "Type what it is to say.",
    ),
    "book_cell_cut": (
        "the text is longer than a cell takes: its end was not exported",
        "Change it in its record file; leave the cell as it was sent.",
    ),
    "book_row_there": (
        "the record of this row is there already and says something else; it stays",
        "Change it where it stands, or in a workbook that export has written.",
    ),
    "book_row_gone": (
        "the row of a record ({seen}) is gone; the record stays",
        "To take it out: branchstd import --deletions.",
    ),
    "name_unknown": (
        "“{name}” is the name of nobody in this village",
        "Did you mean “{near}”? Write the name as on the roster; a member or cadre left out there is entered first; "
        "anybody else {aside}.",
    ),
    "name_of_several": (
        "“{name}” is the name of several ({codes})",
        "Write the code behind the name: {name}（M01）.",
    ),
    "name_in_text": (
        "“{label}” has a person's name in its text; names do not go into records, of which git keeps every version",
        "Write the code instead ({codes}), here and in the record that was made of it.",
    ),
    "name_taken": (
        "somebody of the name “{name}” is there already ({codes})",
        "If this is another person, give a code of his own: in the column of codes, or with --code.",
    ),
    "terminal_narrow": (
        "the terminal takes “{name}”, which has no Chinese; such signs become ?",
        "On Windows type chcp 65001 and set PYTHONUTF8=1 first (the launchers do); elsewhere set LANG=C.UTF-8.",
    ),
    "file_names_narrow": (
        "names of files are “{name}”, which has no Chinese",
        "Set LANG=C.UTF-8, or PYTHONUTF8=1, before the program starts.",
    ),
    "no_git": (
        "git is not installed, or not found: the records work without, but nobody sees who changed what",
        "Install it on the machine that keeps the records; a village that only fills workbooks needs none.",
    ),
    "git_refuses": (
        "git refuses this folder, as it does with one of another user or on a USB stick",
        "In this folder type git status and do what it says (git config --global --add safe.directory …).",
    ),
    "no_repository": (
        "the folder is in no git repository: nothing keeps what was there before",
        "git init in this folder, then git add -A and git commit; or keep a copy before each round.",
    ),
    "git_unnamed": (
        "git does not know who commits: {names} not set",
        "Type git config user.name and git config user.email, each with what the office calls itself.",
    ),
    "git_uncommitted": (
        "{count} changed or new files that git has not been told of",
        "Look at them with git status, then git add and git commit; what is not committed reaches nobody.",
    ),
    "line_ends_loose": (
        "git keeps line ends as each computer writes them: one saved file may show every line as changed",
        "Write * text=auto into .gitattributes in this folder, and commit it.",
    ),
    "lock_refused": (
        "the folder cannot be locked, so nothing can be written: {detail}",
        "See whether the folder is there, may be written to, and the disk takes locks (a network drive may not).",
    ),
    "folder_read_only": (
        "files can be read here and not written",
        "Move the folder to where you may write; of a USB stick look at its switch.",
    ),
    "lock_held": (
        "another branchstd is writing here",
        "Let it finish; if none is there, end what is left of it, and the lock is free.",
    ),
    "staged_left": (
        "files of runs that were broken off: {count}; no record is in them that is not elsewhere",
        "Nothing: the next command that writes takes them away, such as branchstd fmt.",
    ),
    "copies_left": (
        "copies of towns that a broken-off demo left in the system's temporary folder: {count}",
        "Nothing: the next command that writes takes them away.",
    ),
    "changes_broken": (
        "changes that were broken off and could not be put back whole, as others had changed the files: {count}",
        "Compare the files with git diff; what they were before is kept in that folder. When all is right, delete its .broken.json files.",
    ),
    "in_cloud": (
        "the folder lies in one of {name}: it carries names away, writes under git's hand, and makes second copies",
        "Move the whole folder to a local one such as D:\\records, and exchange by git or by workbooks.",
    ),
    "papers_kept": (
        "workbooks or papers that git keeps, or would keep: {count}; people's names may stand in them",
        "git rm --cached what git has, move it out of the folder, and write *.xlsx and *.docx into .gitignore; git ls-files lists them.",
    ),
    "papers_lying": (
        "workbooks or papers in the town's folder: {count}; people's names may stand in them (git does not keep them)",
        "Delete what was taken back or handed in.",
    ),
    "schemas_old": (
        "schemas that are not those of this version: {count}, such as {name}; an editor helps by them",
        "branchstd schema writes them anew.",
    ),
    "records_faulty": (
        "errors in record files: {count}",
        "branchstd check --problems tells each with its place and remedy.",
    ),
    "folder_kept": (
        "this folder is one of the records, or git would keep what is written into it, names with it",
        "Choose a folder that git ignores, or one outside of the records; towns founded by branchstd init ignore 导出 and 公文.",
    ),
    "needs_out": (
        "a workbook goes into a file",
        "Say into which folder: --out DIR.",
    ),
    "draw_and_seed": (
        "the draw has a seed, and no other list has one",
        "Write both: --list draw --seed TEXT (say the day and a few words), or neither.",
    ),
    "file_there": (
        "this file is there already",
        "choose another folder, or move it away",
    ),
    "same_step": (
        "“{first}” and “{key}” are one step ({step})",
        "One day is wanted: that on which the step was done; of a slip, look it up.",
    ),
    "step_begun": (
        "“{seen}” only begins the step: the day of “{read}” counts",
        "Leave it as it is.",
    ),
    "bad_steps": (
        "step “{seen}” of “{label}” has no day, or stands there twice",
        "write STEP=DAY, such as D1=2019-06-05; each step once, blanks between",
    ),
    "dues_there": (
        "dues for {month} are recorded here already {people}",
        "See which month the receipt is for; correct that row in the file if it is wrong.",
    ),
    "record_there": (
        "the very same is recorded already",
        "leave it; if there were two, say what sets them apart",
    ),
    "cannot_format": (
        "this file is left alone: formatting it would lose a comment or change what it says",
        "write its unusual parts as the others are, then try again",
    ),
    "no_record_file": (
        "this is no record file",
        "name a record file below data/, or a village",
    ),
    "paper_fault": (
        "“{line}” in this template cannot be filled: {detail}",
        "mend it in WPS (each {{% if %}} has its {{% endif %}}, each {{% for %}} its {{% endfor %}}, brackets come in pairs), or delete the file to use the shipped one",
    ),
    "paper_word": (
        "“{line}” in this template asks for {name}, and there is no such word here",
        "did you mean {near}? docs/papers.md has all words; or delete the file to use the shipped one",
    ),
    "paper_unreadable": (
        "this is no Word document (.docx) that can be filled: {detail}",
        "save it in WPS as .docx, or delete it to use the shipped one",
    ),
    "paper_settled": (
        "{id} is not open, or not overdue: it cannot stand in this paper",
        "branchstd rectify show {village} {id} tells how it stands",
    ),
    "paper_itemless": (
        "this paper is not about single items",
        "leave out --item",
    ),
    "template_fault": (
        "line {line} of the template cannot be used: {detail}",
        "mend it, or delete it to use the shipped one",
    ),
    "template_slow": (
        "this template was not finished after {detail} seconds",
        "let its loops run over less, or delete it to use the shipped one",
    ),
    "template_large": (
        "this template made too much text or took too much memory ({detail})",
        "let it show less, or delete it to use the shipped one",
    ),
    "template_empty": (
        "this template is empty",
        "write it, or delete it to use the shipped one",
    ),
    "no_check": (
        "this is no check kept as JSON",
        "before the update run `branchstd check --format json > before.json` with the old program, and name that file",
    ),
    "no_report": (
        "this is no report by branchstd",
        "a report ends with a line that has its check code",
    ),
    "demo_stuck": (
        "this step did not go through on the copy: {command}",
        "mend faults in the records, else tell us",
    ),
}


TEXT_PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "file_empty": (
        "This file is empty",
        "Fill it in like the template; if there is nothing to record, leave it",
    ),
    "file_too_large": (
        "The file is larger than {limit}",
        "Keep pictures and scans out of record files; split what is too long into several files",
    ),
    "not_text": (
        "This is an Excel, WPS or Word file whose ending was changed",
        "Open it in Excel or WPS, choose Save As, and save a table as “CSV UTF-8 (comma delimited)”",
    ),
    "utf16": (
        "The file was saved as “Unicode (UTF-16)”",
        "Open it in Notepad, choose Save As, pick the encoding UTF-8, and save",
    ),
    "not_utf8": (
        "The file is not UTF-8; from this line on its characters cannot be read",
        "Open it in WPS or Notepad, see that the text looks right, choose Save As and pick UTF-8",
    ),
    "file_cut": (
        "The file ends in the middle of a character; it may not have been copied completely",
        "Copy it again from where it came from, and see that the last lines are all there",
    ),
    "merge_conflict": (
        "Lines {first} to {last} hold changes by two people that have not been merged",
        "Read both versions, keep what is right, and delete the lines with <<<<<<<, ======= and >>>>>>>",
    ),
    "control_character": (
        "There is a control character here ({character})",
        "Delete it and type the text again; do not paste from web pages or chats",
    ),
    "invisible_character": (
        "There is an invisible character here ({character})",
        "Delete the characters around it and type them again; do not paste from web pages or chats",
    ),
    "yaml_anchor": (
        "The text here begins with “&”, which has a special meaning",
        "Put double quotes around it",
    ),
    "yaml_alias": (
        "The text here begins with “*”, which has a special meaning",
        "Put double quotes around it",
    ),
    "yaml_tag": (
        "The text here begins with “!”, which has a special meaning",
        "Put double quotes around it",
    ),
    "yaml_directive": (
        "This line begins with “%”, which has a special meaning",
        "Delete this line",
    ),
    "yaml_merge_key": (
        "Records cannot use “<<”",
        "Delete this line and write the content out",
    ),
    "yaml_documents": (
        "One file holds two records (with a “---” or “...” line between them)",
        "Delete that line, or make two files",
    ),
    "yaml_depth": (
        "The content is indented more than {limit} levels",
        "Write it like the template, two spaces more for each level",
    ),
    "yaml_too_many": (
        "One file holds more than {limit} items",
        "Split it into several files",
    ),
    "yaml_duplicate_key": (
        "“{key}” stands twice in one record: on line {first} and line {second}",
        "Keep the right one and delete the other; if these are two records, put “- ” before the second",
    ),
    "yaml_key_not_text": (
        "There should be a name before the colon",
        "Write a name before the colon, for example “date: 2019-06-10”",
    ),
    "yaml_tab": ("There is a Tab here", "Delete it and use spaces, two for each level"),
    "yaml_fullwidth_colon": (
        "“{key}” is followed by the Chinese colon “：”",
        "Use the plain colon and a space, for example “{key}: text”",
    ),
    "yaml_wide_space": (
        "There is a full-width space here, or one from a web page",
        "Delete it, switch the keyboard to English, and press the space bar again",
    ),
    "yaml_quote": (
        "A quotation mark has no partner",
        "Check this line and those above it: one mark at each end, and nothing after the closing one",
    ),
    "yaml_bracket": (
        "A bracket has no partner",
        "Check the [ ] and {{ }} on this line: each opening needs a closing, delete what is too many",
    ),
    "yaml_colon": (
        "A colon is missing here, or the space after it",
        "Write “name: text” with a plain colon and one space after it",
    ),
    "yaml_hash_cut": (
        "“{cut}” comes after one blank and was taken for a comment; what was read is “{seen}”",
        "If it belongs to the text, put double quotes around the whole; if it is a comment, put two blanks before #",
    ),
    "yaml_second_colon": (
        "This line has a colon with a space twice",
        "If the colon belongs to the text, put double quotes around the text; if not, use two lines",
    ),
    "yaml_indent": (
        "This line does not line up with those above it",
        "All lines of one record begin with the same number of spaces; spaces only, no Tab",
    ),
    "yaml_escape": (
        "“\\” has a special meaning inside double quotes",
        "Put single quotes around this text instead of the double ones",
    ),
    "yaml_start": (
        "A text cannot begin with this sign",
        "Put double quotes around the text",
    ),
    "yaml_syntax": (
        "This cannot be understood",
        "Compare this line and the one above with the template; if that does not help, ask for help",
    ),
    "csv_gb18030": (
        "This table is in the GBK encoding; it was read all the same",
        "Next time save it as “CSV UTF-8 (comma delimited)”, which keeps rare characters",
    ),
    "csv_encoding": (
        "From this line on the characters cannot be read",
        "Open it in Excel or WPS, see that the text looks right, and save as “CSV UTF-8 (comma delimited)”",
    ),
    "csv_nul": (
        "There is an empty character here: the file is damaged, or it is not a CSV table",
        "Open the original table in Excel or WPS and save it as “CSV UTF-8 (comma delimited)” again",
    ),
    "csv_quote": (
        "From this line on a double quotation mark has no partner",
        "Correct and save it in Excel or WPS; by hand, add the missing mark or delete the one too many",
    ),
    "yaml_text_too_long": (
        "This text has more than {limit} characters",
        "Shorten it; keep the whole in the file box, and write here what matters and where it is kept",
    ),
    "csv_too_many_columns": (
        "This table has more than {limit} columns with a name; none of it was read",
        "Keep the columns of the template and delete the others",
    ),
    "csv_too_many_rows": (
        "This table has more than {limit} rows; none of it was read",
        "See whether another table or several years were pasted in, and delete what is too much",
    ),
    "csv_field_too_long": (
        "This cell has more than {limit} characters",
        "Shorten it; if a missing quotation mark joined several lines, add the mark",
    ),
    "csv_ragged": (
        "This row has {seen} cells, the header has {needed}; the row was not read",
        "Open it in Excel or WPS and line the cells up with the header; avoid plain commas in texts",
    ),
    "csv_duplicate_header": (
        "The column name “{key}” stands twice, first in column {first}",
        "Keep the right column; delete the other or give it another name",
    ),
    "csv_empty_header": (
        "Column {column} has no name, but this row has something in it; the row was not read",
        "Give the column a name in the first row, or clear this cell",
    ),
    "csv_title": (
        "The header does not come first: the first line is “{title}”; what looks like a header ({seen}) is "
        "{above} lines below",
        "Delete the {above} lines above the header, and sums and signatures at the end; make it {wanted} "
        "(empty columns may go); write codes for people, names belong into names.csv",
    ),
    "csv_sep_line": (
        "The first line is “sep=”, not the column names",
        "Open it in Notepad and delete the first line",
    ),
    "csv_delimiter": (
        "The column names are separated by “{mark}”, not by commas",
        "Open it in Excel or WPS and save it as “CSV UTF-8 (comma delimited)”",
    ),
    "csv_excel_number": (
        "Excel has rewritten this number or lost its last digits",
        "Set the whole column to the format Text first, then type the number again from the original",
    ),
    "csv_text_prefix": (
        "In the column “{key}”, {count} cells carry Excel's mark for text (' or =\"\" or Tab), now taken off",
        "You may leave it; else set the whole column to the format Text and delete the marks",
    ),
    "csv_truncated": (
        "The last row has {seen} cells, the header has {needed}; the file may not be complete",
        "Compare it with the original table, and save or copy it again",
    ),
}
