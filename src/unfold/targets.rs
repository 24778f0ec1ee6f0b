//! Targets and figures that come with the submission, read from its texts: what they are of, and how they compare.

use super::{RowId, Unfolder, diagnostics as faults};
use crate::ids::FieldId;
use crate::inputs::{Cell, Figure, Outcome, State, Value};
use crate::quantity::{Kind, Rational, Relation};
use crate::rubric::{DisplayUnit, Expr, Field, Node, Read};
use crate::source::{Span, Spanned};
use crate::written::{self, Sort};

/// A fault was found and told.
pub(super) struct Faulty;

/// What a target turns out to be.
#[derive(Clone, Debug)]
pub(super) enum Aim {
    /// The cell with its figure is blank or not applicable.
    Missing(FieldId),
    /// Words, as a text.
    Words(Expr),
    /// A figure.
    Figure(AimFigure),
}

/// A target that is a figure.
#[derive(Clone, Debug)]
pub(super) struct AimFigure {
    /// How it compares; `None` where neither 性质 nor the text says so.
    pub relation: Option<Relation>,
    /// What it is of.
    pub kind: Kind,
    /// In base units.
    pub number: Rational,
    /// As a text.
    pub text: Expr,
    /// The cell that says how to compare, if it is there.
    pub says: Option<FieldId>,
    /// Where it is written, and in what words.
    pub at: Said,
    /// With its comparison and its unit, as a report says it.
    pub shown: String,
}

/// What was reached.
#[derive(Clone, Debug)]
pub(super) enum Reached {
    /// The cell is blank or not applicable.
    Missing(FieldId),
    /// A figure, in a field of its own.
    Figure(FieldId),
}

/// A text of the submission or of the rubric.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// The text.
    pub text: String,
    /// Its cell, if it has one.
    pub field: Option<FieldId>,
    /// Where.
    pub span: Span,
}

enum Part {
    Said(Said),
    Missing(FieldId),
}

/// A figure in a text, with its unit looked up.
struct Found {
    relation: Option<Relation>,
    trend: bool,
    kind: Kind,
    number: Rational,
    factor: Rational,
    symbol: String,
    places: u32,
}

/// Why a text is no figure.
enum NoFigure {
    Words,
    /// Two comparisons, or one of a decrease.
    Comparison,
    /// This is no known unit.
    Unit(String),
    /// The unit in the text, and that of 度量单位.
    Units(String, String),
}

/// What stands in 度量单位 where there is none.
const NO_UNIT: [&str; 6] = ["", "/", "-", "—", "——", "无"];

impl Unfolder<'_> {
    /// What a target is.
    ///
    /// # Errors
    /// D0226 where 性质 says that it is a figure and it is none, or the two contradict each other.
    pub(super) fn aim(&mut self, target: &Expr, row: Option<RowId>) -> Result<Aim, Faulty> {
        let read = self.read_of(target);
        let text = self.expr(&read.figure, row);
        let said = match self.part(&read.figure, row) {
            Part::Missing(field) => return Ok(Aim::Missing(field)),
            Part::Said(said) => match said.field.filter(|_| written::is_nothing(&said.text)) {
                Some(field) => return Ok(Aim::Missing(self.emptied(field, said.span))),
                None => said,
            },
        };
        let (sort, says) = match &read.relation {
            None => (Sort::Unsaid, None),
            Some(relation) => match self.part(relation, row) {
                Part::Missing(field) => (Sort::Unsaid, Some(field)),
                Part::Said(one) => match written::sort(&one.text) {
                    Some(sort) => (sort, one.field),
                    None => return Err(self.unknown_relation(one)),
                },
            },
        };
        let relation = match sort {
            Sort::Qualitative => return Ok(Aim::Words(text)),
            Sort::Compared(relation) => Some(relation),
            Sort::Unsaid => None,
        };
        let unit = self.unit_part(&read, row);
        match (self.found(&said, &unit), relation) {
            (Ok(found), relation) => {
                let own = found.relation;
                if let (Some(one), Some(other)) = (own, relation)
                    && one != other
                {
                    return Err(self.fault(faults::relations_differ(self.named(&said), &said, (other, one))));
                }
                let relation = relation.or(own);
                if found.trend && found.number.is_negative() && relation.is_some_and(|one| one != Relation::Equal) {
                    return Err(self.fault(faults::decrease_compared(self.named(&said), &said)));
                }
                let unit = DisplayUnit {
                    symbol: found.symbol.as_str().into(),
                    factor: found.factor.clone(),
                    places: found.places,
                };
                let sign = relation.map(|relation| format!("{} ", relation.symbol())).unwrap_or_default();
                let shown = format!("{sign}{}", unit.show(&found.number));
                let Found { kind, number, .. } = found;
                Ok(Aim::Figure(AimFigure { relation, kind, number, text, says, at: said, shown }))
            }
            (Err(NoFigure::Units(own, column)), _) => {
                Err(self.fault(faults::units_differ(self.named(&said), &said, (&own, &column))))
            }
            (Err(NoFigure::Comparison), _) => Err(self.fault(faults::decrease_compared(self.named(&said), &said))),
            (Err(_), None) => Ok(self.words(&read, &said, says, text)),
            (Err(why), Some(relation)) => {
                let unit = if let NoFigure::Unit(unit) = why { Some(unit) } else { None };
                Err(self.fault(faults::no_figure(self.named(&said), &said, relation, unit.as_deref())))
            }
        }
    }

    /// A target that is no figure, and of which nothing says that it should be one.
    fn words(&mut self, read: &Read, said: &Said, says: Option<FieldId>, text: Expr) -> Aim {
        if let Some(says) = says.filter(|_| read.is_always_figure(&self.written.fields)) {
            return Aim::Missing(says);
        }
        if said.text.contains(|one: char| one.is_numeric()) {
            let note = faults::figure_in_words(&self.named(said), said);
            self.note(note);
        }
        Aim::Words(text)
    }

    /// A blank cell in the place of one that says `/`.
    fn emptied(&mut self, field: FieldId, span: Span) -> FieldId {
        if let Some(known) = self.emptied.get(&field) {
            return *known;
        }
        let id = FieldId::at(self.rubric.fields.len());
        let name = self.rubric.field(field).name.clone();
        self.rubric.fields.push(plain_field(name));
        self.inputs.cells.push(Cell { state: State::Blank, span });
        self.emptied.insert(field, id);
        id
    }

    /// A word that does not say how to compare is told once, however many rows have it.
    fn unknown_relation(&mut self, said: Said) -> Faulty {
        let known = self.unknown_words.iter().position(|(_, all)| all.first().is_some_and(|one| one.text == said.text));
        let Some((fault, all)) = known.and_then(|at| self.unknown_words.get_mut(at)) else {
            let told = faults::unknown_relation(&self.named(&said), std::slice::from_ref(&said));
            self.unknown_words.push((self.faults.len(), vec![said]));
            self.faults.push(told);
            return Faulty;
        };
        if !all.iter().any(|one| one.span == said.span) {
            all.push(said);
        }
        let (fault, all) = (*fault, all.clone());
        let name = all.first().map(|one| self.named(one)).unwrap_or_default();
        if let Some(slot) = self.faults.get_mut(fault) {
            *slot = faults::unknown_relation(&name, &all);
        }
        Faulty
    }

    /// What was reached, against a target of a kind.
    ///
    /// # Errors
    /// D0225 where it is no figure, or one of another kind.
    pub(super) fn reached(&mut self, actual: &Expr, aim: &AimFigure, row: Option<RowId>) -> Result<Reached, Faulty> {
        let read = self.read_of(actual);
        let said = match self.part(&read.figure, row) {
            Part::Missing(field) => return Ok(Reached::Missing(field)),
            Part::Said(said) => said,
        };
        let unit = self.unit_part(&read, row);
        let mut found = match self.found(&said, &unit) {
            Ok(found) => found,
            Err(NoFigure::Units(own, column)) => {
                return Err(self.fault(faults::units_differ(self.named(&said), &said, (&own, &column))));
            }
            Err(_) => {
                let names = (self.named(&aim.at), self.named(&said));
                return Err(self.fault(faults::reached_in_words(names, (&aim.at, &said))));
            }
        };
        if aim.kind == Kind::Change && found.kind == Kind::Ratio {
            found.kind = Kind::Change;
        }
        let both_percent = aim.kind == Kind::Ratio && found.kind == Kind::Change;
        if found.kind != aim.kind && !both_percent {
            let names = (self.named(&aim.at), self.named(&said));
            let kinds = (&aim.kind, &found.kind);
            return Err(self.fault(faults::kinds_differ(names, (&aim.at, &said), kinds)));
        }
        Ok(Reached::Figure(self.figure_field(&said, Found { kind: aim.kind.clone(), ..found }, &unit)))
    }

    /// The field that holds the figure of a text; one for each cell and kind.
    fn figure_field(&mut self, said: &Said, found: Found, column: &str) -> FieldId {
        let known = said.field.and_then(|field| self.figures.get(&(field, found.kind.clone())).copied());
        if let Some(known) = known {
            return known;
        }
        let text = said.field.map(|field| self.rubric.field(field).clone());
        let printed = said.field.and_then(|field| self.inputs.figure(field));
        let first = figure(said, &found, printed.and_then(|printed| printed.place.clone()));
        let mut figures = vec![first];
        figures
            .extend(said.field.and_then(|field| self.other_prints(field, &found.kind, column)).into_iter().flatten());
        let Found { kind, factor, symbol, places, .. } = found;
        let unit = DisplayUnit { symbol: symbol.into(), factor, places };
        let id = FieldId::at(self.rubric.fields.len());
        let text = text.unwrap_or_else(|| plain_field(Spanned::new(said.text.clone(), said.span)));
        self.rubric.fields.push(Field { digits: Some(places), exact: false, unit, kind: kind.clone(), ..text });
        self.inputs.cells.push(Cell { state: State::Filled(figures), span: said.span });
        if let Some(field) = said.field {
            self.figures.insert((field, kind), id);
        }
        id
    }

    /// The other prints of a text that is a figure, which are compared as figures where all of them are; they leave the
    /// text, so that `≥95%` and `大于95%` are not told apart by their words.
    fn other_prints(&mut self, field: FieldId, kind: &Kind, column: &str) -> Option<Vec<Figure>> {
        let State::Filled(prints) = &self.inputs.cells.get(field.index())?.state else { return None };
        let read = |print: &Figure| {
            let said = Said { text: print.written.clone(), field: Some(field), span: print.span };
            let found = self.found(&said, column).ok().filter(|found| found.kind == *kind)?;
            Some(figure(&said, &found, print.place.clone()))
        };
        let figures = prints.iter().skip(1).map(read).collect::<Option<Vec<_>>>()?;
        if let State::Filled(prints) = &mut self.inputs.cells.get_mut(field.index())?.state {
            prints.truncate(1);
        }
        Some(figures)
    }

    /// The texts that a target or a quantity is read from; a field of such a kind is its own text.
    pub(super) fn read_of(&self, expr: &Expr) -> Read {
        match &expr.node {
            Node::Read(read) => (**read).clone(),
            Node::Definition(id) => self.read_of(&self.written.definition(*id).value),
            Node::Measure(id) => self.read_of(&self.written.measure(*id).value),
            _ => Read { relation: None, figure: expr.clone(), unit: None },
        }
    }

    fn unit_part(&mut self, read: &Read, row: Option<RowId>) -> String {
        let unit = read.unit.as_ref().map(|unit| self.part(unit, row));
        match unit {
            Some(Part::Said(said)) => said.text,
            Some(Part::Missing(_)) | None => String::new(),
        }
    }

    fn part(&mut self, expr: &Expr, row: Option<RowId>) -> Part {
        let expr = self.expr(expr, row);
        let field = self.rubric.fields_below(&expr).first().copied();
        let figure = field.and_then(|field| self.inputs.figure(field));
        let span = figure.map_or(expr.span, |figure| figure.span);
        let text = match self.worth(&expr) {
            Outcome::Blank(fields) | Outcome::NotApplicable(fields) => {
                if let Some(field) = fields.first() {
                    return Part::Missing(*field);
                }
                String::new()
            }
            Outcome::Known(Value::Text(text)) => text,
            Outcome::Known(Value::Number(rank)) => {
                crate::rubric::value(&rank, &expr.kind, &DisplayUnit::of(&expr.kind))
            }
            _ => String::new(),
        };
        Part::Said(Said { text, field, span })
    }

    /// The figure in a text. A unit of 度量单位 that nobody declared counts a thing of its own.
    fn found(&self, said: &Said, column: &str) -> Result<Found, NoFigure> {
        let read = written::read(&said.text).map_err(|why| match why {
            written::Unreadable::Comparison => NoFigure::Comparison,
            _ => NoFigure::Words,
        })?;
        let units = &self.written.units;
        let column = written::normalised(column);
        let column = if NO_UNIT.contains(&column.as_str()) { "" } else { column.as_str() };
        let declared = |symbol: &str| units.find(symbol);
        let (symbol, kind, factor) = match (read.unit.as_str(), column) {
            ("", "") => (String::new(), Kind::Number, Rational::ONE),
            ("", column) => match declared(column) {
                Some(unit) => (column.to_owned(), unit.kind, unit.factor),
                None => (column.to_owned(), Kind::Count(column.into()), Rational::ONE),
            },
            (own, column) => match (declared(own), declared(column)) {
                (Some(unit), other)
                    if column.is_empty() || other.as_ref().is_some_and(|other| other.kind == unit.kind) =>
                {
                    (own.to_owned(), unit.kind, unit.factor)
                }
                (None, None) if own == column => (own.to_owned(), Kind::Count(own.into()), Rational::ONE),
                (None, _) if column.is_empty() => return Err(NoFigure::Unit(own.to_owned())),
                _ => return Err(NoFigure::Units(own.to_owned(), column.to_owned())),
            },
        };
        let kind = if read.trend && kind == Kind::Ratio { Kind::Change } else { kind };
        Ok(Found {
            relation: read.compared.then_some(read.relation),
            trend: read.trend,
            number: &read.number * &factor,
            places: read.places,
            kind,
            factor,
            symbol,
        })
    }

    /// The name of what is written somewhere.
    pub(super) fn named(&self, said: &Said) -> String {
        said.field.map_or_else(|| said.text.clone(), |field| self.rubric.field(field).name.node.clone())
    }
}

/// A figure that was read from a text.
fn figure(said: &Said, found: &Found, place: Option<String>) -> Figure {
    let digit = Rational::power_of_ten(i32::try_from(found.places).unwrap_or(i32::MAX).saturating_neg());
    let value = match found.relation {
        None | Some(Relation::Equal) => Value::Number(found.number.clone()),
        Some(relation) => Value::Range(written::interval(relation, found.number.clone())),
    };
    Figure { value, last_digit: &digit * &found.factor, written: said.text.clone(), place, span: said.span }
}

/// A text field that nothing is said of.
pub(super) fn plain_field(name: Spanned<String>) -> Field {
    Field { optional: true, exact: true, ..Field::new(name, Kind::Text) }
}
