"""Reports as a browser shows them: one file, nothing that runs, loads or leads elsewhere, whatever the records say."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from looked_at import Seen
from playwright.sync_api import Browser
from pypdf import PdfReader

from branchstd.__main__ import run
from branchstd.messages.phrases import Phrases
from branchstd.records.town import KINDS
from hostile_town import PAYLOAD, PAYLOADS, copied_town, free_texts, hostile_town, marks

Look = Callable[[Path], Seen]
PHASES = ("deploy", "advance", "assess")
VILLAGES = ("baiyutan", "dawantan", "qinglanping")  # one complete, one with every kind of item, one with nothing
PAGES = {
    **{phase: ("--phase", phase, "--lang", "zh") for phase in PHASES},
    "english": ("--phase", "assess", "--lang", "en"),
    **{slug: ("--village", slug, "--lang", "zh") for slug in VILLAGES},
}
# What a page prints of the records for certain; kinds and their fields.
EVERYWHERE = {("village_entry", "name")}  # and no name of a person, which leaves no branch
ITEMS = {("item", "text")}
ACCEPTED = {("acceptance", "reason"), ("star", "comment"), ("rectify", "measure")}
PLANS = {("rectify", name) for name in ("cause", "task", "measure", "proof")}
PRINTED = {
    "deploy": {*EVERYWHERE, *ITEMS, *PLANS, ("claim", "text"), ("claim", "proof"), ("closure", "reason")},
    "advance": {*EVERYWHERE, *ITEMS},
    "assess": {*EVERYWHERE, *ACCEPTED},
    "english": {*EVERYWHERE, *ACCEPTED},
    "dawantan": {("village_entry", "name"), ("acceptance", "reason"), *ITEMS},
}
DAY = "2019-12-31"
A4 = (595, 842)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied_town(tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_town(tmp_path_factory.mktemp("hostile"))


def report(root: Path, out: Path, *words: str, code: int = 0) -> Path:
    command = ["--root", str(root), "report", "--format", "html", "--as-of", DAY, "-o", str(out)]
    assert run([*command, *words]) == code
    (path,) = out.iterdir()
    return path


def assert_still(seen: Seen) -> None:
    """Nothing happened, and nothing stands in the page that could."""
    page = seen.page
    assert [*seen.happened, *seen.sent] == []
    assert [page["active"], page["handlers"], page["addresses"]] == [[], [], []]
    assert page["comments"] == 1  # with the check code
    assert len(page["styles"]) == 1
    assert not re.search(r"url\(|@import|expression", page["styles"][0])
    (policy,) = page["policies"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")


def title(root: Path, words: tuple[str, ...]) -> str:
    """As the message table has it, of the town's or the village's name as it is recorded."""
    said = yaml.load((root / "data/town.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  only texts
    names = {entry["slug"]: entry["name"] for entry in said["villages"]}
    phase = words[1] if words[0] == "--phase" else "assess"
    return Phrases(words[3]).ui(f"report_{phase}", name=names.get(words[1], said["name"]))


@pytest.mark.parametrize("name", PAGES)
def test_a_report_is_one_still_page(name: str, shipped: Path, tmp_path: Path, look: Look) -> None:
    seen = look(report(shipped, tmp_path / "out", *PAGES[name]))
    assert_still(seen)
    assert seen.page["title"] == title(shipped, PAGES[name])


@pytest.mark.parametrize("name", PAGES)
def test_what_records_say_stays_a_text(name: str, hostile: Path, tmp_path: Path, look: Look) -> None:
    """Whole and as it was written, wherever it is printed."""
    seen = look(report(hostile, tmp_path / "out", *PAGES[name]))
    assert_still(seen)
    assert seen.page["title"] == title(hostile, PAGES[name])
    text = seen.page["text"]
    assert len(re.findall(rf"⟦\w+\.\w+⟧ {re.escape(PAYLOAD)}", text)) == text.count("⟦") > 0
    assert PRINTED.get(name, set()) <= marks(text)


def test_every_free_text_is_made_hostile(hostile: Path) -> None:
    """The records that ship have every kind with a free text, but those that few villages have."""
    files = (path for path in (hostile / "data").rglob("*") if path.is_file())
    found = marks("".join(path.read_text("utf-8") for path in files))
    wanted = {(kind, name) for kind in KINDS for name, _ in free_texts(kind)}
    assert wanted - found == set()


@pytest.mark.parametrize("sign", ["", "\x1b[31m", "\u202e"])
def test_what_no_record_may_hold_reaches_no_page(sign: str, tmp_path: Path) -> None:
    item = copied_town(tmp_path) / "data/town/2019/villages/dawantan.yaml"
    item.write_text(item.read_text("utf-8").replace("后备干部差3名", f"后备干部{sign}差3名"), "utf-8")
    code = 2 if sign else 0  # the page is made, and what lacks in it is told
    text = report(tmp_path, tmp_path / "out", *PAGES["dawantan"], code=code).read_text("utf-8")
    assert ("后备干部差3名" in text) is (sign == "")
    assert sign == "" or sign not in text


def test_a_page_that_is_not_still_is_seen_as_such(tmp_path: Path, look: Look) -> None:
    """Without the policy and the escaping each payload does what it is meant to: these tests would see it."""
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><title>x</title>{PAYLOAD}<a href='http://127.0.0.1:9/'>x</a>", "utf-8")
    seen = look(page)
    assert {entry.partition(" ")[0] for entry in seen.happened} >= {"dialog", "request", "console"}
    assert seen.sent
    assert seen.page["active"]
    assert seen.page["handlers"]
    assert seen.page["addresses"]


def test_the_policy_holds_what_a_template_lets_through(tmp_path: Path, look: Look) -> None:
    """A town may write markup into its own template; scripts, pictures and frames of it come to nothing."""
    root = copied_town(tmp_path)
    folder = root / "templates/report"
    folder.mkdir(parents=True)
    markup = "".join(text for text in PAYLOADS if text.startswith("<") or "onerror" in text).replace("<!--", "")
    (folder / "assess.html.j2").write_text(
        '{% extends "page.html.j2" %}{% block body %}<p "' + markup + "<iframe src='http://127.0.0.1:9/'></iframe>"
        "<form action='http://127.0.0.1:9/'></form><link rel=stylesheet href='http://127.0.0.1:9/'>{% endblock %}",
        "utf-8",
    )
    seen = look(report(root, tmp_path / "out"))
    assert seen.page["active"]
    assert seen.page["handlers"]
    assert {entry.partition(" ")[0] for entry in seen.happened} == {"console", "request"}
    assert seen.sent == []  # what it asked for was stopped on the way, as the console says


def test_a_page_prints_on_a4(shipped: Path, tmp_path: Path, browser: Browser) -> None:
    path = report(shipped, tmp_path / "out", *PAGES["english"])
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(path.as_uri())
        pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(pdf.pages) > 0
    sizes = {(round(one.mediabox.width), round(one.mediabox.height)) for one in pdf.pages}
    assert sizes == {A4, A4[::-1]}  # wide tables lie on their side
    head = pdf.pages[0].extract_text()
    assert "report on benchmarking and assessing" in head
    assert DAY in head
