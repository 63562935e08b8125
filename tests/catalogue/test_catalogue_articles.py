"""What rules take from articles: a number stands in the words that were read or in the plan's, or is a default."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

import pytest

from branchstd.catalogue.model import Catalogue, Plan
from branchstd.catalogue.rules import Rule
from branchstd.messages import LANGUAGES
from branchstd.messages.messages import Messages
from branchstd.workspace import load_standards

# The parameters of a rule that are numbers; `every` beside `run` is only the unit that is counted, `run` a shared one.
NUMBERS: Final = ("every", "at_least", "at_most", "min_share", "run", "grace_days", "turnout", "seats_times", "due")
# How the words say a number: by parameter and value, one of these.
SAID: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("every", "month"): ("每月", "按月"),
    ("every", "quarter"): ("每季度",),
    ("due", "year_end"): ("每年", "年内"),
    ("at_least", "3"): ("3至5人",),
    ("at_most", "5"): ("3至5人",),
    ("at_least", "32"): ("32学时",),
}
# Numbers that rules share (`parameters:`), by the article that a comment names beside them.
SHARED: Final = {"committee_from": ("R01#20", "{}人以上"), "lapsed_months": ("R03#31", "连续{}个月")}


@cache
def standards() -> tuple[Catalogue, Plan]:
    return load_standards(None)


def citing() -> list[Rule]:
    return [rule for _, rule in standards()[0].every_rule() if rule.source.regulation]


def by_id() -> list[str]:
    return [rule.id for rule in citing()]


def numbers(rule: Rule) -> dict[str, str]:
    """Those that the rule sets itself, as texts."""
    run = getattr(rule, "run", None)
    own = [name for name in NUMBERS if name in rule.model_fields_set and not (name == "every" and run)]
    return {run if name == "run" and run else name: str(getattr(rule, name)) for name in own}


@pytest.mark.parametrize("rule", citing(), ids=by_id())
def test_a_number_is_in_the_words_that_were_read_or_a_default(rule: Rule) -> None:
    articles = standards()[0].articles
    words = [*(text for code in rule.source.regulation for text in articles[code].words), rule.source.phrase or ""]
    unsaid = [
        (name, value)
        for name, value in numbers(rule).items()
        if name not in rule.source.default and not any(s in text for s in SAID.get((name, value), ()) for text in words)
    ]
    assert unsaid == []


def test_the_words_are_found_for_what_they_say_and_for_nothing_else() -> None:
    """The mapping holds no number that no rule has."""
    used = {pair for rule in citing() for pair in numbers(rule).items()}
    assert set(SAID) - used == set()


@pytest.mark.parametrize("name", SHARED)
def test_a_number_that_rules_share_is_in_the_words_of_its_article(name: str) -> None:
    catalogue, _ = standards()
    article, said = SHARED[name]
    value = getattr(catalogue.parameters, name)
    assert any(said.format(value) in text for text in catalogue.articles[article].words)


def test_what_was_read_itself_says_its_words_and_where() -> None:
    read = {code: found for code, found in standards()[0].articles.items() if found.seen != "secondary"}
    assert [code for code, found in read.items() if not (found.words and found.at)] == []


def test_quotations_are_short() -> None:
    words = [text for found in standards()[0].articles.values() for text in found.words]
    assert max(map(len, words)) <= len("过半数，或者本村三分之二以上的户的代表参加")


R01, R03, SECONDARY = "支部工作条例（试行）", "党员教育管理工作条例", "据转述，原文和条号待核"
SINCE = "，2018-10-28起施行"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("R01#11", f"{R01}第十一条（已核对原文{SINCE}）“一般每季度召开1次”“半数以上有表决权的党员到会”"),
        ("R01#20", f"{R01}第二十条（{SECONDARY}{SINCE}）“7人以上”“由3至5人组成，一般不超过7人”"),
        ("R01#18", f"{R01}第十八条（{SECONDARY}{SINCE}）"),
        ("R03#18", f"{R03}第十八条（已核对原文，2019-05-06起施行）“一般每年开展1次民主评议党员”"),
        ("R06#11", f"村民委员会组织法第十一条（{SECONDARY}，2018-12-29起施行）“直接选举”"),
        (
            "R07#2",
            "村务监督委员会指导意见（2017）第二部分（已核对摘录）“一般由3至5人组成”“原则上不由村党组织书记兼任主任”",
        ),
        (
            "R16#25-steps",
            "发展党员工作流程图（25步）（已核对摘录）“年满18周岁”“1个月内”“经过1年以上培养教育和考察”“2名正式党员”"
            "“不能发展入党”“时间：3个月内”“延长不能少于半年，最长不超过1年”",
        ),
    ],
)
def test_an_article_is_told_with_how_it_was_seen_since_when_and_its_words(code: str, told: str) -> None:
    assert Messages("zh", *standards()).article(code) == told


def test_an_article_in_english() -> None:
    told = Messages("en", *standards()).article("R03#30")
    assert told.endswith("第三十条 (text verified, in force from 2019-05-06) “限期改正时间不超过1年”")


def test_for_the_months_before_a_regulation_the_older_article_stands_beside_it_or_its_day_is_told() -> None:
    """R03 is in force from 6 May 2019: not yet on the fifth."""
    catalogue, _ = standards()
    young = {code for code in catalogue.articles if code.startswith("R03#")}
    assert {catalogue.articles[code].since for code in young} == {date(2019, 5, 6)}
    rules = [rule for rule in citing() if young & {*rule.source.regulation}]
    beside = {rule.id for rule in rules if {*rule.source.regulation} - young}
    assert beside == {"3.5.a", "3.6.a", "3.6.b", "5.5.d", "V4"}
    told = Messages("zh", *standards())
    assert [rule.id for rule in rules if "2019-05-06起施行" not in told.source(rule)] == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("2.3.b", ("村民委员会成员及其近亲属不得担任", "原则上不由村党组织书记兼任主任")),
        ("2.7.b", ("签字、图像、宽限天数为默认",)),
        ("2.7.c", ("进行保密审查", "宽限天数为默认")),
        ("3.6.b", ("一般每年开展1次民主评议党员", "反馈本人为默认")),
        ("5.5.d", ("批评教育，限期改正", "不按时交纳党费", "没有正当理由，连续6个月")),
        ("5.6.b", ("经党支部同意，可以每季度交纳一次党费", "按季交纳的登记为默认")),
    ],
)
def test_a_rule_is_told_with_what_its_articles_say_and_what_they_do_not(rule: str, words: tuple[str, ...]) -> None:
    found = standards()[0].rule(rule)
    assert found
    told = Messages("zh", *standards()).source(found[1])
    assert [text for text in words if text not in told] == []


def test_a_signature_is_under_no_article() -> None:
    found = standards()[0].rule("2.7.b")
    assert found
    assert found[1].source.regulation == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_no_text_says_is_told_as_a_default_and_under_no_article(lang: str) -> None:
    messages = Messages(lang, *standards())
    alone = [rule for _, rule in standards()[0].every_rule() if rule.source.standing == "default"]
    assert alone
    told = {"zh": "这一条为默认，待镇党委确认", "en": "default, to be confirmed by the town committee: this rule"}
    assert {messages.source(rule) for rule in alone} == {told[lang]}
