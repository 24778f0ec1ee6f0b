//! `移动 …`: an indicator or a group to another group, with all that is in it.

use super::find::{item_at, list_of, things};
use super::{Merger, diagnostics, words};
use crate::diagnostic::Reported;
use crate::syntax::ast::{Element, Item, Place, Revision, Target};

impl Merger<'_> {
    /// `移动 二级 产出指标 于 绩效指标`.
    pub(super) fn relocate(&mut self, target: &Target, place: &Place, revision: &mut Revision) -> Result<(), Reported> {
        let thing = self.find(target)?;
        let (mut to, above) = self.position(thing.element, Some(place))?;
        let name = thing.names.last().cloned().unwrap_or_default();
        let what = words::thing(thing.element, Some(&name));
        if to.len() > thing.at.len() && to.starts_with(&thing.at) {
            return Err(self.diagnostics.error(diagnostics::into_itself(&what, place.span)));
        }
        let here = thing.names.split_last().is_some_and(|(_, own)| own == above);
        let node = |element| matches!(element, Element::Indicator | Element::Group(_));
        let twin = things(&self.file.items).into_iter().find(|one| {
            let called = one.names.split_last().is_some_and(|(last, rest)| *last == name && rest == above);
            one.part.is_none() && node(one.element) && called && !here
        });
        if let Some(twin) = twin {
            return Err(self.diagnostics.error(diagnostics::exists(&what, target.span, twin.span)));
        }
        // What stands behind it moves up when it is taken out.
        let depth = thing.at.len().saturating_sub(1);
        if let (Some((own, outer)), true) = (thing.at.split_last(), to.len() > depth)
            && to.starts_with(outer)
            && let Some(index) = to.get_mut(depth)
            && *index > *own
        {
            *index = index.saturating_sub(1);
        }
        if to == thing.at {
            return Err(self.diagnostics.error(diagnostics::stays(&what, target.span, thing.span)));
        }
        self.touch(&thing, (Some(Element::Position), None), target.span, revision)?;
        revision.sums.push(self.group_above(&thing.at));
        self.altered(&thing.at);
        let taken = list_of(&mut self.file.items, &thing.at).and_then(|(list, index)| {
            let there = index < list.len();
            there.then(|| list.remove(index))
        });
        if let (Some(item), Some((list, index))) = (taken, list_of(&mut self.file.items, &to)) {
            list.insert(index.min(list.len()), item);
        }
        self.level(&to);
        self.altered(&to);
        revision.sums.push(self.group_above(&to));
        revision.target = Some(thing.key);
        Ok(())
    }

    /// Gives what was moved the level of its new place.
    fn level(&mut self, at: &[usize]) {
        let mut numbered = 0;
        for length in 1..at.len() {
            if let Some(Item::Group(group)) = item_at(&mut self.file.items, at.get(..length).unwrap_or_default()) {
                numbered = group.level.as_ref().map_or(numbered, |level| level.node);
            }
        }
        if let Some(item) = item_at(&mut self.file.items, at) {
            relevel(item, numbered);
        }
    }
}

fn relevel(item: &mut Item, above: u32) {
    if let Item::Group(group) = item {
        let own = match &mut group.level {
            Some(level) => {
                level.node = above.saturating_add(1);
                level.node
            }
            None => above,
        };
        group.items.iter_mut().for_each(|item| relevel(item, own));
    }
}
