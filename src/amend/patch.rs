//! `修改 指标 … { … }` and `修改 一级 … { … }`: statement by statement.

use super::find::{Thing, item_at};
use super::{Merger, diagnostics, meaning, words};
use crate::diagnostic::Reported;
use crate::source::Span;
use crate::syntax::ast::{
    Element, Gone, Group, Indicator, Item, Name, Patch, PatchNode, Points, Revision, Statement, Target,
};

impl Merger<'_> {
    /// All statements of an amendment of an indicator or a group.
    pub(super) fn patch(
        &mut self,
        target: &Target,
        patches: Vec<Patch>,
        revision: &mut Revision,
    ) -> Result<(), Reported> {
        let thing = self.find(target)?;
        if patches.is_empty() {
            return Err(self.diagnostics.error(diagnostics::empty(&named(&thing), target.span)));
        }
        self.altered(&thing.at);
        revision.target = Some(thing.key);
        let mut outcome = Ok(());
        let mut cleared = Vec::new();
        for patch in patches {
            revision.brought.push(patch.span);
            if let Err(reported) = self.patch_one(&thing, patch, (revision, &mut cleared)) {
                outcome = Err(reported);
            }
        }
        outcome
    }

    fn patch_one(
        &mut self,
        thing: &Thing,
        patch: Patch,
        (revision, cleared): (&mut Revision, &mut Vec<Element>),
    ) -> Result<(), Reported> {
        let Patch { node, span } = patch;
        let (element, name) = match &node {
            PatchNode::Hole => return Ok(()),
            PatchNode::Points(_) => (Element::Points, None),
            PatchNode::Name(_) => (Element::Name, None),
            PatchNode::Grades(_) => (Element::Grades, None),
            PatchNode::Without(element, name) => (*element, name.clone()),
            PatchNode::Statement(statement) => match sort(statement) {
                Some(found) => found,
                None => return Ok(()),
            },
            PatchNode::Item(item) => {
                return Err(self.diagnostics.error(diagnostics::item_in_patch(item, span, &named(thing))));
            }
        };
        if !may_have(thing.element, element) {
            return Err(self.diagnostics.error(diagnostics::not_amendable(
                (element, thing.element),
                span,
                &named(thing),
            )));
        }
        // 不适用 may be written several times, and all of them together replace those before.
        let again = cleared.contains(&element) && matches!(element, Element::NotApplicable | Element::Text(_));
        if !again {
            self.touch(thing, (Some(element), name.as_ref().map(|name| name.node.as_str())), span, revision)?;
            self.repeated((element, name.as_ref()), (thing, span), cleared)?;
        }
        if element == Element::Points {
            revision.sums.push(self.group_above(&thing.at));
            if matches!(thing.element, Element::Group(_)) {
                revision.sums.push(Some(thing.key));
            }
        }
        let what = words::thing(element, name.as_ref().map(|name| name.node.as_str()));
        if let PatchNode::Name(name) = &node {
            self.rename(thing, name)?;
            let new = Some(name.node.clone());
            revision.gone.push(Gone { element: thing.element, names: thing.names.clone(), new });
        }
        let done = match item_at(&mut self.file.items, &thing.at) {
            Some(Item::Indicator(indicator)) => in_indicator(indicator, node, (element, name.as_ref(), again)),
            Some(Item::Group(group)) => in_group(group, node, (element, name.as_ref(), again)),
            _ => match node {
                PatchNode::Name(new) if thing.names.last() == Some(&new.node) => Done::Unchanged(Some(thing.span)),
                _ => Done::Changed,
            },
        };
        let fault = match done {
            Done::Changed => return Ok(()),
            Done::Unchanged(own) => diagnostics::unchanged_in(&what, &named(thing), span, own),
            Done::Nothing => diagnostics::has_none(&what, &named(thing), (span, thing.span)),
            Done::OfRows => diagnostics::of_rows(span, &named(thing)),
        };
        Err(self.diagnostics.error(fault))
    }

    /// The same attribute twice in one amendment.
    fn repeated(
        &mut self,
        (element, name): (Element, Option<&Name>),
        (thing, span): (&Thing, Span),
        cleared: &mut Vec<Element>,
    ) -> Result<(), Reported> {
        if name.is_none() && cleared.contains(&element) {
            let what = words::thing(element, None);
            return Err(self.diagnostics.error(diagnostics::twice_in_one(&what, &named(thing), span)));
        }
        cleared.push(element);
        Ok(())
    }
}

/// What came of a statement of an amendment.
enum Done {
    Changed,
    /// It says what is there already; where, if it is written in one place.
    Unchanged(Option<Span>),
    /// There is nothing of the sort to remove.
    Nothing,
    /// The points of rows are submitted.
    OfRows,
}

fn named(thing: &Thing) -> crate::diagnostic::Text {
    words::thing(thing.element, thing.names.last().map(String::as_str))
}

fn in_indicator(
    indicator: &mut Indicator,
    node: PatchNode,
    (element, name, again): (Element, Option<&Name>, bool),
) -> Done {
    let of_sort = |statement: &Statement| {
        sort(statement).is_some_and(|(own, of)| {
            own == element && (name.is_none() || of.map(|of| of.node) == name.map(|name| name.node.clone()))
        })
    };
    match node {
        PatchNode::Points(_) if indicator.row.is_some() => Done::OfRows,
        PatchNode::Points(points) => new_points(&mut indicator.points, points),
        PatchNode::Name(name) => new_name(&mut indicator.name, name),
        PatchNode::Without(..) => {
            let before = indicator.statements.len();
            indicator.statements.retain(|one| !of_sort(one));
            if indicator.statements.len() < before { Done::Changed } else { Done::Nothing }
        }
        PatchNode::Statement(statement) if again => {
            let last = indicator.statements.iter().rposition(of_sort);
            let at = last.map_or(indicator.statements.len(), |last| last.saturating_add(1));
            indicator.statements.insert(at, *statement);
            Done::Changed
        }
        PatchNode::Statement(statement) => {
            let own = indicator.statements.iter().filter(|one| of_sort(one)).collect::<Vec<_>>();
            let same = own.len() == 1 && own.iter().all(|one| meaning(one) == meaning(&statement));
            let first = indicator.statements.iter().position(of_sort);
            indicator.statements.retain(|one| !of_sort(one));
            let at = first.unwrap_or(indicator.statements.len()).min(indicator.statements.len());
            indicator.statements.insert(at, *statement);
            if same { Done::Unchanged(None) } else { Done::Changed }
        }
        PatchNode::Grades(_) | PatchNode::Item(_) | PatchNode::Hole => Done::Changed,
    }
}

fn in_group(group: &mut Group, node: PatchNode, (element, name, again): (Element, Option<&Name>, bool)) -> Done {
    let of_sort = |item: &Item| match item {
        Item::Text(clause) => element == Element::Text(clause.kind),
        Item::Grades(_) => element == Element::Grades,
        Item::Check(check) => element == Element::Check && name.is_some_and(|name| name.node == check.name.node),
        Item::Stated(stated) => element == Element::Stated && name.is_some_and(|name| name.node == stated.field.node),
        _ => false,
    };
    let item = match node {
        PatchNode::Points(points) => return new_points(&mut group.points, points),
        PatchNode::Name(name) => return new_name(&mut group.name, name),
        PatchNode::Without(..) => {
            let before = group.items.len();
            group.items.retain(|one| !of_sort(one));
            return if group.items.len() < before { Done::Changed } else { Done::Nothing };
        }
        PatchNode::Grades(grades) => Item::Grades(grades),
        PatchNode::Statement(statement) => match *statement {
            Statement::Text(clause) => Item::Text(clause),
            Statement::Check(check) => Item::Check(check),
            Statement::Stated(stated) => Item::Stated(stated),
            _ => return Done::Changed,
        },
        PatchNode::Item(_) | PatchNode::Hole => return Done::Changed,
    };
    if again {
        let at = group.items.iter().rposition(of_sort).map_or(0, |last| last.saturating_add(1));
        group.items.insert(at, item);
        return Done::Changed;
    }
    let own = group.items.iter().filter(|one| of_sort(one)).collect::<Vec<_>>();
    let same = own.len() == 1 && own.iter().all(|one| meaning(one) == meaning(&item));
    let first = group.items.iter().position(of_sort);
    group.items.retain(|one| !of_sort(one));
    group.items.insert(first.unwrap_or(0).min(group.items.len()), item);
    if same { Done::Unchanged(None) } else { Done::Changed }
}

fn new_points(own: &mut Points, new: Points) -> Done {
    let same = meaning(own) == meaning(&new);
    let place = match own {
        Points::Points(literal) | Points::Share(literal) => Some(literal.span),
        Points::Range(range) => Some(range.span),
        Points::Unpublished(span) | Points::ByRows(span) | Points::Hole(span) => Some(*span),
        Points::Inherited => None,
    };
    *own = new;
    if same { Done::Unchanged(place) } else { Done::Changed }
}

fn new_name(own: &mut Name, new: Name) -> Done {
    let (same, place) = (own.node == new.node, own.span);
    *own = new;
    if same { Done::Unchanged(Some(place)) } else { Done::Changed }
}

/// The sort of a statement; of checks and stated figures with their name.
fn sort(statement: &Statement) -> Option<(Element, Option<Name>)> {
    Some(match statement {
        Statement::Formula { .. } => (Element::Formula, None),
        Statement::Range(_) => (Element::Range, None),
        Statement::Direction(_) => (Element::Direction, None),
        Statement::Target { .. } => (Element::Target, None),
        Statement::Rule(_) => (Element::Rule, None),
        Statement::NotApplicable(_) => (Element::NotApplicable, None),
        Statement::Rounding(_) => (Element::Rounding(None), None),
        Statement::Text(clause) => (Element::Text(clause.kind), None),
        Statement::Check(check) => (Element::Check, Some(check.name.clone())),
        Statement::Stated(stated) => (Element::Stated, Some(stated.field.clone())),
        Statement::Claim(..) => (Element::Claim, None),
        Statement::Review(..) => (Element::Review, None),
        Statement::Reason(..) => (Element::Reason, None),
        Statement::Hole(_) => return None,
    })
}

/// Whether a thing may have an attribute of this sort.
fn may_have(thing: Element, attribute: Element) -> bool {
    let of_groups = matches!(
        attribute,
        Element::Points | Element::Name | Element::Text(_) | Element::Grades | Element::Check | Element::Stated
    );
    match thing {
        Element::Group(_) => of_groups,
        Element::Field | Element::Data | Element::Table | Element::Definition => attribute == Element::Name,
        _ => attribute != Element::Grades,
    }
}
