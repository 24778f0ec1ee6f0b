//! The words of a submission, in Chinese and in English. JSON, CSV, templates and documentation are made from these rows.

use crate::diagnostic::Language;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $zh:literal, $en:literal;)*) => {
        /// A word that means something in a submission.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Word { $($(#[$doc])* $name,)* }

        impl Word {
            /// As it is written in a language.
            #[must_use]
            pub fn get(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Word::$name, Language::Zh) => $zh, (Word::$name, Language::En) => $en,)*
                }
            }
        }
    };
}

words! {
    /// The version of the format.
    Format = "格式", "format";
    /// Whose submission it is.
    Unit = "单位", "unit";
    /// Its code.
    UnitCode = "单位编码", "unit_code";
    /// The year.
    Year = "年度", "year";
    /// Which version of the report.
    Version = "版本", "version";
    /// The figures.
    Data = "数据", "data";
    /// What was decided of judged items.
    Judged = "评定", "judged";
    /// The claims.
    Claimed = "自评", "claimed";
    /// The reviewed scores.
    Reviewed = "复核", "reviewed";
    /// Tables.
    Tables = "明细", "tables";
    /// What a template says to whoever fills it in; not read.
    Instructions = "填报说明", "instructions";
    /// One print of a figure.
    Value = "值", "value";
    /// Where it is printed.
    Place = "出处", "place";
    /// Why there can be no figure.
    NotApplicable = "不适用", "not_applicable";
    /// The figure of the year of the submission.
    ThisYear = "本年", "this_year";
    /// The figure of the year before.
    LastYear = "上年", "last_year";
    /// The level of a judged item.
    Level = "档", "level";
    /// The way (择一) that counts.
    Choice = "选用", "choice";
    /// Its claimed score.
    ClaimedScore = "自评分", "claimed";
    /// Why.
    Reason = "理由", "reason";
    /// What proves it.
    Evidence = "佐证", "evidence";
    /// Its reviewed score.
    ReviewedScore = "复核分", "reviewed";
    /// Why.
    ReviewReason = "复核理由", "review_reason";
    /// Claims of indicators.
    Indicators = "指标", "indicators";
    /// Claims of groups.
    Groups = "分组", "groups";
    /// The claimed total.
    Total = "总分", "total";
    /// The claimed grade.
    Grade = "等级", "grade";
    /// CSV: rows about the submission itself.
    Submission = "报送", "submission";
    /// CSV: the first column.
    Part = "部分", "part";
    /// CSV: the second column.
    Name = "名称", "name";
    /// CSV: the third column.
    Item = "项目", "item";
}

/// What may stand at the top of a submission.
pub const TOP: &[Word] = &[
    Word::Format,
    Word::Unit,
    Word::UnitCode,
    Word::Year,
    Word::Version,
    Word::Data,
    Word::Judged,
    Word::Claimed,
    Word::Reviewed,
    Word::Tables,
    Word::Instructions,
];
/// What may stand in a datum.
pub const DATUM: &[Word] = &[Word::Value, Word::Place, Word::NotApplicable];
/// What may stand for a year in a datum of several years, besides its number.
pub const YEARS: &[Word] = &[Word::ThisYear, Word::LastYear];
/// CSV: what may stand beside the name of a datum, besides years by their number.
pub const DATUM_ITEMS: &[Word] = &[Word::NotApplicable, Word::ThisYear, Word::LastYear];
/// What may stand in one print of a figure.
pub const PRINT: &[Word] = &[Word::Value, Word::Place];
/// What may be said of a judged item.
pub const JUDGED: &[Word] = &[
    Word::Level,
    Word::Choice,
    Word::ClaimedScore,
    Word::Reason,
    Word::Evidence,
    Word::ReviewedScore,
    Word::ReviewReason,
];
/// What may stand in a column of scores.
pub const CLAIMS: &[Word] = &[Word::Indicators, Word::Groups, Word::Total, Word::Grade];
/// The columns of a CSV; the last may be left out.
pub const COLUMNS: &[Word] = &[Word::Part, Word::Name, Word::Item, Word::Value, Word::Place, Word::Instructions];

impl Word {
    /// The one of some words that is written so, in either language.
    #[must_use]
    pub fn find(written: &str, among: &[Word]) -> Option<Word> {
        let is_it =
            |word: &&Word| [Language::Zh, Language::En].into_iter().any(|language| word.get(language) == written);
        among.iter().find(is_it).copied()
    }

    /// The language in which it is written; Chinese if in neither.
    #[must_use]
    pub fn language(self, written: &str) -> Language {
        if self.get(Language::En) == written { Language::En } else { Language::Zh }
    }
}

/// Some words, in the language in which a neighbour of theirs is written: Chinese if it holds a Han character.
#[must_use]
pub fn all(among: &[Word], beside: &str) -> Vec<&'static str> {
    let language = if beside.is_ascii() { Language::En } else { Language::Zh };
    among.iter().map(|word| word.get(language)).collect()
}
