//! Two sides that do not go together: what is wrong with them, and what was probably meant.

use super::context::{Checker, Context};
use super::diagnostics::kinds::{self as faults, Sides};
use super::written::{with_unit, written, written_factor, written_sides};
use crate::diagnostic::{Diagnostic, Language, Reported, Text};
use crate::quantity::{Kind, Op, Relation};
use crate::rubric::Expr;
use crate::source::Spanned;
use crate::syntax::ast::{self, ExprNode, Function, Literal, LiteralUnit};
use crate::text;

/// A repair: the text that replaces the whole operation, or only words that describe it.
enum Repair {
    /// Replaces both sides and the operator.
    Whole(String),
    /// What to do.
    Words(Text),
}

impl Checker<'_> {
    /// Reports `left op right` of kinds that no operation joins.
    pub(super) fn cannot_combine(
        &mut self,
        op: &Spanned<Op>,
        sides: [&ast::Expr; 2],
        typed: [&Expr; 2],
        c: &Context,
    ) -> Reported {
        if matches!(op.node, Op::Add | Op::Sub)
            && let Some(reported) = self.literal_at_fault(sides, typed)
        {
            return reported;
        }
        let [left, right] = written_sides(op.node, sides, self.language);
        let fault = faults::cannot_combine(op, &Sides { left, right, ..self.sides(sides, typed) });
        let own = sides[0].span.to(sides[1].span);
        let under = c.divided.as_ref().filter(|(product, _)| *product == own).map(|(_, under)| under);
        if let (Some(under), Op::Mul, Kind::Score) = (under, op.node, &typed[0].kind) {
            let [points, over] = sides.map(|side| written_factor(side, self.language));
            let whole = format!("{points} × ({over} / {})", written_factor(under, self.language));
            let help = text!(
                "分只能乘比率或数，先相除：{whole}",
                "points are multiplied by a ratio or a number; divide first: {whole}"
            );
            return self.diagnostics.error(fault.help(help).fix(sides[0].span.to(under.span), whole));
        }
        let repair = self.combine_repair(op.node, sides, typed).unwrap_or_else(|| no_such_operation(op.node, typed));
        self.diagnostics.error(repaired(fault, repair, sides))
    }

    /// Reports a comparison of two kinds, or one that needs an order where there is none.
    pub(super) fn cannot_compare(
        &mut self,
        relation: &Spanned<Relation>,
        sides: [&ast::Expr; 2],
        typed: [&Expr; 2],
    ) -> Reported {
        if let Some(reported) = self.literal_at_fault(sides, typed) {
            return reported;
        }
        let shown = self.sides(sides, typed);
        let fault = if typed[0].kind == typed[1].kind {
            faults::no_order(relation, &shown)
        } else {
            faults::cannot_compare(relation, &shown)
        };
        let otherwise = Repair::Words(text!(
            "只有同一种量才能比较；请检查两边各用了哪个数据",
            "only values of one kind compare; check which data stand on either side"
        ));
        let fault = match self.compare_repair(relation.node, sides, typed) {
            Some(repair) => repaired(fault, repair, sides),
            None if fault.help.is_none() => repaired(fault, otherwise, sides),
            None => fault,
        };
        self.diagnostics.error(fault)
    }

    /// A literal beside something of another kind is mostly the literal's fault: no unit, or a neighbouring one.
    fn literal_at_fault(&mut self, sides: [&ast::Expr; 2], typed: [&Expr; 2]) -> Option<Reported> {
        for (at, other) in [(1, 0), (0, 1)] {
            let ExprNode::Literal(literal) = &sides.get(at)?.node else { continue };
            let (own, like) = (typed.get(at)?, typed.get(other)?);
            if own.kind == like.kind {
                continue;
            }
            // A date moves by days.
            let arithmetic_with_date = like.kind == Kind::Date && literal.unit == LiteralUnit::None;
            let needed = if arithmetic_with_date { Kind::Days } else { like.kind.clone() };
            if literal.unit == LiteralUnit::None && needed.is_numeric() && needed != Kind::Number {
                let unit = self.unit_of(like).filter(|_| like.kind == needed);
                return Some(self.unit_missing(literal, &needed, unit.as_ref()));
            }
            if self.literal_repair(literal, &needed, &own.kind).is_some() {
                return Some(self.literal_of_other_kind(literal, &needed));
            }
        }
        None
    }

    fn literal_of_other_kind(&mut self, literal: &Literal, needed: &Kind) -> Reported {
        match self.number(literal, needed) {
            Err(reported) => reported,
            Ok(_) => self.unread(literal.span),
        }
    }

    fn combine_repair(&self, op: Op, sides: [&ast::Expr; 2], typed: [&Expr; 2]) -> Option<Repair> {
        let ([left, right], sign) = (sides.map(|side| written_factor(side, self.language)), op.symbol());
        let quantity = |kind: &Kind| kind.is_numeric() && !matches!(kind, Kind::Ratio | Kind::Change | Kind::Point);
        Some(match (op, &typed[0].kind, &typed[1].kind) {
            (Op::Add, Kind::Change, Kind::Change) => Repair::Words(text!(
                "连续两次增减要相乘：(1 + {left}) × (1 + {right})",
                "two changes in a row multiply: (1 + {left}) × (1 + {right})"
            )),
            (Op::Add, Kind::Ratio | Kind::Change, l) if quantity(l) && *l != Kind::Number => {
                Repair::Whole(format!("{right} × (1 + {left})"))
            }
            (Op::Add | Op::Sub, l, Kind::Ratio) if quantity(l) && *l != Kind::Number => {
                Repair::Whole(format!("{left} × (1 {sign} {right})"))
            }
            (Op::Add | Op::Sub, l, Kind::Change) if quantity(l) || *l == Kind::Ratio => {
                Repair::Whole(format!("{left} × (1 {sign} {right})"))
            }
            (Op::Mul, l, Kind::Change) if l.is_numeric() => Repair::Whole(format!("{left} × (1 + {right})")),
            (Op::Mul, Kind::Change, r) if r.is_numeric() => Repair::Whole(format!("{right} × (1 + {left})")),
            (Op::Sub, Kind::Point, Kind::Ratio | Kind::Change) => Repair::Words(text!(
                "百分点是两个比率之差；请检查两边是否写反",
                "percentage points are the difference of two ratios; perhaps the sides are swapped"
            )),
            (Op::Mul, Kind::Score, r) if quantity(r) && *r != Kind::Number => Repair::Words(text!(
                "分只能乘比率或数；按比例得分的，先除以它的目标数或预算数，再与 {left} 相乘",
                "points are multiplied by a ratio or a number; divide {right} by what it is a share of, then multiply {left}"
            )),
            (Op::Add, Kind::Date, Kind::Date) => Repair::Words(text!(
                "两个日期之间的天数写 自然日(起, 止)",
                "the days between two dates are days_between(from, to)"
            )),
            (Op::Add, Kind::Date, Kind::WorkingDays) => self.deadline_of(sides[0], sides[1]),
            (Op::Add, Kind::WorkingDays, Kind::Date) => self.deadline_of(sides[1], sides[0]),
            (_, Kind::Date, Kind::WorkingDays) | (_, Kind::WorkingDays, Kind::Date) => {
                Repair::Words(text!("日期只能加减 日", "only calendar days can be added to a date"))
            }
            (Op::Add | Op::Sub, l, r) => Repair::Words(self.apart(l, r)),
            _ => return None,
        })
    }

    fn compare_repair(&self, relation: Relation, sides: [&ast::Expr; 2], typed: [&Expr; 2]) -> Option<Repair> {
        let ([left, right], sign) = (sides.map(|side| written(side, self.language)), relation.symbol());
        Some(match (&typed[0].kind, &typed[1].kind) {
            (l, r) if l == r => return None,
            (Kind::Level(levels), Kind::Text) | (Kind::Text, Kind::Level(levels)) => {
                let text_side = if typed[0].kind == Kind::Text { sides[0] } else { sides[1] };
                match &text_side.node {
                    ExprNode::Text(word) if levels.names.contains(word) => {
                        let other = if typed[0].kind == Kind::Text { &right } else { &left };
                        Repair::Whole(format!("{other} {sign} {word}"))
                    }
                    _ => Repair::Words(text!("取值不加引号", "levels stand without quotes")),
                }
            }
            (Kind::YesNo, _) | (_, Kind::YesNo) => Repair::Words(text!(
                "是否的数据单独就是条件，也可以写 = 是、= 否",
                "a yes/no field is a condition by itself; or compare it with yes or no"
            )),
            (Kind::Money | Kind::Count(_), Kind::Ratio | Kind::Change) => {
                let whole = self.whole_beside(typed[0], &left);
                let example = match relation {
                    _ if self.language == Language::En => format!("{left} {sign} {whole} × {right}"),
                    _ => format!("{left} {sign} {whole} × {right}"),
                };
                Repair::Words(text!(
                    "{right} 是谁的百分之几？写出来，例如 {example}",
                    "of what is it {right}? Say so, as in {example}"
                ))
            }
            (Kind::Days, Kind::WorkingDays) | (Kind::WorkingDays, Kind::Days) => Repair::Words(self.days_repair(sides)),
            (l, r) => Repair::Words(self.apart(l, r)),
        })
    }

    /// `期限(起, 2个工作日)` for a date and working days.
    fn deadline_of(&self, from: &ast::Expr, days: &ast::Expr) -> Repair {
        let (from, days) = (written(from, self.language), written(days, self.language));
        Repair::Whole(match self.language {
            Language::Zh => format!("期限({from}, {days})"),
            Language::En => format!("deadline({from}, {days})"),
        })
    }

    /// Days beside working days: one of the two was meant on both sides, and which one is for the author to say.
    fn days_repair(&self, sides: [&ast::Expr; 2]) -> Text {
        let apart = || self.apart(&Kind::Days, &Kind::WorkingDays);
        let (function, dates, literal) = match sides.map(|side| &side.node) {
            [ExprNode::Call(function, dates), ExprNode::Literal(literal)]
            | [ExprNode::Literal(literal), ExprNode::Call(function, dates)] => (function, dates, literal),
            _ => return apart(),
        };
        let (symbol, other) = match (function.node, self.language) {
            (Function::WorkingDays, Language::Zh) => ("个工作日", Function::CalendarDays),
            (Function::WorkingDays, Language::En) => ("workdays", Function::CalendarDays),
            (Function::CalendarDays, Language::Zh) => ("日", Function::WorkingDays),
            (Function::CalendarDays, Language::En) => ("days", Function::WorkingDays),
            _ => return apart(),
        };
        let same = with_unit(&literal.magnitude.to_string(), symbol);
        let node = ExprNode::Call(Spanned::new(other, function.span), dates.clone());
        let call = written(&ast::Expr { node, span: function.span }, self.language);
        text!(
            "日与工作日不能互换：与 {same} 比较，或者改用 {call}",
            "calendar days and working days do not mix: compare with {same}, or use {call} instead"
        )
    }

    /// Another field of the same kind, for an example.
    fn whole_beside(&self, part: &Expr, written: &str) -> String {
        let other = self.fields.iter().find(|field| field.kind == part.kind && field.name.node != written);
        other.map_or_else(|| "…".to_owned(), |field| field.name.node.clone())
    }

    /// Why two kinds that look alike do not mix.
    fn apart(&self, left: &Kind, right: &Kind) -> Text {
        match (left, right) {
            (Kind::Ratio, Kind::Change) | (Kind::Change, Kind::Ratio) => text!(
                "比率说水平，增减率说变动。算的是变动时，用 增减率(新, 旧)，或声明 公式（增减率）",
                "a ratio is a level, a change a movement; for a movement use change(new, old), or declare formula (change)"
            ),
            (Kind::Ratio | Kind::Change, Kind::Point) | (Kind::Point, Kind::Ratio | Kind::Change) => text!(
                "两个比率相减得百分点；与百分点比较的数写 5个百分点",
                "ratios subtracted give percentage points; compare those with a figure such as 5pp"
            ),
            (Kind::Count(one), Kind::Count(other)) => text!(
                "「{one}」和「{other}」是两种东西，不能混在一起；请改用同一单位的数据",
                "`{one}` and `{other}` are different things; use fields of one unit"
            ),
            (whole, Kind::Per(over, under)) | (Kind::Per(over, under), whole) if *whole == **over => {
                let unit = under.join("·");
                let count =
                    self.fields.iter().find(|field| matches!(&field.kind, Kind::Count(symbol) if **symbol == *unit));
                match count {
                    Some(field) => {
                        let name = &field.name.node;
                        text!("总额除以「{name}」才是每{unit}的数", "divide the total by `{name}` to get it per {unit}")
                    }
                    None => text!("总额除以{unit}数才是每{unit}的数", "divide the total by the number of {unit} first"),
                }
            }
            (Kind::Days, Kind::WorkingDays) | (Kind::WorkingDays, Kind::Days) => text!(
                "日与工作日不能互换；请把两边都声明为同一种",
                "calendar days and working days do not mix; declare both sides alike"
            ),
            (Kind::Ratio, Kind::Number) | (Kind::Number, Kind::Ratio) => text!(
                "把数的一边声明为 比率，或用同种的量相除得到比率",
                "declare the number as a ratio, or divide two quantities of one kind"
            ),
            (Kind::Target, _) | (_, Kind::Target) => text!(
                "随报送而来的目标是什么量，报送后才知道；达到与否写 达到(目标, 量)",
                "of what a submitted target is shows only in the submission; write met(target, quantity)"
            ),
            (Kind::Quantity, _) | (_, Kind::Quantity) => text!(
                "随报送而来的量是什么，报送后才知道；请把它声明为具体的种类，或用 达到(目标, 量)",
                "of what a submitted quantity is shows only in the submission; declare its kind, or use met(target, quantity)"
            ),
            (Kind::YesNo | Kind::Text | Kind::Level(_), _) | (_, Kind::YesNo | Kind::Text | Kind::Level(_)) => {
                text!("两边要是同一种量，请检查数据名称", "both sides are of one kind; look at the names of the fields")
            }
            _ => text!(
                "两边要是同一种量，请检查数据名称，或数据声明的种类",
                "both sides are of one kind; look at the names of the fields, and at their kinds"
            ),
        }
    }

    fn sides(&self, sides: [&ast::Expr; 2], typed: [&Expr; 2]) -> Sides {
        let [left, right] = sides.map(|side| written(side, self.language));
        Sides { left, right, kinds: [typed[0].kind.clone(), typed[1].kind.clone()], spans: sides.map(|side| side.span) }
    }
}

/// The fault with its repair, which replaces both sides or is told in words.
fn repaired(fault: Diagnostic, repair: Repair, sides: [&ast::Expr; 2]) -> Diagnostic {
    match repair {
        Repair::Whole(whole) => {
            let help = text!("写成 {whole}", "write {whole}");
            fault.help(help).fix(sides[0].span.to(sides[1].span), whole)
        }
        Repair::Words(words) => fault.help(words),
    }
}

/// What to say where nothing can be written instead.
fn no_such_operation(op: Op, typed: [&Expr; 2]) -> Repair {
    Repair::Words(match (op, &typed[1].kind) {
        (Op::Div, Kind::Ratio | Kind::Change) => text!(
            "改用乘法：「甲 ÷ 比率 ≤ 乙」写成「甲 ≤ 乙 × 比率」",
            "multiply instead: for `a ÷ rate ≤ b` write `a ≤ b × rate`"
        ),
        _ => text!(
            "这两种量之间没有这种运算；请检查公式里各用了哪个数据",
            "there is no such operation on these kinds; check which data the formula uses"
        ),
    })
}
