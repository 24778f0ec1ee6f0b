//! The grammar on small texts: what is read, what is refused, and where. What the user sees is in `tests/cases/syntax`.

use std::collections::BTreeSet;

use super::ast::{AwardNode, Expr, ExprNode, File, Item, Points, RuleNode, Statement};
use super::parse;
use crate::diagnostic::{Diagnostics, Language};
use crate::source::SourceMap;

/// The tree, and the findings as `E0101 2:5`.
fn read(text: &str) -> (File, Vec<String>) {
    let mut sources = SourceMap::default();
    let id = sources.add("rubric.perf", text);
    let mut diagnostics = Diagnostics::default();
    let file = parse(sources.get(id), &mut diagnostics);
    let found = diagnostics.sorted().into_iter().map(|diagnostic| {
        let place = diagnostic.place().map(|span| sources.get(id).position(span.start));
        let place = place.map(|place| format!("{}:{}", place.line, place.column)).unwrap_or_default();
        assert!(!diagnostic.message.get(Language::Zh).is_empty() && !diagnostic.message.get(Language::En).is_empty());
        format!("{} {place}", diagnostic.code.number())
    });
    let found = found.collect();
    (file, found)
}

/// `⏎` is a line end; the first word says into what the rest is put.
fn within(case: &str) -> String {
    let (place, text) = case.split_once(' ').unwrap();
    let text = text.replace('⏎', "\n");
    match place {
        "file" => text,
        "data" => format!("数据 甲 {{\n{text}\n}}"),
        "stmt" => format!("指标 甲 2分 {{\n{text}\n}}"),
        "expr" => format!("指标 甲 2分 {{\n公式：{text}\n}}"),
        "rule" => format!("指标 甲 2分 {{\n评分：{text}\n}}"),
        "rule_en" => format!("indicator A 2 points {{\nscore: {text}\n}}"),
        "stmt_en" => format!("indicator A 2 points {{\n{text}\n}}"),
        other => panic!("{other}"),
    }
}

fn accepted(cases: &[&str]) {
    for case in cases {
        let (_, found) = read(&within(case));
        assert_eq!(found, Vec::<String>::new(), "{case}");
    }
}

fn refused(cases: &[(&str, &[&str])]) {
    let found = cases.iter().map(|(case, _)| (*case, read(&within(case)).1));
    let wrong = found.zip(cases).filter(|((_, found), (_, expected))| found != expected);
    let wrong = wrong.map(|((case, found), (_, expected))| format!("{case}: {found:?}, not {expected:?}"));
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
}

fn formula(text: &str) -> Expr {
    let (file, found) = read(&within(&format!("expr {text}")));
    assert_eq!(found, Vec::<String>::new(), "{text}");
    match file.items.into_iter().next() {
        Some(Item::Indicator(indicator)) => match indicator.statements.into_iter().next() {
            Some(Statement::Formula { value, .. }) => value,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// The shape of a formula, fully bracketed.
fn shape(expr: &Expr) -> String {
    match &expr.node {
        ExprNode::Literal(literal) => literal.magnitude.to_string(),
        ExprNode::Name(name) => name.clone(),
        ExprNode::Not(inner) => format!("!{}", shape(inner)),
        ExprNode::Arithmetic(op, left, right) => format!("({} {:?} {})", shape(left), op.node, shape(right)),
        ExprNode::Comparison(first, rest) => {
            let rest = rest.iter().map(|(relation, side)| format!(" {:?} {}", relation.node, shape(side)));
            format!("[{}{}]", shape(first), rest.collect::<String>())
        }
        ExprNode::And(list) => format!("and({})", list.iter().map(shape).collect::<Vec<_>>().join(" ")),
        ExprNode::Or(list) => format!("or({})", list.iter().map(shape).collect::<Vec<_>>().join(" ")),
        other => format!("{other:?}"),
    }
}

#[test]
fn the_prelude_is_read() {
    let (file, found) = read(include_str!("../../grammar/prelude.perf"));
    assert_eq!(found, Vec::<String>::new());
    assert!(file.items.len() > 90 && file.items.iter().all(|item| matches!(item, Item::Unit(_))));
}

#[test]
fn every_keyword_stands_in_the_table_and_the_other_way_round() {
    let grammar = include_str!("../../grammar/perf.pest");
    let mut from_grammar = BTreeSet::new();
    for rule in grammar.lines().filter_map(|line| line.strip_prefix("kw_")) {
        let (key, rest) = rule.split_once(['=', ' ']).unwrap();
        let own = rest.split_once("@{").unwrap().1.split('~').find(|part| part.contains('"')).unwrap();
        for word in own.split('"').skip(1).step_by(2) {
            from_grammar.insert((key.to_owned(), word.to_owned()));
        }
    }
    let mut from_table = BTreeSet::new();
    for row in super::words::TABLE.lines().skip(1) {
        let cells = row.split('\t').collect::<Vec<_>>();
        assert_eq!(cells.len(), 4, "{row}");
        for word in cells[1].split('|').chain(cells[2].split('|')).filter(|word| *word != "-") {
            assert!(from_table.insert((cells[0].to_owned(), word.to_owned())), "twice: {row}");
        }
        assert!(cells[1].split('|').all(|word| word == "-" || !word.is_ascii()), "{row}");
        assert!(cells[2].is_ascii(), "{row}");
    }
    assert_eq!(from_grammar, from_table);
}

#[test]
fn operators_bind_by_precedence() {
    assert_eq!(shape(&formula("a + b × c − d")), "((a Add (b Mul c)) Sub d)");
    assert_eq!(shape(&formula("(a + b) × c ÷ d")), "(((a Add b) Mul c) Div d)");
    assert_eq!(shape(&formula("3% ≤ x < 5%")), "[3 AtMost x Less 5]");
    assert_eq!(shape(&formula("a = 1 或 b = 2 且 非 c")), "or([a Equal 1] and([b Equal 2] !c))");
    assert_eq!(shape(&formula("a = 是 且 b = 否 且 c ≠ 是")), "and(a !b !c)");
    assert_eq!(shape(&formula("x 不低于 1 + 2")), "[x AtLeast (1 Add 2)]");
    assert_eq!(shape(&formula("下降 5% + -2")), "(-5 Add -2)");
}

#[test]
fn names_that_look_like_keywords_are_names() {
    accepted(&[
        "expr 非税收入 + 当年支出 + 行政支出 + 或有负债 + 且末县 + 时效性 + 内控制度 + 得分率 + 至今 + 其余支出 + 满分合计",
        "expr 非 税收入已缴 且 非(当年支出 = 0元 或 行政支出 > 3万元)",
        "expr a > 0元 且 且末县 = 1",
        "expr 增长3年平均 > 1",
        "data 公式：数⏎评分：分⏎目标值：比率(%)⏎指标：文本⏎至今：日⏎得分率：比率(%, 2位)⏎其余支出：金额(万元)",
        "file 校验 甲 { 当 当年支出 > 0元；当年支出 = 非税收入⏎级别差 = 级别数 }",
        "expr '2024年支出' + 「a b」 + ａｂｃ１２",
        "rule 分档 { 其余 得满分合计 }",
    ]);
    refused(&[
        ("data 当：数", &["E0124 2:1"]),
        ("expr 当 + 1", &["E0124 2:4"]),
        ("stmt 不适用：无资产处置时满分", &["E0109 2:5"]),
        ("expr x ≥ 3万元且y ≥ 2万元", &["E0109 2:11"]),
        ("rule 扣分 { 每发现 1次 违规次数扣1分 }", &["E0109 2:16"]),
        ("file 指标 利用率1分 { 评分：人工评定 }", &["E0109 1:4"]),
        ("file 指标 利用率2.5分 { 评分：人工评定 }", &["E0109 1:4"]),
        ("file 指标甲 2分 { 评分：人工评定 }", &["E0109 1:1"]),
        ("file 指标 甲 乙 2分 { 评分：人工评定 }", &["E0101 1:4"]),
        ("file 指标 \"三公\" 2分 { 评分：人工评定 }", &["E0101 1:4"]),
    ]);
}

#[test]
fn keywords_need_no_blank_where_no_name_can_follow() {
    accepted(&[
        "rule 分档{不低于90%得满分;75%（含）至90%（不含）得分值的70%；[60%,75%)得0.4分;60%以下得0分;其余得0分}",
        "rule 分档 ｛ ［７５％，９０％） 得 ０．４分；其余 得 ０分 ｝",
        "rule 扣分 {⏎不扣分：不超过100%⏎每超过1个百分点扣0.5分，不足部分按比例⏎下限：0分⏎}",
        "stmt 不适用：a = 30课时时满分⏎不适用：a=0元时0分⏎不适用：a = 3机时 时 人工评定",
        "rule 达标 当 x ≥ 3人，其余评定 { 达成 [0%, 100%] }",
        "rule 分档 { 5日至10日 得 满分⏎90万元以上 得 满分⏎5日以内得满分⏎90%（含）以上 得 满分 }",
    ]);
}

#[test]
fn lines_go_on_only_where_they_say_so() {
    accepted(&[
        "expr a + // 注⏎⏎b ×⏎c",
        "expr (a⏎+ b⏎)",
        "stmt 评分：⏎分档 { 其余 得 0分 }",
        "stmt 评分：达标 当 x ≥ 3⏎⏎// 注⏎其余 得 0分⏎目标：≥⏎95%",
        "stmt 依据：\"一\"⏎\"二\"⏎说明：“按“三公”控制率得分”",
        "rule 情形 { 当 A：达标 当 x ≥ 3；其余 得 0分；其余：按完成率 }",
        "rule 按完成率⏎指标值 低于 90% 得 0分⏎完成率 超过 130% 得 0分⏎目标：3",
        "file 校验 甲 { a = b⏎-5元 ≤ c }",
        "file \u{feff}指标 甲 2分 {\r\n评分：人工评定\r\n}\r\n",
        "file 指标\u{3000}甲\u{a0}2分\t{ 评分：人工评定 }",
    ]);
    refused(&[
        ("stmt 公式：a⏎+ b", &["E0111 3:1"]),
        ("stmt 公式：a⏎且 b", &["E0111 3:1"]),
        ("file 校验 甲 { a = b⏎≥ c }", &["E0111 2:1"]),
        ("file 指标 甲 2分⏎{ 评分：人工评定 }", &["E0112 2:1"]),
        ("stmt 公式：⏎评分：人工评定", &["E0101 2:1"]),
        ("file 指标 甲 2分 { 公式：a } 指标 乙 2分 { 公式：a }", &["E0101 1:18"]),
        ("stmt 公式：-a + b", &["E0101 2:4"]),
    ]);
}

#[test]
fn numbers_units_and_dates() {
    accepted(&[
        "expr 1,217.00 万元 + 1,217万元 + 90 万元 + 3.2万人 + 530元/人·月 × 人数 + 100元 / 人数",
        "expr 2025年4月22日 ≤ a 且 b ≤ 2025-04-22",
        "expr 5小时 + 3学时 + 2千瓦时 + 4万千瓦时 + 3.5m² + 2㎡ + 5‰",
        "expr 金额×(1-20%) − –5元",
        "expr 最大(1, 200元)",
        "file 计量单位 诊次⏎指标 甲 2分 { 公式：100元/诊次 }",
    ]);
    refused(&[
        ("expr 100元/人数", &["E0115 2:4"]),
        ("rule 扣分 { 每发现 1 违规次数 扣 1分 }", &["E0114 2:13"]),
        ("expr x ≥ 3 甲", &["E0114 2:8"]),
        ("expr 最大(1,200元)", &["E0113 2:7"]),
        ("rule 分档 { [60,100%) 得 满分 }", &["E0113 2:10"]),
        ("expr 2024-02-30", &["E0116 2:4"]),
        ("expr 2024-2-3", &["E0116 2:4"]),
        ("expr 2024年13月1日", &["E0116 2:4"]),
        ("expr 2024−02−03", &["E0116 2:4"]),
        ("stmt 目标：增长 10", &["E0118 2:4"]),
        ("stmt 公式：下降 -5%", &["E0118 2:4"]),
        ("expr 12345678901234567890123456789012345", &["E0121 2:4"]),
        ("expr f(x) + 1", &["E0119 2:4"]),
        ("file 计量单位 得数", &["E0124 1:6"]),
        ("file 指标 甲 2 { 评分：人工评定 }", &["E0114 1:6"]),
    ]);
}

#[test]
fn ranges_say_what_they_include() {
    accepted(&[
        "rule 分档 { 不低于 目标值（含） 得 满分⏎60% 以下（不含） 得 0分⏎(0%, 60%] 得 1分⏎75%-90% 得 1分⏎75%～90% 得 1分 }",
        "data 满意度：比率(%, 2位) (0%, 100%] 来源 \"x\", 可空 精确，各处 需说明⏎n：数 ≥ 0 来源 \"y\"",
    ]);
    refused(&[
        ("rule 分档 { 超过 90%（含） 得 满分 }", &["E0117 2:9"]),
        ("rule 分档 { 不低于 90%（不含）得 满分 }", &["E0117 2:9"]),
        ("rule 分档 { 90%（含）以上（不含）得 满分 }", &["E0117 2:17"]),
        ("rule 分档 { 90% 得 满分 }", &["E0101 2:9"]),
        ("rule 分档 { 75%、90% 得 满分 }", &["E0110 2:12"]),
        ("rule 分档 { 大于等于 90% 得 满分 }", &["E0101 2:9"]),
        ("rule 分档 { 不低于 90% 得 满分。 }", &["E0110 2:21"]),
    ]);
}

#[test]
fn both_languages_give_one_tree() {
    accepted(&[
        "file rubric \"T\" { year: 2025 ⏎ total: 243 points ⏎ rounding: indicator scores to 2 places, half up ⏎ rounding: total to 1 place, from the scores, half up ⏎ basis: claimed ⏎ authority: \"…\" }",
        "file data L { a: ratio(%, 2 places) [0%, 100%] origin \"…\" ⏎ d: yes/no ⏎ g: levels(good > fair) ⏎ r: text optional ⏎ n: count(人, 0 places) exact, prints explain ⏎ m: money(万元, 2 places)/人 }",
        "file group N 46 points equal split, remainder to L { indicator L share 30% { note: \"x\" } ⏎ indicator B points unpublished { score: by judgement } }",
        "stmt_en formula (change): x ⏎ direction: higher is better ⏎ n/a when c: full ⏎ n/a when c: left out, rescaled to parent ⏎ rounding: to 2 places, half up",
        "rule_en bands in order { 75% (incl) to 90% (excl) gets 70% of points ⏎ 60% or less (excl) gets 0 points ⏎ otherwise judged { met [80%, 100%] } }",
        "rule_en deduct { free up to 100% ⏎ per 1pp over deduct 0.5 points, partial steps pro rata ⏎ per 5% of target under deduct 1 points ⏎ per 1cases of violations deduct 1 points ⏎ floor: 0 points }",
        "rule_en proportional, measure below 90% gets 0 points, completion above 130% gets 0 points",
        "rule_en cases { when A: pass when x ⏎ otherwise gets 1 points ⏎ when B: gets full ⏎ otherwise: by judgement }",
        "file stated: rate = used / all, unchecked when all = 0元⏎grades: A ≥ 90 points, C otherwise",
    ]);
    let bands = |text: &str| match read(text).0.items.into_iter().next() {
        Some(Item::Indicator(indicator)) => match indicator.statements.into_iter().next() {
            Some(Statement::Rule(rule)) => match rule.node {
                RuleNode::Bands { bands, .. } => {
                    bands.iter().map(|band| matches!(band.award.node, AwardNode::Share(_))).collect::<Vec<_>>()
                }
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    let zh = bands("指标 甲 2分 { 评分：分档 { 不低于 90% 得 分值的 70%；其余 得 0分 } }");
    let en = bands("indicator 甲 2分 { score: bands { at least 90% gets 70% of points; otherwise gets 0分 } }");
    assert_eq!((zh, vec![true, false]), (en.clone(), en));
    assert_eq!(read("指标 甲 2分 { formula: a }").1, ["E0120 1:11"]);
}

#[test]
fn what_is_wrong_before_the_grammar_is_said_once() {
    refused(&[
        ("file ", &["E0108 1:1"]),
        ("file // 注", &["E0108 1:1"]),
        ("file 指标 乙 2分 { 公式：a } }", &["E0103 1:18"]),
        ("file 指标 乙 2分 {⏎公式：a", &["E0103 1:9"]),
        ("file 一级 甲 5分 {⏎指标 乙 2分 {⏎公式：a⏎指标 丙 3分 { 公式：a }⏎}", &["E0103 2:9"]),
        ("stmt 公式：(a + b⏎评分：分档 { [60%, 75%) 得 满分⏎其余 得 0分 }", &["E0103 2:4"]),
        ("file 评价体系 \"标题 {⏎年度：2024⏎}", &["E0104 1:6"]),
        ("stmt 说明：“a”b”", &["E0104 2:8"]),
        ("file 指标 乙\u{200b}甲 2分 { 说明：\"a\u{202e}b\" }", &["E0105 1:5", "E0105 1:18"]),
        ("file 指标 乙 2分 { 公式：t\u{430}rget1 / b }", &["E0106 1:15"]),
        ("file \0\0指标 乙 2分 { 公式：a }", &["E0105 1:1"]),
    ]);
}

#[test]
fn a_conflict_and_four_bad_statements_give_five_findings() {
    let text = "file 一级 甲 4分 {⏎<<<<<<< HEAD⏎指标 乙 2分 {⏎=======⏎指标 乙 3分 {⏎>>>>>>> branch⏎评分：分档 {⏎不低于 90% 满分⏎75% 得 满分⏎}⏎目标 95%⏎评份：人工评定⏎}⏎}";
    refused(&[(text, &["E0107 2:1", "E0101 8:9", "E0101 9:1", "E0101 11:4", "E0101 12:1"])]);
}

#[test]
fn constructs_of_later_versions_are_named_and_passed_over() {
    refused(&[("file 日历 { 甲：乙 }⏎日历 \"y\" { }", &["E0901 1:1", "E0901 2:1"])]);
}

#[test]
fn years_are_words_of_their_own() {
    let kinds = |text: &str| read(text).1;
    for text in ["参保人数@2024 + 上年.x", "上年 . 「2024年支出」 − 近3年支出", "计数(近 3 年, x > 1) ≥ 2"]
    {
        assert_eq!(kinds(&format!("定义 甲 = {text}")), Vec::<String>::new(), "{text}");
    }
    refused(&[
        ("expr 近3年支出 + 近3年", &["E0124 2:12"]),
        ("expr 上年 + 1", &["E0124 2:4"]),
        ("expr 计数(近1年, x > 1)", &["E0121 2:7"]),
        ("expr 计数(近11年, x > 1)", &["E0121 2:7"]),
        ("expr x@24", &["E0121 2:6"]),
        ("data 电费：金额(元, 2位) ≥ 0元, 近0年", &["E0121 2:20"]),
    ]);
}

#[test]
fn names_of_broken_declarations_are_kept() {
    let (file, found) = read("数据 甲 {\n乙 金额(元)\n丙：金额(元)\n}\n定义 丁 =\n= 3");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(matches!(&file.items[0], Item::Data(data) if data.fields.len() == 2 && data.fields[0].name.node == "乙"));
    assert!(matches!(&file.items[1], Item::Definition(definition) if definition.name.node == "丁"));
    let (file, _) = read("指标 甲 30% { 评分：人工评定 }");
    assert!(matches!(&file.items[0], Item::Indicator(indicator) if matches!(indicator.points, Points::Share(_))));
}

#[test]
fn nesting_is_refused_at_the_129th_bracket_of_any_text() {
    let deep = |n: usize| format!("指标 甲 2分 {{ 公式：{}a{} }}", "(".repeat(n), ")".repeat(n));
    assert_eq!(read(&deep(127)).1, Vec::<String>::new());
    assert_eq!(read(&deep(128)).1, ["E0102 1:141"]);
    assert_eq!(read(&deep(100_000)).1, ["E0102 1:141"]);
    assert_eq!(read(&"{".repeat(10_000_000)).1, ["E0102 1:129"]);
    assert_eq!(read(&format!("指标 甲 2分 {{ 公式：{}a }}", "非 ".repeat(600))).1, ["E0102 1:14"]);
    assert_eq!(read(&format!("指标 甲 2分 {{ 公式：a{} }}", " + a".repeat(600))).1, ["E0102 1:14"]);
}

/// Two alternatives with a common beginning would double the work for each level of brackets: sixty levels would not
/// end in a lifetime. (The call limit of the parser generator would say it sooner, but it is one for the whole process,
/// in which the other tests run.)
#[test]
fn the_work_of_the_grammar_grows_with_the_text() {
    let started = std::time::Instant::now();
    let nested = |n: usize| format!("{}a{}", "(".repeat(n), ")".repeat(n));
    let interval = |n: usize| format!("分档 {{ [{}, {}) 得 满分 }}", nested(n), nested(n));
    let calls = (0..60).fold("a".to_owned(), |inner, _| format!("最大(b, {inner})"));
    accepted(&[&format!("expr {}", nested(60)), &format!("rule {}", interval(30)), &format!("expr {calls}")]);
    assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn rules_may_hold_rules() {
    let open = "情形 { 当 a：".repeat(30);
    accepted(&[&format!("rule {open}人工评定{}", " }".repeat(30))]);
    let (open, close) = ("评分：逐项 { \"a\" 1分 { ".repeat(15), " } }".repeat(15));
    accepted(&[&format!("stmt {open}评分：人工评定{close}")]);
}
