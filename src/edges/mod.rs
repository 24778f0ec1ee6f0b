//! The edge cases of a rubric: for every edge of every rule submissions just below, at and just above it, by one in the
//! last declared digit of a field, solved back to field values. [`Rubric`] in, [`Edges`] out.
//!
//! A case is a whole submission that is accepted. It differs from one and the same base, in which everything is
//! plausible and applicable, in the figures that bring its rule to its edge. What cannot be solved is listed with the
//! reason.

mod atoms;
mod base;
mod draft;
mod joint;
mod judged;
mod labels;
mod rows;
mod satisfy;
mod solve;
mod sorts;
mod total;
mod walk;
mod write;

use std::collections::BTreeMap;

use crate::diagnostic::Language;
use crate::findings::{CheckOutcome, CheckResult};
use crate::ids::{CheckId, FieldId, GroupId, IndicatorId, NodeId};
use crate::inputs::{Inputs, Measures};
use crate::quantity::Rational;
use crate::rubric::Rubric;
use crate::scorecard::{Amount, Scorecard, Step};

use draft::Draft;
use labels::say;
use walk::Edge;

/// The edge cases of a rubric.
#[derive(Clone, Debug)]
pub struct Edges {
    /// The submission that all cases differ from, as JSON, and how it scores.
    pub base: EdgeCase,
    /// In the order of the rubric: indicators, checks, what is about the total. INVARIANT: names are unique.
    pub cases: Vec<EdgeCase>,
    /// The edges, or sides of edges, for which no submission was found.
    pub unsolved: Vec<Unsolved>,
}

/// A submission at an edge of a rule.
#[derive(Clone, Debug)]
pub struct EdgeCase {
    /// `预算执行/资产管理/固定资产利用率：指标值略低于 90%`. It only changes where the names, the edge or its unit change.
    pub name: String,
    /// Whose edge it is.
    pub owner: Owner,
    /// The edge: `指标值 90%`. The cases of one edge have the same.
    pub edge: String,
    /// On which side of it.
    pub side: Side,
    /// What is different from the base: field, column of a row or judged item, and what is submitted of it.
    pub inputs: Vec<(String, String)>,
    /// The whole submission, as JSON (`specs/language.md` §5).
    pub submission: String,
    /// What the owner gets; of the border of a group's grade the group, of checks and of the total the total.
    pub score: Amount,
    /// What the whole gets.
    pub total: Amount,
    /// What the whole is graded; of the border of a group's grade what the group is. `None` where there is no grade.
    pub grade: Option<String>,
    /// How the check came out, of a check.
    pub verdict: Option<CheckOutcome>,
    /// Whether a person gave any of the owner's score: half marks, so that it shows against what the rule gives.
    pub judged: bool,
    /// Which field was moved over the edge, and to which number in base units, if it was a number.
    pub moved: Option<Moved>,
}

/// The figure that was moved over an edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its name.
    pub name: String,
    /// Its field in the rubric as written; `None` for the cell of a row.
    pub field: Option<FieldId>,
    /// Its value, in base units.
    pub value: Rational,
    /// How it is written.
    pub written: String,
}

/// Whose an edge is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// An indicator, by its path.
    Indicator(String),
    /// A check, by its name.
    Check(String),
    /// The grades of a group, by its path.
    Group(String),
    /// 否决, 封顶, 等级.
    Total,
}

/// On which side of an edge a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// As near below as the last digit allows.
    Below,
    /// On it.
    At,
    /// As near above.
    Above,
    /// A condition without an order: it does not hold.
    Fails,
    /// A condition without an order: it holds.
    Holds,
}

/// An edge, or a side of one, that no submission was found for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsolved {
    /// As the case would be called.
    pub name: String,
    /// Whose edge it is.
    pub owner: Owner,
    /// Why, in the language of the rubric.
    pub reason: String,
}

/// A submission that was accepted and scored.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The rubric with its tables unfolded.
    pub rubric: Rubric,
    /// What was bound.
    pub inputs: Inputs,
    /// What was measured.
    pub measures: Measures,
    /// What it scores.
    pub scorecard: Scorecard,
    /// How its checks come out, by [`CheckId`].
    pub checks: Vec<CheckResult>,
}

/// What an edge is of, in the rubric unfolded on the base.
#[derive(Clone, Copy)]
enum Of {
    Indicator(IndicatorId),
    Check(CheckId),
    Group(GroupId),
    Whole,
}

impl Of {
    fn indicator(self) -> Option<IndicatorId> {
        match self {
            Of::Indicator(id) => Some(id),
            Of::Check(_) | Of::Group(_) | Of::Whole => None,
        }
    }
}

/// Scores a submission that is given as JSON.
///
/// # Errors
/// The codes of the reasons why it was rejected.
pub type Score<'s> = &'s dyn Fn(&str) -> Result<Trial, String>;

/// The edge cases of the indicators for which `wanted` holds (it is asked with their paths), and with `whole` also those
/// of checks and of the total.
///
/// # Errors
/// Where no submission at all is accepted: why the base is not.
pub fn edges(rubric: &Rubric, score: Score<'_>, wanted: Wanted<'_>) -> Result<Edges, String> {
    let form = write::Form::new(rubric);
    let (form, trial) = base::base(rubric, form, score)?;
    let mut finder = Finder {
        written: rubric,
        form: &form,
        base: &trial,
        start: Draft::new(&trial),
        score,
        found: Vec::new(),
        unsolved: Vec::new(),
        drops: BTreeMap::new(),
    };
    for at in 0..trial.rubric.indicators.len() {
        let id = IndicatorId::at(at);
        let path = trial.rubric.path(NodeId::Indicator(id));
        if (wanted.indicator)(&path) && !trial.rubric.indicator(id).template {
            finder.indicator(id, &path);
        }
    }
    if wanted.whole {
        finder.checks();
        finder.whole();
    }
    Ok(finder.finish())
}

/// Of what edges are wanted.
#[derive(Clone, Copy)]
pub struct Wanted<'w> {
    /// Of which indicators, by path.
    pub indicator: &'w dyn Fn(&str) -> bool,
    /// Of checks, 否决 and 等级.
    pub whole: bool,
}

impl Wanted<'_> {
    /// Of everything.
    pub const ALL: Wanted<'static> = Wanted { indicator: &|_| true, whole: true };
}

/// Looks for cases, from one base.
struct Finder<'a> {
    written: &'a Rubric,
    form: &'a write::Form<'a>,
    base: &'a Trial,
    /// The base as a draft.
    start: Draft<'a>,
    score: Score<'a>,
    found: Vec<EdgeCase>,
    unsolved: Vec<Unsolved>,
    /// For each indicator the case that costs the total most, and how much.
    drops: BTreeMap<IndicatorId, (Draft<'a>, Rational)>,
}

impl<'a> Finder<'a> {
    fn rubric(&self) -> &'a Rubric {
        &self.base.rubric
    }

    fn language(&self) -> Language {
        self.written.language
    }

    fn indicator(&mut self, id: IndicatorId, path: &str) {
        let owner = Owner::Indicator(path.to_owned());
        let (edges, judged) = walk::of_indicator(self.rubric(), id);
        for edge in edges {
            self.edge(&owner, &edge, Of::Indicator(id));
        }
        self.judged((id, &owner), &judged);
        self.judged_row((id, &owner), &judged);
    }

    fn checks(&mut self) {
        for check in &self.rubric().checks {
            let owner = Owner::Check(check.name.node.clone());
            for edge in walk::of_check(self.rubric(), check) {
                self.edge(&owner, &edge, Of::Check(check.id));
            }
        }
    }

    /// All sides of one edge.
    fn edge(&mut self, owner: &Owner, edge: &Edge<'a>, of: Of) {
        let label = edge.label(self.rubric(), self.language());
        let start = self.half_judged(of.indicator());
        match solve::solve(&start, edge) {
            Ok(solved) => {
                for one in solved {
                    self.add(owner, (&label, one.side), one.draft, of);
                }
            }
            Err(why) => self.give_up(owner, &label.edge(), why.text(self.language())),
        }
    }

    /// Takes up a case if its submission is accepted.
    fn add(&mut self, owner: &Owner, (label, side): (&labels::Label, Side), draft: Draft<'a>, of: Of) {
        let name = self.unique(format!("{}{}{}", owner.head(self.language()), self.colon(), label.side(side)));
        let written = self.form.text(&draft);
        match (self.score)(&written.submission) {
            Ok(trial) => {
                if let Some(id) = of.indicator() {
                    self.note_drop(id, &draft, &trial.scorecard.total);
                }
                let moved = draft.moved(self.written);
                let labels = (name, owner.clone(), label.edge(), side);
                self.found.push(case(labels, (written.inputs, written.submission), moved, (&trial, of)));
            }
            Err(codes) => {
                let reason = match self.language() {
                    Language::Zh => format!("这样的报送会被退回（{codes}）"),
                    Language::En => format!("such a submission is rejected ({codes})"),
                };
                self.unsolved.push(Unsolved { name, owner: owner.clone(), reason });
            }
        }
    }

    fn give_up(&mut self, owner: &Owner, what: &str, reason: String) {
        let name = format!("{}{}{what}", owner.head(self.language()), self.colon());
        if !self.unsolved.iter().any(|one| one.name == name) {
            self.unsolved.push(Unsolved { name, owner: owner.clone(), reason });
        }
    }

    fn colon(&self) -> &'static str {
        say(self.language(), "：", ": ")
    }

    /// A name that no case has yet.
    fn unique(&self, name: String) -> String {
        let taken = |name: &str| self.found.iter().any(|one| one.name == name);
        let mut numbered = name.clone();
        let mut number = 2_u32;
        while taken(&numbered) {
            numbered = format!("{name} #{number}");
            number = number.saturating_add(1);
        }
        numbered
    }

    fn finish(self) -> Edges {
        let written = self.form.text(&self.start);
        let total = self.base.scorecard.total.clone();
        let base = EdgeCase {
            name: say(self.language(), "基准", "base").to_owned(),
            owner: Owner::Total,
            edge: String::new(),
            side: Side::At,
            inputs: Vec::new(),
            submission: written.submission,
            score: total.clone(),
            total,
            grade: self.base.scorecard.grade.clone(),
            verdict: None,
            judged: false,
            moved: None,
        };
        Edges { base, cases: self.found, unsolved: self.unsolved }
    }
}

/// An accepted submission with what it shows of what it is a case of.
fn case(
    (name, owner, edge, side): (String, Owner, String, Side),
    (inputs, submission): (Vec<(String, String)>, String),
    moved: Option<Moved>,
    (trial, of): (&Trial, Of),
) -> EdgeCase {
    let card = &trial.scorecard;
    let total = card.total.clone();
    let line = of.indicator().and_then(|id| card.indicators.get(id.index()));
    let judged = line.is_some_and(|line| line.steps.iter().any(is_judged));
    let (score, grade, verdict) = match of {
        Of::Indicator(_) => (line.map(|line| line.score.clone()), card.grade.clone(), None),
        Of::Group(id) => {
            let line = card.groups.get(id.index());
            (line.map(|line| line.score.clone()), line.and_then(|line| line.grade.clone()), None)
        }
        Of::Check(id) => {
            let result = trial.checks.get(id.index());
            (None, card.grade.clone(), result.map(|result| result.outcome))
        }
        Of::Whole => (None, card.grade.clone(), None),
    };
    let score = score.unwrap_or_else(|| total.clone());
    EdgeCase { name, owner, edge, side, inputs, submission, score, total, grade, verdict, judged, moved }
}

/// Whether a person gave it, or a part of it.
fn is_judged(step: &Step) -> bool {
    match step {
        Step::Judged { .. } => true,
        Step::Item { steps, .. } | Step::Way { steps, .. } => steps.iter().any(is_judged),
        _ => false,
    }
}

impl Owner {
    /// How it is called.
    #[must_use]
    pub fn head(&self, language: Language) -> String {
        match self {
            Owner::Indicator(path) | Owner::Group(path) => path.clone(),
            Owner::Check(name) => format!("{} {name}", say(language, "校验", "check")),
            Owner::Total => say(language, "总分", "total").to_owned(),
        }
    }
}
