//! The content of a submission in one fixed form, for the receipt.

use super::{Claims, Content, Judgement, Print, Raw, Submission};
use crate::source::Spanned;

/// The content as text: the same for JSON and CSV, for any layout, any order of the entries, and blanks written or left
/// out. Different contents give different texts.
///
/// A value counts as it is written, so `1.50万元` and `1.5万元` differ; `76.5` and `"76.5"` do not, because a CSV cannot
/// tell them apart. `yes_no` says which fields are answered with yes or no: there `true`, `"是"` and `"yes"` are one.
#[must_use]
pub fn canonical(submission: &Submission, yes_no: impl Fn(Option<&str>, &str) -> bool) -> String {
    let mut lines = Lines::default();
    let first = |value: &Spanned<String>| Print { value: value.clone(), place: None };
    lines.add(&["unit", &submission.unit.node]);
    submission.other_units.iter().for_each(|print| lines.add(&["unit", &print.value.node, place(print)]));
    submission.unit_code.iter().for_each(|code| lines.add(&["unit_code", &first(code).value.node]));
    lines.add(&["year", &submission.year.node.to_string()]);
    submission.other_years.iter().for_each(|print| lines.add(&["year", &print.value.node.to_string(), place(print)]));
    submission.version.iter().for_each(|version| lines.add(&["version", &version.node]));
    let this = submission.year.node;
    let mut data = submission.data.iter().collect::<Vec<_>>();
    data.sort_by(|left, right| left.name.node.cmp(&right.name.node));
    for datum in data {
        let name = datum.name.node.as_str();
        let answered = yes_no(None, name);
        match &datum.content {
            Content::Years(years) => {
                let mut years = years.iter().map(|one| (one.year.node.of(this), &one.content)).collect::<Vec<_>>();
                years.sort_by_key(|(year, _)| *year);
                for (year, content) in years {
                    lines.content(&["data", name, &year.to_string()], content, answered);
                }
            }
            content => lines.content(&["data", name], content, answered),
        }
    }
    let mut tables = submission.tables.iter().collect::<Vec<_>>();
    tables.sort_by(|left, right| left.name.node.cmp(&right.name.node));
    for table in tables {
        for row in &table.rows {
            let number = row.number.to_string();
            let mut cells = row.cells.iter().collect::<Vec<_>>();
            cells.sort_by(|left, right| left.name.node.cmp(&right.name.node));
            for cell in cells {
                let (table, column) = (&table.name.node, &cell.name.node);
                let answered = yes_no(Some(table), column);
                lines.content(&["tables", table, &number, column], &cell.content, answered);
            }
        }
    }
    let mut judgements = submission.judgements.iter().collect::<Vec<_>>();
    judgements.sort_by(|left, right| left.name.node.cmp(&right.name.node));
    judgements.into_iter().for_each(|judgement| lines.judgement(judgement));
    lines.claims("claimed", &submission.claimed);
    lines.claims("reviewed", &submission.reviewed);
    lines.text
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// One line of parts. Tabs, line breaks and backslashes inside a part are escaped, so parts cannot run together.
    fn add(&mut self, parts: &[&str]) {
        let escaped =
            |part: &&str| part.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r");
        self.text.push_str(&parts.iter().map(escaped).collect::<Vec<_>>().join("\t"));
        self.text.push('\n');
    }

    /// What is in one cell, behind the words that say whose it is.
    fn content(&mut self, head: &[&str], content: &Content, answered: bool) {
        match content {
            Content::Blank | Content::Years(_) => {}
            Content::NotApplicable { reason } => self.add(&[head, &["not_applicable", &reason.node]].concat()),
            Content::Values(prints) => {
                for print in prints {
                    let value = written(&print.value.node);
                    let answer = yes_or_no(value).filter(|_| answered);
                    self.add(&[head, &["value", answer.unwrap_or(value), place(print)]].concat());
                }
            }
        }
    }

    fn judgement(&mut self, judgement: &Judgement) {
        let name = judgement.name.node.as_str();
        let texts = [
            ("level", &judgement.level),
            ("choice", &judgement.choice),
            ("reason", &judgement.reason),
            ("review_reason", &judgement.review_reason),
        ];
        for (key, text) in texts {
            text.iter().for_each(|text| self.add(&["judged", name, key, &text.node]));
        }
        for (key, score) in [("claimed", &judgement.claimed), ("reviewed", &judgement.reviewed)] {
            score.iter().for_each(|score| self.add(&["judged", name, key, written(&score.node)]));
        }
        judgement.evidence.iter().for_each(|evidence| self.add(&["judged", name, "evidence", &evidence.node]));
    }

    fn claims(&mut self, column: &str, claims: &Claims) {
        for (kind, list) in [("indicators", &claims.indicators), ("groups", &claims.groups)] {
            let mut list = list.iter().collect::<Vec<_>>();
            list.sort_by(|left, right| left.0.node.cmp(&right.0.node));
            list.into_iter().for_each(|(name, score)| self.add(&[column, kind, &name.node, written(&score.node)]));
        }
        claims.total.iter().for_each(|total| self.add(&[column, "total", written(&total.node)]));
        claims.grade.iter().for_each(|grade| self.add(&[column, "grade", &grade.node]));
    }
}

fn yes_or_no(written: &str) -> Option<&'static str> {
    super::answer(written).map(|answer| if answer { "true" } else { "false" })
}

fn written(raw: &Raw) -> &str {
    match raw {
        Raw::Number(text) | Raw::Text(text) => text,
        Raw::Bool(true) => "true",
        Raw::Bool(false) => "false",
    }
}

fn place<T>(print: &Print<T>) -> &str {
    print.place.as_ref().map_or("", |place| &place.node)
}
