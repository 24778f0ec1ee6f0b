//! A scorecard as it is kept in git and compared later: one line for each thing, nothing aligned and no line numbers, so
//! that a difference shows what became different and nothing else.

use super::Sheet;
use super::number::{amount, places, points, total_places, typeset};
use super::row::Row;
use super::text::{basis, shortened};
use crate::diagnostic::layout::escape;
use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::ids::NodeId;
use crate::quantity::Rational;
use crate::scorecard::Amount;

/// The scores, how they came about, and the findings. Hashes, places and the version of the program are left out.
#[must_use]
pub fn accepted(sheet: &Sheet) -> String {
    // Line numbers change with every line that is written above.
    let sheet = Sheet { line_numbers: false, ..*sheet };
    let mut lines = sheet.kept_heading();
    lines.push(String::new());
    for row in sheet.rows().iter().chain(&sheet.adjusting_rows()) {
        lines.push(sheet.kept_row(row));
        lines.extend(sheet.kept_below(row));
    }
    lines.push(String::new());
    lines.extend(sheet.kept_total());
    let findings = &sheet.findings.list;
    if !findings.is_empty() {
        lines.push(String::new());
        lines.push(sheet.say("发现", "Findings").to_owned());
        lines.extend(findings.iter().map(|finding| told(&finding.diagnostic, sheet.language)));
    }
    finished(&lines)
}

/// What is kept of a submission that is rejected: every reason.
#[must_use]
pub fn accepted_rejection(reasons: &[Diagnostic], language: Language) -> String {
    let head = if language == Language::Zh { "退回" } else { "rejected" };
    let errors = reasons.iter().filter(|one| one.severity == Severity::Error);
    let lines = std::iter::once(head.to_owned()).chain(errors.map(|one| told(one, language)));
    finished(&lines.collect::<Vec<_>>())
}

fn told(diagnostic: &Diagnostic, language: Language) -> String {
    let level = diagnostic.severity.word(language);
    let message = escape(diagnostic.message.get(language));
    format!("  {level}[{}] {message}", diagnostic.code.number())
}

fn finished(lines: &[String]) -> String {
    let lines = lines.iter().map(|line| format!("{}\n", line.trim_end()));
    lines.collect()
}

impl Sheet<'_> {
    fn kept_heading(&self) -> Vec<String> {
        let inputs = self.inputs;
        let mut facts = vec![
            (self.say("单位", "unit"), inputs.unit.node.clone()),
            (self.say("年度", "year"), inputs.year.node.to_string()),
            (self.say("口径", "basis"), basis(self.scorecard.basis, self.language).to_owned()),
        ];
        facts.extend(inputs.version.as_ref().map(|version| (self.say("版本", "version"), version.clone())));
        let facts = facts.iter().map(|(head, fact)| format!("{head}{}{}", self.colon(), escape(fact)));
        std::iter::once(escape(&self.rubric.title.node)).chain(facts).collect()
    }

    /// `  二级 资产管理  10/10  自评 10`.
    fn kept_row(&self, row: &Row) -> String {
        let digits = places(self.rubric);
        let name = match row.node {
            NodeId::Group(_) => format!("{} {}", self.level(row.depth), row.name),
            NodeId::Indicator(_) => row.name.to_owned(),
        };
        let full = match (row.adjusts, row.points) {
            (Some(range), _) => self.span_of(range),
            (None, Some(full)) => points(full, 0),
            (None, None) => self.say("分值未公布", "points unpublished").to_owned(),
        };
        let score = match row.score {
            Amount::Between(..) => self.say("未决", "open").to_owned(),
            other => typeset(&amount(other, digits, self.language)),
        };
        let mut line = format!("{}{}  {score}/{full}", "  ".repeat(row.depth), escape(&name));
        for (head, claim) in [(self.say("自评", "claimed"), row.claimed), (self.say("复核", "reviewed"), row.reviewed)]
        {
            line.push_str(&claim.map(|claim| self.claim(head, claim, digits)).unwrap_or_default());
        }
        line
    }

    fn claim(&self, head: &str, claim: &Rational, digits: u32) -> String {
        format!("  {head} {}", typeset(&points(claim, digits)))
    }

    fn kept_below(&self, row: &Row) -> Vec<String> {
        let digits = places(self.rubric);
        let indent = "  ".repeat(row.depth.saturating_add(1));
        let mut below = Vec::new();
        match (row.node, row.line) {
            (NodeId::Indicator(id), Some(line)) => {
                below.extend(self.shown_measure(line).map(|measured| format!("{indent}{}", escape(&measured))));
                let steps = self.steps(line);
                let steps =
                    steps.iter().map(|step| format!("{indent}{}{}", "  ".repeat(step.depth), shortened(&step.text)));
                below.extend(steps);
                if !line.open.is_empty() {
                    let why = line.open.iter().map(|one| self.opening(one, id)).collect::<Vec<_>>();
                    let why = why.join(self.say("；", "; "));
                    below.push(format!("{indent}{}{why}", self.say("未决：", "open: ")));
                }
            }
            (NodeId::Group(id), _) => {
                let grade = self.scorecard.groups.get(id.index()).and_then(|line| line.grade.as_deref());
                below.extend(grade.map(|grade| format!("{indent}{}{}", self.say("等级：", "grade: "), escape(grade))));
                let applicable = row.applicable.map(|points_left| points(points_left, 0));
                let head = self.say("适用分值 ", "applicable points ");
                below.extend(applicable.map(|applicable| format!("{indent}{head}{applicable}")));
            }
            _ => {}
        }
        if let Amount::Between(..) = row.score {
            let range = amount(row.score, digits, self.language);
            below.push(format!("{indent}{}{range}", self.say("得分在 ", "score within ")));
        }
        below
    }

    fn kept_total(&self) -> Vec<String> {
        let (card, digits) = (self.scorecard, total_places(self.rubric));
        let total = typeset(&amount(&card.total, digits, self.language));
        let mut line = format!("{}  {total}/{}", self.say("总分", "total"), points(&self.rubric.total, 0));
        let claims = [
            (self.say("自评", "claimed"), &self.inputs.claimed.total),
            (self.say("复核", "reviewed"), &self.inputs.reviewed.total),
        ];
        for (head, claim) in claims {
            line.push_str(&claim.as_ref().map(|claim| self.claim(head, &claim.node, digits)).unwrap_or_default());
        }
        let mut lines = vec![line];
        lines.extend(self.ending_lines().into_iter().map(|line| format!("  {line}")));
        lines.extend(card.grade.as_ref().map(|grade| format!("{}  {}", self.say("等级", "grade"), escape(grade))));
        lines
    }
}
