//! Ranges of values, in all notations.

use super::ast::{Bound, Expr, ExprNode, LiteralUnit, Range, RangeForm};
use super::diagnostics;
use super::grammar::{Node, Rule};
use super::parse::Parser;
use crate::diagnostic::Reported;
use crate::quantity::Relation;
use crate::source::{Span, Spanned};

/// 含 or 不含, as written behind a bound.
pub(super) type Marking = Option<Spanned<bool>>;

impl Parser<'_, '_> {
    /// A set of values.
    pub fn range(&mut self, node: &Node<'_>) -> Result<Range, Reported> {
        let mut parts = node.parts();
        if let Some(interval) = parts.accept(Rule::interval) {
            return self.interval(&interval);
        }
        if let Some(word) = parts.accept(Rule::relation) {
            let relation = relation(&word);
            let Some(bound) = parts.next() else { return Err(self.drift(node)) };
            let value = self.bound(&bound)?;
            let marking = parts.accept(Rule::marking).map(|marking| marked(&marking));
            self.no_decline(&bound, Some(relation), node.span())?;
            return self.compared(node, &word, relation, (value, marking));
        }
        let Some(first) = parts.next() else { return Err(self.drift(node)) };
        let value = self.bound(&first)?;
        let marking = parts.accept(Rule::marking).map(|marking| marked(&marking));
        let Some(rest) = parts.next() else {
            if let Some(fault) = self.word_for_range(&first) {
                return Err(self.diagnostics.error(fault));
            }
            return Err(self.diagnostics.error(diagnostics::side_missing(node.span(), first.text())));
        };
        match rest.rule() {
            Rule::side => {
                let range = self.sided(node, &rest, (value, marking))?;
                self.no_decline(&first, Some(comparison(&range)), node.span())?;
                Ok(range)
            }
            form => {
                let mut parts = rest.parts();
                let upper = match parts.seek(Rule::bound) {
                    Some(upper) => self.bound(&upper)?,
                    None => return Err(self.drift(node)),
                };
                let upper_marking = parts.accept(Rule::marking).map(|marking| marked(&marking).node);
                let form = match rest_sign(&rest) {
                    Some(sign) if form == Rule::dashed => RangeForm::Dash(sign),
                    _ => RangeForm::Words,
                };
                let mut lower = Bound { value, inclusive: marking.map(|marking| marking.node) };
                let marked = lower.inclusive.is_some() || upper_marking.is_some();
                if let (false, ExprNode::Literal(low), ExprNode::Literal(high)) =
                    (marked && form == RangeForm::Words, &mut lower.value.node, &upper.node)
                    && low.unit == LiteralUnit::None
                {
                    // `75-90%` is refused for its dash and `75至90%` for its ends, and what is told of them has both
                    // units.
                    low.unit = high.unit.clone();
                }
                let upper = Bound { value: upper, inclusive: upper_marking };
                Ok(Range { lower: Some(lower), upper: Some(upper), form, span: node.span() })
            }
        }
    }

    /// A word where a range could stand: `可为空`, `大于等于 0`, `非负`.
    fn word_for_range(&self, bound: &Node<'_>) -> Option<crate::diagnostic::Diagnostic> {
        let name = bound.parts().next().filter(|inner| inner.rule() == Rule::name)?;
        Some(match super::called::known_otherwise(name.text())? {
            Some(right) => diagnostics::other_word(name.span(), name.text(), right),
            None => diagnostics::range_in_words(name.span(), name.text()),
        })
    }

    /// `[60%, 75%)`.
    pub fn interval(&mut self, node: &Node<'_>) -> Result<Range, Reported> {
        let mut parts = node.parts();
        let lower_closed = parts.accept(Rule::lbracket).is_some_and(|bracket| bracket.text() == "[");
        let (lower, upper) = (parts.seek(Rule::expr), parts.seek(Rule::expr));
        let (Some(lower), Some(upper)) = (lower, upper) else { return Err(self.drift(node)) };
        let lower = Bound { value: self.expr(&lower)?, inclusive: Some(lower_closed) };
        let upper_closed = parts.accept(Rule::rbracket).is_some_and(|bracket| bracket.text() == "]");
        let upper = Bound { value: self.expr(&upper)?, inclusive: Some(upper_closed) };
        Ok(Range { lower: Some(lower), upper: Some(upper), form: RangeForm::Brackets, span: node.span() })
    }

    /// `不低于 90%`, `≥ 90%（含）`: a marking may repeat what the word says, never contradict it.
    fn compared(
        &mut self,
        node: &Node<'_>,
        word: &Node<'_>,
        relation: Relation,
        (value, marking): (Expr, Marking),
    ) -> Result<Range, Reported> {
        let inclusive = match relation {
            Relation::AtLeast | Relation::AtMost | Relation::Equal => true,
            Relation::Less | Relation::Greater => false,
            Relation::NotEqual => {
                let bound = self.source.slice(value.span);
                return Err(self.diagnostics.error(diagnostics::not_a_range(word.span(), bound)));
            }
        };
        if let Some(marking) = marking.filter(|marking| marking.node != inclusive) {
            return Err(self.contradiction(word, inclusive, marking.span));
        }
        let bound = Bound { value, inclusive: Some(inclusive) };
        let (lower, upper) = match relation {
            Relation::AtLeast | Relation::Greater => (Some(bound), None),
            Relation::AtMost | Relation::Less => (None, Some(bound)),
            Relation::Equal | Relation::NotEqual => (Some(bound.clone()), Some(bound)),
        };
        Ok(Range { lower, upper, form: RangeForm::Comparison, span: node.span() })
    }

    /// `90%（含）以上`, `60% 以下（不含）`: without a marking 以上, 以下 and 以内 include the bound (Civil Code 1259).
    pub fn sided(
        &mut self,
        node: &Node<'_>,
        side: &Node<'_>,
        (value, before): (Expr, Marking),
    ) -> Result<Range, Reported> {
        let mut parts = side.parts();
        let Some(word) = parts.next() else { return Err(self.drift(node)) };
        let after = parts.accept(Rule::marking).map(|marking| marked(&marking));
        if let (Some(before), Some(after)) = (&before, &after)
            && before.node != after.node
        {
            return Err(self.diagnostics.error(diagnostics::markings_differ(before.span, after.span)));
        }
        let inclusive = before.or(after).is_none_or(|marking| marking.node);
        let bound = Bound { value, inclusive: Some(inclusive) };
        let (lower, upper) = if word.rule() == Rule::kw_or_more { (Some(bound), None) } else { (None, Some(bound)) };
        Ok(Range { lower, upper, form: RangeForm::Comparison, span: node.span() })
    }

    /// A bound outside brackets: a literal or a name.
    pub fn bound(&mut self, node: &Node<'_>) -> Result<Expr, Reported> {
        let Some(inner) = node.parts().next() else { return Err(self.drift(node)) };
        let value = match inner.rule() {
            Rule::literal => ExprNode::Literal(self.literal(&inner)?),
            Rule::kw_target => ExprNode::Target,
            Rule::kw_measure => ExprNode::Measure,
            Rule::kw_full => ExprNode::Full,
            _ => ExprNode::Name(self.name(&inner).node),
        };
        Ok(Expr { node: value, span: inner.span() })
    }

    fn contradiction(&mut self, word: &Node<'_>, inclusive: bool, marking: Span) -> Reported {
        let other = match (word.text(), inclusive) {
            ("超过" | "高于" | "above" | "more than", _) => ("不低于", "at least"),
            (">", _) => ("≥", "≥"),
            ("低于" | "不足" | "below" | "less than", _) => ("不超过", "at most"),
            ("<", _) => ("≤", "≤"),
            ("不低于" | "at least", _) => ("超过", "above"),
            ("≥" | ">=", _) => (">", ">"),
            ("不超过" | "不高于" | "at most" | "no more than", _) => ("低于", "below"),
            _ => ("<", "<"),
        };
        self.diagnostics.error(diagnostics::contradiction((word.span(), word.text()), inclusive, marking, other))
    }
}

/// The comparison that a range with one bound is.
pub(super) fn comparison(range: &Range) -> Relation {
    let included = |bound: &Bound| bound.inclusive != Some(false);
    match (&range.lower, &range.upper) {
        (Some(bound), _) if included(bound) => Relation::AtLeast,
        (Some(_), _) => Relation::Greater,
        (None, Some(bound)) if !included(bound) => Relation::Less,
        _ => Relation::AtMost,
    }
}

/// The sign with which a range begins that is written with a dash.
fn rest_sign(rest: &Node<'_>) -> Option<char> {
    rest.parts().accept(Rule::dash)?.text().chars().next()
}

/// Whether a marking says 含.
pub(super) fn marked(node: &Node<'_>) -> Spanned<bool> {
    let inclusive = node.parts().seek(Rule::kw_inclusive).is_some();
    node.spanned(inclusive)
}

/// The comparison that a word or sign stands for.
pub(super) fn relation(node: &Node<'_>) -> Relation {
    match node.parts().next().map(|part| part.rule()) {
        Some(Rule::at_least | Rule::kw_at_least) => Relation::AtLeast,
        Some(Rule::at_most | Rule::kw_at_most) => Relation::AtMost,
        Some(Rule::not_equal) => Relation::NotEqual,
        Some(Rule::above | Rule::kw_above) => Relation::Greater,
        Some(Rule::below | Rule::kw_below) => Relation::Less,
        _ => Relation::Equal,
    }
}
