//! An empty submission to fill in, with everything said that whoever fills it in has to know.

use serde_json::{Map, Value, json};

use crate::diagnostic::Language;
use crate::ids::{FieldId, GroupId, IndicatorId, NodeId};
use crate::quantity::{Kind, Rational};
use crate::rubric::{Field, JudgedItem, Rubric, ScoreRange, interval_in_words, show_date, show_points};
use crate::spreadsheet::Table;
use crate::submission::Format;
use crate::submission::words::{COLUMNS, Word};

/// An empty submission for a rubric, in the rubric's language: every field blank, every judged item, every claim.
///
/// JSON has no comments, so what is to be known stands under 填报说明 (instructions), which is not read; in CSV it is
/// the sixth column. The CSV starts with a byte order mark and ends its lines with CRLF, as spreadsheets want it.
#[must_use]
pub fn template(rubric: &Rubric, format: Format) -> String {
    let form = Form { rubric, language: rubric.language };
    match format {
        Format::Json => form.json(),
        Format::Csv => form.csv(),
    }
}

pub(super) struct Form<'a> {
    pub(super) rubric: &'a Rubric,
    language: Language,
}

impl Form<'_> {
    fn json(&self) -> String {
        let word = |word: Word| word.get(self.language).to_owned();
        let blank = |names: Vec<(String, String)>| -> Map<String, Value> {
            names.into_iter().map(|(name, _)| (name, json!(""))).collect()
        };
        let judged = self.rubric.judged_items().into_iter().map(|item| {
            let blank = |key: Word| if key == Word::Evidence { json!([]) } else { json!("") };
            let keys = self.judged_keys(&item).map(|key| (word(key), blank(key)));
            (self.rubric.judged_name(&item), Value::Object(keys.collect()))
        });
        let mut claimed = Map::new();
        claimed.insert(word(Word::Indicators), blank(self.claimed()).into());
        claimed.insert(word(Word::Groups), blank(self.groups()).into());
        claimed.insert(word(Word::Total), json!(""));
        if !self.rubric.grades.is_empty() {
            claimed.insert(word(Word::Grade), json!(""));
        }
        let lines = [self.general(), self.fields(), self.tables(), self.judged()].concat();
        // A list and not entries: a field and an indicator may have one name.
        let colon = self.say("：", ": ");
        let instructions = lines.into_iter().map(|(name, line)| format!("{name}{colon}{line}"));
        let mut root = Map::new();
        root.insert(word(Word::Format), json!("jixiao/1"));
        root.insert(word(Word::Instructions), instructions.collect::<Vec<_>>().into());
        root.insert(word(Word::Unit), json!(""));
        root.insert(word(Word::Year), json!(self.rubric.year.node));
        root.insert(word(Word::Data), self.blank_fields().into());
        if !self.rubric.tables.is_empty() {
            root.insert(word(Word::Tables), self.blank_tables().into());
        }
        root.insert(word(Word::Judged), judged.collect::<Map<_, _>>().into());
        root.insert(word(Word::Claimed), claimed.into());
        format!("{:#}\n", Value::Object(root))
    }

    fn csv(&self) -> String {
        let word = |word: Word| word.get(self.language);
        let mut rows = vec![COLUMNS.iter().map(|column| word(*column).to_owned()).collect::<Vec<_>>()];
        let mut add = |part: Word, name: String, item: &str, value: String, line: String| {
            rows.push(vec![word(part).to_owned(), name, item.to_owned(), value, String::new(), line]);
        };
        for (name, line) in self.general() {
            let year = if name == word(Word::Year) { self.rubric.year.node.to_string() } else { String::new() };
            if name == word(Word::Year) || name == word(Word::Unit) {
                add(Word::Submission, name, "", year, line);
            }
        }
        for (name, line, years) in self.entries() {
            if years.is_empty() {
                add(Word::Data, name.clone(), "", String::new(), line.clone());
            }
            for year in years {
                add(Word::Data, name.clone(), &year, String::new(), line.clone());
            }
        }
        for (table, item, line) in self.first_rows() {
            add(Word::Tables, table, &item, String::new(), line);
        }
        for item in self.rubric.judged_items() {
            for key in self.judged_keys(&item) {
                let line = match key {
                    Word::ClaimedScore | Word::Choice => self.judgement(&item),
                    Word::Evidence => self.rubric.indicator(item.indicator).texts.evidence.clone().unwrap_or_default(),
                    _ => String::new(),
                };
                add(Word::Judged, self.rubric.judged_name(&item), word(key), String::new(), line);
            }
        }
        for (head, names) in [(Word::Indicators, self.claimed()), (Word::Groups, self.groups())] {
            for (name, line) in names {
                add(Word::Claimed, format!("{}/{name}", word(head)), "", String::new(), line);
            }
        }
        add(Word::Claimed, word(Word::Total).to_owned(), "", String::new(), self.points(Some(&self.rubric.total)));
        if !self.rubric.grades.is_empty() {
            let names = self.rubric.grades.iter().map(|grade| grade.name.node.as_str()).collect::<Vec<_>>();
            let names = format!("{}{}", self.say("填其一：", "one of: "), names.join(self.say("、", ", ")));
            add(Word::Claimed, word(Word::Grade).to_owned(), "", String::new(), names);
        }
        let mut table = Table::default();
        for row in rows {
            table.row(row);
        }
        format!("\u{feff}{}", table.text)
    }

    pub(super) fn say<'s>(&self, zh: &'s str, en: &'s str) -> &'s str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    fn general(&self) -> Vec<(String, String)> {
        let word = |word: Word| word.get(self.language).to_owned();
        let unit = self.say("填单位全称", "the full name of the unit");
        let year = self.say("与评分表年度一致", "the year of the rubric");
        let datum = self.say(
            "没有数据的留空（\"\"）；不适用的写 {\"不适用\": \"原因\"}；要注明出处或印在几处不一致的写 [{\"值\": \"…\", \"出处\": \"…\"}]",
            "leave it blank (\"\") where there are no data; write {\"not_applicable\": \"reason\"} where there can be none; to say where it is printed, or for several prints, write [{\"value\": \"…\", \"place\": \"…\"}]",
        );
        let claimed = self.say("自评得分，写「5分」或「5」", "claimed scores, as `5 points` or `5`");
        let lines = [(Word::Unit, unit), (Word::Year, year), (Word::Data, datum), (Word::Claimed, claimed)];
        lines.into_iter().map(|(key, line)| (word(key), line.to_owned())).collect()
    }

    /// Every field, with what may be put in.
    fn fields(&self) -> Vec<(String, String)> {
        self.entries().into_iter().map(|(name, line, _)| (name, line)).collect()
    }

    /// Every figure with what may be put in and the years that are asked for; none where it is one year.
    fn entries(&self) -> Vec<(String, String, Vec<String>)> {
        let fields = self.rubric.fields.iter().enumerate();
        let fields = fields.filter(|(_, field)| {
            field.is_single() && field.compared.is_none() && field.of_year.as_ref().is_none_or(|of| of.back == 0)
        });
        let fields = fields.filter(|(_, field)| field.stated_total.is_none());
        let entry = |(at, field): (usize, &Field)| {
            let mut line = self.field(FieldId::at(at), field);
            let years = self.years(field);
            if !years.is_empty() {
                line.push_str(self.say("；分年填", "; year by year"));
            }
            (field.name.node.clone(), line, years)
        };
        fields.map(entry).collect()
    }

    /// 本年 and 上年, or the numbers of the years, the oldest first.
    fn years(&self, field: &Field) -> Vec<String> {
        match &field.of_year {
            None => Vec::new(),
            Some(of) if of.last => {
                [Word::ThisYear, Word::LastYear].map(|word| word.get(self.language).to_owned()).to_vec()
            }
            Some(of) => self.rubric.series(&of.series).iter().map(|(_, of)| of.year.to_string()).collect(),
        }
    }

    fn blank_fields(&self) -> Map<String, Value> {
        let blank = |(name, _, years): (String, String, Vec<String>)| match years.as_slice() {
            [] => (name, json!("")),
            years => (name, Value::Object(years.iter().map(|year| (year.clone(), json!(""))).collect())),
        };
        self.entries().into_iter().map(blank).collect()
    }

    pub(super) fn field(&self, id: FieldId, field: &Field) -> String {
        let mut parts = vec![self.kind(field)];
        let range = match field.kind {
            Kind::Date => interval_in_words(&field.range, self.language, show_date),
            Kind::YesNo | Kind::Level(_) | Kind::Text => String::new(),
            _ => interval_in_words(&field.range, self.language, |number| field.unit.plain(number)),
        };
        if !range.is_empty() {
            parts.push(format!("{} {range}", self.say("范围", "range")));
        }
        if field.optional {
            parts.push(self.say("可空", "optional").to_owned());
        }
        let mut readers = self.rubric.indicators.iter().filter(|one| one.reads.contains(&id)).peekable();
        if readers.peek().is_some() && readers.all(|one| self.rubric.settles_not_applicable(one, id)) {
            parts.push(self.say("可报不适用", "may be not applicable").to_owned());
        }
        if let Some(origin) = &field.origin {
            parts.push(format!("{}{origin}", self.say("来源：", "from: ")));
        }
        parts.join(self.say("；", "; "))
    }

    fn kind(&self, field: &Field) -> String {
        let unit = &field.unit.symbol;
        let name = match field.kind {
            Kind::Count(_) => self.say("数量", "count").to_owned(),
            Kind::Per(..) => self.say("单价", "rate").to_owned(),
            _ => self.say(&field.kind.zh(), &field.kind.en()).to_owned(),
        };
        match &field.kind {
            Kind::YesNo => {
                self.say("填「是」或「否」（JSON 也可填 true、false）", "yes or no (true or false in JSON)").to_owned()
            }
            Kind::Level(levels) => {
                let names = levels.names.join(self.say("、", ", "));
                format!("{}{names}", self.say("填其一：", "one of: "))
            }
            Kind::Text => self.say("文字", "text").to_owned(),
            Kind::Date => self.say("日期，写「2024年5月17日」或「2024-05-17」", "date, as `2024-05-17`").to_owned(),
            _ => {
                let unit = match (unit.is_empty(), self.language) {
                    (true, _) => String::new(),
                    (false, Language::Zh) => format!("，单位 {unit}"),
                    (false, Language::En) => format!(" in {unit}"),
                };
                format!("{name}{unit}{}", self.decimals(field.digits))
            }
        }
    }

    fn decimals(&self, digits: Option<u32>) -> String {
        match (digits, self.language) {
            (None, _) => String::new(),
            (Some(0), Language::Zh) => "，整数".into(),
            (Some(0), Language::En) => ", a whole number".into(),
            (Some(digits), Language::Zh) => format!("，最多 {digits} 位小数"),
            (Some(digits), Language::En) => format!(", at most {digits} decimal places"),
        }
    }

    /// Everything that is judged, or may come to be, with its levels.
    fn judged(&self) -> Vec<(String, String)> {
        let items = self.rubric.judged_items();
        items.iter().map(|item| (self.rubric.judged_name(item), self.judgement(item))).collect()
    }

    fn judgement(&self, item: &JudgedItem<'_>) -> String {
        let adjusts = self.rubric.indicator(item.indicator).adjusts.as_ref().filter(|_| item.item.is_none());
        let points = item.judgements.first().map(|judgement| match adjusts {
            Some(range) => self.adjusts(range),
            None => self.points(Some(&judgement.points)),
        });
        let mut parts = points.into_iter().collect::<Vec<_>>();
        let mut levels = Vec::new();
        for level in item.judgements.iter().flat_map(|judgement| &judgement.levels) {
            let points = |score: &Rational| show_points(score, 0, self.language);
            let scores = interval_in_words(&level.scores, self.language, points);
            let shown = format!("{} {scores}", level.name);
            if !levels.contains(&shown) {
                levels.push(shown);
            }
        }
        let ways = item.ways();
        if !ways.is_empty() {
            let names = ways.join(self.say("、", ", "));
            parts.push(format!("{}{names}", self.say("选用其一：", "choose one of: ")));
        }
        if !levels.is_empty() {
            parts.push(format!("{}{}", self.say("档：", "levels: "), levels.join(self.say("、", ", "))));
        }
        if item.is_judged() {
            let words = match adjusts {
                Some(_) => self
                    .say("没有加减的填 0分，有加减的写理由", "write 0 points where there is none, else give a reason"),
                None => self.say("未得满分的写理由", "give a reason below full marks"),
            };
            parts.push(words.to_owned());
            if let Some(evidence) = &self.rubric.indicator(item.indicator).texts.evidence {
                parts.push(format!("{}{evidence}", self.say("佐证：", "evidence: ")));
            }
        }
        parts.join(self.say("；", "; "))
    }

    /// What is to be said of a judged item; a level only where it has some, evidence where it is asked for.
    fn judged_keys(&self, item: &JudgedItem<'_>) -> impl Iterator<Item = Word> {
        let choice = (!item.choices.is_empty()).then_some(Word::Choice);
        let level = (!item.levels().is_empty()).then_some(Word::Level);
        let score = item.is_judged().then_some(Word::ClaimedScore);
        let asked = item.is_judged() && self.rubric.indicator(item.indicator).texts.evidence.is_some();
        let evidence = asked.then_some(Word::Evidence);
        choice.into_iter().chain(level).chain(score).chain([Word::Reason]).chain(evidence)
    }

    /// Indicators whose claim does not stand in 评定.
    fn claimed(&self) -> Vec<(String, String)> {
        let judged = self.rubric.judged_items();
        // Rows claim in their table.
        let ids = (0..self.rubric.indicators.len()).map(IndicatorId::at);
        let ids = ids
            .filter(|id| !self.rubric.indicator(*id).template)
            .filter(|id| !judged.iter().any(|item| item.indicator == *id && item.item.is_none() && item.is_judged()));
        ids.map(|id| {
            let indicator = self.rubric.indicator(id);
            let points = || self.points(indicator.points.as_ref());
            let points = indicator.adjusts.as_ref().map_or_else(points, |range| self.adjusts(range));
            (self.rubric.short_name(NodeId::Indicator(id)), points)
        })
        .collect()
    }

    fn groups(&self) -> Vec<(String, String)> {
        let ids = (0..self.rubric.groups.len()).map(GroupId::at);
        ids.map(|id| (self.rubric.short_name(NodeId::Group(id)), self.points(self.rubric.group(id).points.as_ref())))
            .collect()
    }

    fn adjusts(&self, range: &ScoreRange) -> String {
        let end = |score: &Rational| show_points(score, 0, self.language);
        format!(
            "{} {}{}{}",
            self.say("加减分", "adjustment"),
            end(&range.least),
            self.say(" 至 ", " to "),
            end(&range.most)
        )
    }

    fn points(&self, points: Option<&Rational>) -> String {
        match points {
            Some(points) => format!("{} {}", self.say("满分", "full marks"), show_points(points, 0, self.language)),
            None => self.say("分值未公布", "points unpublished").to_owned(),
        }
    }
}
