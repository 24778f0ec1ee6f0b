//! Targets that come with the submission: 目标值, 量, and what is asked about them.

use super::context::{Checker, Context};
use super::diagnostics::targets as faults;
use crate::diagnostic::Reported;
use crate::quantity::Kind;
use crate::rubric::{Asked, Expr, Node, Question, Read};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Function};
use crate::written;

impl Checker<'_> {
    /// `目标 是 定量`, `目标 是 定性`.
    pub(super) fn is_quantitative(
        &mut self,
        target: &ast::Expr,
        yes: bool,
        span: Span,
        c: &Context,
    ) -> Result<Expr, Reported> {
        let target = self.typed(target, c, None)?;
        if target.kind != Kind::Target {
            return Err(self.diagnostics.error(faults::no_submitted_target(&target)));
        }
        let asked = ask(Question::Quantitative, &target, None, span);
        let node = if yes { asked.node } else { Node::Not(Box::new(asked)) };
        Ok(Expr { kind: Kind::YesNo, node, span })
    }

    /// 目标值(…), 量(…), 达到(…), 完成率(…).
    pub(super) fn of_targets(
        &mut self,
        function: &Spanned<Function>,
        (span, arguments): (Span, &[ast::Expr]),
        c: &Context,
    ) -> Result<Expr, Reported> {
        let typed = arguments.iter().map(|argument| self.typed(argument, c, None)).collect::<Vec<_>>();
        let typed = typed.into_iter().collect::<Result<Vec<_>, _>>()?;
        let made = |kind: Kind, read: Read| Expr { kind, node: Node::Read(Box::new(read)), span };
        match (function.node, typed.as_slice()) {
            (Function::TargetOf, [figure]) => {
                self.of_texts(function, [None, Some(figure), None])?;
                Ok(made(Kind::Target, Read { relation: None, figure: figure.clone(), unit: None }))
            }
            (Function::TargetOf, [figure, unit]) if self.is_unit(unit) => {
                self.of_texts(function, [None, Some(figure), Some(unit)])?;
                Ok(made(Kind::Target, Read { relation: None, figure: figure.clone(), unit: Some(unit.clone()) }))
            }
            (Function::TargetOf, [_, second]) => Err(self.diagnostics.error(faults::no_unit(second))),
            (Function::TargetOf, [relation, figure, unit]) => {
                self.of_texts(function, [Some(relation), Some(figure), Some(unit)])?;
                self.known_relations(relation)?;
                let (relation, unit) = (Some(relation.clone()), Some(unit.clone()));
                Ok(made(Kind::Target, Read { relation, figure: figure.clone(), unit }))
            }
            (Function::QuantityOf, [figure, rest @ ..]) => {
                self.of_texts(function, [None, Some(figure), rest.first()])?;
                let unit = rest.first().cloned();
                Ok(made(Kind::Quantity, Read { relation: None, figure: figure.clone(), unit }))
            }
            (Function::Met | Function::Completion, [target, actual]) => {
                for (one, kind) in [(target, Kind::Target), (actual, Kind::Quantity)] {
                    if one.kind != kind {
                        return Err(self.wrong_argument(function.node, one));
                    }
                }
                let question = if function.node == Function::Met { Question::Met } else { Question::Completion };
                Ok(ask(question, target, Some(actual), span))
            }
            _ => Err(self.unread(span)),
        }
    }

    /// Whether a target is a figure in every submission.
    pub(super) fn is_always_figure(&self, target: &Expr) -> bool {
        match &target.node {
            Node::Read(read) => read.is_always_figure(&self.fields),
            Node::Definition(id) => {
                self.definitions.get(id.index()).is_some_and(|one| self.is_always_figure(&one.value))
            }
            _ => false,
        }
    }

    /// Whether two arguments end in a unit: `目标值(性质, 指标值)` must not be taken for a figure and its unit.
    fn is_unit(&self, expr: &Expr) -> bool {
        let Node::Field(field) = expr.node else { return false };
        let name = self.fields.get(field.index()).map(|field| field.name.node.to_lowercase());
        name.is_some_and(|name| name.contains("单位") || name.contains("unit"))
    }

    /// The relation and the unit are texts or levels, the figure is a text.
    fn of_texts(
        &mut self,
        function: &Spanned<Function>,
        [relation, figure, unit]: [Option<&Expr>; 3],
    ) -> Result<(), Reported> {
        for one in [relation, unit].into_iter().flatten() {
            if !matches!(one.kind, Kind::Text | Kind::Level(_)) {
                return Err(self.wrong_argument(function.node, one));
            }
        }
        match figure.filter(|figure| figure.kind != Kind::Text) {
            Some(figure) => Err(self.wrong_argument(function.node, figure)),
            None => Ok(()),
        }
    }

    /// Every word that 性质 may be in the rubric is one that says how to compare.
    fn known_relations(&mut self, relation: &Expr) -> Result<(), Reported> {
        let words = match (&relation.kind, &relation.node) {
            (Kind::Level(levels), _) => levels.names.to_vec(),
            (_, Node::Text(text)) => vec![text.clone()],
            _ => Vec::new(),
        };
        match words.iter().find(|word| written::sort(word).is_none()) {
            Some(word) => Err(self.diagnostics.error(faults::no_relation(relation.span, word))),
            None => Ok(()),
        }
    }

    fn wrong_argument(&mut self, function: Function, argument: &Expr) -> Reported {
        let language = self.language;
        self.diagnostics.error(super::diagnostics::kinds::argument_kind(function, argument, language))
    }
}

/// A question, as an expression.
pub(super) fn ask(question: Question, target: &Expr, actual: Option<&Expr>, span: Span) -> Expr {
    let kind = match question {
        Question::Completion | Question::Deviation => Kind::Ratio,
        _ => Kind::YesNo,
    };
    let asked = Asked { question, target: target.clone(), actual: actual.cloned() };
    Expr { kind, node: Node::Asked(Box::new(asked)), span }
}
