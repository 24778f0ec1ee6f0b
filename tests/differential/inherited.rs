//! A rubric that inherits is the rubric that its amendments lead to, whichever way it was split into files.

use jixiao::diagnostic::{Diagnostic, Diagnostics, Language, human};
use jixiao::inherited::Parents;
use jixiao::rubric::Rubric;
use jixiao::source::{SourceId, SourceMap, Spanned};
use jixiao::{ScoreOptions, submission};

use super::naive::data::submit;
use super::naive::dice::Dice;
use super::naive::generate::generate;
use super::naive::layers::{Layers, split};
use super::naive::render::render;
use super::{agree, caught, setting};

/// Files by their names.
struct Files(Vec<(String, String)>);

impl Parents for Files {
    fn parent(&mut self, _: SourceId, path: &Spanned<String>, sources: &mut SourceMap) -> Result<SourceId, Diagnostic> {
        let (_, text) = self.0.iter().find(|(name, _)| *name == path.node).unwrap();
        Ok(sources.add(path.node.as_str(), text))
    }
}

#[test]
fn rubrics_in_layers_are_those_that_stand_alone() {
    let (pairs, first) = (setting("JIXIAO_PAIRS", 10_000) / 200, setting("JIXIAO_SEED", 1));
    let mut amended = 0_usize;
    for seed in first..first + pairs {
        let run = || layered(seed, 1 + usize::try_from(seed % 6).unwrap());
        let mut count = 0;
        let counted = std::panic::AssertUnwindSafe(|| run().map(|found| count = found));
        if let Err(failure) = caught(counted, seed) {
            panic!("{failure}");
        }
        amended += count;
    }
    assert!(amended > usize::try_from(pairs).unwrap(), "only {amended} amendments in {pairs} rubrics");
}

/// How many amendments there were; an error is what to print.
fn layered(seed: u64, size: usize) -> Result<usize, String> {
    let model = generate(seed, size);
    let text = render(&model, seed);
    let mut sources = SourceMap::default();
    let id = sources.add("whole.perf", &text);
    let Ok(whole) = jixiao::compile(&sources, id, &mut Diagnostics::default()) else { return Ok(0) };
    let mut dice = Dice::new(seed ^ 0x1a7e5);
    let extends = |name: &str| if model.zh { format!("继承 \"{name}\"\n") } else { format!("extends \"{name}\"\n") };
    let Layers { parent, amendments } = split(&text, model.zh, &mut dice);
    let Layers { parent: first, amendments: between } = split(&parent, model.zh, &mut dice);
    let mut files = vec![("parent.perf".to_owned(), parent)];
    if dice.percent(50) && !between.is_empty() {
        files = vec![
            ("parent.perf".to_owned(), extends("first.perf") + &between.join("\n") + "\n"),
            ("first.perf".to_owned(), first),
        ];
    }
    let child = extends("parent.perf") + &amendments.join("\n") + "\n";
    let shown = files.iter().map(|(name, text)| format!("--- {name}\n{text}")).collect::<String>();
    let place = format!("JIXIAO_SEED={seed}\n--- child\n{child}{shown}");
    let compiled = |name: &str, text: &str| -> Result<(Rubric, SourceMap), String> {
        let (mut sources, mut found) = (SourceMap::default(), Diagnostics::default());
        let id = sources.add(name, text);
        let rubric = jixiao::compile_with(&mut sources, id, &mut Files(files.clone()), &mut found);
        let rubric = rubric
            .map_err(|_| format!("refused: {place}\n{}", human(&found.sorted(), &sources, Language::Zh, false)))?;
        Ok((rubric, sources))
    };
    let (rubric, mut sources) = compiled("child.perf", &child)?;
    if rubric.canonical() != whole.canonical() {
        return Err(format!("another rubric: {place}\n--- whole\n{text}"));
    }
    let mut only = SourceMap::default();
    let id = only.add("child.perf", &child);
    let flat = jixiao::inherited::flatten(&mut only, id, &mut Files(files.clone()), &mut Diagnostics::default());
    let flat = flat.map_err(|_| format!("not flattened: {place}"))?;
    if compiled("flat.perf", &flat)?.0.canonical() != whole.canonical() {
        return Err(format!("flattened to another rubric: {place}\n--- flat\n{flat}"));
    }
    for _ in 0..2 {
        let submitted = submit(&model, &rubric, &mut dice);
        let id = sources.add("submission.json", &submitted.text);
        let options = ScoreOptions { format: submission::Format::Json, basis: None, year_mismatch: false };
        let Ok(found) = jixiao::score(&rubric, sources.get(id), options, &mut Diagnostics::default()) else { continue };
        agree(&model, &rubric, &submitted, &found.scorecard)
            .map_err(|why| format!("{why}\n{place}\n{}", submitted.text))?;
    }
    Ok(amendments.len() + between.len())
}
