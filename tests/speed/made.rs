//! Made rubrics and submissions of any length: the rubrics in chapters after the shapes of those under `specs/`.

const HEAD: &str = include_str!("head.perf");
const CHAPTER: &str = include_str!("chapter.perf");
/// The points of a chapter, as its groups have them.
const POINTS: usize = 100;

/// A rubric of about so many lines, in whole chapters. The same on every machine.
pub fn rubric(lines: usize) -> String {
    let chapters = (lines / CHAPTER.lines().count()).max(1);
    let mut text = HEAD.replace("{total}", &(chapters * POINTS).to_string());
    for number in 1..=chapters {
        let band = 71 + number % 19;
        let target = 75 + number % 25;
        let chapter = CHAPTER.replace("{n}", &number.to_string());
        text.push_str(&chapter.replace("{b}", &band.to_string()).replace("{t}", &target.to_string()));
    }
    text
}

/// A table with checks of every row, one of them not linear.
pub const ROWS: &str = include_str!("rows.perf");

/// Its submission. The product of every row differs by what its digits explain; the sum does with another last summand.
pub fn rows(count: usize, last: &str) -> String {
    let row = |number| {
        format!(
            "{{\"合同名称\": \"合同{number}\", \"台数\": \"3台\", \"单价\": \"3.33万元/台\", \"金额\": \"10.00万元\", \
             \"预付款\": \"3.00万元\", \"进度款\": \"6.00万元\", \"质保金\": \"{last}\", \
             \"签订日期\": \"2024-03-01\", \"付款日期\": \"2024-04-01\", \"有变更\": \"否\"}}"
        )
    };
    let rows = (1..=count).map(row).collect::<Vec<_>>().join(",\n");
    format!("{{\"单位\": \"某局\", \"年度\": 2024, \"明细\": {{\"采购合同\": [\n{rows}\n]}}}}")
}
