//! 自评总分 and 复核总分: the totals that a submission claims may be read like data. What is computed never is.

use super::context::Checker;
use super::names::Meaning;
use super::walk::each_in_items;
use crate::ids::FieldId;
use crate::quantity::{End, Interval, Kind, Rational};
use crate::rubric::{Field, StatedTotal};
use crate::source::Spanned;
use crate::syntax::ast::{self, ExprNode, Item};

const NAMES: [(&str, StatedTotal); 4] = [
    ("自评总分", StatedTotal::Claimed),
    ("复核总分", StatedTotal::Reviewed),
    ("claimed_total", StatedTotal::Claimed),
    ("reviewed_total", StatedTotal::Reviewed),
];

impl Checker<'_> {
    /// Declares the totals that a file reads; a field or a definition of that name is the author's own.
    pub(super) fn declare_stated_totals(&mut self, file: &ast::File) {
        let defined =
            |name: &str| file.items.iter().any(|item| matches!(item, Item::Definition(one) if one.name.node == name));
        let adjusted = file.items.iter().any(|item| matches!(item, Item::Adjustments(_)));
        for (name, total) in NAMES {
            if !self.names.is_read(name) {
                continue;
            }
            let mut read = None;
            each_in_items(&file.items, &mut |expr| {
                if matches!(&expr.node, ExprNode::Name(own) if own == name) {
                    read = read.or(Some(expr.span));
                }
            });
            let Some(span) = read.filter(|_| self.names.find(name).is_none() && !defined(name)) else { continue };
            let from_zero = Interval { lower: End::Closed(Rational::ZERO), upper: End::Unbounded };
            let name = Spanned::new(name.to_owned(), span);
            self.names.set(&name, Meaning::Field(FieldId::at(self.fields.len())));
            self.fields.push(Field {
                range: if adjusted { Interval::ALL } else { from_zero },
                exact: true,
                stated_total: Some(total),
                ..Field::new(name, Kind::Score)
            });
        }
    }
}
