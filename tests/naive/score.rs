//! Scores a checked rubric the slow way: every alternative is written down, every combination tried.

use std::collections::BTreeMap;

use jixiao::ids::{GroupId, IndicatorId, NodeId};
use jixiao::quantity::Rounding;
use jixiao::rubric::{
    Arm, Award, Choice, Deduction, Expr, Item, Judgement, Node, NormalForm, Partial, Policy, Rubric, Rule,
};
use num_traits::{One, Signed, Zero};

use super::data::{Cells, Judged, below};
use super::expression::{Read, Reader};
use super::fraction::{Edge, F, Span, of, round};
use super::rows::Rows;

/// What an indicator may come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Possible {
    /// The least and the most that it may get, if it may get a score.
    pub scores: Option<(F, F)>,
    /// It may be left out: to its group, to the whole.
    pub left_out: (bool, bool),
    /// It is not settled.
    pub open: bool,
}

/// A scored submission.
#[derive(Clone, Debug)]
pub struct Result {
    /// By indicator.
    pub indicators: Vec<Possible>,
    /// By group.
    pub groups: Vec<Possible>,
    /// The whole.
    pub total: Possible,
    /// The grade.
    pub grade: Option<String>,
    /// Something over the rows of a table has bounds that need not be met, or no row to be computed of.
    pub rows: Rows,
}

/// More combinations than this are not tried.
const MOST: usize = 3000;

/// Scores; `None` if there are too many combinations of open indicators.
pub fn score(rubric: &Rubric, cells: &Cells, judged: &Judged) -> Option<Result> {
    let reader = Reader { rubric, cells, filled: false, scores: BTreeMap::new(), rows: Rows::default() };
    let mut scorer = Scorer { reader, rubric, judged };
    let ids = || (0..rubric.indicators.len()).map(IndicatorId::at);
    let adjusts = |id: &IndicatorId| rubric.indicator(*id).adjusts.is_some();
    // What stands in 加减分 comes after the tree, and is nothing until then.
    let tree = |id: IndicatorId| if adjusts(&id) { exactly(F::zero()) } else { scorer.indicator(id) };
    let mut indicators = ids().map(tree).collect::<Vec<_>>();
    let mut combinations: Vec<Vec<Fate>> = vec![Vec::new()];
    for one in &indicators {
        let mut fates = Vec::new();
        if let Some((low, high)) = &one.scores {
            fates.push(Fate::Scored(low.clone(), high.clone()));
        }
        fates.extend(one.left_out.0.then_some(Fate::ToGroup));
        fates.extend(one.left_out.1.then_some(Fate::ToWhole));
        let longer = |combination: &Vec<Fate>| {
            let with = |fate: &Fate| combination.iter().cloned().chain([fate.clone()]).collect::<Vec<_>>();
            fates.iter().map(with).collect::<Vec<_>>()
        };
        combinations = combinations.iter().flat_map(longer).collect();
        if combinations.len() > MOST {
            return None;
        }
    }
    let open = |nodes: &[NodeId]| nodes.iter().any(|node| is_open(rubric, &indicators, *node));
    let nothing = |open| Possible { scores: None, left_out: (false, false), open };
    let mut groups = rubric.groups.iter().map(|group| nothing(open(&group.children))).collect::<Vec<_>>();
    let mut total = nothing(open(&rubric.roots));
    for combination in &combinations {
        for highest in [false, true] {
            let mut sum = Sum { rubric, fates: combination, highest, groups: BTreeMap::new() };
            let (lost, score) = sum.add(&of(&rubric.total), &rubric.roots.clone(), None);
            admit(&mut total, score.map(|score| sum.total(&score, &lost)));
            for (id, score) in sum.groups {
                admit(&mut groups[id.index()], score);
            }
        }
    }
    let known = groups.iter().enumerate().map(|(at, one)| (NodeId::Group(GroupId::at(at)), one));
    let known = known.chain(ids().map(|id| (NodeId::Indicator(id), &indicators[id.index()])));
    scorer.reader.scores = known.filter_map(|(node, one)| Some((node, one.scores.clone()?))).collect();
    for id in ids().filter(adjusts) {
        indicators[id.index()] = scorer.indicator(id);
        let scores = indicators[id.index()].scores.clone().expect("an adjustment has a score");
        scorer.reader.scores.insert(NodeId::Indicator(id), scores);
    }
    let grade = super::ending::end(&scorer.reader, &indicators, &mut total);
    let rows = scorer.reader.rows.clone();
    Some(Result { indicators, groups, total, grade, rows })
}

fn is_open(rubric: &Rubric, indicators: &[Possible], node: NodeId) -> bool {
    match node {
        NodeId::Indicator(id) => indicators[id.index()].open,
        NodeId::Group(id) => rubric.group(id).children.iter().any(|child| is_open(rubric, indicators, *child)),
    }
}

fn admit(known: &mut Possible, score: Option<F>) {
    match (score, &mut known.scores) {
        (None, _) => known.left_out.0 = true,
        (Some(score), None) => known.scores = Some((score.clone(), score)),
        (Some(score), Some((low, high))) => {
            *low = score.clone().min(low.clone());
            *high = score.max(high.clone());
        }
    }
}

/// What becomes of one indicator in one combination.
#[derive(Clone, Debug)]
enum Fate {
    Scored(F, F),
    ToGroup,
    ToWhole,
}

struct Sum<'a> {
    rubric: &'a Rubric,
    fates: &'a [Fate],
    highest: bool,
    groups: BTreeMap<GroupId, Option<F>>,
}

impl Sum<'_> {
    /// The points lost to the whole, and the score of nodes that have so many points together.
    fn add(&mut self, points: &F, nodes: &[NodeId], rounding: Option<Rounding>) -> (F, Option<F>) {
        let (mut lost, mut applicable, mut sum, mut scored) = (F::zero(), F::zero(), F::zero(), false);
        for node in nodes {
            let (own, own_lost, score) = self.node(*node);
            lost += &own_lost;
            if let Some(score) = score {
                (applicable, sum, scored) = (applicable + own - own_lost, sum + score, true);
            }
        }
        let mine = points - &lost;
        if scored && mine != applicable && !applicable.is_zero() {
            sum = round(&(sum * &mine / &applicable), rounding);
        }
        (lost, scored.then_some(sum))
    }

    fn node(&mut self, node: NodeId) -> (F, F, Option<F>) {
        match node {
            NodeId::Indicator(id) => {
                let points = of(self.rubric.indicator(id).points.as_ref().unwrap());
                match &self.fates[id.index()] {
                    Fate::Scored(low, high) => (points, F::zero(), Some(if self.highest { high } else { low }.clone())),
                    Fate::ToGroup => (points, F::zero(), None),
                    Fate::ToWhole => (points.clone(), points, None),
                }
            }
            NodeId::Group(id) => {
                let group = self.rubric.group(id);
                let points = of(group.points.as_ref().unwrap());
                let (lost, score) = self.add(&points, &group.children, self.rubric.indicator_rounding);
                self.groups.insert(id, score.clone());
                (points, lost, score)
            }
        }
    }

    /// What was left out is spread. Rounded as scores are, unless the total has a rule of its own, which comes last.
    fn total(&self, sum: &F, lost: &F) -> F {
        let total = of(&self.rubric.total);
        let spread = if *lost == total { sum.clone() } else { sum * &total / (&total - lost) };
        round(&spread, self.rubric.indicator_rounding.filter(|_| self.rubric.total_rounding.is_none()))
    }
}

pub struct Scorer<'a> {
    pub reader: Reader<'a>,
    rubric: &'a Rubric,
    pub judged: &'a Judged,
}

fn exactly(score: F) -> Possible {
    Possible { scores: Some((score.clone(), score)), left_out: (false, false), open: false }
}

pub fn either(one: Possible, other: Possible) -> Possible {
    let scores = match (one.scores, other.scores) {
        (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
        (scores, None) | (None, scores) => scores,
    };
    let left_out = (one.left_out.0 || other.left_out.0, one.left_out.1 || other.left_out.1);
    Possible { scores, left_out, open: true }
}

/// Settled if one band is sure, or if all bands that an interval meets give one and the same score.
fn one_of(met: Vec<(bool, Possible)>, sure: bool) -> Possible {
    let count = met.len();
    let judged = met.iter().any(|(judged, _)| *judged);
    let varies = met.iter().any(|(_, one)| one.open);
    let all = met.into_iter().map(|(_, one)| one).reduce(either).expect("a value without a band");
    let alike = all.scores.as_ref().is_some_and(|(low, high)| low == high);
    let settled = sure && !varies && (count == 1 || (alike && !judged));
    Possible { open: !settled, ..all }
}

impl Scorer<'_> {
    fn indicator(&self, id: IndicatorId) -> Possible {
        let indicator = self.rubric.indicator(id);
        let name = indicator.name.node.as_str();
        let mut possible = self.rule(indicator.rule.as_ref().unwrap(), name, None);
        for clause in indicator.not_applicable.iter().rev() {
            let policy = || match &clause.policy {
                Policy::Points(points) => exactly(of(points)),
                Policy::Judged(judgement) => self.judgement(judgement, name, None),
                Policy::LeftOut { whole } => Possible { scores: None, left_out: (!whole, *whole), open: false },
            };
            possible = match self.reader.truth(&clause.condition) {
                Ok(true) => policy(),
                Ok(false) => possible,
                Err(_) => match self.anyhow(&clause.condition) {
                    Some(true) => Possible { open: true, ..policy() },
                    Some(false) => Possible { open: true, ..possible },
                    None => either(policy(), possible),
                },
            };
        }
        let rounding = self.rubric.indicator_rounding;
        possible.scores = possible.scores.map(|(low, high)| (round(&low, rounding), round(&high, rounding)));
        possible
    }

    pub fn rule(&self, rule: &Rule, name: &str, item: Option<&str>) -> Possible {
        match &rule.normal {
            NormalForm::Pieces { over, bands } => {
                let (at, sure) = match self.reader.read(over) {
                    Read::Number(span) => (span, true),
                    Read::Open(_) => (self.within(over), false),
                    other => panic!("a measure gives {other:?}"),
                };
                let met = bands.iter().filter_map(|band| {
                    let part = Span::of(&band.interval).meet(&at)?;
                    let judged = !matches!(band.award, Award::Curve(_));
                    Some((judged, self.award(&band.award, &part, name, item)))
                });
                one_of(met.collect(), sure)
            }
            NormalForm::Deduction(deduction) => self.deduction(deduction),
            NormalForm::Readings(_) => panic!("no target of a submission is generated"),
            NormalForm::Items(items) => self.items(items, name, item),
            NormalForm::Ways(ways) => self.ways(ways, name, item),
            NormalForm::Cases(arms) => self.cases(arms, name, item),
            NormalForm::Judged(judgement) => self.judgement(judgement, name, item),
        }
    }

    /// What is written down for a formula that cannot be told, as far as blank cells in their ranges bound it.
    pub fn within(&self, over: &Expr) -> Span {
        let domain = self.domain(over);
        match self.reader.anything_for_blanks().read(over) {
            Read::Number(span) => span.meet(&domain).unwrap_or(domain),
            _ => domain,
        }
    }

    /// What a condition that cannot be told is whatever its blank cells hold.
    fn anyhow(&self, condition: &Expr) -> Option<bool> {
        self.reader.anything_for_blanks().truth(condition).ok()
    }

    fn domain(&self, over: &Expr) -> Span {
        match &over.node {
            Node::Measure(id) => Span::of(&self.rubric.measure(*id).domain),
            _ => Span { low: Edge::Free, high: Edge::Free },
        }
    }

    fn award(&self, award: &Award, at: &Span, name: &str, item: Option<&str>) -> Possible {
        let curve = match award {
            Award::Judged(judgement) => return self.judgement(judgement, name, item),
            Award::Formula(formula) => return self.formula(formula),
            Award::Curve(curve) => curve,
        };
        let (a, b, c, d) = (of(&curve.a), of(&curve.b), of(&curve.c), of(&curve.d));
        let end = |edge: &Edge| match edge {
            Edge::At(x, _) => (&a + &b * x) / (&c + &d * x),
            Edge::Free if d.is_zero() => {
                assert!(b.is_zero(), "a score without bound");
                &a / &c
            }
            Edge::Free => &b / &d,
        };
        let (one, other) = (end(&at.low), end(&at.high));
        let open = one != other;
        Possible { scores: Some((one.clone().min(other.clone()), one.max(other))), left_out: (false, false), open }
    }

    fn deduction(&self, deduction: &Deduction) -> Possible {
        let (mut least, mut most, mut blank) = (F::zero(), Some(F::zero()), false);
        for line in &deduction.lines {
            let (step, amount) = (of(&line.step), of(&line.amount));
            let excess = match self.reader.read(&line.excess) {
                Read::Number(span) => span,
                Read::Open(_) => {
                    blank = true;
                    self.within(&line.excess)
                }
                other => panic!("an excess of {other:?}"),
            };
            let steps = |excess: &F| match line.partial {
                _ if !excess.is_positive() => F::zero(),
                Partial::ProRata => excess / &step,
                Partial::Ignored => (excess / &step).floor(),
                Partial::Charged => (excess / &step).ceil(),
            };
            // Beside a jump the score is that of a number as near as one likes.
            let near = &step / F::from_integer(num_bigint::BigInt::from(10).pow(30));
            least += match &excess.low {
                Edge::Free => F::zero(),
                Edge::At(low, false) if line.partial == Partial::Charged && !low.is_negative() => {
                    steps(&(low + near.clone())) * &amount
                }
                Edge::At(low, _) => steps(low) * &amount,
            };
            most = match (most, &excess.high) {
                (Some(most), Edge::At(high, false)) if line.partial == Partial::Ignored => {
                    Some(most + steps(&(high - near)) * &amount)
                }
                (Some(most), Edge::At(high, _)) => Some(most + steps(high) * &amount),
                _ => None,
            };
        }
        let (full, floor) = (of(&deduction.full), of(&deduction.floor));
        let high = (&full - least).max(floor.clone());
        let low = most.map_or(floor.clone(), |most| (&full - most).max(floor.clone()));
        let open = blank || low != high;
        Possible { scores: Some((low, high)), left_out: (false, false), open }
    }

    fn items(&self, items: &[Item], name: &str, outer: Option<&str>) -> Possible {
        let mut sum = exactly(F::zero());
        for item in items {
            let one = self.rule(&item.rule, name, Some(&below(outer, &item.name)));
            let ((low, high), (own_low, own_high)) = (sum.scores.unwrap(), one.scores.unwrap());
            sum.scores = Some((low + own_low, high + own_high));
            sum.open |= one.open;
        }
        sum
    }

    fn cases(&self, arms: &[Arm], name: &str, item: Option<&str>) -> Possible {
        let (arm, rest) = arms.split_first().expect("an arm that always holds");
        let then = || match &arm.then {
            Choice::Award(award) => self.award(award, &Span { low: Edge::Free, high: Edge::Free }, name, item),
            Choice::Rule(rule) => self.rule(rule, name, item),
        };
        let truth = arm.condition.as_ref().map_or(Ok(true), |condition| self.reader.truth(condition));
        match truth {
            Ok(true) => then(),
            Ok(false) => self.cases(rest, name, item),
            Err(_) => match arm.condition.as_ref().and_then(|condition| self.anyhow(condition)) {
                Some(true) => Possible { open: true, ..then() },
                Some(false) => Possible { open: true, ..self.cases(rest, name, item) },
                None => either(then(), self.cases(rest, name, item)),
            },
        }
    }

    fn judgement(&self, judgement: &Judgement, name: &str, item: Option<&str>) -> Possible {
        let key = (name.to_owned(), item.map(str::to_owned));
        if let Some(score) = self.judged.scores.get(&key) {
            return exactly(score.clone());
        }
        // All scores with the decimals that scores may have, one after the other.
        let places = self.rubric.indicator_rounding.map_or(2, |rounding| rounding.places);
        let unit = F::one() / F::from_integer(num_bigint::BigInt::from(10).pow(places));
        let adjusts =
            self.rubric.indicators.iter().find(|one| one.name.node == name).and_then(|one| one.adjusts.as_ref());
        let least = adjusts.filter(|_| item.is_none()).map_or(F::zero(), |range| of(&range.least));
        let points = of(&judgement.points);
        let spans = judgement.levels.iter().map(|level| Span::of(&level.scores)).collect::<Vec<_>>();
        let allowed = |score: &F| spans.is_empty() || spans.iter().any(|span| span.has(score));
        let (mut low, mut high) = ((&least / &unit).ceil() * &unit, (&points / &unit).floor() * &unit);
        while !allowed(&low) && low <= points {
            low += &unit;
        }
        while !allowed(&high) && high > least {
            high -= &unit;
        }
        if low > high {
            (low, high) = (least, points);
        }
        Possible { scores: Some((low, high)), left_out: (false, false), open: true }
    }
}
