//! Who decides the points: the rule from data, a person, or the one where the other does not.

use crate::ids::{GroupId, IndicatorId, NodeId};
use crate::quantity::Rational;
use crate::rubric::{Award, Choice, Indicator, NormalForm, Rubric, Rule};

/// A part of the tree and who decides its points.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name; `None` for the whole.
    pub name: Option<String>,
    /// Its points; `None` where they are not published or come with the submission.
    pub points: Option<Rational>,
    /// Who decides them.
    pub share: Share,
    /// The indicators of which a part is judged, or may be.
    pub mixed: Vec<String>,
}

/// Points by who decides them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The rule, from data alone.
    pub rule: Rational,
    /// The rule for some data, a person for the others.
    pub mixed: Rational,
    /// A person.
    pub judged: Rational,
    /// Those that come with the rows of a submission.
    pub submitted: Rational,
}

/// What decides a rule.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decides {
    Rule,
    Mixed,
    Judged,
}

/// The groups and indicators at the top, then the whole.
pub(super) fn parts(rubric: &Rubric) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut whole = Part { name: None, points: Some(rubric.total.clone()), share: Share::none(), mixed: Vec::new() };
    for root in &rubric.roots {
        let mut part = Part {
            name: Some(name(rubric, *root)),
            points: points(rubric, *root),
            share: Share::none(),
            mixed: Vec::new(),
        };
        add(rubric, *root, &mut part);
        whole.share = whole.share.plus(&part.share);
        whole.mixed.extend(part.mixed.iter().cloned());
        parts.push(part);
    }
    if parts.len() != 1 {
        parts.push(whole);
    }
    parts
}

fn name(rubric: &Rubric, node: NodeId) -> String {
    match node {
        NodeId::Group(id) => rubric.group(id).name.node.clone(),
        NodeId::Indicator(id) => rubric.indicator(id).name.node.clone(),
    }
}

fn points(rubric: &Rubric, node: NodeId) -> Option<Rational> {
    match node {
        NodeId::Group(id) => rubric.group(id).points.clone(),
        NodeId::Indicator(id) => rubric.indicator(id).points.clone(),
    }
}

fn add(rubric: &Rubric, node: NodeId, part: &mut Part) {
    match node {
        NodeId::Group(id) => group(rubric, id, part),
        NodeId::Indicator(id) => indicator(rubric, id, part),
    }
}

fn group(rubric: &Rubric, id: GroupId, part: &mut Part) {
    let group = rubric.group(id);
    let Some(rows) = &group.rows else {
        return group.children.iter().for_each(|child| add(rubric, *child, part));
    };
    let template = rubric.indicator(rows.template);
    match &group.points {
        Some(points) => of_rule(template, points, &group.name.node, part),
        None => {
            let own = by_rows(rubric, id);
            part.share.submitted = &part.share.submitted + &own;
        }
    }
}

/// What is left for groups whose rows bring their points along, an equal part each.
fn by_rows(rubric: &Rubric, id: GroupId) -> Rational {
    let group = rubric.group(id);
    let (whole, beside) = match group.parent.map(|parent| rubric.group(parent)) {
        Some(parent) => (parent.points.clone(), &parent.children),
        None => (Some(rubric.total.clone()), &rubric.roots),
    };
    let Some(whole) = whole else { return Rational::ZERO };
    let known = beside.iter().filter_map(|node| points(rubric, *node)).fold(Rational::ZERO, |sum, one| &sum + &one);
    let open = beside.iter().filter(|node| points(rubric, **node).is_none()).count();
    let open = i64::try_from(open).map_or(Rational::ONE, Rational::whole);
    (&whole - &known).checked_div(&open).unwrap_or(Rational::ZERO)
}

fn indicator(rubric: &Rubric, id: IndicatorId, part: &mut Part) {
    let indicator = rubric.indicator(id);
    if let Some(points) = &indicator.points {
        of_rule(indicator, points, &rubric.short_name(NodeId::Indicator(id)), part);
    }
}

fn of_rule(indicator: &Indicator, points: &Rational, name: &str, part: &mut Part) {
    let Some(rule) = &indicator.rule else { return };
    let share = share(rule, points);
    if !share.mixed.is_zero() || (!share.judged.is_zero() && !share.rule.is_zero()) {
        part.mixed.push(name.to_owned());
    }
    part.share = part.share.plus(&share);
}

/// Who decides the points of a rule. The rule of a row has 1 point, so its items are taken in proportion.
fn share(rule: &Rule, points: &Rational) -> Share {
    if let NormalForm::Items(items) = &rule.normal {
        let whole = items.iter().fold(Rational::ZERO, |sum, item| &sum + &item.points);
        return items.iter().fold(Share::none(), |sum, item| {
            let own = (&item.points * points).checked_div(&whole).unwrap_or(Rational::ZERO);
            sum.plus(&share(&item.rule, &own))
        });
    }
    let mut share = Share::none();
    match decides(rule) {
        Decides::Rule => share.rule = points.clone(),
        Decides::Mixed => share.mixed = points.clone(),
        Decides::Judged => share.judged = points.clone(),
    }
    share
}

fn decides(rule: &Rule) -> Decides {
    let of_award = |award: &Award| if matches!(award, Award::Judged(_)) { Decides::Judged } else { Decides::Rule };
    let parts: Vec<Decides> = match &rule.normal {
        NormalForm::Judged(_) => vec![Decides::Judged],
        NormalForm::Deduction(_) => vec![Decides::Rule],
        NormalForm::Pieces { bands, .. } => bands.iter().map(|band| of_award(&band.award)).collect(),
        NormalForm::Items(items) => items.iter().map(|item| decides(&item.rule)).collect(),
        NormalForm::Cases(arms) => arms
            .iter()
            .map(|arm| match &arm.then {
                Choice::Award(award) => of_award(award),
                Choice::Rule(rule) => decides(rule),
            })
            .collect(),
        NormalForm::Ways(ways) => ways.ways.iter().map(|way| decides(&way.rule)).collect(),
        NormalForm::Readings(readings) => readings.iter().map(|one| decides(&one.rule)).collect(),
    };
    let first = parts.first().copied().unwrap_or(Decides::Rule);
    if parts.iter().all(|part| *part == first) { first } else { Decides::Mixed }
}

impl Share {
    fn none() -> Self {
        let zero = || Rational::ZERO;
        Share { rule: zero(), mixed: zero(), judged: zero(), submitted: zero() }
    }

    fn plus(&self, other: &Share) -> Share {
        Share {
            rule: &self.rule + &other.rule,
            mixed: &self.mixed + &other.mixed,
            judged: &self.judged + &other.judged,
            submitted: &self.submitted + &other.submitted,
        }
    }

    /// All of it.
    #[must_use]
    pub fn sum(&self) -> Rational {
        &(&self.rule + &self.mixed) + &(&self.judged + &self.submitted)
    }
}
