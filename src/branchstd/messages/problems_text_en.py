"""English sentences and remedies for problems in a record file's characters, YAML or CSV. A table."""

from __future__ import annotations

from typing import Final

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
    "yaml_tag": ("The text here begins with “!”, which has a special meaning", "Put double quotes around it"),
    "yaml_directive": ("This line begins with “%”, which has a special meaning", "Delete this line"),
    "yaml_merge_key": ("Records cannot use “<<”", "Delete this line and write the content out"),
    "yaml_documents": (
        "One file holds two records (with a “---” or “...” line between them)",
        "Delete that line, or make two files",
    ),
    "yaml_depth": (
        "The content is indented more than {limit} levels",
        "Write it like the template, two spaces more for each level",
    ),
    "yaml_too_many": ("One file holds more than {limit} items", "Split it into several files"),
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
    "yaml_start": ("A text cannot begin with this sign", "Put double quotes around the text"),
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
