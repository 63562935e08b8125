"""English sentences. One a rule kind and outcome, one a cause, one a problem with its remedy. A table."""

from __future__ import annotations

from typing import Final

AND: Final = ", "
SEMI: Final = "; "
COLON: Final = ": "
STOP: Final = " "
GUESS: Final = r" ?(?:Did you mean “”\? ?)"
PERIODS: Final = {
    "month": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    "Q": ("first quarter", "second quarter", "third quarter", "fourth quarter"),
    "H": ("first half-year", "second half-year"),
}  # fmt: skip
RULES: Final = {
    "cadence.enough": "{noun}: due {expected}, done {observed}, enough for the least share (missing: {missing})",
    "cover.enough": "{noun}: {observed} of {expected}, enough for the least share (missing: {missing})",
    "cadence.met": "{noun}: due {expected}, done {observed}",
    "cadence.partial": "{noun}: due {expected}, done {observed}, missing: {missing}",
    "cadence.unmet": "{noun}: due {expected}, none done (missing: {missing})",
    "count.met": "{noun}: needed {expected}, found {observed}",
    "count.partial": "{noun}: needed {expected}, found {observed}, {short} short",
    "count.unmet": "{noun}: needed {expected}, found {observed}",
    "cover.met": "{noun}: all {expected} recorded",
    "cover.partial": "{noun}: {observed} of {expected}, missing: {missing}",
    "cover.unmet": "{noun}: none of {expected} (missing: {missing})",
    "each.met": "{noun}: all {expected} in order",
    "each.partial": "{noun}: {observed} of {expected} in order, not in order: {missing}",
    "each.unmet": "{noun}: none of {expected} in order: {missing}",
    "on_time.met": "{noun}: all {expected} due were in time",
    "on_time.partial": "{noun}: {observed} of {expected} due in time, not in time: {missing}",
    "on_time.unmet": "{noun}: none of {expected} due in time: {missing}",
    "total.met": "{noun}: needed {expected}, reached {observed}",
    "total.partial": "{noun}: needed {expected}, reached {observed}, {short} short",
    "total.unmet": "{noun}: needed {expected}, nothing yet",
    "deadline.met": "{noun}: done on {done}, due by {due}",
    "deadline.partial": "{noun}: done on {done}, {late} days after {due}",
    "deadline.unmet": "{noun}: not done by {due}",
    "steps.met": "{noun}: cases: {instances}; all {expected} due steps done in order",
    "steps.partial": "{noun}: cases: {instances}; due steps {expected}, done {observed}, missing: {missing}",
    "steps.unmet": "{noun}: cases: {instances}; none of {expected} due steps done: {missing}",
    "judgement.met": "{noun}: {by} judged “{verdict}” on {on}",
    "judgement.partial": "{noun}: {by} judged “{verdict}” on {on}: {reason}",
    "judgement.unmet": "{noun}: {by} judged “{verdict}” on {on}: {reason}",
}
EMPTY: Final = "{noun}: nothing is recorded"
CAUSES: Final = {
    "due": "{noun}: not due yet{until}",
    "when": "{noun}: does not apply to this village (by what the town registered)",
    "ruling": "{noun}: the town ruled it not applicable, or confirmed there was none",
    "empty.review": "{noun}: nothing is recorded; whether there was none is for the town to confirm",
    "empty.not_applicable": "{noun}: nothing here that it concerns",
    "list": "{noun}: the list “{list}” was not issued yet; the town fills it in in data/town.yaml",
    "no_facts": "{noun}: the town has not registered this village's facts, so whether it applies is not known",
    "no_judgement": "{noun}: waits for the judgement of the {role}",
    "unreadable": "{noun}: cannot be told; first correct {file} line {line}",
    "bug": "{noun}: the program failed; please send this line to its maintainers: {detail}",
}
NEXT: Final = {
    "cadence": "Explain truthfully what was missed and make nothing up; keep to the next period.",
    "deadline": "What is overdue: do it soon and truthfully, under its real date.",
    "judgement": "",
    "default": "",
}
WAITS: Final = {
    "no_facts": "the Party-building office writes this village's facts in data/town/",
    "no_judgement": "the person named by the town looks, then writes a ruling (data/town/) with reason and last day",
    "list": "the Party-building office fills it in under lists in data/town.yaml, as issued from above",
    "empty": "if there was none, the town writes a ruling that confirms it; if there was, record it truthfully",
    "unreadable": "correct that record first, then check again",
    "bug": "send this line and the command to the maintainers",
}
REASONS: Final = {
    "error": "a record cannot be read; correct it first",
    "veto": "a veto applies",
    "cap": "a cap applies",
    "waiting": "points that wait for a person would change the word",
    "too_little": "less than half of the applicable points are evaluated",
    "threshold": "by score",
}
CONCLUSIONS: Final = {"met": "met", "basic": "basically met", "unmet": "unmet", "open": "open"}
OUTCOMES: Final = {
    "met": "met", "partial": "partly met", "unmet": "unmet", "not_due": "not due", "not_applicable": "not applicable",
    "review": "waits for a person", "error": "cannot be told",
}  # fmt: skip
KINDS: Final = {
    "cadence": "cadence", "count": "count", "cover": "cover", "each": "each", "on_time": "on time", "total": "total",
    "deadline": "deadline", "steps": "steps", "judgement": "judgement",
}  # fmt: skip
RESPONSIBLE: Final = {
    "secretary": "branch secretary", "organisation": "organisation commissioner",
    "publicity": "publicity commissioner", "clerk": "village clerk", "first_secretary": "first secretary",
    "supervisor": "head of supervisors", "director": "village director", "party_office": "town Party-building office",
    "town_deputy": "town deputy secretary", "town_finance": "town finance office", "organiser": "town organiser",
}  # fmt: skip
SEVERITIES: Final = {"error": "error", "warning": "warning"}
VETOES: Final = {"fail": "veto", "cap": "cap"}
STATES: Final = {
    "proposed": "found by the program, for the town to check", "confirmed": "confirmed by the town",
    "dismissed": "dismissed by the town",
}  # fmt: skip
REJECTED: Final = {
    "where": "“{field}” is another",
    "needs": "“{field}” is empty",
    "person_in": "not one of the people asked for on that day",
    "outside": "outside the periods that are due, or not what is missing",
    "demand": "“{field}” is not as it must be",
    "late": "too late",
    "steps": "steps are missing or out of order",
}
FIELDS: Final = {
    "quorate": "quorum", "valid": "validity (those present and in favour)", "meeting": "meeting",
    "conflicted": "no conflict of interest", "closed_on": "day of closing", "due_now": "present due day",
}  # fmt: skip
SOURCES: Final = {
    "plan": "plan {clause}: {phrase}",
    "regulation": "{title} ({checked})",
    "office": "the town: {basis}",
    "default": "default, to be confirmed by the town committee",
    "verbatim": "text verified", "excerpt": "excerpt verified", "secondary": "from a secondary source",
    "memory": "from memory, verify before use",
}  # fmt: skip
PARAMETERS: Final = {
    "every": "period", "due": "deadline", "grace_days": "days of grace", "min_share": "least share",
    "at_least": "number", "times": "base", "template": "list of steps", "window": "time span", "young_age": "age",
    "effect": "effect", "run": "periods in a row",
}  # fmt: skip
DUTY_STATES: Final = {
    "done": "done", "late": "late", "lacking": "lacking", "waiting": "waiting", "not_due": "not due",
    "unproven": "not proven by records",
}  # fmt: skip
CONTRADICTIONS: Final = {
    "overlap": "Two phases overlap: {name1} until {day1}, {name2} from {day2}",
    "gap": "Days between two phases: {name1} until {day1}, {name2} from {day2}",
    "first_day": "Due on the first day of its phase: {name1} ({day1})",
    "two_days": "Two days for one duty: {name1} ({day1}, also {day2})",
    "after_successor": "Due after what builds on it: {name1}, if on {day1}, comes after {name2} ({day2})",
    "no_day": "No day: {name1}",
}
LISTS: Final = {
    "problems": "List of problems", "tasks": "List of tasks", "duties": "List of responsibilities",
    "measures": "Measures", "closing": "Ledger of closings", "met": "Branches that have met the standard",
    "unmet": "Branches that have not",
    "register": "Register of items",
}  # fmt: skip
COLUMNS: Final = {
    "problems": {
        "no": "No.", "number": "Item", "branch": "Branch", "aspect": "Aspect", "standard": "Standard",
        "problem": "Problem", "origin": "Origin", "found_on": "Found on", "degree": "Degree", "cause": "Cause",
    },
    "tasks": {
        "no": "No.", "number": "Item", "task": "Task", "mark": "Mark of completion", "start": "Begun on", "due": "Due",
        "phase": "Phase",
    },
    "duties": {
        "no": "No.", "number": "Item", "unit": "Unit", "responsible": "Who", "lead": "Leader in charge",
        "support": "Supporting unit", "liaison": "Pressed by",
    },
    "measures": {
        "no": "No.", "number": "Item", "measure": "Measure", "due": "Due", "progress": "Progress", "proof": "Proof",
        "state": "State", "claimed_on": "Claimed on", "by": "Looked at by", "reason": "Opinion",
        "closed_on": "Closed on", "note": "Note",
    },
    "closing": {
        "no": "No.", "number": "Item", "branch": "Branch", "problem": "Problem", "measure": "Measure",
        "result": "Result", "proof": "Proof", "claimed_on": "Claimed on", "by": "Looked at by", "reason": "Opinion",
        "closed_on": "Closed on", "rests_on": "Rests on",
    },
    "met": {
        "no": "No.", "branch": "Branch", "secretary": "Secretary", "members": "Members", "met": "Standards met",
        "basic": "Partly met", "not_applicable": "Not applicable", "own_score": "Own score", "score": "Checked score",
        "accepted_on": "Accepted on", "lead": "Leader in charge", "keep_up": "Further measures", "note": "Note",
    },
    "unmet": {
        "no": "No.", "branch": "Branch", "secretary": "Secretary", "members": "Members",
        "standards": "Standards with gaps", "score": "Score", "gaps": "Gaps", "cause": "Causes", "measure": "Measures",
        "responsible": "Who", "lead": "Leader in charge", "due": "Due", "progress": "Progress", "note": "Note",
    },
    "register": {
        "no": "No.", "number": "Item", "branch": "Branch", "problem": "Problem", "state": "State",
        "first_due": "First due", "due": "Due", "overdue": "Days overdue", "who": "Whose turn", "next": "Next",
    },
}  # fmt: skip
STATE_WORDS: Final = {
    "open": "to be planned", "planned": "under way", "claimed": "claimed as done", "objected": "disputed",
    "returned": "returned", "watched": "under watch", "reopened": "reopened", "closed": "closed",
    "upheld": "dispute upheld",
}  # fmt: skip
STATE_FLAGS: Final = {
    "disabled": "standard disabled", "overdue": "{days} days overdue", "extended": "extended",
    "again": "back after closing", "reopened": "was reopened", "town": "the town's to do",
    "elsewhere": "also elsewhere",
}  # fmt: skip
MARKS: Final = {
    "following": "{periods} done in time (what was missed before stays missed)",
    "records": "the records of {periods} are without fault (earlier ones are left as they are)",
    "exists": "it is there, with its true date (late stays late)",
    "done": "nothing that is due is left undone (late stays late)",
    "met": "the rule is met",
}
TURNS: Final = {
    "open": "the village completes its plan (without: {missing}): branchstd rectify plan {command}",
    "planned": "the village does as planned, then claims it done: branchstd rectify done {command}",
    "town": "this is the town's to do, and to record",
    "claimed": "the town looks, then closes or returns it: branchstd rectify confirm {command}",
    "objected": "the town rules on the dispute (uphold or overrule): branchstd rectify uphold {command}",
    "returned": "the village mends what was found, then claims again",
    "watched": "the town looks again on {day}",
    "reopened": "the village makes it good anew, then claims again",
    "closed": "",
    "upheld": "",
    "again": "it has come back after closing; the town looks and reopens it: branchstd rectify reopen {command}",
    "asked": "the village asks for time until {asked}; the deputy secretary decides",
}
STEPS: Final = {
    "remind": "{days} days overdue: remind who answers for it",
    "liaison": "{days} days overdue: the village's liaison should press it (default, for the town to confirm)",
    "deputy": "{days} days overdue: tell the deputy secretary (default, for the town to confirm)",
    "interview": "{days} days overdue: put on the list for an interview (default, for the town to confirm)",
}
UI: Final = {
    "rows": "({count})",
    "list_note": "At the end of {day}; all from the records of villages and town, what is not recorded is left empty",
    "branch_of": "Branch of {name}",
    "first_due": "extended; first due {day}",
    "not_accepted": "not yet accepted; the conclusion is only proposed",
    "lists_written": "{count} lists written: {folder}",
    "plan_head": "Duties of the plan  at the end of {day}",
    "all_year": "All the year",
    "proof_any": "{code}: there ({have} villages)",
    "proof_none": "{code}: none",
    "proof_waits": " ({count} waiting)",
    "decided": "The town has decided ({day}, {by}): {choice}",
    "decided_why": "Why: {reason}",
    "to_decide": "What to do: decide, and write it into data/town.yaml under decisions (id {id}) with day, who and why",
    "deadlines_only": "Days are taken as deadlines of duties, not as gates of phases; no score depends on it",
    "item_none": " [no item]",
    "item_mark": " [{id} {state}]",
    "written": "Written: {file}",
    "would_write": "Not written (--dry-run); {file} would change so",
    "nothing_to_write": "{file} needs no change, it says so already",
    "ask_field": "{label} (Enter to leave it out)",
    "ask_field_of": "{label} (one of: {known}; Enter to leave it out)",
    "no_items": "No such items.",
    "no_rule": "no rule tells; the town looks",
    "mark": "Made good when: {text}",
    "mark_none": "no rule tells; the town looks on the spot",
    "mark_holds": " - and so it is",
    "mark_not_yet": " - not yet",
    "mark_unknown": "",
    "rule_now": "Now: {text}",
    "found_by": "From: {origin}, found {day}, first due {due}",
    "not_said": "(not said)",
    "village_says": "village:",
    "town_says": "town {by}:",
    "set_until": " (until {day})",
    "elsewhere": "Same rule and sort of cause elsewhere: {where}",
    "suggestion": "One could (a hint only, the plan is yours): {text}",
    "opened": "Items opened: {count}",
    "despite": " (closed without its mark: {text})",
    "closing_rate": "Due to be closed: {due}, closed: {closed}",
    "closing_none": "Nothing is due or closed yet",
    "still_open": "Open: {open}, of these overdue: {overdue}",
    "ages": "Open for: {ages}",
    "age": "{days} days: {count}",
    "nothing_quoted": "No decision has quoted a result.",
    "quote_same": "{village} {item}: the records still say what it rested on ({quoted})",
    "quote_other": "{village} {item}: it rested on {quoted}, the records now say {now}; ask why they were changed",
    "quote_lost": "{village} {item}: it rested on {quoted}, and that rule is no more",
    "as_of": "as of {day} (end of that day)",
    "score": "score {score}; points {evaluated} of {applicable} evaluated, {total} in all; rules waiting: {waiting}",
    "no_score": "nothing to evaluate yet; points: {applicable} applicable, {total} in all; rules waiting: {waiting}",
    "conclusion": "proposed conclusion: {word} ({reasons}; the town's acceptance decides)",
    "gaps": "Gaps (standards: {count})",
    "no_gaps": "No gaps.",
    "waits": "Waiting for a person",
    "problems": "Problems in the records (errors: {errors}, warnings: {warnings})",
    "next": "What is next",
    "nothing_next": "Nothing falls due within a month; branchstd due tells when rulings of the town end.",
    "until": "by {day}",
    "today": " (due today)",
    "more": "… and {count} more",
    "to_do": "What to do: {text}",
    "who": "Responsible: {who}; to be made good within {days} days",
    "town_side": "for the town to do",
    "place": "see {place}",
    "forgotten": "what has its paper and was not entered belongs in {path}",
    "outcome_count": "{word} {count}",
    "score_head": "score",
    "evaluated_head": "evaluated/applicable",
    "default_mark": " (default, to be confirmed by the town committee: {what})",
    "due_on": " (due {day})",
    "points_rules": "points: {points}, rules: {rules}",
    "only_when": "only if: {fact}",
    "quoted": "plan {clause}: {phrase}",
    "other_reading": "other reading: {day}",
    "default_taken": "taken for now: {text} (default, to be confirmed by the town committee)",
    "changes": "changes: {what}",
    "own_summary": "Settings: shipped standards {shipped}; by the town: replaced {replaced}, added {added}, "
    "disabled {disabled}, other settings {other} (branchstd catalogue own)",
    "own_none": "The town changed nothing of the shipped standards, parameters, days and lists.",
    "own_head": "The town's own settings ({count})",
    "own_by": " (decided by {by} on {date}; basis: {basis})",
    "own_basis": " (from: {basis})",
    "own_mark.replace": " [the town's version]",
    "own_mark.add": " [added by the town]",
    "own_mark.shipped": "",
    "waiting_head": "Still defaults that wait for the town ({count})",
    "fingerprint": "Fingerprint of the shipped entry (was, when you replace or disable it): {code}",
    "form_written": "{file} is written, a row for each of {count} standards; then: branchstd catalogue fill in",
    "form_taken": "kept as {file}: standards with the manual's words {words}, with its points {points}",
    "schemas_written": "{count} schemas written: {folder}",
    "target_share": "there are {have}/{of} ({percent}%)",
    "target_number": "there are {have}",
    "target_need": "needed {needed}",
    "target_short": "{short} short",
    "target_waits": "{waiting} wait",
    "target_strive": " (strive)",
    "proven_by": "Proven by: {what}",
    "not_proven": "Not proven by records: {why}",
    "duties_of": "Duties of the plan: {what}",
    "town_made": "made: {folder}, villages: {count}, nothing recorded yet",
    "git_made": "it is a git repository; first commit: git add -A, then git commit",
    "git_missing": "there is no git here, and the records work without; later run git init in the folder",
    "town_next": "Next: the town's cadres in data/town.yaml and each village's facts in data/town/, the villages' "
    "people.csv; then branchstd --root {folder} check",
    "ask_villages": "Names of the villages, with blanks between",
    "ask_slug": "Folder name of {name} (lower-case letters, for good)",
    "no_problems": "no faults found in the records",
    "gaps_of": "gaps in {count} standards: {codes}",
    "whole": "the whole: {command}",
    "needed": " (needed)",
    "list_empty": "not issued yet; the town fills it in under lists in data/town.yaml",
    "usage": "wrong usage: {message}",
    "usage.UsageError": "not expected: {name}",
    "usage.NoSuchOption": "there is no option {name}",
    "usage.MissingParameter": "{name} is missing",
    "usage.BadParameter": "{name} cannot have this value",
    "usage.BadOptionUsage": "{name} needs a value",
    "usage_help": "{command} --help shows how",
    "unwritten": "Cannot be written: {detail}. Is the disk full, may the folder be written to? Or write it elsewhere.",
    "bug": "The program failed. Please send this line on: {kind}; {where}; branchstd {version}; Python {python}",
    "group": "{title} ({count})",
    "next_due": "next due: {day}",
    "official_text": "The manual's words: {text}",
    "will_be": "else {before} → {after}",
    "judgement_ends": "{noun}: the town's ruling ends; a new one is needed",
    "and_more": "{shown} and others, {count} in all",
    "vacancy": "place {number}",
    "veto": "{effect}: {message} ({state})",
    "requirement": "Asked: ",
    "official": "The manual's words: not typed in (this program does not have them)",
    "sources": "Source: ",
    "counted": "Records that counted ({count})",
    "rejected": "Records that did not count ({count})",
    "none": "none",
    "outcome": "{outcome}{share}",
    "share": ", share {share}",
    "share_of_least": ", {share} of the least share ({least})",
    "weight": "weight {weight}",
    "checking": "checking {name} …",
    "lapses": "After {first} until {last}, if nothing more is recorded:",
    "none_due": "Nothing falls due in this time.",
    "percent": "{share}%",
    "not_yet": "not evaluated",
    "disclaimer": "Note: {text}",
    "lint_fine": "All sound (aspects {aspects}, standards {standards}, rules {rules}, duties {duties}).",
    "phrases_fine": "Every quotation is in the plan's text.",
    "phrase_missing": "not in the plan's text: {phrase}",
}  # fmt: skip
OWN: Final = {
    "parameter.set": "parameter {id}: {was} → {now}",
    "date.set": "day {id}: {was} → {now}",
    "list.set": "list {id}: {now}",
    "standard.replace": "standard {id} {was}: replaced by the town's “{now}”",
    "standard.add": "standard {id}: “{now}” added by the town",
    "standard.disable": "standard {id} {was}: disabled",
    "points.set": "points of standard {id}: {was} → {now}",
}
EVERY: Final = {
    "month": "every month",
    "quarter": "every quarter",
    "half": "every half-year",
    "year": "every year",
    "continuous": "at all times",
}
OWNERS: Final = {
    "village": "done by the village", "town": "done by the town", "both": "done by town and village",
    "county": "done by the county",
}  # fmt: skip
SETS: Final = {
    "members.active": "members of this branch: admitted and not left",
    "members.full": "full members",
    "members.able": "members, without those whom the town exempted",
    "members.home": "members who can take part, without floating members",
    "members.paying": "members with monthly dues",
    "members.floating": "floating members, as the town confirmed",
    "members.care": "members to be visited, as the town confirmed",
    "members.lapsed": "members who paid no dues for six months in a row",
    "officers": "people with a post in a village organisation",
    "committee": "members of the branch committee",
    "secretary": "the branch secretary",
    "villagers_committee": "members of the villagers' committee",
    "cadres.village": "cadres of the two committees",
    "supervisors": "members of the supervisory committee",
    "helpers": "helpers in post",
    "reserves": "reserve cadres",
    "one_person": "one person lawfully elected to both posts",
    "candidates.in_training": "activists in training: confirmed, not yet admitted",
    "newcomers.young": "young members admitted this year",
    "key_posts": "the secretary, and the first secretary, deputy and graduate official due here",
    "committee.posts": "the four posts of the branch committee",
    "groups": "Party groups",
    "items": "rectification items, without those whose dispute the town upheld",
    "helpers.required": "helpers due here",
    "list:standards": "all standards",
}
FACTS: Final = {
    "has_committee": "seven or more full members: a committee is due", "has_groups": "Party groups are due",
    "has_helpers": "helpers are due", "has_quota": "a quota of new members", "has_projects": "a venue building project",
    "poor_village": "poor village", "chain_target": "on the three-chains list",
    "one_person_target": "on the one-person list",
}  # fmt: skip
TARGETS: Final = {
    "people": "people", "groups": "Party groups", "items": "items", "standards": "standards", "staff": "town staff",
    "villages": "villages", "rules": "rules", "findings": "findings", "ruled": "what can be ruled on",
    "feedback": "feedback",
    "village_people": "village/person",
}  # fmt: skip
