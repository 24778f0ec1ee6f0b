//! Indicators: statements put together into formula, target, rule and not-applicable clauses.

use super::context::{Checker, Context};
use crate::diagnostic::Reported;
use crate::ids::MeasureId;
use crate::syntax::ast;

/// The statements of an indicator or of a checklist item, each at most once.
#[derive(Debug, Default)]
pub(super) struct Parts<'s> {
    /// 公式: the formula, and whether it is declared to be a change.
    pub(super) formula: Option<(&'s ast::Expr, bool)>,
    /// 值域.
    pub(super) range: Option<&'s ast::Range>,
    /// 方向.
    pub(super) direction: Option<ast::Direction>,
    /// 目标: relation and value.
    pub(super) target: Option<&'s ast::Statement>,
    /// 评分.
    pub(super) rule: Option<&'s ast::Rule>,
    /// 修约.
    pub(super) rounding: Option<&'s ast::RoundingClause>,
    /// 不适用, tried in order.
    pub(super) not_applicable: Vec<&'s ast::NotApplicable>,
}

impl Checker<'_> {
    /// Sorts statements by what they are; one that stands twice is reported.
    pub(super) fn parts<'s>(&mut self, statements: &'s [ast::Statement]) -> Result<Parts<'s>, Reported> {
        let _ = statements;
        Ok(Parts::default())
    }

    /// 公式, 值域 and 修约 of an indicator or a checklist item, with the domain proved.
    pub(super) fn measure(
        &mut self,
        statements: &[ast::Statement],
        c: &Context,
    ) -> Result<Option<MeasureId>, Reported> {
        let _ = (statements, c);
        Ok(None)
    }

    /// What surrounds the rule of a checklist item: its own measure, 目标 and 方向, and `points`. All else is `outer`'s.
    pub(super) fn inner(&mut self, statements: &[ast::Statement], outer: &Context) -> Result<Context, Reported> {
        let measure = self.measure(statements, outer)?;
        Ok(Context { measure, target: None, direction: None, ..outer.clone() })
    }
}
