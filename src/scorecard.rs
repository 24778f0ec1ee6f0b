//! How a department scored, and how every score came about. Ids only: whoever prints it has the rubric beside it.

use std::collections::BTreeSet;

use crate::ids::{ElementId, FieldId, GroupId, IndicatorId, NodeId};
use crate::quantity::{Interval, Kind, Rational, Relation};

/// Which score of a judged item counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// 自评.
    Claimed,
    /// 复核.
    Reviewed,
}

/// A scored submission.
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// Which scores of judged items were counted.
    pub basis: Basis,
    /// One line for every indicator, by [`IndicatorId`].
    pub indicators: Vec<IndicatorLine>,
    /// One line for every group, by [`GroupId`].
    pub groups: Vec<GroupLine>,
    /// The total after its rounding.
    pub total: Amount,
    /// The grade of the printed total, after vetoes; `None` where the rubric has none, or the total or a veto on the
    /// grade is open.
    pub grade: Option<String>,
    /// What became of the sum of the groups on its way to the total.
    pub ending: Ending,
    /// Why points are missing. INVARIANT: where the total is exact, the lines add up to full marks less the total.
    pub losses: Vec<Loss>,
}

/// A score that may still be open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// It is this.
    Exact(Rational),
    /// It is open, and will not be below or above these.
    Between(Rational, Rational),
    /// Its points are not published, so it has none.
    Unpublished,
    /// It is left out (不计入总分): all that it consists of is not applicable.
    LeftOut,
}

/// One indicator.
#[derive(Clone, Debug)]
pub struct IndicatorLine {
    /// Which.
    pub id: IndicatorId,
    /// 规则分: its score, rounded.
    pub score: Amount,
    /// How it came about, from the outside in.
    pub steps: Vec<Step>,
    /// Why it is open; empty where it is not.
    pub open: Vec<Opening>,
    /// 自评分.
    pub claimed: Option<Rational>,
    /// 复核分.
    pub reviewed: Option<Rational>,
}

/// A step on the way to a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A 不适用 clause held.
    NotApplicable(ElementId),
    /// An arm of 情形 or 达标 held.
    Arm(ElementId),
    /// The number lay in a band.
    Band {
        /// The row.
        element: ElementId,
        /// The number; an interval where the data are one.
        at: Interval,
    },
    /// Points were deducted.
    Deducted {
        /// The line.
        element: ElementId,
        /// By how much the limit was exceeded, or how often something was found; not below 0.
        excess: Rational,
        /// So many steps were charged.
        steps: Rational,
        /// So many points.
        points: Rational,
    },
    /// The floor (下限) stopped the deductions.
    Floor,
    /// An item of a checklist, with its own steps.
    Item {
        /// The item.
        element: ElementId,
        /// Its score, not rounded.
        score: Amount,
        /// How it came about.
        steps: Vec<Step>,
    },
    /// One of several ways to score the same (取高, 取低, 择一), with its own steps.
    Way {
        /// The way.
        element: ElementId,
        /// Its score, not rounded.
        score: Amount,
        /// Whether it is the one that counts; no way is while that is open.
        counts: bool,
        /// How it came about.
        steps: Vec<Step>,
    },
    /// A person gave the score.
    Judged {
        /// The judgement.
        element: ElementId,
        /// The level that was named, or the one whose range holds the score.
        level: Option<ElementId>,
    },
}

/// Why an indicator is open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Opening {
    /// These fields are blank.
    Blank(BTreeSet<FieldId>),
    /// The interval in these fields lies on both sides of a threshold.
    Straddles {
        /// The fields.
        fields: BTreeSet<FieldId>,
        /// The threshold in base units, and what it is: a date, working days, …
        threshold: Option<(Rational, Kind)>,
    },
    /// A target does not say how it compares, and the score depends on it: what each reading gives.
    Readings(Vec<(Relation, Rational, Rational)>),
    /// These scores, which a condition reads with 得分(X), are open themselves.
    Scores(BTreeSet<NodeId>),
    /// Nobody has given the score that counts (自评分 or 复核分).
    NotJudged(ElementId),
    /// Nobody has said which of several ways (择一) counts.
    NotChosen(ElementId),
}

/// What became of the sum of the groups: 加减分, 封顶, 不低于, 否决.
#[derive(Clone, Debug)]
pub struct Ending {
    /// The groups added up, 折算 included.
    pub base: Amount,
    /// 加减分: what its indicators come to together; `None` where the rubric has none.
    pub adjusted: Option<Amount>,
    /// The same within the range of the block: what counts.
    pub counted: Option<Amount>,
    /// After 封顶 and 不低于.
    pub bounded: Amount,
    /// Every veto, in the order of the rubric.
    pub vetoes: Vec<VetoLine>,
    /// After the vetoes on the total; not rounded yet.
    pub vetoed: Amount,
    /// The grade before vetoes on it.
    pub grade_before: Option<String>,
}

/// One line of 否决.
#[derive(Clone, Debug)]
pub struct VetoLine {
    /// Which.
    pub element: ElementId,
    /// Whether it holds.
    pub state: VetoState,
}

/// Whether a veto holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VetoState {
    /// It does.
    Holds,
    /// It does not.
    DoesNotHold,
    /// That is not decided, for these reasons.
    Open(Vec<Opening>),
}

/// One group.
#[derive(Clone, Debug)]
pub struct GroupLine {
    /// Which.
    pub id: GroupId,
    /// Its score.
    pub score: Amount,
    /// The grade of its score; `None` where it has none or the score is open.
    pub grade: Option<String>,
    /// Where 折算 acted on it: the points of what is applicable in it.
    pub applicable: Option<Rational>,
    /// 自评分.
    pub claimed: Option<Rational>,
    /// 复核分.
    pub reviewed: Option<Rational>,
}

/// Points that are missing from full marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Where they went.
    pub cause: LossCause,
    /// How many; below 0 for a gain (折算 or rounding may give points).
    pub points: Rational,
    /// What one field would have to be for the next better score, if one field alone can do it and it was asked for.
    pub needed: Option<Needed>,
}

/// Where points went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LossCause {
    /// An indicator did not get full marks.
    Indicator(IndicatorId),
    /// 折算 of a group.
    Rescaled(GroupId),
    /// 折算 of the whole.
    RescaledWhole,
    /// 加减分 together were beyond the range of the block.
    Adjustments,
    /// 封顶.
    Capped,
    /// 不低于.
    Floored,
    /// A veto: the lowest that held, by its place in the rubric.
    Vetoed(usize),
    /// The total was rounded.
    TotalRounded,
}

/// What would have been needed: with this field at `value` and all else as it is, the score would be `score`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// The field.
    pub field: FieldId,
    /// The nearest value in its declared digits, in base units.
    pub value: Rational,
    /// What the indicator would get then.
    pub score: Rational,
}

impl Ending {
    /// Where nothing comes between the sum of the groups and the total.
    #[must_use]
    pub fn plain(total: Amount) -> Ending {
        let (base, bounded, vetoed) = (total.clone(), total.clone(), total);
        Ending { base, adjusted: None, counted: None, bounded, vetoes: Vec::new(), vetoed, grade_before: None }
    }
}

impl Amount {
    /// The score, if it is certain.
    #[must_use]
    pub fn exact(&self) -> Option<&Rational> {
        match self {
            Amount::Exact(score) => Some(score),
            Amount::Between(..) | Amount::Unpublished | Amount::LeftOut => None,
        }
    }

    /// The same after a change that keeps order, so that ends lead to ends.
    #[must_use]
    pub fn map(&self, change: impl Fn(&Rational) -> Rational) -> Amount {
        match self {
            Amount::Exact(score) => Amount::Exact(change(score)),
            Amount::Between(low, high) => Amount::Between(change(low), change(high)),
            Amount::Unpublished => Amount::Unpublished,
            Amount::LeftOut => Amount::LeftOut,
        }
    }

    /// Both together. What is unpublished or left out stays so.
    #[must_use]
    pub fn plus(&self, other: &Amount) -> Amount {
        match (self, other) {
            (Amount::Exact(one), Amount::Exact(other)) => Amount::Exact(one + other),
            (Amount::Exact(one), Amount::Between(low, high)) | (Amount::Between(low, high), Amount::Exact(one)) => {
                Amount::Between(one + low, one + high)
            }
            (Amount::Between(low, high), Amount::Between(other_low, other_high)) => {
                Amount::Between(low + other_low, high + other_high)
            }
            (Amount::Unpublished, _) | (_, Amount::Unpublished) => Amount::Unpublished,
            (Amount::LeftOut, _) | (_, Amount::LeftOut) => Amount::LeftOut,
        }
    }
}
