//! Why a value that comes from the comparison of units is not there.

use crate::diagnostic::Language;

/// Why units cannot be compared yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pending {
    /// There is no other unit in the run.
    Alone,
    /// These units are there more than once.
    Twice(Vec<String>),
    /// These submissions were rejected.
    Rejected(Vec<String>),
    /// These subordinate units leave it blank, so it was not added up.
    Parts(Vec<String>),
    /// All weights of its weighted mean are 0.
    Weightless,
    /// The value that is compared is open for these units.
    Open(Vec<String>),
}

impl Pending {
    /// In words: `还不能比较：乙局 的数未决`.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let list = |names: &[String]| names.join(if language == Language::Zh { "、" } else { ", " });
        match (self, language) {
            (Pending::Alone, Language::Zh) => "只有一个单位可比，要各单位的报送一起打分".to_owned(),
            (Pending::Alone, Language::En) => "there is one unit only: score all units in one run".to_owned(),
            (Pending::Twice(units), Language::Zh) => format!("{} 有几份报送，不知以哪一份比较", list(units)),
            (Pending::Twice(units), Language::En) => {
                format!("several submissions of {}: which one counts?", list(units))
            }
            (Pending::Rejected(files), Language::Zh) => {
                format!("{} 退回，还不能比较；不等的，用 --without 写明不比较的单位", list(files))
            }
            (Pending::Rejected(files), Language::En) => {
                format!("{} rejected; to go on without a unit, name it after --without", list(files))
            }
            (Pending::Parts(units), Language::Zh) => format!("{} 未填，没有汇总", list(units)),
            (Pending::Parts(units), Language::En) => format!("not added up: blank for {}", list(units)),
            (Pending::Weightless, Language::Zh) => "权数都是 0，没有加权平均".to_owned(),
            (Pending::Weightless, Language::En) => "all weights are 0, so there is no mean".to_owned(),
            (Pending::Open(units), Language::Zh) => format!("{} 要比较的数未决", list(units)),
            (Pending::Open(units), Language::En) => format!("what is compared is open for {}", list(units)),
        }
    }
}
