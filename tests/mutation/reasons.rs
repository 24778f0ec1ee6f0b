//! Why nobody notices a mutant: proofs first, then what was tried.

use jixiao::diff::{Section, What};
use jixiao::edges::EdgeCase;
use jixiao::rubric::Rubric;

use super::mutants::{Kind, Mutant};
use super::near::around;
use super::scored::{Original, compile, edges_of, hints, owner, result, scores};
use super::{Fate, UNEXPLAINED};

/// Edges around which figures are tried.
const MOST_EDGES: usize = 3;

/// What becomes of a mutant that is not proved equal, and that no edge case and no kept submission scores otherwise.
pub fn fate(original: &Original, mutated: &Rubric, mutant: &Mutant) -> Fate {
    let finer = finer_noticed(original, mutant);
    let differs = |submission: &String| scores(mutated, submission) != scores(&original.rubric, submission);
    // From all edges in turn, for a slip may show at one of them only.
    let mut around = finer.iter().take(MOST_EDGES).map(around).collect::<Vec<_>>();
    while !around.is_empty() {
        let next = around.iter_mut().map(Iterator::next).collect::<Vec<_>>();
        if next.iter().flatten().any(&differs) {
            return Fate::Near;
        }
        let mut left = next.iter().map(Option::is_some);
        around.retain(|_| left.next().unwrap());
    }
    let guarded = mutant.kind == Kind::Guard && guarded(original, mutant);
    Fate::Kept(match () {
        () if guarded => "the rule gives the same without the guard",
        () if !finer.is_empty() => "moves scores by less than they are rounded, of all figures that were tried",
        () if mutated.compared().next().is_some() => {
            "compared with other units, and the same in the order that was tried"
        }
        () if only_declares(&original.rubric, mutated) => "asks for other data, and no rule rests on what differs",
        () => UNEXPLAINED,
    })
}

/// Whether `diff` tells of nothing but how data are declared.
fn only_declares(one: &Rubric, other: &Rubric) -> bool {
    jixiao::diff::diff(one, other).iter().all(|change| change.section == Section::Data)
}

/// The edges of what was changed, before and after.
fn own_edges(original: &Original, mutated: &Rubric, mutant: &Mutant) -> Vec<EdgeCase> {
    let own = original.edges.iter().filter(|case| owner(case) == mutant.indicator).cloned();
    own.chain(edges_of(mutated, mutant.indicator.as_deref())).collect()
}

/// Why no submission at all can be scored otherwise.
pub fn proof(original: &Original, mutated: &Rubric, mutant: &Mutant) -> Option<&'static str> {
    if original.rubric.canonical() == mutated.canonical() {
        return Some("the same rubric in other words");
    }
    let changes = jixiao::diff::diff(&original.rubric, mutated);
    if changes.is_empty() {
        return Some("the rules are the same functions");
    }
    if changes.iter().all(|change| change.what == What::Range) && no_value_lies_between(&original.rubric, mutated) {
        return Some("no data lead out of either 值域");
    }
    if says_nothing(original, &original.text, mutant.line) || says_nothing(original, &mutant.text, mutant.line) {
        return Some("E0445 says so");
    }
    let unpublished = |rubric: &Rubric| {
        let mut all = rubric.indicators.iter();
        all.any(|one| Some(one.name.node.as_str()) == mutant.indicator.as_deref() && one.points.is_none())
    };
    (unpublished(&original.rubric) && unpublished(mutated)).then_some("the points are not published: there is no score")
}

/// Whether the formulas whose 值域 differ are never worth what only one of the two allows, by the ranges of their data.
fn no_value_lies_between(one: &Rubric, other: &Rubric) -> bool {
    let same_data = one.fields.iter().map(|field| &field.range).eq(other.fields.iter().map(|field| &field.range));
    let pairs = one.measures.iter().zip(&other.measures).filter(|(one, other)| one.range != other.range);
    let mut pairs = pairs.map(|(measure, other)| (one.range_of(&measure.value), &measure.range, &other.range));
    let within = |values: &jixiao::quantity::Interval, range: &Option<jixiao::quantity::Interval>| {
        range.as_ref().is_none_or(|range| range.contains_all(values))
    };
    same_data
        && one.measures.len() == other.measures.len()
        && pairs.all(|(values, before, after)| within(&values, before) && within(&values, after))
}

/// Whether the compiler says of a line that it changes no score.
fn says_nothing(original: &Original, text: &str, line: usize) -> bool {
    let hints = hints(text, &original.path);
    let mut hints = hints.iter().filter(|one| one.code.number() == "E0445").filter_map(|one| one.place());
    hints.any(|place| {
        let start = usize::try_from(place.start).unwrap();
        text.get(..start).is_some_and(|before| before.matches('\n').count() + 1 == line)
    })
}

/// The cases that are scored otherwise by other rubrics for which only one line is changed in both alike.
fn noticed_between(original: &Original, (one, other): (&str, &str), mutant: &Mutant) -> Vec<EdgeCase> {
    let (Ok(one), Ok(other)) = (compile(one, &original.path), compile(other, &original.path)) else {
        return Vec::new();
    };
    let mut own = own_edges(original, &other, mutant);
    own.retain(|case| result(&one, &case.submission) != result(&other, &case.submission));
    own
}

/// Whether some case meets a guard: with another score in its place it is noticed.
fn guarded(original: &Original, mutant: &Mutant) -> bool {
    let other = match mutant.before.contains("满分") || mutant.before.contains("full") {
        true => mutant.before.replace("满分", "0分").replace("full", "0 points"),
        false => mutant.before.split(" 时 ").next().unwrap().to_owned() + " 时 满分",
    };
    let changed = original.text.replacen(&mutant.before, &other, 1);
    !noticed_between(original, (&original.text, &changed), mutant).is_empty()
}

/// The cases that show a change where scores keep ten more places: of each figure that was moved to an edge one.
fn finer_noticed(original: &Original, mutant: &Mutant) -> Vec<EdgeCase> {
    let finer = |text: &str| {
        let lines = text.lines().map(|line| {
            if line.trim_start().starts_with("修约：指标得分") {
                line.replacen("保留", "保留1", 1)
            } else if line.trim_start().starts_with("rounding: indicator") {
                line.replacen("to ", "to 1", 1)
            } else {
                line.to_owned()
            }
        });
        lines.collect::<Vec<_>>().join("\n") + "\n"
    };
    if original.rubric.indicator_rounding.is_none() {
        return Vec::new();
    }
    let mut noticed = noticed_between(original, (&finer(&original.text), &finer(&mutant.text)), mutant);
    let mut seen = Vec::new();
    noticed.retain(|case| {
        let figure = case.moved.as_ref().map(|moved| (moved.name.clone(), case.edge.clone()));
        let new = !seen.contains(&figure);
        seen.push(figure);
        new
    });
    noticed
}
