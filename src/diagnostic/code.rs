//! The table of codes. A code is a row here, a constructor beside its pass, a page in `specs/diagnostics/`, a case.

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// 提示: nothing need be done.
    Hint,
    /// 需说明: the department has to explain.
    Explain,
    /// 警告: legal, and probably not meant.
    Warning,
    /// 错误.
    Error,
}

impl Severity {
    /// As it is printed: `错误`, `error`.
    #[must_use]
    pub fn word(self, language: crate::diagnostic::Language) -> &'static str {
        let (zh, en) = match self {
            Severity::Hint => ("提示", "hint"),
            Severity::Explain => ("需说明", "explain"),
            Severity::Warning => ("警告", "warning"),
            Severity::Error => ("错误", "error"),
        };
        if language == crate::diagnostic::Language::Zh { zh } else { en }
    }
}

macro_rules! codes {
    ($($name:ident = $number:literal, $severity:ident, $zh:literal, $en:literal;)*) => {
        /// A kind of fault. Numbers are stable and never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $en] $name,)*
        }

        impl Code {
            /// All codes, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The number that a user sees and looks up: `E0401`.
            #[must_use]
            pub fn number(self) -> &'static str {
                match self { $(Code::$name => $number,)* }
            }

            /// How grave it is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }

            /// Its title in Chinese and in English.
            #[must_use]
            pub fn title(self) -> crate::diagnostic::Text {
                match self { $(Code::$name => crate::diagnostic::Text::new($zh, $en),)* }
            }

            /// Its page: what it means, a wrong and a right example, in both languages.
            #[must_use]
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$name => include_str!(concat!("../../specs/diagnostics/", $number, ".md")),)*
                }
            }
        }
    };
}

codes! {
    // E01xx: the text of a rubric. Constructors: `syntax::diagnostics`.
    SyntaxError = "E0101", Error, "文字不合语法", "the text does not follow the grammar";

    // E02xx: names. Constructors: `check::diagnostics`.
    UnknownName = "E0201", Error, "名称未定义", "a name that nothing declares";

    // E03xx: kinds and units. Constructors: `check::diagnostics`.

    // E04xx: scoring rules. Constructors: `check::rules::diagnostics`.
    Gap = "E0401", Error, "有取值无规定得分", "a value without a score";
    Overlap = "E0402", Error, "两行规定重叠", "two rows overlap";
    NeverReached = "E0403", Error, "永远轮不到的规定", "a row that is never reached";
    OtherwiseEmpty = "E0404", Error, "“其余”里什么也不剩", "nothing is left for otherwise";
    RowOutside = "E0405", Warning, "取值范围之外的一档", "a row outside of all values";
    EmptyRange = "E0406", Error, "范围里没有任何值", "a range without values";
    BoundUnmarked = "E0407", Error, "只有一端标明含或不含", "a bound not marked included or excluded";
    DashRange = "E0408", Error, "用连字号写的范围有歧义", "a range written with a dash";
    BareAward = "E0409", Error, "得分有两种读法", "an award that can be read in two ways";
    StepAmbiguous = "E0410", Error, "每档的百分比有歧义", "a step in percent that can be read in two ways";
    PartialMissing = "E0411", Error, "未说明不足一档的部分怎么扣", "parts of a step are not settled";
    FloorMissing = "E0412", Error, "扣分没有下限", "a deduction without a floor";
    ScoreOutside = "E0413", Error, "得分超出分值", "a score beyond the points";
    AgainstDirection = "E0414", Error, "得分与方向相反", "a score against the direction";
    UpAndDown = "E0415", Warning, "得分忽高忽低", "a score that falls and rises again";
    AnchorsUnsound = "E0416", Error, "线性的点不成立", "the points of a line are unsound";
    LevelsUnsound = "E0417", Error, "评定的档不成立", "the levels of a judgement are unsound";
    CutAmbiguous = "E0418", Error, "未说明是指标值还是完成率", "a cut that may speak of measure or completion";
    DivisorZero = "E0419", Error, "除数可能为 0", "a divisor that may be 0";
    BlankRead = "E0420", Error, "用了可能没有填的数据", "an optional datum is read unguarded";
    BoundVaries = "E0421", Error, "界限不是同类的固定数", "a bound that is not a fixed number of the kind";
    MeasureMissing = "E0422", Error, "评分规则缺少公式或目标", "a rule without its formula or target";
    ConditionConstant = "E0423", Warning, "条件永远成立或永远不成立", "a condition that never changes";
    Undecided = "E0424", Error, "条件过于复杂，无法证明", "conditions too complex to prove";
    ItemsUnsound = "E0425", Error, "逐项的各项不成立", "the items of a checklist are unsound";
    ClauseNever = "E0426", Warning, "永远用不上的一行", "a line that is never used";
    StepUnsound = "E0427", Error, "扣分的档不成立", "the steps of a deduction are unsound";
    PointsUnpublished = "E0428", Error, "分值未公布，不能规定得分", "a rule where the points are not published";
    WordUnknown = "E0429", Error, "评分方式与指标值不合", "a rule that does not fit its measure";
    LimitMissing = "E0430", Error, "未说明从哪里起扣分", "a deduction without its limit";
    TargetUnfit = "E0431", Error, "目标不适合这种评分方式", "a target that does not fit the rule";
    JudgementHere = "E0432", Error, "这里不能人工评定", "a judgement where a score is needed";
    NeverApplicable = "E0433", Error, "指标永远不适用", "an indicator that never applies";

    // E05xx: the tree of points, checks, grades. Constructors: `check::diagnostics`.

    // E09xx: what this version does not do yet. Constructor: `syntax::diagnostics`.

    // D01xx: the text of a submission. Constructors: `submission::diagnostics`.
    SubmissionSyntax = "D0101", Error, "报送文件的写法有误", "the text of a submission is malformed";
    SubmissionTooDeep = "D0102", Error, "括号嵌套过深", "brackets are nested too deep";
    DuplicateKey = "D0103", Error, "同一名称写了两次", "a name is given twice";
    NullValue = "D0104", Error, "null 不是值", "null is not a value";
    NumberForm = "D0105", Error, "数字的写法不能接受", "a number is written in a form that is not taken";
    UnknownKey = "D0106", Error, "没有这一栏", "an entry that a submission does not have";
    WrongShape = "D0107", Error, "值的形式不对", "a value of another shape than its place wants";
    MissingKey = "D0108", Error, "缺少单位或年度", "the unit or the year is missing";
    UnknownFormat = "D0109", Error, "不认识的报送格式", "an unknown submission format";
    TextCharacter = "D0110", Error, "文字里有不能用的字符", "a text holds a character that it cannot";
    CsvHeader = "D0111", Error, "表头不对", "the header row is wrong";
    CsvRow = "D0112", Error, "这一行无法理解", "a row that cannot be understood";
    CsvQuote = "D0113", Error, "双引号不成对", "quotes do not pair";
    TablesUnsupported = "D0114", Error, "尚不支持明细", "tables are not supported yet";

    // D02xx: submitted data that do not fit the rubric. Constructors: `bind::diagnostics`.
    UnknownField = "D0201", Error, "没有这项数据", "a datum that the rubric does not have";
    YearMismatch = "D0202", Error, "年度不符", "the submission is of another year";
    NotAValue = "D0203", Error, "值读不出来", "a text that is no value of its field";
    WrongKind = "D0204", Error, "值的种类不对", "a value of another kind";
    UnknownDataUnit = "D0205", Error, "不认识的计量单位", "a unit that nothing declares";
    UnitMissing = "D0206", Error, "缺计量单位", "a number without its unit";
    TooManyDecimals = "D0207", Error, "小数位数过多", "more decimals than declared";
    OutOfRange = "D0208", Error, "超出允许范围", "a value outside the range of its field";
    UnknownDataLevel = "D0209", Error, "没有这一级", "a level that the field does not have";
    NotApplicableUnsettled = "D0210", Error, "不适用而未规定怎样计分", "not applicable, and no rule for it";
    UnknownNode = "D0211", Error, "没有这个指标或分组", "an indicator or group that the rubric does not have";
    AmbiguousNode = "D0212", Error, "名称不止一个", "a name that stands for several";
    NobodyJudges = "D0213", Error, "此项不评定", "a judgement of what is scored by rule";
    UnknownLevel = "D0214", Error, "没有这一档", "a level that the judgement does not have";
    BadScore = "D0215", Error, "分数不能接受", "a score that cannot be taken";
    ScoresDisagree = "D0216", Error, "两处分数不一致", "one score given twice, differently";
    MeasureOutOfRange = "D0217", Error, "指标值超出值域", "a measure outside its range";
    GivenTwice = "D0218", Error, "同一项写了两次", "one item given under two names";

    // F01xx: checks (勾稽关系). Constructors: `audit::diagnostics`.

    // F02xx: claims (自评、复核). Constructors: `audit::diagnostics`.

    // F03xx: odd data that were accepted. Constructors: `bind::diagnostics`.
    OtherUnit = "F0301", Hint, "计量单位与规定不同", "a figure in another unit than declared";
    UnnamedUnit = "F0302", Hint, "没有填写单位名称", "the unit has no name";

    // X01xx: files, limits and the machine. Constructors: `cli`.
}
