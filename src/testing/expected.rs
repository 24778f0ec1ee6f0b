//! 应得: what a test expects, and what came out instead.

use std::collections::{BTreeMap, BTreeSet};

use super::{TestCase, diagnostics};
use crate::diagnostic::{Diagnostic, Diagnostics, Reported, Text, closest};
use crate::ids::{GroupId, IndicatorId, NodeId};
use crate::quantity::{Kind, Rational, Rounding, RoundingMode};
use crate::rubric::{Rubric, show_points};
use crate::scorecard::{Amount, Scorecard, Step};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Expectation, ExpectedOutcome, ExpectedSubject, LiteralUnit};

/// An expectation that was not met.
#[derive(Clone, Debug)]
pub struct Miss {
    /// Of what: an indicator or a group; `None` for the total and its grade.
    pub node: Option<NodeId>,
    /// What it is called in the test.
    pub name: Text,
    /// What was expected.
    pub expected: Text,
    /// What came out.
    pub found: Text,
    /// Where it is expected.
    pub span: Span,
}

/// What an expectation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Node(NodeId),
    Total,
    /// The grade of a group, or of the total.
    Grade(Option<GroupId>),
}

/// Checks what a test expects: whether there is something of that name, and whether it can come out.
///
/// `rubric` is unfolded over the rows of the test.
///
/// # Errors
/// E0701, E0702, E0703.
pub fn settle(rubric: &Rubric, case: &TestCase, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let before = diagnostics.count();
    // That it is not applicable may be expected beside the score that it has then.
    let mut first: BTreeMap<(Subject, bool), Span> = BTreeMap::new();
    for one in &case.expected {
        let Ok(subject) = subject(rubric, &one.subject, diagnostics) else { continue };
        if let Some(fault) = impossible(rubric, subject, one) {
            diagnostics.error(fault);
        }
        if let Some(first) = first.insert((subject, one.outcome.node == ExpectedOutcome::NotApplicable), one.span) {
            diagnostics.error(diagnostics::expected_twice(one.span, first));
        }
    }
    diagnostics.error_since(before).map_or(Ok(()), Err)
}

/// What came out otherwise than a test expects, in the order of the test.
///
/// `rubric` is unfolded over the rows of the test, `written` is not.
#[must_use]
pub fn judge((written, rubric): (&Rubric, &Rubric), case: &TestCase, card: &Scorecard) -> Vec<Miss> {
    let open = without_rows(written, case);
    let mut none = Diagnostics::default();
    let misses = case.expected.iter().filter_map(|one| {
        // A test is settled before it is run.
        let subject = subject(rubric, &one.subject, &mut none).ok()?;
        let found = found(subject, card).unless_open(rubric, subject, &open);
        let expected = &one.outcome.node;
        let met = match (&found, expected) {
            (Found::Score(amount, not_applicable), expected) => meets(amount, *not_applicable, expected),
            (Found::Grade(Some(grade)), ExpectedOutcome::Word(word)) => grade == word,
            (Found::Grade(None), ExpectedOutcome::Open) => true,
            _ => false,
        };
        let node = match subject {
            Subject::Node(node) => Some(node),
            Subject::Grade(of) => of.map(NodeId::Group),
            Subject::Total => None,
        };
        (!met).then(|| Miss {
            node,
            name: name(&one.subject),
            expected: said(expected),
            found: found.said(rubric, expected),
            span: one.span,
        })
    });
    misses.collect()
}

/// What came out.
enum Found {
    /// A score, and whether it comes from a 不适用.
    Score(Amount, bool),
    Grade(Option<String>),
}

fn found(subject: Subject, card: &Scorecard) -> Found {
    match subject {
        Subject::Total => Found::Score(card.total.clone(), false),
        Subject::Grade(None) => Found::Grade(card.grade.clone()),
        Subject::Grade(Some(id)) => Found::Grade(card.groups.get(id.index()).and_then(|line| line.grade.clone())),
        Subject::Node(NodeId::Indicator(id)) => {
            let line = card.indicators.get(id.index());
            let not_applicable = line.is_some_and(|line| matches!(line.steps.first(), Some(Step::NotApplicable(_))));
            Found::Score(line.map_or(Amount::Unpublished, |line| line.score.clone()), not_applicable)
        }
        Subject::Node(NodeId::Group(id)) => {
            let line = card.groups.get(id.index());
            Found::Score(line.map_or(Amount::Unpublished, |line| line.score.clone()), false)
        }
    }
}

/// The groups that score rows of a table that the test does not give, and those above them: nobody knows their scores.
fn without_rows(written: &Rubric, case: &TestCase) -> BTreeSet<GroupId> {
    let given = |name: &str| case.submission.tables.iter().any(|table| table.name.node == name);
    let groups = written
        .groups
        .iter()
        .enumerate()
        .filter(|(_, group)| group.rows.as_ref().is_some_and(|rows| !given(&written.table(rows.table).name.node)));
    let mut open = BTreeSet::new();
    for (at, _) in groups {
        let mut next = Some(GroupId::at(at));
        while let Some(id) = next.filter(|id| open.insert(*id)) {
            next = written.group(id).parent;
        }
    }
    open
}

fn meets(found: &Amount, not_applicable: bool, expected: &ExpectedOutcome) -> bool {
    match (expected, found) {
        (ExpectedOutcome::NotApplicable, found) => not_applicable || matches!(found, Amount::LeftOut),
        (ExpectedOutcome::Open, Amount::Between(..)) => true,
        (ExpectedOutcome::Score(literal), Amount::Exact(score)) => {
            let expected = Rational::from(literal.magnitude);
            // A third cannot be written out; it is compared in the digits that are.
            let endless = score.decimal_places().is_none();
            let rounding = Rounding { places: literal.digits, mode: RoundingMode::HalfUp };
            expected == *score || (endless && expected == rounding.round(score))
        }
        (ExpectedOutcome::Score(literal), Amount::Between(least, most)) => {
            least == most && Rational::from(literal.magnitude) == *least
        }
        _ => false,
    }
}

impl Found {
    /// The same, or open where rows are not known that it rests on.
    fn unless_open(self, rubric: &Rubric, subject: Subject, open: &BTreeSet<GroupId>) -> Found {
        let rests = match subject {
            Subject::Node(NodeId::Group(id)) | Subject::Grade(Some(id)) => open.contains(&id),
            Subject::Total | Subject::Grade(None) => !open.is_empty(),
            Subject::Node(NodeId::Indicator(_)) => false,
        };
        match (rests, self, range(rubric, subject)) {
            (true, Found::Score(..), Some((least, most))) => Found::Score(Amount::Between(least, most), false),
            (true, Found::Grade(_), _) => Found::Grade(None),
            (_, found, _) => found,
        }
    }

    fn said(&self, rubric: &Rubric, expected: &ExpectedOutcome) -> Text {
        use crate::diagnostic::Language::{En, Zh};
        let points = |score: &Rational| {
            let places = rubric.indicator_rounding.map_or(0, |rounding| rounding.places);
            let exact = score.decimal_places().is_none();
            let (numerator, denominator) = score.parts();
            let fraction = |zh: bool| match (exact, zh) {
                (true, true) => format!("（{numerator}/{denominator}）"),
                (true, false) => format!(" ({numerator}/{denominator})"),
                _ => String::new(),
            };
            let shown = |language| show_points(score, places.min(2), language);
            Text::new(format!("{}{}", shown(Zh), fraction(true)), format!("{}{}", shown(En), fraction(false)))
        };
        match self {
            Found::Grade(Some(grade)) => Text::new(grade, grade),
            Found::Grade(None) => Text::new("未决", "open"),
            Found::Score(Amount::Exact(score), applied) => {
                let Text { zh, en } = points(score);
                match (expected, applied) {
                    (ExpectedOutcome::NotApplicable, false) => {
                        Text::new(format!("{zh}（不适用的条件不成立）"), format!("{en} (no n/a condition holds)"))
                    }
                    _ => Text::new(zh, en),
                }
            }
            Found::Score(Amount::Between(least, most), _) => {
                let (least, most) = (points(least), points(most));
                Text::new(format!("未决（{} 至 {}）", least.zh, most.zh), format!("open ({} to {})", least.en, most.en))
            }
            Found::Score(Amount::LeftOut, _) => Text::new("不计入总分", "left out"),
            Found::Score(Amount::Unpublished, _) => Text::new("分值未公布", "points unpublished"),
        }
    }
}

fn name(subject: &ExpectedSubject) -> Text {
    match subject {
        ExpectedSubject::Node(name) => Text::new(&name.node, &name.node),
        ExpectedSubject::Total(_) => Text::new("总分", "total"),
        ExpectedSubject::Grade(None, _) => Text::new("等级", "grade"),
        ExpectedSubject::Grade(Some(of), _) => Text::new(format!("等级({})", of.node), format!("grade({})", of.node)),
    }
}

fn said(expected: &ExpectedOutcome) -> Text {
    use crate::diagnostic::Language::{En, Zh};
    match expected {
        ExpectedOutcome::Open => Text::new("未决", "open"),
        ExpectedOutcome::NotApplicable => Text::new("不适用", "n/a"),
        ExpectedOutcome::Word(word) => Text::new(word, word),
        ExpectedOutcome::Score(literal) => {
            let score = Rational::from(literal.magnitude);
            let shown = |language| show_points(&score, literal.digits, language);
            Text::new(shown(Zh), shown(En))
        }
    }
}

/// What is meant by a name.
fn subject(rubric: &Rubric, written: &ExpectedSubject, diagnostics: &mut Diagnostics) -> Result<Subject, Reported> {
    match written {
        ExpectedSubject::Total(_) => Ok(Subject::Total),
        ExpectedSubject::Grade(None, _) => Ok(Subject::Grade(None)),
        ExpectedSubject::Node(name) => find(rubric, name, diagnostics).map(Subject::Node),
        ExpectedSubject::Grade(Some(name), _) => match find(rubric, name, diagnostics)? {
            NodeId::Group(id) => Ok(Subject::Grade(Some(id))),
            NodeId::Indicator(_) => Err(diagnostics.error(diagnostics::no_grades(name.span, &name.node))),
        },
    }
}

/// The indicator or group of a name or a path.
fn find(rubric: &Rubric, name: &Spanned<String>, diagnostics: &mut Diagnostics) -> Result<NodeId, Reported> {
    let groups = rubric.groups.iter().enumerate().map(|(at, one)| (NodeId::Group(GroupId::at(at)), &one.name.node));
    let indicators = rubric.indicators.iter().enumerate().filter(|(_, one)| !one.template);
    let indicators = indicators.map(|(at, one)| (NodeId::Indicator(IndicatorId::at(at)), &one.name.node));
    let all = groups.chain(indicators).collect::<Vec<_>>();
    if let Some((node, _)) = all.iter().find(|(node, _)| name.node.contains('/') && rubric.path(*node) == name.node) {
        return Ok(*node);
    }
    let named = all.iter().filter(|(_, one)| **one == name.node).map(|(node, _)| *node).collect::<Vec<_>>();
    match named.as_slice() {
        [node] => Ok(*node),
        [] => {
            let paths = all.iter().map(|(node, _)| rubric.path(*node)).collect::<Vec<_>>();
            let names = all.iter().map(|(_, name)| name.as_str());
            let near = closest(&name.node, names.chain(paths.iter().map(String::as_str)));
            let field = rubric.fields.iter().any(|field| field.name.node == name.node);
            Err(diagnostics.error(diagnostics::unknown(name, near, field)))
        }
        several => {
            let paths = several.iter().map(|node| rubric.path(*node)).collect::<Vec<_>>();
            Err(diagnostics.error(diagnostics::ambiguous(name, &paths)))
        }
    }
}

/// What can never come out.
fn impossible(rubric: &Rubric, subject: Subject, one: &Expectation) -> Option<Diagnostic> {
    let (span, label) = (one.outcome.span, name(&one.subject));
    let grades = match subject {
        Subject::Grade(None) => Some(&rubric.grades),
        Subject::Grade(Some(id)) => Some(&rubric.group(id).grades),
        _ => None,
    };
    match (&one.outcome.node, grades) {
        (_, Some(grades)) if grades.is_empty() => Some(diagnostics::no_grades(one.span, &label.zh)),
        (ExpectedOutcome::Word(word), Some(grades)) => {
            let known = || grades.iter().map(|grade| grade.name.node.as_str());
            let near = closest(word, known());
            let unknown = !known().any(|name| name == word);
            unknown.then(|| diagnostics::unknown_grade(span, word, &known().collect::<Vec<_>>(), near))
        }
        (ExpectedOutcome::Open, _) | (ExpectedOutcome::NotApplicable, None) => None,
        (_, Some(_)) => Some(diagnostics::not_a_grade(span)),
        (ExpectedOutcome::Word(word), None) => Some(diagnostics::not_a_score(span, word)),
        (ExpectedOutcome::Score(literal), None) => {
            let unit = match &literal.unit {
                LiteralUnit::Unit(unit) => rubric.units.find(&unit.node),
                LiteralUnit::None | LiteralUnit::Date => None,
            };
            if unit.is_none_or(|unit| unit.kind != Kind::Score) {
                return Some(diagnostics::not_a_score(span, ""));
            }
            let score = Rational::from(literal.magnitude);
            match range(rubric, subject) {
                None => Some(diagnostics::unpublished(span, &label)),
                Some((least, most)) => {
                    let beyond = score < least || most < score;
                    beyond.then(|| diagnostics::beyond(span, &label, (&least, &most)))
                }
            }
        }
    }
}

/// The least and the most that something may score; `None` where that is not published.
fn range(rubric: &Rubric, subject: Subject) -> Option<(Rational, Rational)> {
    match subject {
        Subject::Node(NodeId::Indicator(id)) => {
            let indicator = rubric.indicator(id);
            match &indicator.adjusts {
                Some(range) => Some((range.least.clone(), range.most.clone())),
                None => indicator.points.clone().map(|points| (Rational::ZERO, points)),
            }
        }
        Subject::Node(NodeId::Group(id)) => rubric.group(id).points.clone().map(|points| (Rational::ZERO, points)),
        Subject::Total | Subject::Grade(_) => {
            let range = rubric.ending.totals(&rubric.total);
            Some((range.least, range.most))
        }
    }
}
