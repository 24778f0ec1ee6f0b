//! The layout on small texts. All files of the repository go through it in `tests/fmt.rs`.

use super::format;
use crate::diagnostic::{Diagnostics, Language};
use crate::source::SourceMap;

fn laid_out(text: &str, keywords: Option<Language>) -> Option<String> {
    let mut sources = SourceMap::default();
    let id = sources.add("rubric.perf", text);
    format(sources.get(id), keywords, &mut Diagnostics::default()).ok()
}

/// What comes out, which must stay as it is in a second run.
fn becomes(text: &str, expected: &str) {
    let once = laid_out(text, None).unwrap();
    assert_eq!(once, expected, "from\n{text}");
    assert_eq!(laid_out(&once, None).unwrap(), once);
}

/// A statement of an indicator, in both languages.
fn both(zh: &str, en: &str) {
    let (zh, en) = (format!("指标 甲 2分 {{\n  {zh}\n}}\n"), format!("indicator 甲 2 points {{\n  {en}\n}}\n"));
    assert_eq!(laid_out(&zh, None).as_ref(), Some(&zh));
    assert_eq!(laid_out(&en, None).as_ref(), Some(&en));
    assert_eq!(laid_out(&zh, Some(Language::En)).as_ref(), Some(&en));
    assert_eq!(laid_out(&en, Some(Language::Zh)).as_ref(), Some(&zh));
}

#[test]
fn full_width_signs_and_blanks() {
    becomes(
        "﻿指标  甲　２分｛\r\n公式:ａ／ｂ－（ｃ＊２）  \r\n评分：达标 当 ≥９５％,其余 得 0 分；目标 : >= 1,217.00 万元\r\n｝",
        "指标 甲 2分 {\n  公式：a / b − (c × 2)\n  评分：达标 当 ≥ 95%，其余 得 0分\n  目标：≥ 1,217.00万元\n}\n",
    );
    becomes("数据{a:金额( 元 , 2 位 )/人≥-5元/人,上年}", "数据 { a：金额(元, 2位)/人 ≥ -5元/人，上年 }\n");
    becomes("指标 「１分」 2分 {说明：\"，１　\"}", "指标 「１分」 2分 { 说明：\"，１　\" }\n");
}

#[test]
fn comments_stay_where_they_are() {
    becomes(
        "\n\n// 头\n\n\n指标 甲 2分 { // 名\n\n// 一\n公式：a + // 加\n\n// 自成一行\nb;// 尾  \n评分：达标 当 最大( // 括号里\na, // 逗号后\n// 空\nb ) > 1\n// 条款前\n其余 得 0分 // 条款后\n\n\n// 末\n\n} // 块后\n// 全文末",
        "// 头\n\n指标 甲 2分 {  // 名\n  // 一\n  公式：a +  // 加\n\n      // 自成一行\n      b  // 尾\n  评分：达标 当 最大(  // 括号里\n      a,  // 逗号后\n      // 空\n      b) > 1\n    // 条款前\n    其余 得 0分  // 条款后\n\n  // 末\n}  // 块后\n// 全文末\n",
    );
    becomes("指标 甲 2分 {\n// 只有注释\n}\n", "指标 甲 2分 {\n  // 只有注释\n}\n");
    becomes(
        "指标 甲 2分 {\n评分：分档 {\n不低于 90% 得 满分 // 一\n// 二\n其余 得 0分\n// 三\n}\n}",
        "指标 甲 2分 {\n  评分：分档 {\n    不低于 90% 得 满分  // 一\n    // 二\n    其余 得 0分\n    // 三\n  }\n}\n",
    );
}

#[test]
fn the_authors_breaks_stay() {
    becomes(
        "指标 甲 2分 {\n公式：a +\nb ×\n(c +\nd\n)\n依据：\"一\"\n\"二\"\n评分：同词 得 满分\n其余 评定 {\n好 [0%, 100%]\n}\n}",
        "指标 甲 2分 {\n  公式：a +\n      b ×\n      (c +\n      d\n  )\n  依据：\"一\"\n    \"二\"\n  评分：同词 得 满分\n    其余 评定 {\n      好 [0%, 100%]\n    }\n}\n",
    );
}

#[test]
fn one_line_blocks() {
    becomes("指标 甲 2分 {评分：人工评定}", "指标 甲 2分 { 评分：人工评定 }\n");
    becomes("指标 甲 2分 {\n评分：人工评定}", "指标 甲 2分 {\n  评分：人工评定\n}\n");
    becomes(
        "指标 甲 2分 { 公式：a；评分：线性 {0% 得 0分；1% 得 满分} }",
        "指标 甲 2分 {\n  公式：a\n  评分：线性 {\n    0% 得 0分\n    1% 得 满分\n  }\n}\n",
    );
    becomes("指标 甲 2分 {\n\n}", "指标 甲 2分 {}\n");
}

#[test]
fn both_languages_say_each_other() {
    both(
        "评分：达标 当 不高于 5%，其余 得 分值的 70%",
        "score: pass when no more than 5%, otherwise gets 70% of points",
    );
    both("目标：95% 以上", "target: 95% or more");
    both("目标：95% 以内（不含）", "target: 95% or under (excl)");
    both(
        "不适用：a = 0元 且 非 b 时 不计入总分，折算到 上级",
        "n/a when a = 0元 and not b: left out, rescaled to parent",
    );
    both("填报：a = b / c，c = 0元 时 不核对", "stated: a = b / c, unchecked when c = 0元");
    both("修约：保留1位，四舍五入", "rounding: to 1 place, half up");
    both(
        "评分：扣分 {\n    不扣分：不超过 100%\n    每超过 1个百分点 扣 1分，不足部分按比例\n    每低于 目标的 5% 扣 分值的 10%\n    每发现 1次 a + b 扣 1.5分\n    下限：0分\n  }",
        "score: deduct {\n    free up to 100%\n    per 1 pp over deduct 1 point, partial steps pro rata\n    per 5% of target under deduct 10% of points\n    per 1次 of a + b deduct 1.5 points\n    floor: 0 points\n  }",
    );
    both(
        "评分：分档 {\n    偏差 ±目标的 10% 以内 得 满分\n    75%（含）至 90%（不含） 得 1分\n  }",
        "score: bands {\n    deviation ±10% of target or under gets full\n    75% (incl) to 90% (excl) gets 1 point\n  }",
    );
    both("公式：计数(近3年, 上年.a ≥ 3) + a@2023", "formula: count(last 3 years, last year.a ≥ 3) + a@2023");
    both(
        "公式（增减率）：期限(a, 20日, 不顺延) − 春节(2025)",
        "formula (change): deadline(a, 20 days, not postponed) − spring_festival(2025)",
    );
}

#[test]
fn what_cannot_be_read_is_refused() {
    for text in
        ["", "// 只有注释", "指标 甲 2分 {", "指标 甲 2分 { 公式：a + }", "<<<<<<< HEAD\n指标 甲 2分 {}\n>>>>>>> b"]
    {
        assert_eq!(laid_out(text, None), None, "{text}");
    }
}
