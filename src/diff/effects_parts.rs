//! The parts of all moves, with the changes that made them.

use super::amendments::Shared;
use super::change::{Change, Section, What};
use super::effect::{Moved, Open, Part};
use super::effects::Effects;
use super::figures::{signed, total};
use crate::diagnostic::{Language, layout};
use crate::quantity::Rational;
use crate::scorecard::Amount;

/// What one part did to all units together.
struct Share {
    units: usize,
    sum: Rational,
    most: Rational,
    least: Rational,
}

impl Effects<'_> {
    pub(super) fn by_part(&self, markdown: bool) -> String {
        let mut shares = Vec::<(Part, Share)>::new();
        let scored = || self.list.iter().filter_map(|effect| effect.scores.as_ref().ok());
        for (part, points) in scored().flat_map(|moved| &moved.parts) {
            let at = shares.iter().position(|(known, _)| known == part).unwrap_or(shares.len());
            let none = Share { units: 0, sum: Rational::ZERO, most: points.clone(), least: points.clone() };
            if at == shares.len() {
                shares.push((part.clone(), none));
            }
            let Some((_, share)) = shares.get_mut(at) else { continue };
            share.units = share.units.saturating_add(1);
            share.sum = &share.sum + points;
            share.most = share.most.clone().max(points.clone());
            share.least = share.least.clone().min(points.clone());
        }
        if shares.is_empty() {
            return String::new();
        }
        let mut out = self.head("按修订", "By amendment", markdown);
        if markdown {
            out.push_str(self.say(
                "| 修订 | 影响单位 | 合计 | 最小 | 最大 | 变化 |\n|---|---:|---:|---:|---:|---|\n",
                "| amended | units | sum | least | most | changes |\n|---|---:|---:|---:|---:|---|\n",
            ));
        }
        for (part, share) in shares {
            let name = self.part(&part);
            let told = self.causes(&part).into_iter().map(|change| change.text.get(self.language)).collect::<Vec<_>>();
            let (sum, least, most) = (signed(&share.sum), signed(&share.least), signed(&share.most));
            let units = share.units;
            if markdown {
                let told = told.iter().map(|text| super::show::cell(text)).collect::<Vec<_>>().join("<br>");
                out.push_str(&format!(
                    "| {} | {units} | {sum} | {least} | {most} | {told} |\n",
                    super::show::cell(&name)
                ));
                continue;
            }
            let line = match self.language {
                Language::Zh => format!("{name}：影响 {units} 家，合计 {sum}，从 {least} 到 {most}"),
                Language::En => format!("{name}: {units} units, {sum} together, from {least} to {most}"),
            };
            out.push_str(&layout::hang("  ", &layout::escape(&line), 100));
            for text in told {
                out.push_str(&layout::hang("    ", &layout::escape(&layout::shorten(text)), 100));
            }
        }
        out
    }

    pub(super) fn part(&self, part: &Part) -> String {
        match part {
            Part::Indicator(path) => path.clone(),
            Part::Shared(Shared::Definition(name)) => format!("{}{name}", self.say("定义 ", "definition ")),
            Part::Shared(Shared::IndicatorRounding) => self.say("修约 指标得分", "rounding of indicators").to_owned(),
            Part::Shared(Shared::Basis) => self.say("口径", "basis").to_owned(),
            Part::Rescaled(path) => format!("{}{path}", self.say("折算 ", "rescaling of ")),
            Part::RescaledWhole => self.say("折算 全表", "rescaling of the whole").to_owned(),
            Part::Adjustments => self.say("加减分的区间", "range of adjustments").to_owned(),
            Part::Capped => self.say("封顶", "capped").to_owned(),
            Part::Floored => self.say("不低于", "floor").to_owned(),
            Part::Vetoed => self.say("否决", "vetoes").to_owned(),
            Part::TotalRounded => self.say("总分修约", "rounding of the total").to_owned(),
            Part::Whole => self.say("总分", "total").to_owned(),
        }
    }

    /// Every part of a move: by the name of its indicator, or `full` by its path and with the changes that made it.
    pub(super) fn parts(&self, moved: &Moved, full: bool) -> String {
        let one = |(part, points): &(Part, Rational)| {
            let name = self.part(part);
            if !full {
                return format!("{} {}", name.rsplit('/').next().unwrap_or(&name), signed(points));
            }
            let causes = self.causes(part).into_iter().map(|change| change.text.get(self.language));
            let causes = causes.collect::<Vec<_>>().join(self.say("；", "; "));
            match (causes.is_empty(), self.language) {
                (true, _) => format!("{name} {}", signed(points)),
                (false, Language::Zh) => format!("{name} {}（{causes}）", signed(points)),
                (false, Language::En) => format!("{name} {} ({causes})", signed(points)),
            }
        };
        let mut parts = moved.parts.iter().map(one).collect::<Vec<_>>();
        parts.extend(moved.open.iter().filter(|open| self.may_move(open)).map(|Open { path, old, new }| {
            let score =
                |score: &Option<Amount>| score.as_ref().map_or_else(|| self.say("没有", "none").to_owned(), total);
            format!("{} {} → {}", path.rsplit('/').next().unwrap_or(path), score(old), score(new))
        }));
        parts.join(self.say("；", "; "))
    }

    /// Whether an indicator that is open may have moved: it is as open as it was only if its rule is as it was.
    fn may_move(&self, open: &Open) -> bool {
        open.old != open.new || self.changes.iter().any(|change| change.subject.zh == open.path)
    }

    /// The changes that made a part.
    pub(super) fn causes(&self, part: &Part) -> Vec<&Change> {
        let made = |change: &&Change| {
            let begins = |section: Section, word: &str| change.section == section && change.text.zh.starts_with(word);
            match part {
                Part::Indicator(path) => *path == change.subject.zh && change.what.moves_scores(),
                Part::Shared(Shared::Definition(name)) => change.subject.zh == format!("定义 {name}"),
                Part::Shared(Shared::IndicatorRounding) => begins(Section::Header, "修约 指标得分"),
                Part::Shared(Shared::Basis) => begins(Section::Header, "口径"),
                Part::Rescaled(path) => *path == change.subject.zh && change.what == What::Points,
                Part::RescaledWhole => false,
                Part::Adjustments => begins(Section::Ending, "加减分 "),
                Part::Capped => begins(Section::Ending, "封顶 "),
                Part::Floored => begins(Section::Ending, "不低于 "),
                Part::Vetoed => begins(Section::Ending, "否决"),
                Part::TotalRounded => begins(Section::Header, "修约 总分"),
                Part::Whole => begins(Section::Header, "总分 "),
            }
        };
        self.changes.iter().filter(made).collect()
    }
}
