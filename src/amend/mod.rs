//! Inheritance: the files of a chain become one, amendment by amendment (`specs/language.md` §15).
//!
//! What comes out is a tree like that of a file that stands alone, whose parts know by their spans which file they were
//! written in; `check` proves it as it proves any other. Here is found what is wrong with the amendments themselves:
//! one that names nothing, changes nothing, or says again what another of its file says.

mod add;
mod apply;
mod balance;
mod diagnostics;
mod find;
mod header;
mod moving;
mod names;
mod parent_diagnostics;
mod patch;
mod rename;
mod words;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Reported, Text};
use crate::source::{SourceMap, Span, Spanned};
use crate::syntax::ast::{Amendment, Change, Element, Extends, File, Item, Layer, Merged, Revision, Target};
use find::{Thing, same_sort, things};

pub use parent_diagnostics::{Unusable, cycle, nowhere, only_tests, unusable};

/// Joins the files of a chain, the one that inherits nothing first.
///
/// # Errors
/// E06xx: amendments that cannot be carried out; or a file of the chain could not be read, which was reported.
pub fn amend(chain: Vec<File>, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Result<File, Reported> {
    let before = diagnostics.count();
    let mut files = chain.into_iter();
    let Some(base) = files.next() else { return Err(diagnostics.error(diagnostics::nothing())) };
    let mut merger = Merger::new(base, sources, diagnostics);
    let stray = std::mem::take(&mut merger.file.amendments);
    merger.stray(&stray);
    for (index, file) in files.enumerate() {
        merger.layer = index.saturating_add(1);
        merger.add_layer(file);
    }
    let mut file = merger.file;
    if merger.merged.layers.len() > 1 {
        file.merged = Some(Box::new(merger.merged));
    }
    // What stands alone is checked all the same.
    match diagnostics.error_since(before).filter(|_| file.merged.is_some()) {
        Some(reported) => Err(reported),
        None => Ok(file),
    }
}

/// What was done to a thing, and by which amendment of the layer.
type Touched = BTreeMap<(Span, Option<Element>, Option<String>), Span>;

/// The tree so far, and what was done to it.
struct Merger<'d> {
    file: File,
    merged: Merged,
    sources: &'d SourceMap,
    diagnostics: &'d mut Diagnostics,
    layer: usize,
    /// What the amendments of this layer changed: by the key of the thing and the sort of its attribute, `None` being
    /// all of it.
    touched: Touched,
    /// What this layer added: the key, and the amendment.
    added: BTreeMap<Span, Span>,
    /// What this layer removed: what it was, and the amendment.
    removed: Vec<(Thing, Span)>,
}

impl<'d> Merger<'d> {
    fn new(base: File, sources: &'d SourceMap, diagnostics: &'d mut Diagnostics) -> Self {
        let layer = Layer { source: base.span.source, name: sources.get(base.span.source).name().to_owned() };
        let mut merged = Merged { layers: vec![layer], ..Merged::default() };
        balance::note(&base, &mut merged);
        Merger {
            file: base,
            merged,
            sources,
            diagnostics,
            layer: 0,
            touched: BTreeMap::new(),
            added: BTreeMap::new(),
            removed: Vec::new(),
        }
    }

    /// Amendments in a file that inherits nothing.
    fn stray(&mut self, amendments: &[Amendment]) {
        for one in amendments {
            self.diagnostics.error(diagnostics::nothing_inherited(one.head));
        }
    }

    fn add_layer(&mut self, file: File) {
        self.touched.clear();
        self.added.clear();
        self.removed.clear();
        let source = file.span.source;
        self.merged.layers.push(Layer { source, name: self.sources.get(source).name().to_owned() });
        self.file.language = file.language;
        self.file.span = file.span;
        // Tests speak of the rubric beside which they stand.
        self.file.items.retain(|item| !matches!(item, Item::Test(_)));
        for item in file.items {
            match item {
                Item::Test(_) => self.file.items.push(item),
                other => self.outside(&other),
            }
        }
        if let Some(header) = file.header {
            self.header(header);
        }
        for amendment in file.amendments {
            self.amendment(amendment);
        }
        balance::note(&self.file, &mut self.merged);
    }

    /// Something that stands in an inheriting file without being an amendment.
    fn outside(&mut self, item: &Item) {
        let span = match item {
            Item::Hole(_) | Item::Text(_) => return,
            Item::Data(data) => data.span,
            item => find::key_of(item).unwrap_or(self.file.span),
        };
        self.diagnostics.error(diagnostics::not_an_amendment(span));
    }

    fn amendment(&mut self, amendment: Amendment) {
        if amendment.change == Change::Hole {
            return;
        }
        if amendment.reason.as_ref().is_none_or(|reason| reason.node.trim().is_empty()) {
            self.diagnostics.error(diagnostics::no_reason(amendment.head));
        }
        let mut revision = self.revision(&amendment);
        let done = match amendment.change {
            Change::Patch(target, patches) => self.patch(&target, patches, &mut revision),
            Change::Replace(target, replacement) => self.replace(&target, replacement, &mut revision),
            Change::Add(added) => self.add(added, &mut revision),
            Change::Remove(target) => self.remove(&target, &mut revision),
            Change::Move(target, place) => self.relocate(&target, &place, &mut revision),
            Change::Hole => return,
        };
        if done.is_ok() {
            self.merged.revisions.push(revision);
        }
    }

    fn revision(&self, amendment: &Amendment) -> Revision {
        let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.node.clone());
        Revision {
            layer: self.layer,
            place: self.place(amendment.head),
            line: self.line(amendment.head),
            span: amendment.span,
            head: amendment.head,
            reason: text(&amendment.reason),
            document: text(&amendment.document),
            target: None,
            brought: Vec::new(),
            gone: Vec::new(),
            sums: Vec::new(),
        }
    }

    /// `「2025.perf」第 8 行`.
    fn place(&self, span: Span) -> Text {
        place(self.sources, span)
    }

    fn line(&self, span: Span) -> usize {
        self.sources.get(span.source).position(span.start).line
    }

    /// The thing that a path names.
    fn find(&mut self, target: &Target) -> Result<Thing, Reported> {
        self.find_as(target.element, &target.path, target.span)
    }

    fn find_as(&mut self, element: Element, path: &[crate::syntax::ast::Name], span: Span) -> Result<Thing, Reported> {
        let all = things(&self.file.items);
        let meant = |one: &&Thing| same_sort(element, one.element) && one.is_called(path);
        // 等级 of the whole stands at the top, and 等级 资产管理 in the group.
        let meant = |one: &&Thing| match element {
            Element::Grades if path.is_empty() => one.element == element && one.names.is_empty(),
            _ => meant(one),
        };
        let found = all.iter().filter(meant).collect::<Vec<_>>();
        let whole = |one: &&&Thing| one.names.len() == path.len();
        match (found.as_slice(), found.iter().find(whole)) {
            ([one], _) | (_, Some(one)) => Ok((*one).clone()),
            ([], _) => {
                let gone = self.removed.iter().find(|(gone, _)| meant(&gone)).map(|(_, by)| *by);
                let fault = match gone {
                    Some(by) => diagnostics::gone((element, path, span), by),
                    None => diagnostics::unknown((element, path, span), &all),
                };
                Err(self.diagnostics.error(fault))
            }
            (several, _) => Err(self.diagnostics.error(diagnostics::ambiguous((element, path, span), several))),
        }
    }

    /// Notes that an amendment changes an attribute of a thing, unless another one did.
    fn touch(
        &mut self,
        thing: &Thing,
        (element, name): (Option<Element>, Option<&str>),
        at: Span,
        revision: &Revision,
    ) -> Result<(), Reported> {
        let what = words::thing(thing.element, thing.names.last().map(String::as_str));
        if let Some(by) = self.added.get(&thing.key) {
            return Err(self.diagnostics.error(diagnostics::just_added(&what, at, *by)));
        }
        let key = (thing.key, element, name.map(str::to_owned));
        // Another name is no other declaration.
        let whole = self.touched.get(&(thing.key, None, None)).filter(|_| element != Some(Element::Name));
        let first = self.touched.get(&key).or(whole);
        if let Some(first) = first.filter(|first| **first != revision.head || name.is_some()) {
            let attribute = element.map(|element| words::thing(element, name));
            return Err(self.diagnostics.error(diagnostics::twice((&what, attribute.as_ref()), at, *first)));
        }
        self.touched.insert(key, revision.head);
        Ok(())
    }

    /// Notes that the parts of these things can no longer be printed in one piece with what is around them.
    fn altered(&mut self, at: &[usize]) {
        for length in 1..=at.len() {
            let Some(path) = at.get(..length) else { continue };
            let key = find::item_at(&mut self.file.items, path).and_then(|item| find::key_of(item));
            self.merged.altered.extend(key);
        }
    }

    /// The group in which an item stands, by its head; `None` is the top.
    fn group_above(&mut self, at: &[usize]) -> Option<Span> {
        let above = at.get(..at.len().saturating_sub(1))?;
        match find::item_at(&mut self.file.items, above)? {
            Item::Group(group) => Some(group.head),
            _ => None,
        }
    }
}

/// `「2025.perf」第 8 行`.
fn place(sources: &SourceMap, span: Span) -> Text {
    let source = sources.get(span.source);
    let (name, line) = (source.name(), source.position(span.start).line);
    crate::text!("「{name}」第 {line} 行", "`{name}` line {line}")
}

/// What is written, without where: two parts that are alike say the same, however they are laid out.
fn meaning(part: &impl std::fmt::Debug) -> String {
    let written = format!("{part:?}");
    let mut parts = written.split("Span { ");
    let mut meaning = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        meaning.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    meaning
}

/// Whether a path is written so that it can be followed on any machine.
///
/// # Errors
/// E0602: nothing is written, it has the separators of Windows, or it begins at the root of a machine.
pub fn readable(extends: &Extends, sources: &SourceMap) -> Result<(), Diagnostic> {
    let span = extends.path.span;
    // As written: in a text `\\` stands for one.
    let written = sources.get(span.source).slice(span);
    let inner = written.trim_matches(['"', '“', '”']);
    let path = extends.path.node.trim();
    let drive = path.get(1..2) == Some(":") && path.starts_with(|c: char| c.is_ascii_alphabetic());
    if path.is_empty() {
        Err(unusable(span, path, Unusable::Empty))
    } else if inner.contains('\\') {
        let right = inner.replace("\\\\", "/").replace('\\', "/");
        match drive || right.starts_with('/') {
            true => Err(unusable(span, inner, Unusable::Absolute)),
            false => Err(unusable(span, inner, Unusable::Backslashes(right))),
        }
    } else if drive || path.starts_with(['/', '~']) {
        Err(unusable(span, path, Unusable::Absolute))
    } else {
        Ok(())
    }
}
