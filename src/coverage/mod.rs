//! Which parts of a rubric a set of scored submissions has tried: bands and their edges, steps of deductions, 不适用, arms,
//! items, ways, judged levels, limits and vetoes, grades, checks both ways. [`Rubric`] and [`Seen`] in, [`Coverage`] out.
//!
//! The parts are those of the rubric as written. Their ids stay the same when its tables are unfolded, so that the rows
//! of all submissions try one and the same rule.

mod hits;
mod parts;

use std::collections::BTreeMap;

use crate::diagnostic::Text;
use crate::findings::Findings;
use crate::ids::{ElementId, GroupId, IndicatorId};
use crate::quantity::{Interval, Rational};
use crate::rubric::Rubric;
use crate::scorecard::Scorecard;
use crate::source::Span;

/// A scored submission.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The rubric as it was scored, with its tables unfolded.
    pub rubric: &'a Rubric,
    /// The scores.
    pub scorecard: &'a Scorecard,
    /// How the checks came out.
    pub findings: &'a Findings,
}

/// What there is to try, and how often each was.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// In the order of the rubric.
    pub parts: Vec<Part>,
}

/// Something that a test may try.
#[derive(Clone, Debug)]
pub struct Part {
    /// What sort of thing it is.
    pub sort: Sort,
    /// Whose: an indicator; `None` for what is of the whole.
    pub owner: Option<IndicatorId>,
    /// The name of the indicator, the group or the check.
    pub name: String,
    /// Where it is written.
    pub span: Span,
    /// What of it, where the place alone does not say: `恰为 90%`, `不成立`.
    pub detail: Option<Text>,
    /// How many submissions tried it.
    pub hits: usize,
    /// What tries it.
    key: Key,
}

/// The sorts of parts, in the order in which they are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A row of 分档 and the like.
    Band,
    /// A side of an edge between two of them.
    Edge,
    /// No step, a whole step, a part of a step of 扣分; its floor.
    Step,
    /// A clause of 不适用.
    NotApplicable,
    /// A condition of 情形 or 达标, an item of 逐项, one of several ways.
    Arm,
    /// A level of 评定.
    Level,
    /// 加减分, 封顶, 不低于, 否决.
    Limit,
    /// A check, as it holds and as it fails.
    Check,
    /// A grade.
    Grade,
}

/// On which side of an edge a number lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Below,
    At,
    Above,
}

/// How far a deduction went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Steps {
    None,
    Whole,
    Partly,
}

/// What tries a part.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    /// This row, clause, arm, item, way or level was met.
    Element(ElementId),
    /// This arm was met, or anything in it.
    Arm(ElementId, Vec<ElementId>),
    /// A number on one side of an edge, within the pieces beside it.
    Edge {
        elements: [ElementId; 2],
        pieces: Box<[Interval; 2]>,
        at: Rational,
        place: Place,
    },
    /// A deduction, in steps of this size, by so much.
    Steps(ElementId, Rational, Steps),
    /// The floor of a deduction, by any of its lines.
    Floor(Vec<ElementId>),
    /// 加减分 beyond the range of the block, 封顶, 不低于.
    Adjustments,
    Ceiling,
    Bottom,
    /// A veto, whether it holds.
    Veto(ElementId, bool),
    /// A check at this place, whether it holds.
    Check(Span, bool),
    /// A grade of the total or of a group.
    Grade(Option<GroupId>, String),
}

/// What a set of submissions has tried of a rubric.
pub fn coverage<'a>(rubric: &Rubric, seen: impl Iterator<Item = Seen<'a>>) -> Coverage {
    let mut coverage = Coverage { parts: parts::parts(rubric) };
    for one in seen {
        let hits = hits::Hits::of(one);
        for part in &mut coverage.parts {
            if hits.tries(&part.key) {
                part.hits = part.hits.saturating_add(1);
            }
        }
    }
    coverage
}

impl Coverage {
    /// How many parts of each sort there are, and how many of them were tried.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Sort, (usize, usize)> {
        let mut counts = BTreeMap::new();
        for part in &self.parts {
            let (tried, all) = counts.entry(part.sort).or_insert((0_usize, 0_usize));
            *tried = tried.saturating_add(usize::from(part.hits > 0));
            *all = all.saturating_add(1);
        }
        counts
    }

    /// Whole percent of the parts that were tried, rounded down; 100 where there are none.
    #[must_use]
    pub fn percent(&self) -> usize {
        let tried = self.parts.iter().filter(|part| part.hits > 0).count();
        tried.saturating_mul(100).checked_div(self.parts.len()).unwrap_or(100)
    }

    /// The parts that nothing tried.
    pub fn missing(&self) -> impl Iterator<Item = (usize, &Part)> {
        self.parts.iter().enumerate().filter(|(_, part)| part.hits == 0)
    }

    /// Which of the parts that nothing tried a submission would try, by their places in the list.
    #[must_use]
    pub fn would_try(&self, seen: Seen<'_>) -> Vec<usize> {
        let hits = hits::Hits::of(seen);
        self.missing().filter(|(_, part)| hits.tries(&part.key)).map(|(at, _)| at).collect()
    }
}
