//! What an evaluation found besides the score: figures that contradict each other, claims that the rules do not give,
//! data that were accepted with a doubt.

use crate::diagnostic::{Code, Diagnostic, Language};
use crate::ids::CheckId;
use crate::quantity::Rational;
use crate::rubric::Level;
use crate::source::Span;

/// All findings, in the order in which they are printed.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// What is to be told.
    pub list: Vec<Finding>,
    /// How every check came out, by [`CheckId`].
    pub checks: Vec<CheckResult>,
    /// Cells in another unit of which a finding says that the unit is wrong.
    pub rescaled: Vec<Span>,
}

impl Findings {
    /// Adds findings that no check shows, each to its class. That a figure is in another unit is not told again where a
    /// check shows that the unit is wrong: the repair is the same.
    pub fn add(&mut self, class: Class, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        let told = |diagnostic: &Diagnostic| {
            let rescaled = diagnostic.place().is_some_and(|place| self.rescaled.contains(&place));
            diagnostic.code == Code::OtherUnit && rescaled
        };
        let diagnostics = diagnostics.into_iter().filter(|one| !told(one)).collect::<Vec<_>>();
        self.list.extend(diagnostics.into_iter().map(|diagnostic| Finding { class, diagnostic, checks: Vec::new() }));
        self.sort();
    }

    /// By class, then in the order of the texts; those at one place keep the order in which they were found.
    pub fn sort(&mut self) {
        self.list
            .sort_by_key(|finding| (finding.class, finding.diagnostic.place().map(|span| (span.source, span.start))));
    }
}

/// One finding: one cause, which may show in several places.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What kind.
    pub class: Class,
    /// Code, message, the places (the rule and the cells), and its level as severity.
    pub diagnostic: Diagnostic,
    /// The checks that show it, if it comes from checks.
    pub checks: Vec<CheckId>,
}

/// The kinds of findings, in the order in which they are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// 不一致: figures that contradict each other.
    Inconsistent,
    /// 需说明: figures that may differ for a reason, which is not given.
    Explain,
    /// Names or years that differ.
    Identity,
    /// Claims that the rules do not give, scores outside their range, sub-totals that do not add up.
    Claim,
    /// A reason that is missing.
    ReasonMissing,
    /// Evidence that the rubric asks for and nobody listed.
    EvidenceMissing,
    /// 无法判断: a check over a blank cell.
    Undecided,
    /// An interval as a value, a figure in another unit.
    Data,
    /// 尾差: equal but for rounding.
    Rounding,
}

/// How a check came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckResult {
    /// Which.
    pub check: CheckId,
    /// How.
    pub outcome: CheckOutcome,
    /// Left side less right side on the printed digits, where the check is an equality.
    pub difference: Option<Rational>,
}

/// The outcomes of `specs/language.md` §10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckOutcome {
    /// 一致.
    Holds,
    /// 尾差.
    HoldsByRounding,
    /// 不一致.
    Fails,
    /// 无法判断.
    Undecided,
    /// 不适用.
    NotApplicable,
}

impl CheckOutcome {
    /// The word for it, of a check of a level.
    #[must_use]
    pub fn word(self, level: Level, language: Language) -> &'static str {
        let (zh, en) = match (self, level) {
            (CheckOutcome::Holds, _) => ("一致", "holds"),
            (CheckOutcome::HoldsByRounding, _) => ("尾差", "holds but for rounding"),
            (CheckOutcome::Fails, Level::Error) => ("不一致", "fails"),
            (CheckOutcome::Fails, Level::Explain) => ("需说明", "is to be explained"),
            (CheckOutcome::Fails, Level::Hint) => ("提示", "is worth a look"),
            (CheckOutcome::Undecided, _) => ("无法判断", "cannot be decided"),
            (CheckOutcome::NotApplicable, _) => ("不适用", "does not apply"),
        };
        if language == Language::Zh { zh } else { en }
    }
}
