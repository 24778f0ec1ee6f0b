//! A test to add for what nothing tries: the edge case that tries it, written as 测试. Only what passes is offered.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::coverage::{Coverage, Part, Seen, Sort};
use crate::diagnostic::{Diagnostics, Language};
use crate::edges::{EdgeCase, Edges, Owner};
use crate::ids::{IndicatorId, NodeId};
use crate::quantity::{Kind, Rational, Rounding, RoundingMode};
use crate::rubric::{Rubric, show_points};
use crate::scorecard::{Amount, Scorecard};
use crate::source::SourceMap;
use crate::submission::{self, Content, Datum, Format, Judgement, Raw, Submission, YearKey};
use crate::tested::{run_test, tests};
use crate::{Evaluation, ScoreOptions};

/// An edge case as it is scored, with its texts.
pub(super) fn scored(rubric: &Rubric, json: &str) -> Option<Evaluation> {
    let mut sources = SourceMap::default();
    let id = sources.add("", json);
    let options = ScoreOptions { format: Format::Json, basis: None, year_mismatch: false };
    crate::score(rubric, sources.get(id), options, &mut Diagnostics::default()).ok()
}

/// What is known of a scored submission, for coverage.
pub(super) fn seen(evaluation: &Evaluation) -> Seen<'_> {
    Seen { rubric: &evaluation.rubric, scorecard: &evaluation.scorecard, findings: &evaluation.findings }
}

/// Tests that try what nothing tries, as far as an edge case does, with the parts that each is for. Few tests that try
/// much come before many that try little.
pub(super) fn blocks(
    rubric: &Rubric,
    coverage: &Coverage,
    edges: &Edges,
    titles: &[String],
) -> Vec<(String, Vec<usize>)> {
    let mut left = coverage.missing().map(|(at, _)| at).collect::<BTreeSet<_>>();
    if left.is_empty() {
        return Vec::new();
    }
    let mut tries = BTreeMap::<usize, Vec<usize>>::new();
    let cases = edges.cases.iter().chain([&edges.base]).collect::<Vec<_>>();
    for (at, case) in cases.iter().enumerate() {
        let found = scored(rubric, &case.submission).map(|one| coverage.would_try(seen(&one)));
        tries.extend(found.filter(|found| !found.is_empty()).map(|found| (at, found)));
    }
    let (mut blocks, mut taken) = (Vec::new(), titles.to_vec());
    // Each round takes one case, or does away with one that leads to nothing.
    while let Some((at, parts)) = most(&tries, &left) {
        let made = cases.get(at).and_then(|case| {
            let evaluation = scored(rubric, &case.submission)?;
            let part = parts.first().and_then(|at| coverage.parts.get(*at))?;
            let scorecard = &evaluation.scorecard;
            let writer = Writer { rubric, owner: part.owner, scorecard, not_applicable: is_clause(part) };
            let title = untaken(&title(case, part, &writer), &taken);
            let block = writer.block(&title, &case.submission)?;
            let tried = passes(rubric, coverage, &block);
            let tried = tried.into_iter().filter(|at| left.contains(at)).collect::<Vec<_>>();
            (!tried.is_empty()).then_some((title, block, tried))
        });
        match made {
            Some((title, block, tried)) => {
                left.retain(|at| !tried.contains(at));
                taken.push(title);
                blocks.push((block, tried));
            }
            None => drop(tries.remove(&at)),
        }
    }
    blocks
}

/// The case that tries most of what is left, the first of several, and what of one owner it tries.
fn most(tries: &BTreeMap<usize, Vec<usize>>, left: &BTreeSet<usize>) -> Option<(usize, Vec<usize>)> {
    let open = tries.iter().map(|(at, parts)| {
        let parts = parts.iter().copied().filter(|part| left.contains(part)).collect::<Vec<_>>();
        (*at, parts)
    });
    open.filter(|(_, parts)| !parts.is_empty()).max_by_key(|(at, parts)| (parts.len(), Reverse(*at)))
}

/// What a test is called: the edge that it is at, if its own score is expected; else whose score is, and what of it.
fn title(case: &EdgeCase, part: &Part, writer: &Writer<'_>) -> String {
    let own = match (&case.owner, part.owner) {
        (Owner::Indicator(path), Some(id)) => *path == writer.rubric.path(NodeId::Indicator(id)),
        (Owner::Check(name), None) => *name == part.name,
        (Owner::Total, None) => part.sort != Sort::Check,
        _ => false,
    };
    if own {
        return case.name.clone();
    }
    let detail = part.detail.as_ref().map(|detail| detail.get(writer.rubric.language).to_owned());
    let score = || match part.owner.and_then(|id| writer.scorecard.indicators.get(id.index())) {
        Some(line) => writer.points(&line.score),
        None => writer.points(&writer.scorecard.total),
    };
    let detail = detail.or_else(score).unwrap_or_default();
    format!("{}{}{detail}", part.name, writer.say("：", ": "))
}

fn untaken(name: &str, taken: &[String]) -> String {
    let mut title = name.to_owned();
    while taken.contains(&title) {
        title.push('′');
    }
    title
}

fn is_clause(part: &Part) -> bool {
    part.sort == Sort::NotApplicable
}

/// What a test tries that nothing tried so far, if it passes as it would after being pasted.
fn passes(rubric: &Rubric, coverage: &Coverage, block: &str) -> Vec<usize> {
    let mut sources = SourceMap::default();
    // The prelude and the rubric come before it, so that it has a place of its own.
    sources.add("", "");
    let id = sources.add("", block);
    let mut diagnostics = Diagnostics::default();
    let list = tests(&sources, rubric, id, &mut diagnostics);
    match (list.as_slice(), diagnostics.error_since(0)) {
        ([test], None) => {
            let run = run_test(rubric, test);
            run.evaluation.filter(|_| run.passed).map(|one| coverage.would_try(seen(&one))).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// Writes one test.
struct Writer<'a> {
    rubric: &'a Rubric,
    /// Whose score is expected; `None` is the total.
    owner: Option<IndicatorId>,
    scorecard: &'a Scorecard,
    not_applicable: bool,
}

impl Writer<'_> {
    fn block(&self, title: &str, json: &str) -> Option<String> {
        let mut sources = SourceMap::default();
        let id = sources.add("", json);
        let read = submission::read(sources.get(id), Format::Json, &mut Diagnostics::default()).ok()?;
        let (comma, test) = (self.say("，", ", "), self.say("测试", "test"));
        let (given, expect) = (self.say("给定", "given"), self.say("应得", "expect"));
        let mut out = format!("{test} {} {{\n", text(title));
        let figures = self.figures(&read);
        if !figures.is_empty() {
            out.push_str(&format!("  {given} {}\n", figures.join(comma)));
        }
        for table in read.tables.iter().filter(|table| self.reads_table(&table.name.node)) {
            out.push_str(&format!("  {given} {} {{\n", name(&table.name.node)));
            for row in &table.rows {
                let cells = row.cells.iter().flat_map(|cell| self.figure(cell)).collect::<Vec<_>>();
                out.push_str(&format!("    {}\n", cells.join(comma)));
            }
            out.push_str("  }\n");
        }
        out.push_str(&format!("  {expect} {}\n}}\n", self.expected()?.join(comma)));
        Some(out)
    }

    fn figures(&self, read: &Submission) -> Vec<String> {
        let data = read.data.iter().filter(|datum| self.reads(&datum.name.node));
        let mut figures = data.flat_map(|datum| self.figure(datum)).collect::<Vec<_>>();
        for judgement in &read.judgements {
            if self.judges(&judgement.name.node) {
                figures.extend(self.judgement(judgement));
            }
        }
        figures
    }

    fn figure(&self, datum: &Datum) -> Vec<String> {
        let shown = name(&datum.name.node);
        match &datum.content {
            Content::Years(years) => {
                let years = years.iter().filter_map(|one| {
                    let value = self.value(&datum.name.node, &one.content)?;
                    Some(match one.year.node {
                        YearKey::This => format!("{shown} = {value}"),
                        YearKey::Last => format!("{}.{shown} = {value}", self.say("上年", "last year")),
                        YearKey::Number(year) => format!("{shown}@{year} = {value}"),
                    })
                });
                years.collect()
            }
            content => {
                self.value(&datum.name.node, content).map(|value| format!("{shown} = {value}")).into_iter().collect()
            }
        }
    }

    fn value(&self, field: &str, content: &Content) -> Option<String> {
        let words = |field: &&crate::rubric::Field| matches!(field.kind, Kind::Text | Kind::Target | Kind::Quantity);
        let quoted = self.rubric.fields.iter().filter(|one| one.name.node == field).any(|one| words(&one));
        match content {
            Content::Blank | Content::Years(_) => None,
            Content::NotApplicable { reason } => Some(format!("{} {}", self.say("不适用", "n/a"), text(&reason.node))),
            Content::Values(prints) => Some(match &prints.first()?.value.node {
                Raw::Text(written) | Raw::Number(written) if quoted => text(written),
                Raw::Text(written) | Raw::Number(written) => written.clone(),
                Raw::Bool(true) => self.say("是", "yes").to_owned(),
                Raw::Bool(false) => self.say("否", "no").to_owned(),
            }),
        }
    }

    fn judgement(&self, judgement: &Judgement) -> Vec<String> {
        let path = path(&judgement.name.node);
        let score = |raw: &Raw| match raw {
            Raw::Number(number) => format!("{number}{}", self.say("分", " points")),
            Raw::Text(written) => written.clone(),
            Raw::Bool(_) => String::new(),
        };
        let claimed = judgement.claimed.as_ref().map(|raw| (self.say("自评分", "claimed"), score(&raw.node)));
        let reviewed = judgement.reviewed.as_ref().map(|raw| (self.say("复核分", "reviewed"), score(&raw.node)));
        let choice = judgement.choice.as_ref().map(|choice| (self.say("选用", "choice"), text(&choice.node)));
        let all = [claimed, reviewed, choice].into_iter().flatten();
        all.map(|(word, value)| format!("{word}({path}) = {value}")).collect()
    }

    /// Everything where the total is expected or the owner is a row.
    fn all(&self) -> bool {
        self.owner.is_none_or(|id| self.rubric.indicator(id).template)
    }

    fn reads(&self, datum: &str) -> bool {
        let named = |one: &crate::rubric::Field| {
            one.of_year.as_ref().map_or(one.name.node.as_str(), |of| of.series.as_str()) == datum
        };
        let own =
            |id: IndicatorId| self.rubric.indicator(id).reads.iter().any(|field| named(self.rubric.field(*field)));
        self.all() || self.owner.is_some_and(own)
    }

    fn reads_table(&self, table: &str) -> bool {
        let of = |one: &crate::rubric::Field| one.table.or(one.row.as_ref().map(|cell| cell.table));
        let named = |one: &crate::rubric::Field| of(one).is_some_and(|id| self.rubric.table(id).name.node == table);
        let own =
            |id: IndicatorId| self.rubric.indicator(id).reads.iter().any(|field| named(self.rubric.field(*field)));
        self.all() || self.owner.is_some_and(own)
    }

    fn judges(&self, judged: &str) -> bool {
        let own = |id: IndicatorId| {
            let node = NodeId::Indicator(id);
            let names =
                [self.rubric.short_name(node), self.rubric.path(node), self.rubric.indicator(id).name.node.clone()];
            names.iter().any(|name| {
                judged.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        self.all() || self.owner.is_some_and(own)
    }

    fn expected(&self) -> Option<Vec<String>> {
        let Some(id) = self.owner.filter(|_| !self.all()) else {
            let total = format!("{} = {}", self.say("总分", "total"), self.points(&self.scorecard.total)?);
            let grade =
                self.scorecard.grade.as_ref().map(|grade| format!("{} = {}", self.say("等级", "grade"), text(grade)));
            return Some(std::iter::once(total).chain(grade).collect());
        };
        let shown = path(&self.rubric.short_name(NodeId::Indicator(id)));
        let score = &self.scorecard.indicators.get(id.index())?.score;
        let mut expected = Vec::new();
        if self.not_applicable || matches!(score, Amount::LeftOut) {
            expected.push(format!("{shown} = {}", self.say("不适用", "n/a")));
        }
        expected.extend(self.points(score).map(|points| format!("{shown} = {points}")));
        (!expected.is_empty()).then_some(expected)
    }

    fn points(&self, amount: &Amount) -> Option<String> {
        let digits = |score: &Rational| match score.decimal_places() {
            Some(_) => score.clone(),
            None => Rounding { places: 4, mode: RoundingMode::HalfUp }.round(score),
        };
        match amount {
            Amount::Exact(score) => Some(show_points(&digits(score), 0, self.rubric.language)),
            Amount::Between(..) => Some(self.say("未决", "open").to_owned()),
            Amount::LeftOut | Amount::Unpublished => None,
        }
    }

    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        if self.rubric.language == Language::Zh { zh } else { en }
    }
}

/// A name, in quotes where it is no word.
fn name(written: &str) -> String {
    let word = written.chars().all(|one| one.is_alphanumeric() || one == '_')
        && !written.starts_with(|one: char| one.is_ascii_digit());
    if word { written.to_owned() } else { format!("「{written}」") }
}

fn path(written: &str) -> String {
    written.split('/').map(name).collect::<Vec<_>>().join("/")
}

fn text(written: &str) -> String {
    format!("\"{}\"", written.replace('\\', "\\\\").replace('"', "\\\""))
}
