//! The scoring forms.

use super::ast::{Cut, CutSubject, DeductLine, Literal, Partial, RuleNode};
use super::blocks::Statement;
use super::diagnostics;
use super::grammar::{Node, Rule};
use super::parse::{Parser, Whole};
use super::words::Place;
use crate::diagnostic::Reported;
use crate::source::Spanned;

impl<'a> Parser<'a, '_> {
    /// One scoring form, with its block.
    pub fn form(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<RuleNode, Reported> {
        let body = whole.body.unwrap_or_default();
        match node.rule() {
            Rule::bands => {
                let in_order = node.parts().any(|part| part.rule() == Rule::kw_in_order);
                Ok(RuleNode::Bands { in_order, bands: self.bands(body)? })
            }
            Rule::deduct => self.deduct(body),
            Rule::pass if whole.body.is_some() && node.parts().any(|part| part.rule() == Rule::open) => {
                self.pass_rows(body, whole)
            }
            Rule::pass => self.pass(node, whole),
            Rule::same_word => self.same_word(node, whole),
            Rule::proportional => self.proportional(node),
            Rule::linear => Ok(RuleNode::Linear { anchors: self.anchors(body)? }),
            Rule::checklist => Ok(RuleNode::Checklist { items: self.checklist(body)? }),
            Rule::kw_judged if whole.body.is_some() => Ok(RuleNode::Judged { levels: self.judged_levels(body)? }),
            Rule::kw_judged | Rule::kw_by_judgement => Ok(RuleNode::ByJudgement),
            Rule::ways => self.ways(node, body),
            _ => self.cases(body),
        }
    }

    /// Reads the rows under a head that could not be read, only for what is wrong in them.
    pub fn broken_rule(&mut self, whole: &Whole<'_>, body: &[Statement]) {
        let words = super::words::words(self.slice(whole.start, whole.end), whole.start);
        let form = words.iter().rev().find_map(|word| match word.text {
            "分档" | "bands" => Some(Rule::bands),
            "扣分" | "deduct" => Some(Rule::deduct),
            "线性" | "linear" => Some(Rule::linear),
            "逐项" | "checklist" => Some(Rule::checklist),
            "评定" | "judged" => Some(Rule::kw_judged),
            "情形" | "cases" => Some(Rule::cases),
            "取高" | "取低" | "择一" | "higher" | "lower" | "either" => Some(Rule::ways),
            "校验" | "check" => Some(Rule::check),
            _ => None,
        });
        match form {
            Some(Rule::bands) => drop(self.bands(body)),
            Some(Rule::deduct) => drop(self.deduct(body)),
            Some(Rule::linear) => drop(self.anchors(body)),
            Some(Rule::checklist) => drop(self.checklist(body)),
            Some(Rule::kw_judged) => drop(self.judged_levels(body)),
            Some(Rule::cases) => drop(self.cases(body)),
            Some(Rule::ways) => drop(self.way_rows(body)),
            Some(Rule::check) => drop(self.check_rows(body)),
            _ => {}
        }
    }

    /// `达标 当 c，其余 …`.
    fn pass(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<RuleNode, Reported> {
        let mut parts = node.parts();
        let Some(expr) = parts.seek(Rule::expr) else { return Err(self.drift(node)) };
        let condition = Box::new(self.condition(&expr)?);
        let otherwise = match parts.seek(Rule::otherwise) {
            Some(otherwise) => Some(self.outcome(&otherwise, whole)?),
            None => None,
        };
        Ok(RuleNode::Pass { condition, otherwise })
    }

    /// `同词 得 满分，其余 …`.
    fn same_word(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<RuleNode, Reported> {
        let mut parts = node.parts();
        let Some(award) = parts.seek(Rule::award) else { return Err(self.drift(node)) };
        let then = self.award(&award)?;
        let otherwise = parts.seek(Rule::otherwise).map(|otherwise| self.outcome(&otherwise, whole)).transpose()?;
        Ok(RuleNode::SameWord { then, otherwise })
    }

    /// `按完成率，按偏差，指标值 低于 90% 得 0分`.
    fn proportional(&mut self, node: &Node<'a>) -> Result<RuleNode, Reported> {
        let (mut by_deviation, mut cuts) = (None, Vec::new());
        for part in node.parts() {
            match part.rule() {
                Rule::kw_by_deviation => by_deviation = Some(part.span()),
                Rule::cut => cuts.push(self.cut(&part)?),
                _ => {}
            }
        }
        Ok(RuleNode::Proportional { by_deviation, cuts })
    }

    fn cut(&mut self, node: &Node<'a>) -> Result<Cut, Reported> {
        let mut parts = node.parts();
        let subject = match parts.peek() {
            Some(Rule::kw_measure) => parts.next().map(|word| word.spanned(CutSubject::Measure)),
            Some(Rule::kw_completion) => parts.next().map(|word| word.spanned(CutSubject::Completion)),
            _ => None,
        };
        let (range, award) = (parts.seek(Rule::range), parts.seek(Rule::given));
        let (Some(range), Some(award)) = (range, award) else { return Err(self.drift(node)) };
        Ok(Cut { subject, range: self.range(&range)?, award: self.given(&award)?, span: node.span() })
    }

    /// `扣分 { … }`.
    fn deduct(&mut self, list: &[Statement]) -> Result<RuleNode, Reported> {
        let (mut free, mut lines, mut floor) = (None::<super::ast::Range>, Vec::new(), None::<Spanned<Literal>>);
        let wholes = self.wholes(list, Place::Deduct);
        self.all(&wholes, |parser, whole| {
            let node = parser.read_kind(whole)?;
            let first = match node.rule() {
                Rule::free => free.replace(parser.free(&node)?).map(|first| first.span),
                Rule::floor => {
                    let Some(literal) = node.parts().seek(Rule::literal) else { return Err(parser.drift(&node)) };
                    let score = parser.score(&literal)?;
                    floor.replace(node.spanned(score)).map(|first| first.span)
                }
                _ => {
                    lines.push(parser.deduction(&node)?);
                    None
                }
            };
            first.map_or(Ok(()), |first| Err(parser.twice(whole, first)))
        })?;
        Ok(RuleNode::Deduct { free, lines, floor })
    }

    fn free(&mut self, node: &Node<'a>) -> Result<super::ast::Range, Reported> {
        let mut parts = node.parts();
        let Some(word) = parts.next() else { return Err(self.drift(node)) };
        match parts.last() {
            Some(range) if range.rule() == Rule::range => self.range(&range),
            Some(bound) if word.rule() == Rule::kw_free_up_to => {
                let value = self.bound(&bound)?;
                let upper = Some(super::ast::Bound { value, inclusive: Some(true) });
                let form = super::ast::RangeForm::Comparison;
                Ok(super::ast::Range { lower: None, upper, form, span: node.span() })
            }
            _ => Err(self.drift(node)),
        }
    }

    /// `每超过 1个百分点 扣 0.5分，不足部分按比例`, `per 1cases of violations deduct 1 points`.
    fn deduction(&mut self, node: &Node<'a>) -> Result<DeductLine, Reported> {
        let rules = node.parts().map(|part| part.rule()).collect::<Vec<_>>();
        let has = |rule: Rule| rules.contains(&rule);
        let mut parts = node.parts();
        let Some(step) = parts.seek(Rule::literal) else { return Err(self.drift(node)) };
        let step = self.literal(&step)?;
        let counted = match node.parts().find(|part| part.rule() == Rule::expr) {
            Some(counted) => Some(self.expr(&counted)?),
            None => None,
        };
        let Some(award) = parts.seek(Rule::award) else { return Err(self.drift(node)) };
        let amount = self.award(&award)?;
        let partial = parts.seek(Rule::partial).and_then(|clause| {
            let word = clause.parts().last()?;
            let partial = match word.rule() {
                Rule::kw_pro_rata => Partial::ProRata,
                Rule::kw_ignored => Partial::Ignored,
                _ => Partial::Charged,
            };
            Some(clause.spanned(partial))
        });
        let span = node.span();
        Ok(match counted {
            Some(counted) => DeductLine::Found { step, counted, amount, partial, span },
            None => {
                let below = has(Rule::kw_per_under) || has(Rule::kw_under);
                let of_target = has(Rule::kw_target_share) || has(Rule::kw_of_target);
                DeductLine::Beyond { below, step, of_target, amount, partial, span }
            }
        })
    }

    /// `达标 { 当 c ⏎ 其余 … }`.
    fn pass_rows(&mut self, list: &[Statement], whole: &Whole<'_>) -> Result<RuleNode, Reported> {
        let (mut condition, mut otherwise) = (None, None);
        let before = self.diagnostics.count();
        for row in self.wholes(list, Place::Pass) {
            let Ok(node) = self.read(&row) else { continue };
            let mut parts = node.parts();
            match parts.next() {
                Some(part) if part.rule() == Rule::otherwise => {
                    let Ok(award) = self.outcome(&part, &row) else { continue };
                    if let Some(first) = otherwise.replace(award) {
                        self.twice(&row, first.span);
                    }
                }
                _ => {
                    let Some(expr) = parts.seek(Rule::expr) else { continue };
                    let Ok(found) = self.condition(&expr) else { continue };
                    if let Some(first) = condition.replace(found) {
                        self.twice(&row, first.span);
                    }
                }
            }
        }
        match (self.diagnostics.error_since(before), condition) {
            (Some(reported), _) => Err(reported),
            (None, Some(condition)) => Ok(RuleNode::Pass { condition: Box::new(condition), otherwise }),
            (None, None) => Err(self.diagnostics.error(diagnostics::pass_without_condition(self.head_of(whole)))),
        }
    }
}
