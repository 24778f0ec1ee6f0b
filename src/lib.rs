//! jixiao (绩效), the compiler for `.perf`: the language in which finance bureaus write each year's rubric for
//! evaluating departmental spending.
//!
//! The whole program is two functions. [`compile`] turns text into a rubric that is proved to score every valid
//! submission; [`score`] turns a submission into a scorecard and findings. `ARCHITECTURE.md` has the picture.

// The parser generator is used without `std`, which would look at the stack before every rule of the grammar: a fifth of
// its time, for what the limit of nesting has settled before.
extern crate alloc;

pub mod amend;
pub mod analyze;
pub mod audit;
pub mod bind;
pub mod calendar;
pub mod check;
pub mod cli;
pub mod compare;
pub mod consolidate;
pub mod cores;
pub mod coverage;
pub mod diagnostic;
pub mod diff;
pub mod edges;
pub mod eval;
pub mod findings;
pub mod flatten;
pub mod fmt;
pub mod ids;
pub mod impact;
pub mod inherited;
pub mod inputs;
pub mod manual;
pub mod measure;
pub mod quantity;
pub mod receipt;
pub mod repairing;
pub mod report;
pub mod rubric;
pub mod scorecard;
pub mod source;
pub mod spreadsheet;
pub mod submission;
pub mod syntax;
pub mod tested;
pub mod testing;
pub mod tried;
pub mod unfold;
pub mod written;

use diagnostic::{Diagnostics, Language, Reported, Severity};
use findings::{Class, Findings};
use inherited::{NoParents, Parents, resolve};
use inputs::{Inputs, Measures};
use receipt::Receipt;
use rubric::Rubric;
use scorecard::{Amount, Basis, Scorecard};
use source::{Source, SourceId, SourceMap};
use submission::Submission;
use testing::TestCase;

/// Text to checked rubric, for one that inherits nothing.
///
/// # Errors
/// `E01xx` to `E09xx`: everything that is wrong with the text, reported in one run.
pub fn compile(sources: &SourceMap, rubric: SourceId, diagnostics: &mut Diagnostics) -> Result<Rubric, Reported> {
    compile_with(&mut sources.clone(), rubric, &mut NoParents, diagnostics)
}

/// Text to checked rubric, with the files that it inherits from, which are added to `sources`.
///
/// # Errors
/// As [`compile`]; each fault once, in the file in which it stands.
pub fn compile_with(
    sources: &mut SourceMap,
    rubric: SourceId,
    parents: &mut dyn Parents,
    diagnostics: &mut Diagnostics,
) -> Result<Rubric, Reported> {
    let before = diagnostics.count();
    let prelude = syntax::parse(sources.get(SourceId::PRELUDE), diagnostics);
    let file = resolve(sources, rubric, parents, diagnostics)?;
    let rubric = check::check(&prelude, &file, diagnostics);
    if let Ok(rubric) = &rubric {
        let tests = testing::tests(rubric, &file, diagnostics);
        settle_tests(rubric, &tests, diagnostics);
    }
    match diagnostics.error_since(before) {
        Some(reported) => Err(reported),
        None => rubric,
    }
}

/// The official table of indicators of a rubric that compiled from this text and what it inherits.
///
/// # Errors
/// As [`compile_with`]; none where it compiled.
pub fn manual(
    sources: &mut SourceMap,
    (id, rubric): (SourceId, &Rubric),
    parents: &mut dyn Parents,
    language: Language,
) -> Result<manual::Manual, Reported> {
    let file = resolve(sources, id, parents, &mut Diagnostics::default())?;
    Ok(manual::manual(&file, rubric, language))
}

/// How a submission is to be scored.
#[derive(Clone, Copy, Debug)]
pub struct ScoreOptions {
    /// JSON or CSV.
    pub format: submission::Format,
    /// Which score of judged items counts; `None` is what the rubric says.
    pub basis: Option<Basis>,
    /// Whether a submission of another year than the rubric's is accepted.
    pub year_mismatch: bool,
}

/// A submission scored and explained.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The rubric as it was scored: its tables unfolded over the rows of the submission.
    pub rubric: Rubric,
    /// What was submitted, bound to the rubric.
    pub inputs: Inputs,
    /// The values of all formulas.
    pub measures: Measures,
    /// The scores on the basis asked for.
    pub scorecard: Scorecard,
    /// The scores on the other basis, where they are complete.
    pub other: Option<Scorecard>,
    /// What contradicts what.
    pub findings: Findings,
    /// What exactly was scored, by hash.
    pub receipt: Receipt,
}

/// A submission that was read, bound and measured, before units are compared.
#[derive(Clone, Debug)]
pub struct Prepared {
    rubric: Rubric,
    inputs: Inputs,
    measures: Measures,
    /// Notes on what was accepted are findings; only where nothing is scored do they stand beside the reasons.
    notes: Diagnostics,
    receipt: Receipt,
}

/// Checked rubric and submitted text to scorecard and findings. A rubric that compares units leaves open what needs the
/// others; see [`prepare`].
///
/// # Errors
/// `D01xx` and `D02xx`: every reason why the submission is rejected. A rejected submission has no score.
pub fn score(
    rubric: &Rubric,
    submitted: &Source,
    options: ScoreOptions,
    diagnostics: &mut Diagnostics,
) -> Result<Evaluation, Reported> {
    let mut prepared = prepare(rubric, submitted, options, diagnostics)?;
    compare_all(rubric, std::slice::from_mut(&mut prepared), &[]);
    finish(prepared, options, diagnostics)
}

/// The first of three steps by which many submissions are scored in one run: each by itself as far as its own data go.
/// [`compare_all`] and [`finish`] follow.
///
/// # Errors
/// As [`score`].
pub fn prepare(
    rubric: &Rubric,
    submitted: &Source,
    options: ScoreOptions,
    diagnostics: &mut Diagnostics,
) -> Result<Prepared, Reported> {
    let submission = submission::read(submitted, options.format, diagnostics)?;
    let bind_options = bind::Options { year_mismatch: options.year_mismatch, ..bind::Options::default() };
    prepare_read(rubric, &submission, bind_options, diagnostics)
}

pub(crate) fn prepare_read(
    rubric: &Rubric,
    submission: &Submission,
    bind_options: bind::Options,
    diagnostics: &mut Diagnostics,
) -> Result<Prepared, Reported> {
    let mut notes = Diagnostics::default();
    let bound = bind::bind(rubric, submission, bind_options, &mut notes);
    let receipt = Receipt::new(rubric, submission);
    let prepared = bound.and_then(|inputs| measured(rubric, inputs, &mut notes));
    match prepared {
        Ok((unfolded, inputs, measures)) => Ok(Prepared { rubric: unfolded, inputs, measures, notes, receipt }),
        Err(reported) => {
            diagnostics.append(notes);
            Err(reported)
        }
    }
}

/// Bound data unfolded and measured.
fn measured(rubric: &Rubric, inputs: Inputs, notes: &mut Diagnostics) -> Result<(Rubric, Inputs, Measures), Reported> {
    let (unfolded, inputs) = unfold::unfold(rubric, inputs, notes)?;
    bind::dates_known(&unfolded, &inputs, notes)?;
    let mut first = Diagnostics::default();
    let measures = measure::measure(&unfolded, &inputs, &mut first);
    // What is compared is measured again; it would be noted twice.
    if measures.is_err() || rubric.compared().next().is_none() {
        notes.append(first);
    }
    Ok((unfolded, inputs, measures?))
}

/// The second step: what comes from the comparison of units, over all submissions of the run. `rejected` names those
/// that have no values; where there are any, nothing can be compared.
pub fn compare_all(rubric: &Rubric, prepared: &mut [Prepared], rejected: &[String]) {
    if rubric.compared().next().is_none() {
        return;
    }
    let hashes = prepared.iter().map(|one| one.receipt.submission.as_str());
    let together = receipt::together(hashes.chain(rejected.iter().map(String::as_str)));
    let members = prepared.iter_mut().map(|one| compare::Member {
        rubric: &one.rubric,
        inputs: &mut one.inputs,
        measures: &one.measures,
    });
    compare::compare(rubric, &mut members.collect::<Vec<_>>(), rejected);
    for one in prepared {
        one.receipt.together = Some(together.clone());
    }
}

/// Which score of judged items counts where nobody asks for the other: that of 口径.
pub(crate) fn declared_basis(rubric: &Rubric) -> Basis {
    if rubric.reviewed_basis { Basis::Reviewed } else { Basis::Claimed }
}

/// The third step: scores and findings.
///
/// # Errors
/// D0217 for a formula over the comparison that leaves its 值域.
pub fn finish(
    prepared: Prepared,
    options: ScoreOptions,
    diagnostics: &mut Diagnostics,
) -> Result<Evaluation, Reported> {
    let Prepared { rubric, inputs, measures, mut notes, receipt } = prepared;
    let measures = match rubric.compared().next() {
        None => Ok(measures),
        Some(_) => measure::measure(&rubric, &inputs, &mut notes),
    };
    let measures = match measures {
        Ok(measures) => measures,
        Err(reported) => {
            diagnostics.append(notes);
            return Err(reported);
        }
    };
    let basis = options.basis.unwrap_or(declared_basis(&rubric));
    let other = match basis {
        Basis::Claimed => Basis::Reviewed,
        Basis::Reviewed => Basis::Claimed,
    };
    let scorecard = eval::eval(&rubric, &inputs, &measures, basis);
    let other = eval::points(&rubric, &inputs, &measures, other);
    let mut findings = audit::audit(&rubric, &inputs, &measures, &scorecard);
    findings.add(Class::Data, notes.into_list());
    let other = matches!(other.total, Amount::Exact(_)).then_some(other);
    Ok(Evaluation { rubric, inputs, measures, scorecard, other, findings, receipt })
}

/// A submission that was read and bound as one of several that are added up.
#[derive(Clone, Debug)]
pub struct Part {
    inputs: Inputs,
    notes: Diagnostics,
    receipt: Receipt,
}

/// The first of two steps by which units are added up and scored as one; [`consolidated`] follows.
///
/// # Errors
/// `D01xx` and `D02xx`, as [`score`].
pub fn part(
    rubric: &Rubric,
    submitted: &Source,
    options: ScoreOptions,
    diagnostics: &mut Diagnostics,
) -> Result<Part, Reported> {
    let submission = submission::read(submitted, options.format, diagnostics)?;
    let mut notes = Diagnostics::default();
    let bind_options = bind::Options { year_mismatch: options.year_mismatch, part: true, test: false };
    match bind::bind(rubric, &submission, bind_options, &mut notes) {
        Ok(inputs) => Ok(Part { inputs, notes, receipt: Receipt::new(rubric, &submission) }),
        Err(reported) => {
            diagnostics.append(notes);
            Err(reported)
        }
    }
}

/// Adds up the units below `name` and scores it. A part whose unit is `name` is its own submission, which gives what
/// does not add up: judged items, claims, fields of 不汇总.
///
/// # Errors
/// D0260, and `D02xx` where what was added up cannot be scored.
pub fn consolidated(
    rubric: &Rubric,
    name: &str,
    parts: Vec<Part>,
    options: ScoreOptions,
    diagnostics: &mut Diagnostics,
) -> Result<Evaluation, Reported> {
    let together = receipt::together(parts.iter().map(|part| part.receipt.submission.as_str()));
    let (own, below): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.inputs.unit.node == name);
    let mut notes = Diagnostics::default();
    let mut own = own.into_iter();
    let (first, second) = (own.next(), own.next());
    if let (Some(first), Some(second)) = (&first, second) {
        return Err(diagnostics.error(consolidate::own_twice(&first.inputs.unit, second.inputs.unit.span)));
    }
    let receipt = first.as_ref().or(below.first()).map(|part| part.receipt.clone());
    let mut inputs = Vec::new();
    for part in below {
        notes.append(part.notes);
        inputs.push(part.inputs);
    }
    let own = first.map(|part| {
        notes.append(part.notes);
        part.inputs
    });
    let prepared = consolidate::consolidate(rubric, name, (inputs, own), &mut notes).and_then(|inputs| {
        bind::settle(rubric, &inputs, &mut notes)?;
        measured(rubric, inputs, &mut notes)
    });
    match (prepared, receipt) {
        (Ok((unfolded, inputs, measures)), Some(receipt)) => {
            let receipt = Receipt { submission: together.clone(), together: Some(together), ..receipt };
            finish(Prepared { rubric: unfolded, inputs, measures, notes, receipt }, options, diagnostics)
        }
        (Err(reported), _) => {
            diagnostics.append(notes);
            Err(reported)
        }
        (Ok(_), None) => Err(diagnostics.error(consolidate::no_parts(name))),
    }
}

/// Checks names, kinds and units of what tests give and expect; those that are sound come back.
pub(crate) fn settle_tests(rubric: &Rubric, tests: &[TestCase], diagnostics: &mut Diagnostics) -> Vec<TestCase> {
    let sound = |test: &&TestCase| {
        let mut own = Diagnostics::default();
        let bound = bind::bind(rubric, &test.submission, TEST, &mut own);
        match bound.and_then(|inputs| unfold::unfold(rubric, inputs, &mut own)) {
            Ok((unfolded, _)) => testing::settle(&unfolded, test, diagnostics).is_ok(),
            Err(_) => {
                let faults = own.into_list().into_iter().filter(|one| one.severity == Severity::Error);
                let faults = faults.filter(|one| !test.foresees(one.code)).collect::<Vec<_>>();
                let sound = faults.is_empty();
                faults.into_iter().for_each(|fault| diagnostics.note(fault));
                sound
            }
        }
    };
    tests.iter().filter(sound).cloned().collect()
}

/// A test gives what it needs and leaves the rest open.
pub(crate) const TEST: bind::Options = bind::Options { year_mismatch: false, part: false, test: true };
