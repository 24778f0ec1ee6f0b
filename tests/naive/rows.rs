//! Tables: how they are written, and what is computed over their rows, twice.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::rc::Rc;

use jixiao::ids::FieldId;
use jixiao::rubric::{Aggregate, AggregateFunction as Function, RowName, Rubric};
use num_traits::Zero;

use super::data::{Cell, Cells};
use super::expression::{Read, Reader, Why, add, larger, only, smaller};
use super::fraction::{Edge, F, Span, frac};
use super::model::*;
use super::render::Writer;
use super::tables::KEYS;
use super::written::{Part, Reading};

/// What is known of the rows looked at.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Those that are looked at, the innermost last.
    at: Rc<RefCell<Vec<u32>>>,
    /// Bounds were computed that are not exact.
    pub loose: Rc<RefCell<bool>>,
    /// Something was to be computed of no row.
    pub none: Rc<RefCell<bool>>,
}

impl Rows {
    /// Whether a row is looked at.
    pub fn within(&self) -> bool {
        !self.at.borrow().is_empty()
    }
}

/// The name of a cell.
pub fn cell(table: &str, row: u32, column: &str) -> String {
    format!("{table}/{row}/{column}")
}

/// The rows of a table that say anything.
fn rows(cells: &Cells, table: &str) -> BTreeSet<u32> {
    let says = cells.iter().filter(|(_, cell)| **cell != Cell::Blank);
    let row = |(name, _): (&String, &Cell)| {
        let (row, _) = name.strip_prefix(table)?.strip_prefix('/')?.split_once('/')?;
        row.parse().ok()
    };
    says.filter_map(row).collect()
}

/// The row that has this key.
fn with_key(cells: &Cells, table: &str, column: &str, key: &str) -> u32 {
    let has = |row: &u32| cells.get(&cell(table, *row, column)) == Some(&Cell::Text(key.to_owned()));
    rows(cells, table).into_iter().find(has).expect("a row with the key")
}

impl<'a> Reader<'a> {
    /// The same with every blank cell taken for everything in its range.
    pub fn anything_for_blanks(&self) -> Reader<'a> {
        Reader { filled: true, scores: self.scores.clone(), rows: self.rows.clone(), ..*self }
    }

    /// Under which name the cell of a field stands in the submission.
    pub fn place(&self, id: FieldId) -> String {
        let field = self.rubric.field(id);
        let own = |table: jixiao::ids::TableId| &self.rubric.tables[table.index()];
        let name = |id: FieldId| &self.rubric.field(id).name.node;
        match (&field.row, field.table) {
            (Some(of), _) => {
                let table = own(of.table);
                let RowName::Key(key) = &of.row else { panic!("a rubric as written names no numbers of rows") };
                let row = with_key(self.cells, &table.name.node, name(table.key.expect("a key")), key);
                cell(&table.name.node, row, name(of.column))
            }
            (None, Some(of)) => {
                let row = *self.rows.at.borrow().last().expect("a column is read in a row");
                cell(&own(of).name.node, row, &field.name.node)
            }
            (None, None) => field.name.node.clone(),
        }
    }

    /// Every row may be in or not where its condition cannot be told; each way is tried.
    pub fn over_rows(&self, of: &Aggregate) -> Read {
        let table = &self.rubric.tables[of.table.index()].name.node;
        let rows = rows(self.cells, table);
        let mut found = Vec::new();
        for row in &rows {
            self.rows.at.borrow_mut().push(*row);
            let one = self.one_row(of);
            self.rows.at.borrow_mut().pop();
            match one {
                Ok(row) => found.extend(row),
                Err(why) => return Read::Open(why),
            }
        }
        let unsure = found.iter().filter(|row| !row.sure).count();
        let fixed = matches!(of.function, Function::Sum | Function::Count | Function::Max | Function::Min);
        let weighed = found.iter().any(|row| only(&row.weight).is_none());
        if (unsure > 0 && !fixed) || weighed {
            *self.rows.loose.borrow_mut() = true;
        }
        let mut whole: Option<Span> = None;
        for way in 0..1_u32 << unsure {
            let mut left = way;
            let chosen = found.iter().filter(|row| {
                let takes = row.sure || left % 2 == 1;
                left = if row.sure { left } else { left / 2 };
                takes
            });
            if let Some(span) = computed(of.function, &chosen.collect::<Vec<_>>()) {
                whole = Some(whole.map_or(span.clone(), |whole| hull(&whole, &span)));
            }
        }
        whole.map_or_else(
            || {
                *self.rows.none.borrow_mut() |= !rows.is_empty();
                Read::Open(Why::Zero)
            },
            Read::Number,
        )
    }

    /// What a row gives; nothing if it leaves.
    fn one_row(&self, of: &Aggregate) -> Result<Option<Row>, Why> {
        let sure = match of.condition.as_ref().map_or(Ok(true), |condition| self.truth(condition)) {
            Ok(false) | Err(Why::NotApplicable) => return Ok(None),
            Ok(true) => Ok(true),
            Err(Why::Straddles) => Ok(false),
            Err(why) => Err(why),
        };
        let one = Span::point(&frac(1, 1));
        let number = |e: &Option<jixiao::rubric::Expr>| match e.as_ref().map(|e| self.read(e)) {
            None => Ok(one.clone()),
            Some(Read::Number(span)) => Ok(span),
            Some(Read::Truth(truth)) => Ok(Span::point(&frac(i64::from(truth), 1))),
            Some(Read::Open(Why::Straddles)) => Ok(hull(&Span::point(&F::zero()), &one)),
            Some(Read::Open(why)) => Err(why),
            Some(other) => panic!("{other:?} in a row"),
        };
        match (sure, number(&of.value), number(&of.weight)) {
            (_, Err(Why::NotApplicable), _) | (_, _, Err(Why::NotApplicable)) => Ok(None),
            (Err(why), ..) | (_, Err(why), _) | (_, _, Err(why)) => Err(why),
            (Ok(sure), Ok(value), Ok(weight)) => Ok(Some(Row { sure, value, weight })),
        }
    }
}

/// Whether something is computed of rows of which none is left. Of formulas, whether a rule comes to read them or not.
pub fn any_without_rows(rubric: &Rubric, cells: &Cells) -> bool {
    let reader = Reader { rubric, cells, filled: false, scores: Default::default(), rows: Rows::default() };
    for measure in &rubric.measures {
        reader.read(&measure.value);
    }
    for definition in rubric.definitions.iter().filter(|one| one.table.is_none()) {
        reader.read(&definition.value);
    }
    *reader.rows.none.borrow()
}

/// What one row gives.
struct Row {
    sure: bool,
    value: Span,
    weight: Span,
}

fn computed(function: Function, rows: &[&Row]) -> Option<Span> {
    let zero = Span::point(&F::zero());
    let count = frac(i64::try_from(rows.len()).unwrap(), 1);
    let part = |span: &Span, of: &F| span.scaled(&(frac(1, 1) / of), &F::zero());
    let sum = || rows.iter().fold(zero.clone(), |sum, row| add(&sum, &row.value));
    let values = || rows.iter().map(|row| row.value.clone());
    match function {
        Function::Sum => Some(sum()),
        Function::Count => Some(Span::point(&count)),
        Function::Mean | Function::ShareOf => (!rows.is_empty()).then(|| part(&sum(), &count)),
        Function::Max => values().reduce(|one, other| larger(&one, &other)),
        Function::Min => values().reduce(|one, other| smaller(&one, &other)),
        Function::WeightedMean => {
            // Uncertain weights are looked at in the middle: the engine must allow for that too.
            let weight = |row: &Row| match (&row.weight.low, &row.weight.high) {
                (Edge::At(low, _), Edge::At(high, _)) => (low + high) / frac(2, 1),
                (Edge::At(edge, _), Edge::Free) | (Edge::Free, Edge::At(edge, _)) => edge.clone(),
                (Edge::Free, Edge::Free) => panic!("a weight without ends"),
            };
            let weights = rows.iter().map(|row| weight(row)).sum::<F>();
            if weights.is_zero() {
                return None;
            }
            let times = |row: &&Row| match weight(row) {
                none if none.is_zero() => zero.clone(),
                weight => row.value.scaled(&weight, &F::zero()),
            };
            Some(part(&rows.iter().map(times).fold(zero.clone(), |sum, one| add(&sum, &one)), &weights))
        }
    }
}

/// All numbers between.
fn hull(one: &Span, other: &Span) -> Span {
    let low = match (&one.low, &other.low) {
        (Edge::At(a, a_in), Edge::At(b, b_in)) if a == b => Edge::At(a.clone(), *a_in || *b_in),
        (Edge::At(a, _), Edge::At(b, _)) => {
            if a < b {
                one.low.clone()
            } else {
                other.low.clone()
            }
        }
        _ => Edge::Free,
    };
    let high = match (&one.high, &other.high) {
        (Edge::At(a, a_in), Edge::At(b, b_in)) if a == b => Edge::At(a.clone(), *a_in || *b_in),
        (Edge::At(a, _), Edge::At(b, _)) => {
            if a > b {
                one.high.clone()
            } else {
                other.high.clone()
            }
        }
        _ => Edge::Free,
    };
    Span { low, high }
}

impl Reading<'_> {
    /// The cell of a column in the row that is looked at.
    pub fn row_cell(&self, table: usize, column: usize) -> String {
        let table = &self.model.tables[table];
        cell(&table.name, self.row.expect("a row"), &table.columns[column].name)
    }

    /// The cell of a column in the row with a key.
    pub fn keyed_cell(&self, table: usize, key: usize, column: usize) -> String {
        let table = &self.model.tables[table];
        let row = with_key(self.cells, &table.name, key_column(self.model.zh), KEYS[key]);
        cell(&table.name, row, &table.columns[column].name)
    }

    /// Row by row, as one would with a pencil.
    pub fn over_rows(&self, over: &Over, part: &Part) -> F {
        let (mut sum, mut count, mut weights, mut values) = (F::zero(), 0_i64, F::zero(), Vec::new());
        for row in rows(self.cells, &self.model.tables[over.table].name) {
            let here = Reading { row: Some(row), ..*self };
            if over.condition.as_ref().is_some_and(|condition| !here.holds(condition, part)) {
                continue;
            }
            let counted = over.counted.as_ref().map(|counted| frac(i64::from(here.holds(counted, part)), 1));
            let value = over.value.as_ref().map(|value| here.value(value, part)).or(counted).unwrap_or_default();
            let weight = over.weight.as_ref().map_or(frac(1, 1), |weight| here.value(weight, part));
            sum += &value * &weight;
            weights += weight;
            count += 1;
            values.push(value);
        }
        match over.function {
            Function::Sum => sum,
            Function::Count => frac(count, 1),
            Function::Mean | Function::ShareOf | Function::WeightedMean => sum / weights,
            Function::Max => values.into_iter().max().unwrap(),
            Function::Min => values.into_iter().min().unwrap(),
        }
    }
}

/// The column of keys.
pub fn key_column(zh: bool) -> &'static str {
    if zh { "键列" } else { "c_key" }
}

impl Writer<'_> {
    /// The declaration of a table.
    pub fn table(&mut self, at: usize) {
        let table = &self.model.tables[at];
        let mut head = format!("{} {}", self.t("明细", "table"), table.name);
        if table.least > 0 {
            let least = table.least;
            let text = if self.words.zh { format!(" 至少{least}行") } else { format!(" at least {least} rows") };
            head.push_str(&text);
        }
        let key = key_column(self.words.zh);
        if table.keyed {
            write!(head, " {} {key}{}", self.t("以", "keyed by"), self.t(" 为键", "")).unwrap();
        }
        self.open(&head);
        if table.keyed {
            self.line(&format!("{key}{}", self.t("：文本", ": text")));
        }
        for column in &table.columns {
            let text = self.field(column);
            self.line(&text);
        }
        for (name, value) in &table.definitions {
            let text = format!("{}{name} = {}", self.t("定义 行.", "define row."), self.expression(value));
            self.line(&text);
        }
        self.close();
    }

    /// 行.列
    pub fn column(&self, table: usize, column: usize) -> String {
        format!("{}{}", self.t("行.", "row."), self.model.tables[table].columns[column].name)
    }

    /// What only stands beside tables.
    pub fn over_rows(&mut self, e: &E) -> String {
        let tables = &self.model.tables;
        match e {
            E::Row(table, column) => self.column(*table, *column),
            E::RowDefinition(table, at) => {
                format!("{}{}", self.t("行.", "row."), tables[*table].definitions[*at].0)
            }
            E::Keyed(table, key, column) => {
                format!("{}[\"{}\"].{}", tables[*table].name, KEYS[*key], tables[*table].columns[*column].name)
            }
            E::Over(over) => {
                let name = if self.words.zh { over.function.zh() } else { over.function.en() };
                let counted = over.counted.as_ref().map(|counted| self.condition(counted));
                let value = over.value.as_ref().map(|value| self.expression(value)).or(counted);
                let weight = over.weight.as_ref().map(|weight| self.expression(weight));
                let mut parts = vec![tables[over.table].name.clone()];
                parts.extend(value);
                if let Some(condition) = &over.condition {
                    let condition = self.condition(condition);
                    // Behind the table or behind the amount.
                    let at = if self.dice.percent(50) { 0 } else { parts.len() - 1 };
                    parts[at] = format!("{} {} {condition}", parts[at], self.t("当", "when"));
                }
                parts.extend(weight);
                format!("{name}({})", parts.join(", "))
            }
            _ => panic!("{e:?} is not of a table"),
        }
    }
}
