//! What a change does to all who are scored, in words and tables.

use std::collections::BTreeMap;

use super::change::Change;
use super::effect::{Effect, Moved};
use super::figures::{rounded, signed, table, total};
use super::words::say;
use crate::diagnostic::{Language, layout};
use crate::quantity::Rational;

/// So many units are listed in a text; all are in CSV and JSON.
const LISTED: usize = 50;

/// All effects, with the changes that may have caused them.
#[derive(Clone, Copy)]
pub struct Effects<'a> {
    /// One for every submission.
    pub list: &'a [Effect],
    /// What [`super::diff`] told.
    pub changes: &'a [Change],
    /// In which language.
    pub language: Language,
}

impl Effects<'_> {
    pub(super) fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        say(self.language, zh, en)
    }

    /// The units with both totals exact, and by how much they moved.
    fn moved(&self) -> Vec<(&Effect, &Moved, Rational)> {
        let scored = self.list.iter().filter_map(|effect| Some((effect, effect.scores.as_ref().ok()?)));
        scored.filter_map(|(effect, moved)| Some((effect, moved, moved.change()?))).collect()
    }

    fn name(effect: &Effect) -> &str {
        if effect.unit.is_empty() { &effect.file } else { &effect.unit }
    }

    /// For a terminal, or for a merge request with `markdown`.
    #[must_use]
    pub fn text(&self, markdown: bool) -> String {
        let moved = self.moved();
        let mut out = self.summary(&moved, markdown);
        out.push_str(&self.by_part(markdown));
        out.push_str(&self.units(&moved, markdown));
        out.push_str(&self.without(markdown));
        out
    }

    pub(super) fn head(&self, zh: &'static str, en: &'static str, markdown: bool) -> String {
        let title = self.say(zh, en);
        if markdown { format!("\n### {title}\n\n") } else { format!("\n{title}\n") }
    }

    fn summary(&self, moved: &[(&Effect, &Moved, Rational)], markdown: bool) -> String {
        let count = |which: fn(&Rational) -> bool| moved.iter().filter(|(.., change)| which(change)).count();
        let (up, down, same) = (count(Rational::is_positive), count(Rational::is_negative), count(Rational::is_zero));
        let rejected = self.list.iter().filter(|effect| effect.scores.is_err()).count();
        let open = self.list.len().saturating_sub(moved.len()).saturating_sub(rejected);
        let all = self.list.len();
        let line = |name: &str, text: String| match markdown {
            true => format!("- {name}{}{text}\n", self.say("：", ": ")),
            false => format!("  {name}  {text}\n"),
        };
        let mut out = self.head("影响", "Impact", markdown);
        out.push_str(&line(
            self.say("报送", "submissions"),
            match self.language {
                Language::Zh => format!("{all} 份：升 {up}，降 {down}，不变 {same}，未决 {open}，退回 {rejected}"),
                Language::En => format!("{all}: up {up}, down {down}, same {same}, open {open}, rejected {rejected}"),
            },
        ));
        if let Some(text) = self.spread(moved) {
            out.push_str(&line(self.say("变化", "change"), text));
            out.push_str(&line(self.say("分布", "spread"), self.distribution(moved)));
        }
        let grades = self.grades(moved);
        if !grades.is_empty() {
            out.push_str(&line(self.say("等级", "grades"), grades.join(self.say("，", ", "))));
        }
        let unknown = self.unknown();
        if !unknown.is_empty() {
            out.push_str(&line(self.say("未计入", "left out"), unknown));
        }
        out
    }

    /// The data that neither rubric knows, and in how many submissions they are.
    fn unknown(&self) -> String {
        let mut counts = BTreeMap::<&str, usize>::new();
        for name in self.list.iter().flat_map(|effect| &effect.unknown) {
            let count = counts.entry(name).or_default();
            *count = count.saturating_add(1);
        }
        let one = |(name, count): (&str, usize)| match self.language {
            Language::Zh => format!("「{name}」（{count} 份）新旧评分表都没有，没有计入"),
            Language::En => format!("`{name}` (in {count}), which neither rubric has"),
        };
        counts.into_iter().map(one).collect::<Vec<_>>().join(self.say("；", "; "))
    }

    /// The greatest gain and loss, mean and median.
    fn spread(&self, moved: &[(&Effect, &Moved, Rational)]) -> Option<String> {
        let mut sorted = moved.iter().collect::<Vec<_>>();
        sorted.sort_by(|(.., one), (.., other)| one.cmp(other));
        let (least, most) = (sorted.first()?, sorted.last()?);
        let sum = sorted.iter().map(|(.., change)| change).sum::<Rational>();
        let count = i64::try_from(sorted.len()).unwrap_or(i64::MAX);
        let mean = sum.checked_div(&Rational::whole(count))?;
        let half = sorted.len().div_euclid(2);
        let upper = &sorted.get(half)?.2;
        let lower = &sorted.get(sorted.len().saturating_sub(1).div_euclid(2))?.2;
        let median = (lower + upper).checked_div(&Rational::whole(2))?;
        let end = |zh: &'static str, en: &'static str, (effect, _, change): &(&Effect, &Moved, Rational)| {
            format!(
                "{} {}{}{}{}",
                self.say(zh, en),
                signed(change),
                self.say("（", " ("),
                Self::name(effect),
                self.say("）", ")")
            )
        };
        let mut parts = Vec::new();
        if most.2.is_positive() {
            parts.push(end("最大升", "greatest gain", most));
        }
        if least.2.is_negative() {
            parts.push(end("最大降", "greatest loss", least));
        }
        parts.push(format!("{} {}", self.say("平均", "mean"), signed(&rounded(&mean))));
        parts.push(format!("{} {}", self.say("中位", "median"), signed(&rounded(&median))));
        Some(parts.join(self.say("，", ", ")))
    }

    /// How many moved by how much.
    fn distribution(&self, moved: &[(&Effect, &Moved, Rational)]) -> String {
        const EDGES: [i64; 4] = [1, 2, 5, 10];
        let bin = |change: &Rational| {
            let size = change.abs();
            let beyond = EDGES.iter().filter(|edge| size > Rational::whole(**edge)).count();
            let beyond = i64::try_from(beyond).unwrap_or_default().saturating_add(1);
            match () {
                () if change.is_zero() => 0,
                () if change.is_negative() => beyond.saturating_neg(),
                () => beyond,
            }
        };
        let mut bins = BTreeMap::<i64, usize>::new();
        for (.., change) in moved {
            let count = bins.entry(bin(change)).or_default();
            *count = count.saturating_add(1);
        }
        let name = |bin: i64| {
            let at = usize::try_from(bin.unsigned_abs()).unwrap_or_default();
            let word = if bin < 0 { self.say("降", "down") } else { self.say("升", "up") };
            let lower = at.checked_sub(2).and_then(|at| EDGES.get(at));
            let upper = at.checked_sub(1).and_then(|at| EDGES.get(at));
            match (self.language, lower, upper) {
                (_, None, None) => self.say("不变", "same").to_owned(),
                (Language::Zh, None, Some(upper)) => format!("{word} {upper}分以内"),
                (Language::Zh, Some(lower), Some(upper)) => format!("{word} {lower}至{upper}分"),
                (Language::Zh, Some(lower), None) => format!("{word} {lower}分以上"),
                (Language::En, None, Some(upper)) => format!("{word} to {upper}"),
                (Language::En, Some(lower), Some(upper)) => format!("{word} {lower} to {upper}"),
                (Language::En, Some(lower), None) => format!("{word} more than {lower}"),
            }
        };
        let bins = bins.into_iter().map(|(bin, count)| format!("{} {count}", name(bin)));
        bins.collect::<Vec<_>>().join(" · ")
    }

    /// Who changed grade: `优→良 2`.
    fn grades(&self, moved: &[(&Effect, &Moved, Rational)]) -> Vec<String> {
        let mut counts = BTreeMap::<String, usize>::new();
        for (_, moved, _) in moved {
            if let Some(change) = grade_change(moved) {
                let count = counts.entry(change).or_default();
                *count = count.saturating_add(1);
            }
        }
        counts.into_iter().map(|(change, count)| format!("{change} {count}")).collect()
    }

    /// Who moved, the greatest loss first.
    fn units(&self, moved: &[(&Effect, &Moved, Rational)], markdown: bool) -> String {
        let mut changed = moved.iter().filter(|(_, moved, change)| !change.is_zero() || grade_change(moved).is_some());
        let mut changed = changed.by_ref().collect::<Vec<_>>();
        changed.sort_by(|(.., one), (.., other)| one.cmp(other));
        if changed.is_empty() {
            return String::new();
        }
        let heads = match self.language {
            Language::Zh => ["单位", "旧", "新", "差", "等级", "其中"],
            Language::En => ["unit", "old", "new", "change", "grade", "of which"],
        };
        let row = |(effect, moved, change): &(&Effect, &Moved, Rational)| {
            [
                Self::name(effect).to_owned(),
                total(&moved.totals.0),
                total(&moved.totals.1),
                signed(change),
                grade_change(moved).unwrap_or_default(),
                self.parts(moved, false),
            ]
        };
        let rest = changed.len().saturating_sub(LISTED);
        let rows = changed.into_iter().take(LISTED).map(row).collect::<Vec<_>>();
        let mut out = self.head("变化的单位", "Who moved", markdown);
        match markdown {
            true => {
                out.push_str(&format!("| {} |\n|---|---|---|---|---|---|\n", heads.join(" | ")));
                for row in &rows {
                    out.push_str(&format!("| {} |\n", row.each_ref().map(|text| super::show::cell(text)).join(" | ")));
                }
            }
            false => out.push_str(&table(&heads.map(str::to_owned), &rows)),
        }
        if rest > 0 {
            out.push_str(&match self.language {
                Language::Zh => format!("\n其余 {rest} 家见 --format csv 或 json\n"),
                Language::En => format!("\n{rest} more with --format csv or json\n"),
            });
        }
        out
    }

    /// Who has no two totals, and why.
    fn without(&self, markdown: bool) -> String {
        let mut lines = Vec::new();
        for effect in self.list {
            let line = match &effect.scores {
                Ok(moved) if moved.change().is_none() => {
                    let (name, colon) = (Self::name(effect), self.say("：", ": "));
                    let (old, new) = (total(&moved.totals.0), total(&moved.totals.1));
                    let parts = self.parts(moved, false);
                    let of_which = if parts.is_empty() { "" } else { self.say("；其中 ", "; of which ") };
                    format!("{name}{colon}{old} → {new}{of_which}{parts}")
                }
                Ok(_) => continue,
                Err(why) => {
                    let by = if why.by_new {
                        self.say("新规则退回", "rejected by the new rubric")
                    } else {
                        self.say("退回", "rejected")
                    };
                    let reasons = why.reasons.iter().map(|reason| reason.get(self.language)).collect::<Vec<_>>();
                    let reasons = reasons.join(self.say("；", "; "));
                    format!("{}{}{by}{}{reasons}", effect.file, self.say("：", ": "), self.say("，", ", "))
                }
            };
            lines.push(line);
        }
        if lines.is_empty() {
            return String::new();
        }
        let rest = lines.len().saturating_sub(LISTED);
        let mut out = self.head("未决和退回", "Open and rejected", markdown);
        for line in lines.iter().take(LISTED) {
            let line = layout::escape(&layout::shorten(line));
            out.push_str(&if markdown { format!("- {line}\n") } else { layout::hang("  ", &line, 100) });
        }
        if rest > 0 {
            out.push_str(&match self.language {
                Language::Zh => format!("其余 {rest} 家见 --format csv 或 json\n"),
                Language::En => format!("{rest} more with --format csv or json\n"),
            });
        }
        out
    }
}

fn grade_change(moved: &Moved) -> Option<String> {
    let (old, new) = (moved.grades.0.as_ref()?, moved.grades.1.as_ref()?);
    (old != new).then(|| format!("{old}→{new}"))
}
