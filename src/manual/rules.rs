//! Scoring rules in sentences. One that needs several lines has its parts below the first.

use super::writer::{Line, Scored, Writer};
use crate::quantity::Rational;
use crate::source::Spanned;
use crate::syntax::ast::{
    Award, Band, BandCondition, CaseArm, ChecklistBody, ChecklistItem, DeductLine, Expr, Literal, Partial, Pick,
    Points, Range, Rule, RuleNode, Statement, Way, WayBody,
};

impl Writer<'_> {
    /// What a rule gives, in sentences.
    pub fn rule(&self, rule: &Rule, of: &Scored<'_>) -> Vec<Line> {
        let one = |text: String| vec![Line::new(self.sentence(&text))];
        match &rule.node {
            RuleNode::Pass { condition, otherwise } => {
                let when = self.condition(condition, &of.subject);
                one(self.either(
                    &when,
                    &self.tell(format!("得{}", self.full(of)), format!("gets {}", self.full(of))),
                    otherwise.as_ref(),
                    of,
                ))
            }
            RuleNode::SameWord { then, otherwise } => one(self.same_word(then, otherwise.as_ref(), of)),
            RuleNode::Bands { in_order, bands } => one(self.bands(*in_order, bands, of)),
            RuleNode::Deduct { free, lines, floor } => one(self.deduct(free.as_ref(), lines, floor.as_ref(), of)),
            RuleNode::Proportional { by_deviation, cuts } => one(self.proportional(by_deviation.is_some(), cuts, of)),
            RuleNode::Linear { anchors } => one(self.linear(anchors, of)),
            RuleNode::Checklist { items } => self.checklist(items, of),
            RuleNode::Judged { levels } => {
                let head = self.say("由评价人员按下列档次评定：", "An evaluator decides: ");
                one(format!("{head}{}", self.judged(levels, of).join(self.say("；", "; "))))
            }
            RuleNode::ByJudgement => one(self.by_judgement(of)),
            RuleNode::Cases { arms, otherwise } => self.cases(arms, otherwise.as_deref(), of),
            RuleNode::Ways { pick, ways } => self.ways(*pick, ways, of),
            RuleNode::Award(award) => one(self.award(award, of)),
            RuleNode::Hole => Vec::new(),
        }
    }

    fn sentence(&self, text: &str) -> String {
        let mut text = format!("{text}{}", self.say("。", "."));
        for (small, great) in [("an evaluator", "An evaluator"), ("gets ", "Gets "), ("the measure", "The measure")] {
            if text.starts_with(small) {
                text.replace_range(..small.len(), great);
            }
        }
        text
    }

    fn either(&self, when: &str, then: &str, otherwise: Option<&Award>, of: &Scored<'_>) -> String {
        let rest = match otherwise {
            Some(award) => self.award(award, of),
            None => {
                let none = self.points(&Rational::ZERO);
                self.tell(format!("得{none}"), format!("gets {none}"))
            }
        };
        self.tell(format!("{when}的，{then}；否则，{rest}"), format!("If {when}, {then}; otherwise {rest}"))
    }

    fn same_word(&self, then: &Award, otherwise: Option<&Award>, of: &Scored<'_>) -> String {
        let target = match &of.target {
            Some((_, target)) => self.formula(target, &of.subject),
            None => self.say("目标值", "the target").to_owned(),
        };
        let when = self.tell(
            format!("{}与{target}表述相同（不计全角半角、空白和末尾句号的差别）", of.subject),
            format!("{} is the same words as {target} (width, blanks and a final stop aside)", of.subject),
        );
        self.either(&when, &self.award(then, of), otherwise, of)
    }

    fn bands(&self, in_order: bool, bands: &[Band], of: &Scored<'_>) -> String {
        let mut parts = Vec::new();
        for (at, band) in bands.iter().enumerate() {
            let award = self.award(&band.award, of);
            // The subject is named once; a range says it again only where it could not be read without.
            let values = match &band.condition {
                BandCondition::Range(range) if at == 0 => self.bounds(&of.subject, range),
                BandCondition::Range(range) => self.range("", range, &|expr| self.formula(expr, &of.subject)),
                BandCondition::Deviation(deviation) => self.deviation(deviation, of),
                BandCondition::Level(level) => {
                    let subject = if at == 0 { of.subject.as_str() } else { "" };
                    self.tell(
                        format!("{subject}为“{}”", level.node),
                        format!("{subject} is “{}”", level.node).trim().to_owned(),
                    )
                }
                BandCondition::Otherwise(_) => {
                    parts.push(self.tell(format!("其余{award}"), format!("otherwise {award}")));
                    continue;
                }
                BandCondition::Hole(_) => continue,
            };
            parts.push(self.tell(format!("{values}，{award}"), format!("{values} {award}")));
        }
        let reaching = bands.iter().filter(|band| match &band.condition {
            BandCondition::Deviation(deviation) => deviation.inner.is_none(),
            _ => false,
        });
        if !in_order && reaching.count() > 1 {
            let narrowest = self.say("几档都符合的，以幅度最小的一档为准", "where several hold, the narrowest counts");
            parts.push(narrowest.to_owned());
        }
        let head =
            if in_order { self.say("按下列次序取第一个符合的：", "The first that holds: ") } else { "" };
        format!("{head}{}", parts.join(self.say("；", "; ")))
    }

    fn deduct(
        &self,
        free: Option<&Range>,
        lines: &[DeductLine],
        floor: Option<&Spanned<Literal>>,
        of: &Scored<'_>,
    ) -> String {
        let mut parts = Vec::new();
        parts.push(match of.adjusts.as_ref().filter(|range| range.least.is_negative()) {
            Some(_) => self.say("从0分起扣减", "Starts from 0 points").to_owned(),
            None => self.tell(
                format!("满分{}", self.full(of)).replace("满分满分", "满分"),
                format!("Starts from {}", self.full(of)),
            ),
        });
        if let Some(free) = free {
            let free = self.bounds(&of.subject, free);
            parts.push(self.tell(format!("{free}的，不扣分"), format!("nothing is deducted for {free}")));
        }
        parts.extend(lines.iter().filter_map(|line| self.deduction(line, free, of)));
        let least = of.adjusts.as_ref().map(|range| &range.least);
        let floor = floor.map(|floor| Rational::from(floor.node.magnitude)).or_else(|| least.cloned());
        parts.push(match floor {
            Some(floor) if !floor.is_zero() => {
                let floor = self.points(&floor);
                self.tell(format!("最低{floor}"), format!("not below {floor}"))
            }
            _ => self.say("扣完为止", "not below 0 points").to_owned(),
        });
        parts.join(self.say("；", "; "))
    }

    fn deduction(&self, line: &DeductLine, free: Option<&Range>, of: &Scored<'_>) -> Option<String> {
        match line {
            DeductLine::Beyond { below, step, of_target, amount, partial, .. } => {
                let written = self.literal(step);
                let step = match of_target {
                    true => self.tell(format!("目标值的{written}"), format!("{written} of the target")),
                    false => written,
                };
                let bound = free.and_then(|free| if *below { free.lower.as_ref() } else { free.upper.as_ref() });
                let from = match (bound, &of.target) {
                    (Some(bound), _) => self.formula(&bound.value, &of.subject),
                    (None, Some((_, target))) => self.formula(target, &of.subject),
                    (None, None) => String::new(),
                };
                let (cost, rest) = (self.given(amount, of), self.partial(partial.as_ref(), &step));
                let (zh, en) = if *below { ("低于", "below") } else { ("超过", "above") };
                let subject = &of.subject;
                Some(self.tell(
                    format!("{subject}{zh}{from}的，每{}{step}扣{cost}{rest}", if *below { "低" } else { "超过" }),
                    format!("{cost} less for every {step} that {subject} is {en} {from}{rest}"),
                ))
            }
            DeductLine::Found { step, counted, amount, partial, .. } => {
                let counted = self.formula(counted, &of.subject);
                let step = self.literal(step);
                let (cost, rest) = (self.given(amount, of), self.partial(partial.as_ref(), &step));
                Some(self.tell(
                    format!("{counted}每有{step}扣{cost}{rest}"),
                    format!("{cost} less for every {step} of {counted}{rest}"),
                ))
            }
            DeductLine::Hole(_) => None,
        }
    }

    fn partial(&self, partial: Option<&Spanned<Partial>>, step: &str) -> String {
        let what = match partial.map(|one| one.node) {
            None => return String::new(),
            Some(Partial::ProRata) => self.say("按比例扣", "in proportion"),
            Some(Partial::Ignored) => self.say("不扣", "not counted"),
            Some(Partial::Charged) => self.say("按一档扣", "as a whole one"),
        };
        self.tell(format!("（不足{step}的部分{what}）"), format!(" (a part of {step} {what})"))
    }

    fn checklist(&self, items: &[ChecklistItem], of: &Scored<'_>) -> Vec<Line> {
        let mut lines = vec![Line::new(self.say("按下列各项分别计分，各项得分相加：", "The sum of these:"))];
        for (at, item) in items.iter().enumerate() {
            let points = match &item.points {
                Points::Points(literal) => Some(Rational::from(literal.magnitude)),
                Points::Share(literal) => of
                    .points
                    .as_ref()
                    .or(of.adjusts.as_ref().map(|range| &range.most))
                    .map(|points| points * &super::awards::part(literal)),
                _ => None,
            };
            let own = Scored { points: points.clone(), adjusts: None, ..of.clone() };
            let shown = points.map(|points| self.in_brackets(&self.points(&points))).unwrap_or_default();
            let head = format!("{}{}{shown}{}", self.number_of(at), item.name.node, self.say("：", ": "));
            let body = match &item.body {
                ChecklistBody::When(condition) => {
                    let when = self.condition(condition, &of.subject);
                    let full = self.full(&own);
                    let then = self.tell(format!("得{full}"), format!("gets {full}"));
                    vec![Line::new(format!("{}{}", self.either(&when, &then, None, &own), self.say("。", ".")))]
                }
                ChecklistBody::Block(statements) => self.block(&item.name.node, statements, &own),
            };
            lines.extend(under(head, body));
        }
        lines
    }

    fn cases(&self, arms: &[CaseArm], otherwise: Option<&Rule>, of: &Scored<'_>) -> Vec<Line> {
        let mut lines = vec![Line::new(self.say("按下列情形计分：", "By these cases:"))];
        for (at, arm) in arms.iter().enumerate() {
            let when = self.condition(&arm.condition, &of.subject);
            let when = self.tell(format!("{when}的："), format!("if {when}: "));
            lines.extend(under(format!("{}{when}", self.number_of(at)), self.rule(&arm.rule, of)));
        }
        if let Some(rule) = otherwise {
            let head = format!("{}{}", self.number_of(arms.len()), self.say("其他情形：", "otherwise: "));
            lines.extend(under(head, self.rule(rule, of)));
        }
        lines
    }

    fn ways(&self, pick: Pick, ways: &[Way], of: &Scored<'_>) -> Vec<Line> {
        let mut lines = vec![Line::new(match pick {
            Pick::Highest => self.say("按下列方法分别计分，取其中最高的得分：", "The highest of these:"),
            Pick::Lowest => self.say("按下列方法分别计分，取其中最低的得分：", "The lowest of these:"),
            Pick::Chosen => self.say(
                "由填报单位选用下列方法之一计分，并说明理由：",
                "One of these, which the submission names with its reason:",
            ),
        })];
        for (at, way) in ways.iter().enumerate() {
            let name =
                way.name.as_ref().map(|name| format!("{}{}", name.node, self.say("：", ": "))).unwrap_or_default();
            let body = match &way.body {
                WayBody::Rule(rule) => self.rule(rule, of),
                WayBody::Block(statements) => {
                    let name = way.name.as_ref().map(|name| name.node.as_str()).unwrap_or_default();
                    self.block(name, statements, of)
                }
            };
            lines.extend(under(format!("{}{name}", self.number_of(at)), body));
        }
        lines
    }

    /// A part with its own formula: what it is computed from, then its rule.
    fn block(&self, name: &str, statements: &[Statement], of: &Scored<'_>) -> Vec<Line> {
        let own = self.scored(name, statements, of);
        let mut lines = Vec::new();
        let notes = self.measure_lines(statements, &own.subject, None);
        let rule = statements.iter().find_map(|one| match one {
            Statement::Rule(rule) => Some(rule),
            _ => None,
        });
        let rule = rule.map(|rule| self.rule(rule, &own)).unwrap_or_default();
        let notes = notes.into_iter().map(|line| line.text).collect::<Vec<_>>().join(self.say("；", "; "));
        let stop = self.say("。", ". ");
        let mut rule = rule.into_iter();
        match rule.next() {
            Some(first) if !notes.is_empty() => lines.push(Line::new(format!("{notes}{stop}{}", first.text))),
            Some(first) => lines.push(first),
            None => lines.push(Line::new(notes)),
        }
        lines.extend(rule);
        lines
    }

    /// What the rule of a block is about.
    pub fn scored<'s>(&self, name: &str, statements: &'s [Statement], outer: &Scored<'s>) -> Scored<'s> {
        let formula = statements.iter().find_map(|one| match one {
            Statement::Formula { value, .. } => Some(value),
            _ => None,
        });
        let target = statements.iter().find_map(|one| match one {
            Statement::Target { relation, value, .. } => Some((relation.as_ref().map(|one| one.node), value)),
            _ => None,
        });
        let subject = formula.map_or_else(|| outer.subject.clone(), |formula| self.subject(name, formula));
        Scored { subject, target: target.or(outer.target), ..outer.clone() }
    }

    /// What a measure is called: the figure that it is, else its indicator where that is called like a figure.
    fn subject(&self, name: &str, formula: &Expr) -> String {
        use crate::syntax::ast::{ExprNode, Function};
        match &formula.node {
            ExprNode::Name(figure) => figure.clone(),
            ExprNode::Row(column) => column.node.clone(),
            ExprNode::Call(function, _) if function.node == Function::QuantityOf => self.formula(formula, name),
            _ => {
                let like =
                    ["率", "额", "数", "值", "比", "比例", "比重", "幅度", "名次", "天", "rate", "ratio", "share"];
                match like.iter().any(|end| name.ends_with(end)) {
                    true => name.to_owned(),
                    false => self.say("指标值", "the measure").to_owned(),
                }
            }
        }
    }
}

/// A head with its body: on one line where the body is one, else the rest set in below it.
fn under(head: String, body: Vec<Line>) -> Vec<Line> {
    let mut body = body.into_iter();
    let first = body.next().map(|line| line.text).unwrap_or_default();
    let mut lines = vec![Line::new(format!("{head}{first}")).deeper()];
    lines.extend(body.map(Line::deeper));
    lines
}
