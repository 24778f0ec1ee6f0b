//! Formulas and conditions: names resolved, kinds settled.

use super::aggregates::{counts_rows, is_rows, rows_kind};
use super::context::{Checker, Context};
use super::diagnostics::{kinds as faults, names, tables, units};
use super::literals::is_one_expr;
use super::names::Meaning;
use super::written::written;
use crate::diagnostic::{Reported, Text};
use crate::ids::FieldId;
use crate::quantity::{Kind, Op, Rational, Relation};
use crate::rubric::{DisplayUnit, Expr, Node};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, ExprNode, Function, LiteralUnit};
use crate::text;

impl Checker<'_> {
    /// A typed expression, of the kind expected if one is. A `%` literal takes the kind of the other side, or the kind
    /// expected.
    pub(super) fn expr(&mut self, e: &ast::Expr, c: &Context, expected: Option<&Kind>) -> Result<Expr, Reported> {
        let typed = self.typed(e, c, expected)?;
        match expected {
            Some(kind) if typed.kind != *kind => Err(self.wrong_kind(e, &typed, kind)),
            _ => Ok(typed),
        }
    }

    /// An expression that must be yes or no.
    pub(super) fn condition(&mut self, e: &ast::Expr, c: &Context) -> Result<Expr, Reported> {
        let typed = self.typed(e, c, Some(&Kind::YesNo))?;
        if typed.kind == Kind::YesNo {
            return Ok(typed);
        }
        let written = written(e, self.language);
        Err(self.diagnostics.error(units::not_a_condition(e.span, &typed.kind, &written)))
    }

    /// A typed expression of whatever kind; `hint` is what a literal may take.
    pub(super) fn typed(&mut self, e: &ast::Expr, c: &Context, hint: Option<&Kind>) -> Result<Expr, Reported> {
        let make = |kind: Kind, node: Node| Ok(Expr { kind, node, span: e.span });
        match &e.node {
            ExprNode::Literal(literal) => {
                let (kind, number) = self.literal(literal, hint)?;
                make(kind, Node::Number(number))
            }
            ExprNode::Text(text) => make(Kind::Text, Node::Text(text.clone())),
            ExprNode::Name(name) => self.name(name, e.span, hint),
            ExprNode::Row(column) => self.row_column(column, e.span, c),
            ExprNode::Keyed(cell) => {
                let id = self.keyed(cell, e.span)?;
                let kind = self.fields.get(id.index()).map(|field| field.kind.clone());
                make(kind.ok_or_else(|| self.unread(e.span))?, Node::Field(id))
            }
            ExprNode::When(..) => Err(self.unread(e.span)),
            ExprNode::Measure => match c.measure.and_then(|id| Some((id, self.measures.get(id.index())?))) {
                Some((id, measure)) => make(measure.value.kind.clone(), Node::Measure(id)),
                None => Err(self.out_of_place(e.span, text!("指标值", "measure"))),
            },
            ExprNode::Target => match &c.target {
                Some(target) => Ok(Expr { span: e.span, ..target.value.clone() }),
                None => Err(self.out_of_place(e.span, text!("目标", "target"))),
            },
            ExprNode::Full => match &c.points {
                Some(points) => make(Kind::Score, Node::Number(points.clone())),
                None => Err(self.out_of_place(e.span, text!("满分", "full"))),
            },
            ExprNode::SubmittedUnit => make(Kind::Text, Node::SubmittedUnit),
            ExprNode::SubmittedYear => make(Kind::Number, Node::SubmittedYear),
            ExprNode::ReportedNotApplicable if c.in_not_applicable => {
                make(Kind::YesNo, Node::ReportedNotApplicable(c.reads.clone()))
            }
            ExprNode::ReportedNotApplicable => Err(self.out_of_place(e.span, text!("报送不适用", "reported n/a"))),
            ExprNode::IsQuantitative(target, yes) => self.is_quantitative(target, *yes, e.span, c),
            ExprNode::Not(inner) => make(Kind::YesNo, Node::Not(Box::new(self.condition(inner, c)?))),
            ExprNode::And(parts) => make(Kind::YesNo, Node::And(self.conditions(parts, c)?)),
            ExprNode::Or(parts) => make(Kind::YesNo, Node::Or(self.conditions(parts, c)?)),
            ExprNode::Arithmetic(op, left, right) => {
                Ok(Expr { span: e.span, ..self.arithmetic(op, [left, right], c, hint)? })
            }
            ExprNode::Comparison(first, rest) => Ok(Expr { span: e.span, ..self.comparison(first, rest, c)? }),
            ExprNode::Call(function, arguments) => self.call(function, (e.span, arguments), c, hint),
            ExprNode::OfYear(name, year) => self.of_year(name, year, e.span),
            ExprNode::OverYears { function, years, value } => self.over_years((function, years, e.span), value, c),
            ExprNode::Cohort { function, value, lower } => self.compared((function, *lower, e), value, c),
            ExprNode::Hole => Err(self.unread(e.span)),
        }
    }

    /// Operands that should be of one kind: literals, and words that may be levels, follow the first other operand.
    pub(super) fn operands(
        &mut self,
        list: &[&ast::Expr],
        c: &Context,
        hint: Option<&Kind>,
    ) -> Result<Vec<Expr>, Reported> {
        let leaning = list.iter().map(|e| self.leans(e)).collect::<Vec<_>>();
        let mut typed = Vec::new();
        for (e, leans) in list.iter().zip(&leaning) {
            typed.push(if *leans { None } else { Some(self.typed(e, c, None)) });
        }
        let anchor = typed.iter().flatten().find_map(|one| one.as_ref().ok()).map(|one| one.kind.clone());
        let failed = typed.iter().flatten().any(Result::is_err);
        let all_lean = leaning.iter().all(|leans| *leans);
        // Numbers of rows take the unit of what they stand beside; bare numbers beside them are rows.
        let counted = all_lean && list.iter().any(|e| counts_rows(e));
        let rows = counted.then(rows_kind);
        for (e, slot) in list.iter().zip(&mut typed) {
            // Beside an operand that failed, a word may be one of its levels: nothing can be said of it.
            if slot.is_none() && (!failed || matches!(e.node, ExprNode::Literal(_))) {
                let hint = if all_lean { hint } else { anchor.as_ref() };
                let hint = hint.filter(|hint| !counted || matches!(hint, Kind::Count(_))).or(rows.as_ref());
                *slot = Some(self.typed(e, c, hint));
            }
        }
        typed.into_iter().flatten().collect()
    }

    /// The unit in which the first field of the same kind in an expression is declared.
    pub(super) fn unit_of(&self, expr: &Expr) -> Option<DisplayUnit> {
        match &expr.node {
            Node::Field(id) => {
                self.fields.get(id.index()).filter(|field| field.kind == expr.kind).map(|field| field.unit.clone())
            }
            Node::Definition(id) => self.unit_of(&self.definitions.get(id.index())?.value),
            Node::Measure(id) => self.measures.get(id.index()).map(|measure| measure.unit.clone()),
            _ => expr
                .children()
                .into_iter()
                .filter(|child| child.kind == expr.kind)
                .find_map(|child| self.unit_of(child)),
        }
    }

    /// The proof that a part that could not be read was reported.
    pub(super) fn unread(&mut self, span: Span) -> Reported {
        match self.diagnostics.error_since(0) {
            Some(reported) => reported,
            None => self.diagnostics.error(names::not_read(span)),
        }
    }

    /// The field that an expression is, for 已填.
    pub(super) fn field_named(&mut self, e: &ast::Expr, c: &Context) -> Result<FieldId, Reported> {
        if let ExprNode::Name(name) = &e.node {
            match self.names.find(name) {
                Some(Meaning::Field(id)) => return Ok(id),
                Some(Meaning::Broken(reported)) => return Err(reported),
                None => return Err(self.unknown_name(name, e.span)),
                Some(Meaning::Definition(_) | Meaning::Table(_)) => {}
            }
        }
        let found = match &e.node {
            ExprNode::OfYear(name, year) => Some(self.of_year(name, year, e.span)?.node),
            ExprNode::Row(_) | ExprNode::Keyed(_) => Some(self.typed(e, c, None)?.node),
            _ => None,
        };
        if let Some(Node::Field(id)) = found {
            return Ok(id);
        }
        Err(self.diagnostics.error(names::filled_of_no_field(e.span)))
    }

    fn name(&mut self, name: &str, span: Span, hint: Option<&Kind>) -> Result<Expr, Reported> {
        match self.names.find(name) {
            Some(Meaning::Field(id)) => {
                let kind = self.fields.get(id.index()).map(|field| field.kind.clone());
                let kind = kind.ok_or_else(|| self.unread(span))?;
                Ok(Expr { kind, node: Node::Field(id), span })
            }
            Some(Meaning::Definition(id)) => {
                let kind = self.definitions.get(id.index()).map(|definition| definition.value.kind.clone());
                let kind = kind.ok_or_else(|| self.unread(span))?;
                Ok(Expr { kind, node: Node::Definition(id), span })
            }
            Some(Meaning::Table(_)) => Err(self.diagnostics.error(tables::table_as_value(span, name))),
            Some(Meaning::Broken(reported)) => Err(reported),
            None => match hint {
                Some(Kind::Level(levels)) => {
                    let rank = self.level(name, span, levels)?;
                    let rank = Rational::whole(i64::try_from(rank).unwrap_or(i64::MAX));
                    Ok(Expr { kind: Kind::Level(levels.clone()), node: Node::Number(rank), span })
                }
                _ => Err(self.unknown_name(name, span)),
            },
        }
    }

    fn conditions(&mut self, parts: &[ast::Expr], c: &Context) -> Result<Vec<Expr>, Reported> {
        let typed = parts.iter().map(|part| self.condition(part, c)).collect::<Vec<_>>();
        typed.into_iter().collect()
    }

    fn arithmetic(
        &mut self,
        op: &Spanned<Op>,
        sides: [&ast::Expr; 2],
        c: &Context,
        hint: Option<&Kind>,
    ) -> Result<Expr, Reported> {
        let ones = sides.map(is_one_expr);
        let typed = match op.node {
            // `x × 5%` scales: the percentage is no change, and 1 no 100%.
            Op::Mul => {
                let typed = sides.map(|side| self.typed(side, c, None));
                typed.into_iter().collect::<Result<Vec<_>, _>>()?
            }
            _ if ones.contains(&true) => {
                let percent = sides.iter().any(|side| has_percent(side));
                self.operands(&sides, c, percent.then_some(&Kind::Ratio))?
            }
            Op::Div if matches!(&sides[0].node, ExprNode::Arithmetic(inner, ..) if inner.node == Op::Mul) => {
                let divided = Some((sides[0].span, sides[1].clone()));
                self.operands(&sides, &Context { divided, ..c.clone() }, hint)?
            }
            _ => self.operands(&sides, c, hint)?,
        };
        let [mut left, mut right] = <[Expr; 2]>::try_from(typed).map_err(|_| self.unread(op.span))?;
        // So many rows times something, or something by so many rows, is that thing: rows are a mere number then.
        if matches!(op.node, Op::Mul | Op::Div) && is_rows(&left.kind) != is_rows(&right.kind) {
            for side in [&mut left, &mut right].into_iter().filter(|side| is_rows(&side.kind)) {
                side.kind = Kind::Number;
            }
        }
        let span = left.span.to(right.span);
        match result_kind(op.node, (&left, ones[0]), (&right, ones[1])) {
            Some(kind) => Ok(Expr { kind, node: Node::Arithmetic(op.node, Box::new(left), Box::new(right)), span }),
            None => Err(self.cannot_combine(op, sides, [&left, &right], c)),
        }
    }

    fn comparison(
        &mut self,
        first: &ast::Expr,
        rest: &[(Spanned<Relation>, ast::Expr)],
        c: &Context,
    ) -> Result<Expr, Reported> {
        if let [(relation, second)] = rest
            && let Some(answer) = self.yes_no(first, relation, second, c)
        {
            return answer;
        }
        let list = std::iter::once(first).chain(rest.iter().map(|(_, next)| next)).collect::<Vec<_>>();
        let typed = self.operands(&list, c, None)?;
        let before = self.diagnostics.count();
        let mut parts = Vec::new();
        for ((relation, pair), written) in rest.iter().zip(typed.windows(2)).zip(list.windows(2)) {
            let ([left, right], [left_written, right_written]) = (pair, written) else { continue };
            let relation = &relation.0;
            if relation.node.allows(&left.kind, &right.kind) {
                let node = Node::Comparison(relation.node, Box::new(left.clone()), Box::new(right.clone()));
                let compared = Expr { kind: Kind::YesNo, node, span: left.span.to(right.span) };
                parts.push(self.completion_compared(compared));
            } else if self.diagnostics.error_since(before).is_none() {
                self.cannot_compare(relation, [left_written, right_written], [left, right]);
            }
        }
        if let Some(reported) = self.diagnostics.error_since(before) {
            return Err(reported);
        }
        let span = first.span.to(list.last().map_or(first.span, |last| last.span));
        match parts.pop() {
            Some(only) if parts.is_empty() => Ok(only),
            Some(last) => {
                parts.push(last);
                Ok(Expr { kind: Kind::YesNo, node: Node::And(parts), span })
            }
            None => Err(self.unread(first.span)),
        }
    }

    /// `有处置 = 是`, `有处置 ≠ 否`: yes and no are words only here.
    fn yes_no(
        &mut self,
        left: &ast::Expr,
        relation: &Spanned<Relation>,
        right: &ast::Expr,
        c: &Context,
    ) -> Option<Result<Expr, Reported>> {
        let word = |checker: &Self, e: &ast::Expr| match &e.node {
            ExprNode::Name(name) if checker.names.find(name).is_none() => match name.as_str() {
                "是" | "yes" | "true" => Some(true),
                "否" | "no" | "false" => Some(false),
                _ => None,
            },
            _ => None,
        };
        let (condition, answer) = match (word(self, left), word(self, right)) {
            (None, Some(answer)) => (left, answer),
            (Some(answer), None) => (right, answer),
            _ => return None,
        };
        let wanted = match relation.node {
            Relation::Equal => answer,
            Relation::NotEqual => !answer,
            _ => return None,
        };
        let typed = self.condition(condition, c);
        Some(typed.map(|typed| {
            let span = left.span.to(right.span);
            let node = if wanted { typed.node } else { Node::Not(Box::new(typed)) };
            Expr { kind: Kind::YesNo, node, span }
        }))
    }

    /// Whether an operand has no kind of its own: a `%`, a bare number, an undeclared word.
    fn leans(&self, e: &ast::Expr) -> bool {
        match &e.node {
            ExprNode::Literal(literal) => match &literal.unit {
                LiteralUnit::None => true,
                LiteralUnit::Unit(unit) => {
                    !literal.growth && self.units.find(&unit.node).is_some_and(|unit| unit.kind == Kind::Ratio)
                }
                LiteralUnit::Date => false,
            },
            ExprNode::Name(name) => self.names.find(name).is_none(),
            ExprNode::Arithmetic(_, left, right) => self.leans(left) && self.leans(right),
            ExprNode::Call(function, _) => function.node == Function::Count,
            _ => false,
        }
    }

    fn wrong_kind(&mut self, e: &ast::Expr, typed: &Expr, needed: &Kind) -> Reported {
        if let ExprNode::Literal(literal) = &e.node {
            return match self.number(literal, needed) {
                Err(reported) => reported,
                Ok(_) => self.unread(e.span),
            };
        }
        let help = faults::kind_help(needed, &typed.kind, &written(e, self.language), self.language);
        self.diagnostics.error(units::wrong_kind(e.span, needed, &typed.kind, help))
    }

    fn out_of_place(&mut self, span: Span, word: Text) -> Reported {
        let fault = names::word_out_of_place(span, &word);
        self.diagnostics.error(fault)
    }
}

/// Whether an operand without a kind of its own has a `%` in it: then the literal 1 beside it is 100%.
fn has_percent(e: &ast::Expr) -> bool {
    match &e.node {
        ExprNode::Literal(literal) => literal.unit != LiteralUnit::None,
        ExprNode::Arithmetic(_, left, right) => has_percent(left) || has_percent(right),
        _ => false,
    }
}

/// The kind of `left op right`; the literal 1 beside a ratio or a change means 100%.
fn result_kind(op: Op, (left, left_one): (&Expr, bool), (right, right_one): (&Expr, bool)) -> Option<Kind> {
    let one = left_one || right_one;
    match (op, &left.kind, &right.kind) {
        (Op::Add, Kind::Change, Kind::Change) if one => Some(Kind::Number),
        (Op::Sub, Kind::Change, Kind::Change) if left_one => Some(Kind::Number),
        (Op::Sub, Kind::Ratio, Kind::Ratio) if left_one => Some(Kind::Ratio),
        (_, left, right) => op.kind(left, right),
    }
}
