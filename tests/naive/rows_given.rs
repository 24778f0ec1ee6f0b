//! Makes up the rows of tables that a submission gives.

use num_traits::Zero;

use super::data::{Cell, Cells, digit, inside, interval, ordinary, written};
use super::dice::Dice;
use super::fraction::{F, Span, frac};
use super::model::*;
use super::rows::{cell, key_column};
use super::tables::KEYS;
use super::tables::column::{EXTRA, TIMES};
use super::words::Words;

/// The rows of a submission, perhaps with gaps and intervals: its part `明细` and a comma; nothing without tables.
pub fn submit(
    model: &Model,
    (gaps, intervals): (bool, bool),
    (cells, certain): (&mut Cells, &mut bool),
    dice: &mut Dice,
) -> String {
    let words = Words { zh: model.zh };
    let mut tables = Vec::new();
    for (at, table) in model.tables.iter().enumerate() {
        let least = if table.keyed { 2 } else { i64::from(table.least) };
        let most = if dice.percent(80) { 4 } else { 6 };
        let count = dice.between(least, most);
        let (mut rows, mut number) = (Vec::new(), 0);
        for nth in 0..count {
            number += 1;
            if dice.percent(8) {
                // A row that says nothing has a number too.
                rows.push((number, "{}".to_owned()));
                number += 1;
            }
            let mut parts = Vec::new();
            if table.keyed {
                let key =
                    KEYS.get(usize::try_from(nth).unwrap()).map_or(format!("第{nth}类"), |key| (*key).to_owned());
                let column = key_column(model.zh);
                parts.push(format!("\"{column}\": \"{key}\""));
                cells.insert(cell(&table.name, number, column), Cell::Text(key));
            }
            let keyed = table.keyed && nth < 2;
            let values = figures(model, at, dice);
            for (column, value) in table.columns.iter().zip(values) {
                let (name, key) = (cell(&table.name, number, &column.name), format!("\"{}\"", column.name));
                let full = nth == 0;
                if dice.percent(if column.optional { 40 } else { 4 }) && (column.optional || (gaps && !full)) {
                    *certain &= column.optional;
                    cells.insert(name, Cell::Blank);
                } else if gaps && !full && !keyed && dice.percent(7) {
                    *certain = false;
                    cells.insert(name, Cell::NotApplicable);
                    parts.push(format!("{key}: {{\"{}\": \"没有\"}}", words.t("不适用", "not_applicable")));
                } else if intervals && column.may_be_interval && dice.percent(15) {
                    *certain = false;
                    let (span, text) = interval(column, &value, words, dice);
                    cells.insert(name, Cell::Number(span));
                    parts.push(format!("{key}: \"{text}\""));
                } else if column.unit == Unit::YesNo {
                    cells.insert(name, Cell::Truth(!value.is_zero()));
                    parts.push(format!("{key}: {}", !value.is_zero()));
                } else {
                    cells.insert(name, Cell::Number(Span::point(&value)));
                    parts.push(format!("{key}: {}", written(column, &value, words, dice)));
                }
            }
            rows.push((number, format!("{{{}}}", parts.join(", "))));
        }
        let rows = match dice.percent(50) {
            true => format!("[{}]", rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>().join(",\n      ")),
            false => {
                let rows = rows.into_iter().filter(|(_, row)| row != "{}").map(|(at, row)| format!("\"{at}\": {row}"));
                format!("{{{}}}", rows.collect::<Vec<_>>().join(",\n      "))
            }
        };
        if count > 0 || dice.percent(50) {
            tables.push(format!("\"{}\": {rows}", table.name));
        }
    }
    if tables.is_empty() {
        return String::new();
    }
    format!("\n  \"{}\": {{\n    {}\n  }},", words.t("明细", "tables"), tables.join(",\n    "))
}

/// The figures of one row, some of them at, just below or just above an edge.
fn figures(model: &Model, at: usize, dice: &mut Dice) -> Vec<F> {
    let columns = &model.tables[at].columns;
    let mut values = columns.iter().map(|column| ordinary(column, dice)).collect::<Vec<_>>();
    values[TIMES] = frac(dice.between(0, 6), 1);
    values[EXTRA] = frac(dice.between(0, 10) * 10_000, 1);
    for hint in &model.hints {
        let near = |column: usize, dice: &mut Dice| frac(*dice.pick(&[0, 0, 0, 1, -1]), 1) * digit(&columns[column]);
        match hint {
            Hint::Column(table, column, edge) if *table == at && dice.percent(50) => {
                values[*column] = edge + near(*column, dice);
            }
            Hint::Apart(table, column, other, edge) if *table == at && dice.percent(50) => {
                values[*column] = &values[*other] + edge + near(*column, dice);
            }
            _ => {}
        }
    }
    columns.iter().zip(values).map(|(column, value)| inside(column, value)).collect()
}
