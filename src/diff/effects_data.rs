//! What a change does to all who are scored, for spreadsheets and programs.

use serde_json::{Value, json as object};

use super::effect::Effect;
use super::effects::Effects;
use super::figures::{plain, total};
use crate::diagnostic::Language;
use crate::scorecard::Amount;
use crate::spreadsheet::Table;

impl Effects<'_> {
    /// A table of all units, for spreadsheets.
    #[must_use]
    pub fn csv(&self) -> String {
        let heads = match self.language {
            Language::Zh => ["文件", "单位", "旧", "新", "差", "旧等级", "新等级", "其中", "说明"],
            Language::En => ["file", "unit", "old", "new", "change", "old grade", "new grade", "of which", "note"],
        };
        let mut out = Table::default();
        out.row(heads);
        for effect in self.list {
            let mut row = vec![effect.file.clone(), effect.unit.clone()];
            match &effect.scores {
                Ok(moved) => {
                    let (old, new) = (&moved.totals.0, &moved.totals.1);
                    let grade = |grade: &Option<String>| grade.clone().unwrap_or_default();
                    row.extend([
                        total(old),
                        total(new),
                        moved.change().map(|change| plain(&change)).unwrap_or_default(),
                    ]);
                    row.extend([grade(&moved.grades.0), grade(&moved.grades.1), self.parts(moved, true)]);
                    row.push(match effect.unknown.as_slice() {
                        [] => String::new(),
                        names => {
                            format!("{}{}", self.say("没有计入：", "left out: "), names.join(self.say("、", ", ")))
                        }
                    });
                }
                Err(why) => {
                    row.extend(std::iter::repeat_n(String::new(), 6));
                    let reasons = why.reasons.iter().map(|reason| reason.get(self.language)).collect::<Vec<_>>();
                    row.push(reasons.join(self.say("；", "; ")));
                }
            }
            out.row(row);
        }
        out.text
    }

    /// For programs; part of `specs/schema/diff.schema.json`.
    #[must_use]
    pub fn json(&self) -> Value {
        let exact = |score: &Amount| score.exact().map(plain);
        let one = |effect: &Effect| match &effect.scores {
            Ok(moved) => {
                let parts = moved.parts.iter().map(|(part, points)| {
                    let causes = self.causes(part).into_iter().map(|change| change.text.get(self.language));
                    let causes = causes.collect::<Vec<_>>();
                    object!({ "part": self.part(part), "points": plain(points), "changes": causes })
                });
                let score = |score: &Option<Amount>| score.as_ref().map(total);
                let open = moved
                    .open
                    .iter()
                    .map(|open| object!({ "part": open.path, "old": score(&open.old), "new": score(&open.new) }));
                object!({
                    "file": effect.file,
                    "unit": effect.unit,
                    "old": exact(&moved.totals.0),
                    "new": exact(&moved.totals.1),
                    "change": moved.change().as_ref().map(plain),
                    "old_grade": moved.grades.0,
                    "new_grade": moved.grades.1,
                    "parts": parts.collect::<Vec<_>>(),
                    "open": open.collect::<Vec<_>>(),
                    "unknown": effect.unknown,
                })
            }
            Err(why) => {
                let reasons = why.reasons.iter().map(|reason| reason.get(self.language)).collect::<Vec<_>>();
                object!({
                    "file": effect.file,
                    "unit": effect.unit,
                    "rejected_by": if why.by_new { "new" } else { "old" },
                    "reasons": reasons,
                })
            }
        };
        Value::Array(self.list.iter().map(one).collect())
    }
}
