//! Statements in the form and the words of one language.
//!
//! Most keywords change word for word (`grammar/keywords.tsv`); where the order differs, the part has a [`Shape`] and is
//! put in order by `order`.

use super::order::put_in_order;
use crate::diagnostic::Language;
use crate::syntax::concrete::{Leaf, Role, Script, Shape, Statement, Tree, spelling};

/// A file whose keywords are those of a language; with `units`, also the units that are words of the rules themselves.
pub(super) fn spell(script: Script, language: Language, units: bool) -> Script {
    let speller = Speller { language, units };
    Script { language, statements: speller.statements(script.statements), end: script.end }
}

/// Units named as a kind is (`grammar/keywords.tsv`: point, score, days, workdays).
const UNITS: [(&str, &str); 4] = [("分", "points"), ("日", "days"), ("个工作日", "workdays"), ("个百分点", "pp")];

/// Built-in English units that have a singular.
const PLURALS: [(&str, &str); 7] = [
    ("point", "points"),
    ("day", "days"),
    ("workday", "workdays"),
    ("person", "persons"),
    ("patient", "patients"),
    ("item", "items"),
    ("case", "cases"),
];

struct Speller {
    language: Language,
    units: bool,
}

impl Speller {
    fn statements(&self, list: Vec<Statement>) -> Vec<Statement> {
        list.into_iter().map(|statement| self.statement(statement)).collect()
    }

    fn statement(&self, mut statement: Statement) -> Statement {
        statement.tree = self.tree(statement.tree, Shape::Other);
        settle(&mut statement.tree, Shape::Other);
        self.count(&mut statement.tree, &mut None);
        if let Some(block) = &mut statement.block {
            block.statements = self.statements(std::mem::take(&mut block.statements));
        }
        statement
    }

    fn tree(&self, tree: Tree, within: Shape) -> Tree {
        match tree {
            Tree::Leaf(leaf) => Tree::Leaf(self.leaf(leaf, within)),
            Tree::Node(shape, parts) => {
                let rows = self.units && shape == Shape::Group && parts.iter().any(|part| is(part, Shape::EachRow));
                let parts = parts.into_iter().map(|part| self.tree(part, shape));
                let parts = parts.map(|part| if rows { self.last_row(part) } else { part }).collect();
                put_in_order(shape, parts, self.language)
            }
        }
    }

    fn leaf(&self, mut leaf: Leaf, within: Shape) -> Leaf {
        match leaf.role {
            Role::Keyword(key, which) => {
                if let Some(word) = spelling(key, which, self.language) {
                    leaf.text = word.into();
                }
            }
            Role::Operator | Role::Relation | Role::Sign => {
                let sign = match (leaf.role, leaf.text.as_str()) {
                    (Role::Operator, "-") => "−",
                    (_, "*") => "×",
                    (_, "÷") => "/",
                    (_, ">=") => "≥",
                    (_, "<=") => "≤",
                    (_, "!=") => "≠",
                    (_, "+-") => "±",
                    (_, other) => other,
                };
                leaf.text = sign.to_owned();
            }
            Role::Unit if self.units && within == Shape::Literal => leaf.text = self.unit(&leaf.text).to_owned(),
            _ => {}
        }
        leaf
    }

    fn unit<'u>(&self, unit: &'u str) -> &'u str {
        let plural = PLURALS.iter().find(|(one, _)| *one == unit).map_or(unit, |(_, plural)| plural);
        match self.language {
            Language::Zh => UNITS.iter().find(|(_, en)| *en == plural).map_or(unit, |(zh, _)| zh),
            Language::En => UNITS.iter().find(|(zh, _)| *zh == unit).map_or(unit, |(_, en)| en),
        }
    }

    /// `余数归 末行`: no name, where the indicators are rows.
    fn last_row(&self, part: Tree) -> Tree {
        const ROWS: [(&str, &str); 2] = [("末行", "last"), ("首行", "first")];
        let rename = |mut leaf: Leaf| {
            if let Some((zh, en)) = ROWS.iter().find(|(zh, en)| *zh == leaf.text || *en == leaf.text) {
                leaf.text = if self.language == Language::Zh { (*zh).into() } else { (*en).into() };
            }
            leaf
        };
        match part {
            Tree::Node(Shape::EqualSplit, parts) => Tree::Node(
                Shape::EqualSplit,
                parts
                    .into_iter()
                    .map(|part| each(part, &|leaf| if leaf.role == Role::Name { rename(leaf) } else { leaf }))
                    .collect(),
            ),
            other => other,
        }
    }

    /// English has a singular: `1 place`, `2 places`.
    fn count(&self, tree: &mut Tree, number: &mut Option<bool>) {
        match tree {
            Tree::Node(_, parts) => parts.iter_mut().for_each(|part| self.count(part, number)),
            Tree::Leaf(leaf) => {
                let one = number.take().unwrap_or_default();
                match &mut leaf.role {
                    Role::Number => *number = Some(leaf.text == "1"),
                    Role::Keyword(key @ ("places" | "rows"), which) => {
                        *which = usize::from(one && self.language == Language::En);
                        if let Some(word) = spelling(key, *which, self.language) {
                            leaf.text = word.into();
                        }
                    }
                    Role::Unit if self.language == Language::En && leaf.within == Shape::Literal => {
                        let both = PLURALS.iter().find(|(one, plural)| *one == leaf.text || *plural == leaf.text);
                        if let Some((single, plural)) = both {
                            leaf.text = if one { (*single).into() } else { (*plural).into() };
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}

fn is(tree: &Tree, wanted: Shape) -> bool {
    matches!(tree, Tree::Node(shape, _) if *shape == wanted)
}

fn each(tree: Tree, change: &impl Fn(Leaf) -> Leaf) -> Tree {
    match tree {
        Tree::Leaf(leaf) => Tree::Leaf(change(leaf)),
        Tree::Node(shape, parts) => Tree::Node(shape, parts.into_iter().map(|part| each(part, change)).collect()),
    }
}

/// Tells every token anew in which part it stands.
fn settle(tree: &mut Tree, within: Shape) {
    match tree {
        Tree::Leaf(leaf) => leaf.within = within,
        Tree::Node(shape, parts) => parts.iter_mut().for_each(|part| settle(part, *shape)),
    }
}
