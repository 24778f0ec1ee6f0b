//! Findings in compact form: what, and both places.

use super::Sheet;
use super::losses::COLUMNS;
use super::printed::Printed;
use crate::diagnostic::layout::{escape, fold};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::findings::{CheckOutcome, CheckResult, Class, Finding};
use crate::rubric::Level;

impl Sheet<'_> {
    /// The name of a class.
    pub(super) fn class(&self, class: Class) -> &'static str {
        match class {
            Class::Inconsistent => self.say("不一致：数据相互矛盾", "figures that contradict each other"),
            Class::Explain => {
                self.say("需说明：数据不符，未说明原因或口径", "figures that differ without a reason given")
            }
            Class::Identity => self.say("单位或年度不符", "names or years that differ"),
            Class::Claim => self.say("自评、复核与规则不符", "claims that the rules do not give"),
            Class::ReasonMissing => self.say("缺少理由", "reasons that are missing"),
            Class::EvidenceMissing => self.say("缺少佐证", "evidence that is missing"),
            Class::Undecided => self.say("无法判断", "checks that cannot be decided"),
            Class::Data => self.say("存疑的数据", "doubtful data"),
            Class::Rounding => self.say("尾差", "rounding differences"),
        }
    }

    /// Findings by class, each with its places, behind a line that counts them and one that counts the checks.
    pub(super) fn findings(&self) -> String {
        let mut out = format!("{}{}\n{}", self.say("发现", "Findings"), self.counts(), self.checks());
        let printed = self.printed();
        let mut class = None;
        for (number, finding) in self.findings.list.iter().enumerate() {
            if class.replace(finding.class) != Some(finding.class) {
                out.push_str(&format!("  {}\n", self.class(finding.class)));
            }
            out.push_str(&self.finding(number.saturating_add(1), finding, &printed));
        }
        if self.findings.list.is_empty() {
            out.push_str(self.say("  无\n", "  none\n"));
        }
        out
    }

    /// `：错误 1，需说明 1，提示 1`.
    fn counts(&self) -> String {
        let levels = [Severity::Error, Severity::Warning, Severity::Explain, Severity::Hint];
        let parts = levels.into_iter().filter_map(|level| {
            let count = self.findings.list.iter().filter(|finding| finding.diagnostic.severity == level).count();
            (count > 0).then(|| format!("{} {count}", level.word(self.language)))
        });
        let parts = parts.collect::<Vec<_>>();
        if parts.is_empty() { String::new() } else { format!("{}{}", self.colon(), parts.join(self.comma())) }
    }

    fn checks(&self) -> String {
        let count = |(outcome, level): (CheckOutcome, Option<Level>)| {
            let level_of = |result: &CheckResult| self.rubric.checks.get(result.check.index()).map(|check| check.level);
            let fits =
                |result: &&CheckResult| result.outcome == outcome && (level.is_none() || level == level_of(result));
            self.findings.checks.iter().filter(fits).count()
        };
        let outcomes = [
            ((CheckOutcome::Holds, None), self.say("一致", "hold")),
            ((CheckOutcome::HoldsByRounding, None), self.say("尾差", "hold but for rounding")),
            ((CheckOutcome::Fails, Some(Level::Error)), self.say("不一致", "fail")),
            ((CheckOutcome::Fails, Some(Level::Explain)), self.say("需说明", "are to be explained")),
            ((CheckOutcome::Fails, Some(Level::Hint)), self.say("提示", "are worth a look")),
            ((CheckOutcome::Undecided, None), self.say("无法判断", "cannot be decided")),
            ((CheckOutcome::NotApplicable, None), self.say("不适用", "do not apply")),
        ];
        let all = self.findings.checks.len();
        if all == 0 {
            return String::new();
        }
        let parts = outcomes.into_iter().map(|(outcome, word)| (count(outcome), word)).filter(|(count, _)| *count > 0);
        match self.say("zh", "en") {
            "zh" => {
                let parts = parts.map(|(count, word)| format!("{word} {count}")).collect::<Vec<_>>().join("，");
                format!("  校验 {all} 项：{parts}\n")
            }
            _ => {
                let parts = parts.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ");
                let checks = if all == 1 { "check" } else { "checks" };
                format!("  {all} {checks}: {parts}\n")
            }
        }
    }

    fn finding(&self, number: usize, finding: &Finding, printed: &Printed<'_>) -> String {
        let Diagnostic { code, severity, message, labels, help, .. } = &finding.diagnostic;
        let head = format!("  {number:>2}. {}[{}] ", severity.word(self.language), code.number());
        let mut out = fold(&head, &escape(message.get(self.language)), 6, COLUMNS);
        for label in labels {
            out.push_str(&self.label(label, printed));
        }
        for (head, text) in self.texts_of(finding) {
            out.push_str(&fold(head, &escape(&text), 8, COLUMNS));
        }
        if let Some(help) = help {
            let head = self.say("      办法：", "      repair: ");
            out.push_str(&fold(head, &escape(help.get(self.language)), 8, COLUMNS));
        }
        out
    }

    /// What the rubric says of the checks that show a finding, each text once.
    fn texts_of(&self, finding: &Finding) -> Vec<(&'static str, String)> {
        let mut told: Vec<(&'static str, String)> = Vec::new();
        for check in finding.checks.iter().filter_map(|id| self.rubric.checks.get(id.index())) {
            let note = check.texts.note.clone().map(|note| (self.say("      说明：", "      note: "), note));
            let authority = &check.texts.authority;
            let authority =
                authority.clone().map(|authority| (self.say("      依据：", "      authority: "), authority));
            for one in note.into_iter().chain(authority) {
                if !told.contains(&one) {
                    told.push(one);
                }
            }
        }
        told
    }

    /// `报送.json 第 12 行 "74.83万元"（三（二）2 公式）：值`.
    fn label(&self, label: &Label, printed: &Printed<'_>) -> String {
        let source = self.sources.get(label.span.source);
        let says = escape(label.text.get(self.language));
        let name = self.file_name(label.span.source);
        // A missing key points at the whole document, which is not quoted.
        let whole = label.span.start == 0 && source.text().trim_end().len() <= label.span.range().end;
        let quoted = if whole { String::new() } else { format!(" {}", self.quoted(label.span).0) };
        let line = source.position(label.span.start).line;
        let place = printed.place(label.span).map(escape);
        let text = match (self.say("zh", "en"), place) {
            ("zh", Some(place)) => format!("第 {line} 行{quoted}（{place}）"),
            ("zh", None) => format!("第 {line} 行{quoted}"),
            (_, Some(place)) => format!("line {line}{quoted} ({place})"),
            (_, None) => format!("line {line}{quoted}"),
        };
        let text = if says.is_empty() { text } else { format!("{text} ← {says}") };
        let scored =
            if printed.is_scored(label.span) { self.say("，按此计分", ", this one is scored") } else { "" };
        fold("      ", &format!("{name} {text}{scored}"), 8, COLUMNS)
    }
}
