//! 给定 as a submission.

use std::collections::BTreeMap;

use super::diagnostics;
use crate::diagnostic::{Diagnostics, Language};
use crate::rubric::Rubric;
use crate::source::{Span, Spanned};
use crate::submission::{
    Claims, Content, Datum, Judgement, Print, Raw, RowData, Submission, TableData, YearDatum, YearKey,
};
use crate::syntax::ast::{Given, GivenContent, GivenSubject, GivenYear, Test};

/// A submission of what a test gives, of the rubric's year.
///
/// E0703 for what is given twice.
pub(super) fn submission(rubric: &Rubric, test: &Test, diagnostics: &mut Diagnostics) -> Submission {
    let mut people = People::default();
    let mut figures = Vec::new();
    for given in &test.given {
        match stated_total(rubric, given) {
            Some(column) => people.total(given, column, diagnostics),
            None => match &given.subject {
                GivenSubject::Field { .. } => figures.push(given),
                _ => people.judgement(given, diagnostics),
            },
        }
    }
    let unit = if rubric.language == Language::Zh { "测试" } else { "test" };
    Submission {
        unit: Spanned::new(unit.to_owned(), test.title.span),
        unit_code: None,
        year: Spanned::new(rubric.year.node, test.title.span),
        other_units: Vec::new(),
        other_years: Vec::new(),
        version: None,
        data: data(rubric, figures.into_iter(), diagnostics),
        tables: tables(rubric, test, diagnostics),
        judgements: people.judgements,
        claimed: people.claimed,
        reviewed: people.reviewed,
        span: test.head,
        faulty: None,
    }
}

/// 评定 and the totals that are read.
#[derive(Default)]
struct People {
    judgements: Vec<Judgement>,
    claimed: Claims,
    reviewed: Claims,
}

impl People {
    fn total(&mut self, given: &Given, reviewed: bool, diagnostics: &mut Diagnostics) {
        let column = if reviewed { &mut self.reviewed } else { &mut self.claimed };
        let GivenContent::Written(text) = &given.content.node else { return };
        let raw = Spanned::new(Raw::Text(text.clone()), given.content.span);
        if let Some(first) = column.total.replace(raw) {
            diagnostics.error(diagnostics::given_twice(given.span, first.span));
        }
    }

    fn judgement(&mut self, given: &Given, diagnostics: &mut Diagnostics) {
        let (GivenSubject::Claimed(name) | GivenSubject::Reviewed(name) | GivenSubject::Choice(name)) = &given.subject
        else {
            return;
        };
        let at = self.judgements.iter().position(|one| one.name.node == name.node).unwrap_or(self.judgements.len());
        if at == self.judgements.len() {
            self.judgements.push(unsaid(name));
        }
        let (Some(judgement), GivenContent::Written(text)) = (self.judgements.get_mut(at), &given.content.node) else {
            return;
        };
        let raw = Spanned::new(Raw::Text(text.clone()), given.content.span);
        let first = match &given.subject {
            GivenSubject::Claimed(_) => judgement.claimed.replace(raw).map(|first| first.span),
            GivenSubject::Reviewed(_) => judgement.reviewed.replace(raw).map(|first| first.span),
            _ => {
                let choice = Spanned::new(text.clone(), given.content.span);
                judgement.choice.replace(choice).map(|first| first.span)
            }
        };
        if let Some(first) = first {
            diagnostics.error(diagnostics::given_twice(given.span, first));
        }
    }
}

fn unsaid(name: &Spanned<String>) -> Judgement {
    Judgement {
        name: name.clone(),
        level: None,
        choice: None,
        claimed: None,
        reason: None,
        evidence: Vec::new(),
        reviewed: None,
        review_reason: None,
        span: name.span,
    }
}

/// Whether 自评总分 (`false`) or 复核总分 (`true`) is given.
fn stated_total(rubric: &Rubric, given: &Given) -> Option<bool> {
    let GivenSubject::Field { name, year: GivenYear::Unsaid } = &given.subject else { return None };
    let field = rubric.fields.iter().find(|field| field.name.node == name.node)?;
    field.stated_total.map(|column| column == crate::rubric::StatedTotal::Reviewed)
}

/// 数据: one entry for each name; the years of a name in one entry.
fn data<'g>(rubric: &Rubric, figures: impl Iterator<Item = &'g Given>, diagnostics: &mut Diagnostics) -> Vec<Datum> {
    let mut data: Vec<Datum> = Vec::new();
    let mut first: BTreeMap<(&str, YearKey), Span> = BTreeMap::new();
    for given in figures {
        let GivenSubject::Field { name, year } = &given.subject else { continue };
        let (key, said) = match year {
            GivenYear::Unsaid => (YearKey::This, false),
            GivenYear::Last => (YearKey::Last, true),
            GivenYear::Number(year) => (YearKey::Number(*year), true),
        };
        let same = YearKey::Number(key.of(rubric.year.node));
        if let Some(first) = first.insert((name.node.as_str(), same), given.span) {
            diagnostics.error(diagnostics::given_twice(given.span, first));
            continue;
        }
        let content = content(&given.content);
        let of_years = said || !rubric.series(&name.node).is_empty();
        if !of_years {
            data.push(Datum { name: name.clone(), content, span: given.content.span });
            continue;
        }
        let year = YearDatum { year: Spanned::new(key, name.span), content, span: given.content.span };
        match data.iter_mut().find(|datum| datum.name.node == name.node).map(|datum| &mut datum.content) {
            Some(Content::Years(years)) => years.push(year),
            _ => data.push(Datum { name: name.clone(), content: Content::Years(vec![year]), span: given.span }),
        }
    }
    data
}

fn tables(rubric: &Rubric, test: &Test, diagnostics: &mut Diagnostics) -> Vec<TableData> {
    let mut tables: Vec<TableData> = Vec::new();
    for given in &test.tables {
        if let Some(first) = tables.iter().find(|table| table.name.node == given.name.node) {
            diagnostics.error(diagnostics::given_twice(given.name.span, first.name.span));
            continue;
        }
        let rows = (1..).zip(&given.rows).map(|(number, row)| {
            let cells = data(rubric, row.node.iter(), diagnostics);
            RowData { number, cells, span: row.span }
        });
        tables.push(TableData { name: given.name.clone(), rows: rows.collect(), span: given.span });
    }
    tables
}

fn content(given: &Spanned<GivenContent>) -> Content {
    match &given.node {
        GivenContent::Blank => Content::Blank,
        GivenContent::Written(text) if text.trim().is_empty() => Content::Blank,
        GivenContent::NotApplicable(reason) => {
            Content::NotApplicable { reason: Spanned::new(reason.clone(), given.span) }
        }
        GivenContent::Written(text) => {
            let value = Spanned::new(Raw::Text(text.clone()), given.span);
            Content::Values(vec![Print { value, place: None }])
        }
    }
}
