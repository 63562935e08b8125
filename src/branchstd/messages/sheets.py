"""Titles, columns and words of lists, ledgers and reports. Tables of English texts."""

from __future__ import annotations

from typing import Final

CYCLE: Final = {
    "baseline": "Baseline self-check", "final": "Self-assessment, item by item", "self_assessment": "Its report",
    "application": "Application for acceptance", "acceptance": "Acceptance by the town",
    "report": "Sent to the county", "county": "The county's result",
}  # fmt: skip
LACKS: Final = {
    "answers": "{have} of {of} answered",
    "paper": "not there",
    "overdue": "{have:# item|# items} overdue on the report's day ({which})",
    "unlisted": "{have:# finding|# findings} of inspections in no list of items ({which})",
    "reported_as": "named in what went to the county on {which}, though not accepted",
    "vetoes": "a veto or cap waits for the town ({which})",
    "acceptance": "not yet",
    "returned": "town's decision: {which}",
    "panel": "a panel of {have}, fewer than {of} (default, for the town to confirm)",
    "liaison": "the village's own liaison sits on the panel ({which})",
    "records": "records of that day have been changed since ({which}); ask why",
    "terms": "the terms have changed ({which}); the records it rested on have not",
    "both": "the terms have changed, and records of that day as well ({which}); ask why the records were",
    "unsure": "the result does not match ({which}); whether terms or records changed was not noted then",
    "unapplied": "accepted before it was applied for",
    "other_day": "it rested on another day",
    "unquoted": "what it rested on was not written by the program and cannot be compared",
    "report": "not yet sent",
    "county": "no result yet",
}
RESTS: Final = {
    "same": "{quoted}", "spoilt": "{quoted}", "lost": "{quoted}",
    "terms": "terms changed: {quoted} → {now}", "records": "records changed: {quoted} → {now}",
    "both": "terms and records changed: {quoted} → {now}", "unsure": "terms or records changed: {quoted} → {now}",
}  # fmt: skip
REPORT: Final = {
    "colon": ": ", "opens": " (", "closes": ")", "comma": ", ", "gap": "\u2003",
    "as_of": "Data at the end of", "revision": "Records", "version": "Catalogue", "overall": "Overview",
    "chain": "Progress", "targets": "Targets of the town", "must": "To be reached", "strive": "To strive for",
    "duties": "Duties of this phase", "line": "The year's duties and days", "acceptance": "Acceptance",
    "rectification": "Rectification", "studies": "Study, training and other duties of the phase, by village",
    "training": "Training held by the town", "feedback": "Feedback and answers", "inspections": "Inspections",
    "escalation": "Circulars, interviews, adjustments", "lapses": "What will lack if nothing more is recorded",
    "until": "by", "baseline": "The year before", "upward": "Sent to the county",
    "unreported": "Accepted, and not yet reported to the county", "stars": "Stars", "summing": "Summary",
    "self_check": "Self-check, standard by standard", "matrix": "Villages by standards",
    "notes": "Defaults and open points", "first_round": "baseline self-check", "last_round": "self-assessment",
    "ledgers": "Branches that have met the standard, and that have not", "lists": "Lists", "conclusion": "Conclusion",
    "own_score": "Own score", "score": "Checked score", "panel_score": "Panel's score", "difference": "Difference",
    "opinion": "Opinion", "panel": "Panel", "rests_on": "Rested on", "vetoes": "Vetoes and caps",
    "aspects": "Seven aspects", "closing": "Due to be closed", "closed": "closed", "open": "Open",
    "overdue": "of these overdue", "code": "Check code", "check": "To check: branchstd verify FILE",
    "units": "Other units", "reliefs": "What the town relieved itself of",
    "efforts": "Five efforts for secretaries", "questions": "Sample questions on the handbook",
    "growth": "Beside the year before", "subsidies": "Subsidies and their use", "opinions": "Opinion on improvement",
    "nothing": "none", "page": "Page", "pages": "of", "page_end": " ",
    "unit": "Unit (seal):", "writer": "Drawn up by:", "checker": "Checked by:", "day": "Date:",
    "panel_signs": "Panel (signatures):", "secretary_signs": "Branch secretary (signature):",
    "committee_says": "Town committee (opinion, seal):",
}  # fmt: skip
RELIEFS: Final = {
    "day": "a day moved",
    "project": "a project put off",
    "none": "nothing of the kind",
}
LEGEND: Final = "√ met   △ partial   × unmet   - not applicable   … not due   ? waiting   ! cannot be judged"
# The sheets of a village's workbook, by kind of record.
BOOK: Final = {
    "person": "Roster",
    "group": "Groups",
    "post": "Posts",
    "term": "Terms",
    "venue": "Venue",
    "activity": "Activities",
    "vote": "Votes",
    "dues": "Dues",
    "duty": "Duty",
    "matter": "Matters",
    "candidate": "Candidates",
    "member_year": "Members",
    "document": "Papers",
    "income": "Income",
    "self_check": "Self-check",
    "rectify": "Rectification",
    "claim": "Claims",
    "feedback": "Feedback",
    "case": "Dispositions",
}
# What it only shows beside them.
BESIDE: Final = {
    "title": "Standard",
    "requirement": "Requirement",
    "progress": "Progress",
    "gaps": "Missing",
    "days": "To be rectified within days",
    "problem": "Problem",
    "due": "To be rectified by",
}
LISTS: Final = {
    "problems": "List of problems", "tasks": "List of tasks", "duties": "List of responsibilities",
    "measures": "Measures", "closing": "Ledger of closings", "met": "Branches that have met the standard",
    "unmet": "Branches that have not",
    "pending": "Branches without a conclusion", "register": "Register of items", "acceptance": "Acceptance table",
    "chain": "From self-check to report", "stars": "Stars",
    "targets": "Targets", "plan_duties": "Duties", "training": "Training", "feedback": "Feedback and answers",
    "visits": "Inspections", "coverage": "Visits by village and quarter",
    "findings": "What inspections found, and return visits", "escalation": "Overdue items and what was done",
    "lapses": "What will lack", "baseline": "Conclusions of the year before",
    "shortcomings": "Where villages fall short together", "measures_open": "Measures still under way",
    "practice": "Good practice", "upward": "Papers for the county", "self_check": "Self-check, standard by standard",
    "member_stars": "Members' stars (inside the branch only)", "draw": "Drawn by lot",
    "units": "Other units (in no figure over villages)", "reliefs": "What the town relieved itself of",
    "striving": "Targets striven for", "efforts": "Five efforts for secretaries",
    "questions": "Sample questions on the handbook (counts alone)",
    "growth": "Visits, aid and training beside the same months of the year before", "subsidies": "Subsidies",
    "one_list": "The one list", "dues_book": "Ledger of dues", "roster": "Roster of members",
    "attendance": "Attendance", "duty_rota": "Duty", "rollup": "Towns, in the order given",
}  # fmt: skip
COLUMNS: Final = {
    "rollup": {
        "no": "No.", "root": "Folder", "town": "Town", "as_of": "As of", "catalogue": "Catalogue",
        "villages": "Villages", "others": "Other units", "met": "Standards met", "partial": "Standards partly met",
        "unmet": "Standards unmet", "not_due": "Standards not due", "not_applicable": "Standards not applicable",
        "review": "Standards waiting for a person", "error": "Standards not determined",
        "conclusion_met": "Villages proposed as met", "conclusion_basic": "Villages proposed as basically met",
        "conclusion_unmet": "Villages proposed as unmet", "conclusion_open": "Villages without a proposal",
        "targets_met": "Targets met", "targets": "Targets", "items_open": "Items open",
        "items_overdue": "Items overdue", "items_closed": "Items closed", "errors": "Errors", "warnings": "Reminders",
        "unreadable": "Problems that hide records", "fault": "Why it cannot be read",
    },
    "rollup_lines": {
        "town": "Town", "villages": "Villages", "met": "Met", "partial": "Partly", "unmet": "Unmet", "review": "Waits",
        "conclusions": "Proposed", "targets": "Targets", "items": "Items", "problems": "Problems",
    },
    "problems": {
        "no": "No.", "number": "Item", "branch": "Village (branch)", "aspect": "Aspect", "standard": "Standard",
        "problem": "Problem", "origin": "Origin", "found_on": "Found on", "degree": "Degree", "cause": "Cause",
    },
    "tasks": {
        "no": "No.", "number": "Item", "branch": "Village (branch)", "problem": "Problem", "manner": "Manner",
        "task": "Task", "mark": "Mark of completion", "start": "Begun on", "due": "Due", "phase": "Phase",
    },
    "duties": {
        "no": "No.", "number": "Item", "branch": "Village (branch)", "problem": "Problem", "unit": "Unit", "responsible": "Who",
        "lead": "Leader in charge", "support": "Supporting unit", "liaison": "Pressed by",
    },
    "measures": {
        "no": "No.", "number": "Item", "branch": "Village (branch)", "problem": "Problem", "manner": "Manner",
        "measure": "Measure", "due": "Due", "progress": "Progress", "proof": "Proof", "state": "State",
        "why_not": "Why not yet, and what next", "claimed_on": "Claimed on", "by": "Looked at by",
        "reason": "Opinion", "closed_on": "Closed on", "note": "Note",
    },
    "closing": {
        "no": "No.", "number": "Item", "branch": "Village (branch)", "problem": "Problem", "measure": "Measure",
        "result": "Result", "proof": "Proof", "claimed_on": "Claimed on", "by": "Looked at by", "reason": "Opinion",
        "closed_on": "Closed on", "rests_on": "Rests on",
    },
    "met": {
        "no": "No.", "branch": "Branch", "secretary": "Secretary", "members": "Members", "met": "Standards met",
        "basic": "Partly met", "not_applicable": "Not applicable", "own_score": "Own score", "score": "Checked score",
        "accepted_on": "Accepted on", "lead": "Leader in charge", "keep_up": "Further measures", "note": "Note",
    },
    "unmet": {
        "no": "No.", "branch": "Branch", "secretary": "Secretary", "members": "Members", "score": "Score",
        "lead": "Leader in charge", "standard": "Standard", "title": "Title", "degree": "Degree", "gap": "Gap",
        "cause": "Causes", "measure": "Measures", "responsible": "Who", "due": "Due", "state": "State",
        "why_not": "Why not yet, and what next", "note": "Note",
    },
    "pending": {
        "no": "No.", "branch": "Branch", "secretary": "Secretary", "members": "Members", "score": "Score",
        "lead": "Leader in charge", "standard": "Standard", "title": "Title", "degree": "Degree", "gap": "Gap",
        "cause": "Causes", "measure": "Measures", "responsible": "Who", "due": "Due", "state": "State",
        "why_not": "Why not yet, and what next", "note": "Note",
    },
    "register": {
        "no": "No.", "number": "Item", "branch": "Village (branch)", "problem": "Problem", "state": "State",
        "first_due": "First due", "due": "Due", "left": "Days left", "overdue": "Days overdue", "who": "Whose turn", "next": "Next",
    },
    "acceptance": {
        "no": "No.", "standard": "Standard", "title": "Title", "points": "Points", "own": "Own answer",
        "own_points": "Own points", "computed": "Checked", "evaluated": "Evaluated", "score": "Checked points",
        "differs": "Own less checked (of evaluated)",
        "gaps": "Gaps", "evidence": "Records",
    },
    "chain": {
        "no": "No.", "village": "Village", "baseline": "Baseline", "final": "Self-assessment",
        "self_assessment": "Its report", "application": "Application", "acceptance": "Acceptance",
        "report": "Sent to the county", "county": "The county",
    },
    "stars": {
        "no": "No.", "village": "Branch", "proposed": "By the bands", "base": "Points used", "star": "Town's stars",
        "points": "Points", "before": "Year before", "comment": "Comment", "stage": "Progress",
        "members": "Members' stars (numbers only)",
    },
    "targets": {"no": "No.", "id": "Id", "target": "Target", "result": "Result", "numbers": "Numbers"},
    "units": {
        "no": "No.", "name": "Unit", "kind": "Kind", "standards": "Standards", "total": "Points", "score": "Score",
        "word": "Conclusion", "outcomes": "Outcomes", "open": "Open items",
    },
    "reliefs": {
        "no": "No.", "sort": "Sort", "what": "Of", "change": "Content", "by": "By", "date": "Day", "basis": "Basis",
    },
    "plan_duties": {
        "no": "No.", "id": "Duty", "phrase": "The plan's words", "owner": "Whose", "due": "Due", "state": "State",
        "proof": "Proven by",
    },
    "training": {
        "no": "No.", "date": "Day", "title": "Training", "form": "Form", "hours": "Hours",
        "people": "People by village", "record": "Kept at",
    },
    "feedback": {
        "no": "No.", "village": "Village", "id": "Id", "date": "Sent", "kind": "Kind", "text": "Words",
        "standard": "Standard", "answered_on": "Answered", "reply": "Answer", "days": "Days",
        "to_county_on": "To the county", "state": "State",
    },
    "visits": {
        "no": "No.", "village": "Village", "date": "Day", "form": "Form", "by": "By", "standards": "Standards",
        "note": "Seen", "asked": "Sample questions", "findings": "Findings",
    },
    "coverage": {
        "no": "No.", "village": "Village", "q1": "1st quarter", "q2": "2nd quarter", "q3": "3rd quarter",
        "q4": "4th quarter",
    },
    "findings": {
        "no": "No.", "village": "Village", "id": "Finding", "standard": "Standard", "text": "What was wrong",
        "due": "Due", "item": "Item", "state": "State", "again": "Seen again",
    },
    "escalation": {
        "no": "No.", "village": "Village", "late": "Overdue items", "days": "Most days",
        "step": "Suggested by the days", "acts": "Done",
    },
    "lapses": {
        "no": "No.", "village": "Village", "rule": "Rule", "what": "What", "missing": "Will lack", "who": "Who",
        "due": "Due",
    },
    "baseline": {
        "no": "No.", "village": "Village", "conclusion": "Conclusion", "score": "Points", "star": "Stars",
        "reason": "Opinion",
    },
    "shortcomings": {
        "no": "No.", "standard": "Standard", "title": "Title", "count": "Villages short", "villages": "Which",
        "remedy": "What to do",
    },
    "measures_open": {
        "no": "No.", "village": "Village", "item": "Item", "measure": "Measure", "due": "Due", "who": "Whose turn",
    },
    "practice": {"no": "No.", "date": "Day", "title": "Practice", "villages": "Villages", "record": "Kept at"},
    "upward": {
        "no": "No.", "kind": "Kind", "date": "Day", "title": "Title", "what": "Contents and villages",
        "sent": "Sent to the county", "record": "Kept at",
    },
    "striving": {
        "no": "No.", "village": "Village", "target": "Target", "rule": "Rule", "result": "Result", "seen": "Seen",
    },
    "efforts": {"no": "No.", "village": "Village"},
    "questions": {
        "no": "No.", "village": "Village", "visits": "Visits with questions", "asked": "Asked", "right": "Right",
        "by": "When and by whom",
    },
    "growth": {
        "no": "No.", "village": "Village or town", "what": "What", "before": "Year before", "now": "This year",
        "more": "More or less", "note": "Note",
    },
    "subsidies": {
        "no": "No.", "village": "Village", "date": "Day", "amount": "Yuan", "fund": "Whose", "use": "Use",
        "basis": "Basis",
    },
    "member_stars": {
        "no": "No.", "person": "Member", "points": "Points", "star": "Stars", "comment": "Comment", "date": "Rated",
        "stage": "Progress",
    },
    "one_list": {
        "no": "No.", "standard": "Standard", "title": "Title", "requirement": "What it asks",
        "criteria": "What acceptance looks at", "progress": "Progress", "gaps": "Not met", "due": "Due",
        "responsible": "Who", "answer": "Own answer", "reason": "Gap and cause, in its own words",
    },
    "dues_book": {
        "no": "No.", "person": "Member", "dues": "Dues a month", "owed": "Owed so far", "paid": "Paid so far",
        "unpaid": "Months unpaid",
    },
    "roster": {
        "no": "No.", "person": "Member", "gender": "Gender", "born": "Born", "joined_on": "Joined on",
        "full_on": "Full member since", "came_on": "Came on", "group": "Party group", "posts": "Posts",
        "dues": "Dues a month", "background": "Background", "note": "Note",
    },
    "attendance": {
        "no": "No.", "person": "Member", "expected": "Expected", "there": "There", "absent": "Absent",
        "unknown": "Not known", "share": "Share",
    },
    "duty_rota": {
        "no": "No.", "person": "On duty", "posts": "Posts", "attended": "Shifts kept", "handled": "Matters handled",
    },
    "draw": {"no": "No.", "village": "Village drawn", "standard": "Standard drawn", "title": "Title"},
    "self_check": {
        "no": "No.", "standard": "Standard", "title": "Title", "points": "Points", "answer": "Answer",
        "reason": "Gap and cause", "date": "Day",
    },
}  # fmt: skip
# How an item is to be made good.
MANNERS: Final = {"at_once": "at once", "in_time": "in time", "kept_up": "kept up"}
# Of a month's dues. Who has paid without a known amount has a tick.
DUES: Final = {
    "paid": "√",
    "unpaid": "not paid",
    "unrecorded": "not recorded",
    "ahead": "",
    "none": "—",
}
PRESENCE: Final = {"there": "√", "absent": "×", "unknown": "?", "none": "—"}
# Who is asked to meetings that are of no one group.
AUDIENCES: Final = {"members.able": "members", "committee": "committee"}
HEARD: Final = {
    "none": "nothing to report", "answered": "answered", "late": "answered late", "waiting": "waits",
    "overdue": "overdue",
}  # fmt: skip
FOLLOWED: Final = {
    "not_listed": "in no list of items", "not_due": "", "revisit": "due: look again",
    "seen_again": "seen again", "settled": "",
}  # fmt: skip
GROWTH: Final = {
    "times": "{value:# time|# times}", "people": "{value:# person|# people}", "amount": "{value} yuan",
    "hours": "{value:# hour|# hours}",
}  # fmt: skip
ESCALATION: Final = {
    "remind": "remind", "liaison": "the liaison to see to it (default, for the town to confirm)",
    "deputy": "tell the deputy secretary (default, for the town to confirm)",
    "interview": "list for an interview (default, for the town to confirm)",
}  # fmt: skip
NO_STAR: Final = {
    "veto": "a veto to be looked into first", "not_accepted": "not accepted", "no_score": "no score",
    "unread": "a record cannot be read",
}  # fmt: skip
STAR_STAGES: Final = {
    "draft": "proposed, not made public", "notice": "in public notice until {day}",
    "final": "public notice over ({day})",
}  # fmt: skip
MEMBER_STAGES: Final = {
    "draft": "rated by the branch, not yet approved by the town",
    "final": "approved by the town",
}
# Papers in Word, in the order of the year.
PAPERS: Final = {
    "village_plan": "Village plan", "notice": "Notice of rectification", "remind": "Reminder", "press": "Urging",
    "circular": "Circular", "interview": "Interview", "self_assessment": "Report of self-assessment",
    "application": "Application for acceptance", "acceptance": "Acceptance form",
    "acceptance_report": "Report on acceptance", "summary": "Summary and opinion",
}  # fmt: skip
# What templates of papers call the facts.
FACTS: Final = {
    "town": "town", "county": "county", "year": "year", "as_of": "as of", "notes": "notes", "about": "about",
    "village": "village", "branch": "branch", "secretary": "secretary", "members": "members", "lead": "leader",
    "liaison": "liaison", "standards": "standards", "sums": "sums", "answers": "answers", "met_count": "met",
    "partial_count": "partly met", "unmet_count": "unmet", "not_applicable_count": "not applicable",
    "asked_count": "asked", "undecided_count": "undecided", "own_score": "own score", "round": "round",
    "score": "score", "conclusion": "conclusion", "vetoes": "vetoes", "panel_score": "panel's score",
    "panel": "panel", "opinion": "opinion", "aspects": "aspects", "aspect": "aspect", "items": "items",
    "items_all": "all items", "items_due": "items due", "items_closed": "items closed", "items_open": "items open",
    "items_late": "items overdue", "steps": "steps", "lacks": "lacks", "visits": "visits", "questions": "questions",
    "acts": "acts", "tasks": "tasks", "phases": "phases", "phase": "phase", "from": "from", "until": "until",
    "duties": "duties", "phrase": "phrase", "due": "due", "standard": "standard", "title": "title",
    "requirement": "requirement", "progress": "progress", "gaps": "gaps", "times": "times", "who": "who",
    "basis": "basis", "is_open": "is open", "is_late": "is overdue", "villages": "villages",
    "villages_all": "all villages", "villages_applied": "villages that applied",
    "villages_decided": "villages decided", "villages_waiting": "villages waiting", "villages_met": "villages met",
    "villages_basic": "villages partly met", "villages_failed": "villages not met", "brief": "brief",
    "targets": "targets", "strive": "striven for", "shortcomings": "shortcomings", "practice": "practice",
    "training": "training", "found": "found",
}  # fmt: skip
