//! The header and the end of the calculation of two rubrics beside each other.

use super::change::{Section, What};
use super::meaning::Reader;
use super::tree::Tree;
use super::words::{Told, in_both, mark, none, points, points_or_none, rounding, same, say};
use crate::diagnostic::Text;
use crate::rubric::{Verdict, Veto, show_interval, show_points};

/// Tells what differs in the header.
pub(super) fn header(old: &Reader<'_>, new: &Reader<'_>, told: &mut Told) {
    let (before, after) = (old.rubric, new.rubric);
    told.section = Section::Header;
    told.subject = Text::new("评价体系", "rubric");
    let places = (Some(before.title.span), Some(after.title.span));
    if before.title.node != after.title.node {
        let titles = (same(&format!("“{}”", before.title.node)), same(&format!("“{}”", after.title.node)));
        told.arrow(What::Wording, Text::new("名称", "title"), titles, places);
    }
    if before.year.node != after.year.node {
        let years = (same(&before.year.node.to_string()), same(&after.year.node.to_string()));
        told.arrow(What::Year, Text::new("年度", "year"), years, (Some(before.year.span), Some(after.year.span)));
    }
    if before.total != after.total {
        told.arrow(What::Points, Text::new("总分", "total"), (points(&before.total), points(&after.total)), places);
    }
    for (name, old, new) in [
        (Text::new("修约 指标得分", "rounding of indicators"), before.indicator_rounding, after.indicator_rounding),
        (Text::new("修约 总分", "rounding of the total"), before.total_rounding, after.total_rounding),
    ] {
        if old != new {
            told.arrow(What::Rounding, name, (rounding(old), rounding(new)), places);
        }
    }
    if before.reviewed_basis != after.reviewed_basis {
        let basis = |reviewed| if reviewed { Text::new("复核", "reviewed") } else { Text::new("自评", "claimed") };
        let sides = (basis(before.reviewed_basis), basis(after.reviewed_basis));
        told.arrow(What::Rule, Text::new("口径", "basis"), sides, places);
    }
}

/// Tells what differs in 加减分, 封顶, 不低于, 否决 and 等级, and in the texts of the header.
pub(super) fn end(tree: &mut Tree<'_, '_>) {
    let (old, new) = (tree.old, tree.new);
    let (before, after) = (old.rubric, new.rubric);
    let places = (Some(before.title.span), Some(after.title.span));
    tree.told.section = Section::Header;
    tree.told.subject = Text::new("评价体系", "rubric");
    tree.told.texts(&before.texts, &after.texts, places);
    tree.told.section = Section::Ending;
    tree.told.subject = Text::new("总分", "total");
    let block = |rubric: &crate::rubric::Rubric| {
        rubric.ending.adjustments.as_ref().map_or_else(none, |block| {
            in_both(|l| show_interval(&block.range.interval(), |score| show_points(score, 0, l)))
        })
    };
    let spans = |rubric: &crate::rubric::Rubric| rubric.ending.adjustments.as_ref().map(|block| block.span);
    if block(before) != block(after) {
        let places = (spans(before), spans(after));
        tree.told.arrow(What::Limit, Text::new("加减分", "adjustments"), (block(before), block(after)), places);
    }
    for (name, old, new) in [
        (Text::new("封顶", "capped at"), &before.ending.ceiling, &after.ending.ceiling),
        (Text::new("不低于", "at least"), &before.ending.floor, &after.ending.floor),
    ] {
        if old != new {
            let show = |limit: &Option<_>| limit.as_ref().map_or_else(none, |limit| points_or_none(Some(limit)));
            tree.told.arrow(What::Limit, name, (show(old), show(new)), places);
        }
    }
    vetoes(old, new, tree.told);
    tree.grades(&before.grades, &after.grades);
}

fn vetoes(old: &Reader<'_>, new: &Reader<'_>, told: &mut Told) {
    let mut rest = old.rubric.ending.vetoes.iter().collect::<Vec<_>>();
    let verdict = |reader: &Reader<'_>, veto: &Veto| match &veto.verdict {
        Verdict::Total(limit) => {
            in_both(|l| format!("{}{}", say(l, "总分不超过 ", "total at most "), show_points(limit, 0, l)))
        }
        Verdict::Grade { limit, .. } => {
            let name = reader.rubric.grades.get(*limit).map_or("", |grade| &grade.name.node);
            in_both(|l| format!("{}{name}", say(l, "等级不高于 ", "grade at most ")))
        }
    };
    for after in &new.rubric.ending.vetoes {
        let span = Some(new.rubric.element(after.element));
        let condition =
            in_both(|l| format!("{}{}", say(l, "否决", "veto "), mark(&new.rubric.written(&after.condition, l), l)));
        match rest.iter().position(|before| old.agrees(&before.condition, (new, &after.condition))) {
            Some(at) => {
                let before = rest.remove(at);
                let sides = (verdict(old, before), verdict(new, after));
                if sides.0 != sides.1 {
                    told.arrow(What::Limit, condition, sides, (Some(old.rubric.element(before.element)), span));
                }
            }
            None => told.arrow(What::Added, condition, (none(), verdict(new, after)), (None, span)),
        }
    }
    for before in rest {
        let condition =
            in_both(|l| format!("{}{}", say(l, "否决", "veto "), mark(&old.rubric.written(&before.condition, l), l)));
        let span = Some(old.rubric.element(before.element));
        told.arrow(What::Removed, condition, (verdict(old, before), none()), (span, None));
    }
}
