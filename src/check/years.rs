//! Several years: the fields that 上年 and 近3年 declare, and what formulas make of them.
//!
//! Every year of a figure is a field of its own, so all that is proved of fields is proved of each year. What is asked
//! of several years is written out here: `计数(近3年, c)` becomes a count of `c` in each of them.

use std::collections::BTreeSet;

use super::context::{Checker, Context};
use super::diagnostics::{compared, kinds, years as faults};
use super::names::Meaning;
use super::written::year_function;
use crate::diagnostic::{Language, Reported};
use crate::ids::{DefinitionId, FieldId};
use crate::quantity::{Kind, Op, Rational};
use crate::rubric::{Definition, Expr, Field, Node, OfYear};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, FieldAttribute, WrittenYear, YearFunction};

impl Checker<'_> {
    /// The fields that one line of 数据 declares: that of the rubric's year first, then those of the years before.
    pub(super) fn series(&mut self, written: &ast::Field, field: Field) -> Result<Vec<Field>, Reported> {
        let declared = written.attributes.iter().find_map(|attribute| match attribute {
            FieldAttribute::LastYear(_) => Some((2, true)),
            FieldAttribute::Years(years) => Some((years.node, false)),
            _ => None,
        });
        let Some((count, last)) = declared else { return Ok(vec![field]) };
        let Some(this) = self.year else { return Err(self.unread(written.span)) };
        let series = &written.name.node;
        let fields = (0..count).map(|back| {
            let year = this.saturating_sub(back);
            let name = Spanned::new(year_name(series, (back, year), last, self.language), written.name.span);
            Field { name, of_year: Some(OfYear { series: series.clone(), year, back, last }), ..field.clone() }
        });
        Ok(fields.collect())
    }

    /// `上年.电费`, `参保人数@2023`, `上年.支出率`.
    pub(super) fn of_year(&mut self, name: &ast::Name, year: &WrittenYear, span: Span) -> Result<Expr, Reported> {
        let back = self.back(name, year)?;
        let (kind, node) = match self.names.find(&name.node) {
            Some(Meaning::Field(id)) => (self.fields.get(id.index()).map(|one| one.kind.clone()), Node::Field(id)),
            Some(Meaning::Definition(id)) => {
                (self.definitions.get(id.index()).map(|one| one.value.kind.clone()), Node::Definition(id))
            }
            Some(Meaning::Table(_)) => {
                return Err(self.diagnostics.error(super::diagnostics::tables::table_as_value(name.span, &name.node)));
            }
            Some(Meaning::Broken(reported)) => return Err(reported),
            None => return Err(self.unknown_name(&name.node, name.span)),
        };
        let Some(kind) = kind else { return Err(self.unread(span)) };
        let here = Expr { kind, node, span };
        if !self.varies(&here) {
            let line = self.declared.get(&name.node).copied();
            return Err(self.diagnostics.error(faults::one_year_only(name, (span, line), back, self.language)));
        }
        self.in_year(&here, back, span)
    }

    /// How many years before that of the rubric.
    fn back(&mut self, name: &ast::Name, year: &WrittenYear) -> Result<u32, Reported> {
        let Some(this) = self.year else { return Err(self.unread(name.span)) };
        match year {
            WrittenYear::Last => Ok(1),
            WrittenYear::In(year) => match this.checked_sub(year.node) {
                Some(back) => Ok(back),
                None => Err(self.diagnostics.error(faults::year_to_come(year, this))),
            },
        }
    }

    /// `计数(近3年, c)` and the like, written out.
    pub(super) fn over_years(
        &mut self,
        (function, years, span): (&Spanned<YearFunction>, &Spanned<u32>, Span),
        value: &ast::Expr,
        c: &Context,
    ) -> Result<Expr, Reported> {
        let typed = match function.node {
            YearFunction::Count => self.condition(value, c)?,
            _ => self.typed(value, c, None)?,
        };
        let fits = match function.node {
            YearFunction::Count => true,
            YearFunction::Sum => Op::Add.kind(&typed.kind, &typed.kind).as_ref() == Some(&typed.kind),
            YearFunction::Mean => typed.kind.is_numeric(),
            YearFunction::Max | YearFunction::Min => typed.kind.is_numeric() || typed.kind == Kind::Date,
        };
        if !fits {
            let name = year_function(function.node, self.language);
            return Err(self.diagnostics.error(kinds::not_over_years(name, &typed)));
        }
        if let Some(place) = self.measure_in(&typed) {
            return Err(self.diagnostics.error(faults::measure_over_years(place)));
        }
        if !self.varies(&typed) {
            return Err(self.diagnostics.error(faults::nothing_varies(typed.span, years.node, self.language)));
        }
        // The oldest year first, as they are read.
        let parts = (0..years.node).rev().map(|back| self.in_year(&typed, back, value.span));
        let parts = parts.collect::<Result<Vec<_>, _>>()?;
        Ok(made(function.node, parts, span))
    }

    /// An expression as it is so many years before: every figure of several years is that of the year, and every
    /// definition that reads one is read in that year.
    fn in_year(&mut self, expr: &Expr, back: u32, place: Span) -> Result<Expr, Reported> {
        if back == 0 {
            return Ok(expr.clone());
        }
        let node = match &expr.node {
            Node::Field(id) => Node::Field(self.field_in_year(*id, back, place)?),
            Node::Filled(id) => Node::Filled(self.field_in_year(*id, back, place)?),
            Node::Definition(id) => Node::Definition(self.definition_in_year(*id, back, place)?),
            _ => {
                let mut failed = None;
                let shifted = expr.map(&mut |child| {
                    self.in_year(child, back, place).unwrap_or_else(|reported| {
                        failed = Some(reported);
                        child.clone()
                    })
                });
                return failed.map_or(Ok(shifted), Err);
            }
        };
        Ok(Expr { kind: expr.kind.clone(), node, span: expr.span })
    }

    fn field_in_year(&mut self, id: FieldId, back: u32, place: Span) -> Result<FieldId, Reported> {
        if self.fields.get(id.index()).is_some_and(|field| field.compared.is_some()) {
            return Err(self.diagnostics.error(compared::over_years(place)));
        }
        let Some(OfYear { series, year, last, .. }) = self.fields.get(id.index()).and_then(|one| one.of_year.clone())
        else {
            return Ok(id);
        };
        let wanted = year.saturating_sub(back);
        let own = |field: &Field| field.of_year.as_ref().is_some_and(|of| of.series == series && of.year == wanted);
        if let Some(at) = self.fields.iter().position(own) {
            return Ok(FieldId::at(at));
        }
        let years = self.fields.iter().filter_map(|field| field.of_year.as_ref());
        let years = years.filter(|of| of.series == series).map(|of| of.year).collect::<BTreeSet<_>>();
        let declared = self.names.place(&series).unwrap_or(place);
        let needed = self.year.unwrap_or(wanted).saturating_sub(wanted).saturating_add(1);
        let fault = faults::year_missing(place, &series, (wanted, &years), (declared, needed, last), self.language);
        Err(self.diagnostics.error(fault))
    }

    fn definition_in_year(&mut self, id: DefinitionId, back: u32, place: Span) -> Result<DefinitionId, Reported> {
        if let Some(known) = self.in_years.get(&(id, back)) {
            return Ok(*known);
        }
        let Some(definition) = self.definitions.get(id.index()).cloned() else { return Err(self.unread(place)) };
        if !self.varies(&definition.value) {
            return Ok(id);
        }
        let value = self.in_year(&definition.value, back, place)?;
        let year = self.year.unwrap_or_default().saturating_sub(back);
        let name = year_name(&definition.name.node, (back, year), false, self.language);
        let own = DefinitionId::at(self.definitions.len());
        let name = Spanned::new(name, definition.name.span);
        self.definitions.push(Definition { name, value, ..definition });
        self.in_years.insert((id, back), own);
        Ok(own)
    }

    /// Whether an expression reads a figure of several years.
    fn varies(&self, expr: &Expr) -> bool {
        let mut reads = BTreeSet::new();
        self.fields_in(expr, &mut reads);
        reads.iter().any(|id| self.fields.get(id.index()).is_some_and(|field| field.of_year.is_some()))
    }

    /// Where 指标值 is read: it is computed once, for the year of the rubric.
    fn measure_in(&self, expr: &Expr) -> Option<Span> {
        match &expr.node {
            Node::Measure(_) => Some(expr.span),
            _ => expr.children().into_iter().find_map(|child| self.measure_in(child)),
        }
    }

    /// The fields that a name reads in the years from `first` years back, `count` of them, as far as there are such.
    pub(super) fn read_in(&self, name: &str, first: u32, count: u32) -> Vec<FieldId> {
        let mut reads = BTreeSet::new();
        match self.names.find(name) {
            Some(Meaning::Field(id)) => drop(reads.insert(id)),
            Some(Meaning::Definition(id)) => {
                if let Some(definition) = self.definitions.get(id.index()) {
                    self.fields_in(&definition.value, &mut reads);
                }
            }
            _ => {}
        }
        let mut found = Vec::new();
        for id in reads {
            let Some(of) = self.fields.get(id.index()).and_then(|field| field.of_year.as_ref()) else {
                found.push(id);
                continue;
            };
            let (from, to) = (of.back.saturating_add(first), of.back.saturating_add(first).saturating_add(count));
            let all = self.fields.iter().enumerate();
            found.extend(all.filter_map(|(at, field)| {
                let other = field.of_year.as_ref()?;
                (other.series == of.series && (from..to).contains(&other.back)).then(|| FieldId::at(at))
            }));
        }
        found
    }
}

/// What a figure or a definition is called in a year: 电费, 上年.电费, 参保人数@2023.
fn year_name(name: &str, (back, year): (u32, u32), last: bool, language: Language) -> String {
    match (back, last, language) {
        (0, ..) => name.to_owned(),
        (1, true, Language::Zh) => format!("上年.{name}"),
        (1, true, Language::En) => format!("last year.{name}"),
        _ => format!("{name}@{year}"),
    }
}

/// What a function makes of its value in each year.
fn made(function: YearFunction, parts: Vec<Expr>, span: Span) -> Expr {
    let kind = parts.first().map_or(Kind::Number, |first| first.kind.clone());
    let count = Rational::whole(i64::try_from(parts.len()).unwrap_or(i64::MAX));
    let with = |kind: Kind, node: Node| Expr { kind, node, span };
    match function {
        YearFunction::Count => with(Kind::Number, Node::Count(parts)),
        YearFunction::Max => with(kind, Node::Max(parts)),
        YearFunction::Min => with(kind, Node::Min(parts)),
        YearFunction::Sum | YearFunction::Mean => {
            let add =
                |sum: Expr, next: Expr| with(kind.clone(), Node::Arithmetic(Op::Add, Box::new(sum), Box::new(next)));
            let sum = parts.into_iter().reduce(add);
            let sum = sum.unwrap_or_else(|| with(kind.clone(), Node::Number(Rational::ZERO)));
            if function == YearFunction::Sum {
                return sum;
            }
            let years = with(Kind::Number, Node::Number(count));
            with(kind, Node::Arithmetic(Op::Div, Box::new(sum), Box::new(years)))
        }
    }
}
