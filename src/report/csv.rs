//! The scorecard as CSV: one row per group and indicator, and the total.

use super::Sheet;
use super::number::{exact, figure};
use super::row::Row;
use super::text::basis;
use crate::ids::NodeId;
use crate::quantity::Rational;
use crate::scorecard::Amount;
use crate::spreadsheet::Table;

/// One submission.
#[must_use]
pub fn csv(sheet: &Sheet) -> String {
    let mut table = Table::default();
    table.row([
        sheet.say("单位", "unit"),
        sheet.say("年度", "year"),
        sheet.say("口径", "basis"),
        sheet.say("层级", "level"),
        sheet.say("路径", "path"),
        sheet.say("名称", "name"),
        sheet.say("分值", "points"),
        sheet.say("规则分", "score"),
        sheet.say("自评分", "claimed"),
        sheet.say("复核分", "reviewed"),
        sheet.say("自评减规则", "claimed less score"),
        sheet.say("最低", "least"),
        sheet.say("最高", "most"),
        sheet.say("指标值", "measure"),
        sheet.say("规则", "rule"),
        sheet.say("未决原因", "why open"),
        sheet.say("数据", "data"),
        sheet.say("等级", "grade"),
    ]);
    let inputs = sheet.inputs;
    // Said on every row, so that the rows of several units can be put into one table.
    let by = basis(sheet.scorecard.basis, sheet.language).to_owned();
    let whose = [inputs.unit.node.clone(), inputs.year.node.to_string(), by];
    for row in sheet.rows().into_iter().chain(sheet.adjusting_rows()) {
        table.row(whose.iter().cloned().chain(cells(sheet, &row)).chain([group_grade(sheet, &row)]));
    }
    let claimed = sheet.inputs.claimed.total.as_ref().map(|claim| &claim.node);
    let reviewed = sheet.inputs.reviewed.total.as_ref().map(|claim| &claim.node);
    let total = &sheet.scorecard.total;
    let (score, least, most) = scores(total);
    let name = sheet.say("总分", "total").to_owned();
    let difference = claimed.zip(total.exact()).map(|(claimed, score)| claimed - score);
    let numbers = [Some(exact(&sheet.rubric.total)), score, claimed.map(exact), reviewed.map(exact)];
    let tail = [difference.as_ref().map(exact), least, most].map(Option::unwrap_or_default);
    let head = [sheet.say("总分", "total").to_owned(), String::new(), name];
    let grade = sheet.scorecard.grade.clone().unwrap_or_default();
    let steps = sheet.ending_lines().join(sheet.say("；", "; "));
    let cells = head.into_iter().chain(numbers.map(Option::unwrap_or_default)).chain(tail);
    table.row(whose.into_iter().chain(cells).chain([String::new(), steps, String::new(), String::new(), grade]));
    table.text
}

fn cells(sheet: &Sheet, row: &Row) -> Vec<String> {
    let level = match row.node {
        NodeId::Group(_) => row.depth.saturating_add(1).to_string(),
        NodeId::Indicator(_) => sheet.say("指标", "indicator").to_owned(),
    };
    let (score, least, most) = scores(row.score);
    let show = |number: Option<&Rational>| number.map(exact).unwrap_or_default();
    let separator = sheet.say("；", "; ");
    let (mut measure, mut rule, mut open, mut data) = (String::new(), String::new(), String::new(), String::new());
    if let (NodeId::Indicator(id), Some(line)) = (row.node, row.line) {
        measure = sheet.shown_measure(line).unwrap_or_default();
        rule = sheet.steps(line).into_iter().map(|step| step.text).collect::<Vec<_>>().join(separator);
        open = line.open.iter().map(|one| sheet.opening(one, id)).collect::<Vec<_>>().join(separator);
        let reads = sheet.rubric.indicator(id).reads.iter().filter_map(|field| {
            let shown = figure(sheet.inputs.figure(*field)?, sheet.rubric.field(*field), sheet.language);
            Some(format!("{}={shown}", sheet.rubric.field(*field).name.node))
        });
        data = reads.collect::<Vec<_>>().join(separator);
    }
    let points = row.points.map_or_else(|| sheet.say("未公布", "unpublished").to_owned(), exact);
    let points = row.adjusts.map_or(points, |range| sheet.span_of(range));
    let difference = row.difference();
    vec![
        level,
        sheet.rubric.path(row.node),
        row.name.to_owned(),
        points,
        score.unwrap_or_default(),
        show(row.claimed),
        show(row.reviewed),
        show(difference.as_ref()),
        least.unwrap_or_default(),
        most.unwrap_or_default(),
        measure,
        rule,
        open,
        data,
    ]
}

/// The grade of a group.
fn group_grade(sheet: &Sheet, row: &Row) -> String {
    let NodeId::Group(id) = row.node else { return String::new() };
    sheet.scorecard.groups.get(id.index()).and_then(|line| line.grade.clone()).unwrap_or_default()
}

/// The score where it is certain, and the ends where it is open.
pub(super) fn scores(amount: &Amount) -> (Option<String>, Option<String>, Option<String>) {
    match amount {
        Amount::Exact(score) => (Some(exact(score)), None, None),
        Amount::Between(least, most) => (None, Some(exact(least)), Some(exact(most))),
        Amount::Unpublished | Amount::LeftOut => (None, None, None),
    }
}
