//! Many submissions: one line each, in the order in which they were given.

use serde_json::{Value, json as object};

use super::Sheet;
use super::csv::scores;
use super::json::score;
use super::number::{amount, exact, points, total_places};
use crate::diagnostic::layout::{escape, pad, pad_left, width};
use crate::diagnostic::{Language, Severity};
use crate::inputs::{Claims, Inputs};
use crate::scorecard::Amount;
use crate::spreadsheet::Table;

/// One submission of a run.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// It was scored.
    Scored {
        /// The file.
        file: &'a str,
        /// Its scores.
        sheet: Sheet<'a>,
    },
    /// It was rejected: 退回.
    Rejected {
        /// The file.
        file: &'a str,
        /// Why, one message each.
        reasons: &'a [String],
    },
}

/// What the columns say of one submission.
struct Columns {
    unit: String,
    claimed: String,
    score: String,
    reviewed: String,
    grade: String,
    open: String,
    errors: String,
    findings: String,
}

fn columns(entry: &Entry, language: Language) -> Columns {
    let zh = language == Language::Zh;
    match entry {
        Entry::Rejected { file, reasons } => Columns {
            unit: escape(file),
            claimed: String::new(),
            score: if zh { "退回".into() } else { "rejected".into() },
            reviewed: String::new(),
            grade: String::new(),
            open: String::new(),
            errors: reasons.len().to_string(),
            findings: String::new(),
        },
        Entry::Scored { sheet, .. } => {
            let places = total_places(sheet.rubric);
            let stated =
                |claims: &Claims| claims.total.as_ref().map(|claim| points(&claim.node, places)).unwrap_or_default();
            Columns {
                unit: escape(&sheet.inputs.unit.node),
                claimed: stated(&sheet.inputs.claimed),
                score: amount(&sheet.scorecard.total, places, language),
                reviewed: stated(&sheet.inputs.reviewed),
                grade: sheet.scorecard.grade.as_deref().map(escape).unwrap_or_default(),
                open: open_items(sheet).to_string(),
                errors: errors(sheet).to_string(),
                findings: sheet.findings.list.len().to_string(),
            }
        }
    }
}

fn open_items(sheet: &Sheet) -> usize {
    sheet.scorecard.indicators.iter().filter(|line| !line.open.is_empty()).count()
}

fn errors(sheet: &Sheet) -> usize {
    sheet.findings.list.iter().filter(|finding| finding.diagnostic.severity == Severity::Error).count()
}

fn heads(language: Language) -> [&'static str; 8] {
    match language {
        Language::Zh => ["单位", "自评", "规则", "复核", "等级", "未决", "错误", "发现"],
        Language::En => ["unit", "claimed", "score", "reviewed", "grade", "open", "errors", "findings"],
    }
}

/// The table for a person, the reasons of rejected submissions aside.
#[must_use]
pub fn summary_text(entries: &[Entry], language: Language) -> String {
    let mut rows = vec![heads(language).map(str::to_owned)];
    rows.extend(entries.iter().map(|entry| {
        let Columns { unit, claimed, score, reviewed, grade, open, errors, findings } = columns(entry, language);
        [unit, claimed, score, reviewed, grade, open, errors, findings]
    }));
    let mut out = String::new();
    let widest = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max().unwrap_or(0);
    let widths = (0..8).map(widest).collect::<Vec<_>>();
    for row in &rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(at, (cell, width))| match at {
            0 => pad(cell, *width),
            _ => format!("  {}", pad_left(cell, *width)),
        });
        out.push_str(cells.collect::<String>().trim_end());
        out.push('\n');
    }
    let rejected = entries.iter().filter(|entry| matches!(entry, Entry::Rejected { .. })).count();
    let (all, scored) = (entries.len(), entries.len().saturating_sub(rejected));
    out.push_str(&match language {
        Language::Zh => format!("共 {all} 份：打分 {scored}，退回 {rejected}\n"),
        Language::En => format!("{all} in all: {scored} scored, {rejected} rejected\n"),
    });
    for (unit, files) in twice(entries) {
        let (count, files) = (files.len(), files.join(if language == Language::Zh { "、" } else { ", " }));
        let unit = escape(unit);
        out.push_str(&match language {
            Language::Zh => format!("「{unit}」有 {count} 份：{}，请核对以哪一份为准\n", escape(&files)),
            Language::En => format!("`{unit}` is there {count} times: {}; check which one counts\n", escape(&files)),
        });
    }
    out
}

/// The units that several submissions name, each with its files.
fn twice<'a>(entries: &'a [Entry<'a>]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut units: Vec<(&str, Vec<&str>)> = Vec::new();
    for entry in entries {
        let Entry::Scored { file, sheet } = entry else { continue };
        let unit = sheet.inputs.unit.node.as_str();
        match units.iter_mut().find(|(known, _)| *known == unit) {
            Some((_, files)) => files.push(file),
            None => units.push((unit, vec![file])),
        }
    }
    units.retain(|(_, files)| files.len() > 1);
    units
}

/// The table for a spreadsheet program.
#[must_use]
pub fn summary_csv(entries: &[Entry], language: Language) -> String {
    let zh = language == Language::Zh;
    let (file, least, most) = if zh { ("文件", "规则最低", "规则最高") } else { ("file", "least", "most") };
    let state = if zh { "状态" } else { "state" };
    let [unit, claimed, score, reviewed, grade, open, errors, findings] = heads(language);
    let mut table = Table::default();
    table.row([file, state, unit, claimed, score, least, most, reviewed, grade, open, errors, findings]);
    for entry in entries {
        let cells = columns(entry, language);
        let (name, state, unit, numbers) = match entry {
            Entry::Scored { file, sheet } => {
                let state = match &sheet.scorecard.total {
                    Amount::Between(..) if zh => "未决",
                    Amount::Between(..) => "open",
                    _ if zh => "完成",
                    _ => "complete",
                };
                let numbers = scores(&sheet.scorecard.total);
                (*file, state, cells.unit, numbers)
            }
            Entry::Rejected { file, .. } => {
                (*file, if zh { "退回" } else { "rejected" }, String::new(), (None, None, None))
            }
        };
        let (score, least, most) = numbers;
        let (score, least, most) = (score.unwrap_or_default(), least.unwrap_or_default(), most.unwrap_or_default());
        // Numbers of one column are written alike: exactly, as the scores are.
        let stated = |pick: fn(&Inputs) -> &Claims| match entry {
            Entry::Scored { sheet, .. } => pick(sheet.inputs).total.as_ref().map(|claim| exact(&claim.node)),
            Entry::Rejected { .. } => None,
        };
        let claimed = stated(|inputs| &inputs.claimed).unwrap_or_default();
        let reviewed = stated(|inputs| &inputs.reviewed).unwrap_or_default();
        let tail = [reviewed, cells.grade, cells.open, cells.errors, cells.findings];
        let head = [name.to_owned(), state.to_owned(), unit, claimed, score, least, most];
        table.row(head.into_iter().chain(tail));
    }
    table.text
}

/// The table for programs: one document with one element per submission; `specs/schema/summary.schema.json`.
#[must_use]
pub fn summary_json(entries: &[Entry], language: Language) -> String {
    let list = entries.iter().map(|entry| match entry {
        Entry::Rejected { file, reasons } => object!({ "file": file, "state": "rejected", "reasons": reasons }),
        Entry::Scored { file, sheet } => {
            let total = |claims: &Claims| claims.total.as_ref().map(|claim| exact(&claim.node));
            object!({
                "file": file,
                "state": "scored",
                "unit": sheet.inputs.unit.node,
                "claimed": total(&sheet.inputs.claimed),
                "score": score(&sheet.scorecard.total),
                "reviewed": total(&sheet.inputs.reviewed),
                "grade": sheet.scorecard.grade,
                "open": open_items(sheet),
                "errors": errors(sheet),
                "findings": sheet.findings.list.len(),
                "evaluation": sheet.value(),
            })
        }
    });
    let zh = language == Language::Zh;
    let document: Value = object!({
        "format": "jixiao/summary/1",
        "language": if zh { "zh" } else { "en" },
        "submissions": list.collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}
