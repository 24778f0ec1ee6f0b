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
    NameTaken = "E0202", Error, "名称重复", "a name declared twice";
    SiblingsAlike = "E0203", Error, "同级名称相同", "two entries of one name under one parent";
    DefinitionCycle = "E0204", Error, "定义循环引用", "definitions that read each other in a circle";
    WordOutOfPlace = "E0205", Error, "词语用错地方", "a word that means nothing where it stands";
    UnusedName = "E0206", Warning, "声明了而没有用到", "a declaration that nothing reads";
    FilledOfNoField = "E0207", Error, "已填问的不是数据", "`filled` of something that is no field";

    // E03xx: kinds and units. Constructors: `check::diagnostics`.
    UnknownUnit = "E0301", Error, "计量单位未声明", "a unit that nothing declares";
    UnitMissing = "E0302", Error, "数缺单位", "a number that lacks its unit";
    CannotCombine = "E0303", Error, "不同种的量不能这样计算", "kinds that an operator cannot join";
    CannotCompare = "E0304", Error, "不同种的量不能比较", "kinds that cannot be compared";
    WrongKind = "E0305", Error, "量的种类不对", "a value of another kind than its place needs";
    UnitTaken = "E0306", Error, "计量单位重复", "a unit declared twice";
    ArgumentsWrong = "E0307", Error, "函数的参数不对", "a call with wrong arguments";
    UnitOfOtherKind = "E0308", Error, "单位与种类不符", "a unit that does not measure what is declared";
    RangeUnclear = "E0309", Error, "范围没有写明含不含端点", "a range that does not say whether its ends belong to it";
    RangeEmpty = "E0310", Error, "范围是空的", "a range in which no value lies";
    BoundNotLiteral = "E0311", Error, "端点不是数", "an end of a range that is not a number";
    RangeWithoutOrder = "E0312", Error, "没有大小的量写了范围", "a range for a kind without order";

    // E04xx: scoring rules. Constructors: `check::rules::diagnostics`.

    // E05xx: the tree of points, checks, grades. Constructors: `check::diagnostics`.
    HeaderMissing = "E0501", Error, "缺少评价体系", "a rubric without its header";
    HeaderNotFirst = "E0502", Error, "评价体系不在最前面", "a header that is not first";
    HeaderIncomplete = "E0503", Error, "评价体系缺年度或总分", "a header without year or total";
    StatedTwice = "E0504", Error, "同一项写了两次", "something stated twice";
    RoundingUnclear = "E0505", Error, "修约或位数不清楚", "a rounding or a number of decimals that cannot be";
    SumDiffers = "E0506", Error, "分值相加不符", "points that do not add up";
    GroupDepth = "E0507", Error, "分组级次不对", "a group on another level than it says";
    GroupEmpty = "E0508", Error, "分组里没有指标", "a group without indicators";
    RuleMissing = "E0509", Error, "指标没有评分", "an indicator without a score rule";
    PointsMissing = "E0510", Error, "没有写分值", "points that are not written";
    PointsNotHere = "E0511", Error, "这里不能写分值", "points where there can be none";
    PointsUnusable = "E0512", Error, "分值不能用", "points that cannot be given";
    SplitEndless = "E0513", Error, "分值除不尽", "parts of points that do not end";
    HeirUnknown = "E0514", Error, "余数无处可归", "a remainder for somebody who is not there";
    AssertionUnclear = "E0520", Error, "校验没有比较", "a check that compares nothing";
    ToleranceUnusable = "E0521", Error, "容差不能用", "a tolerance that cannot be used";
    CheckReadsNothing = "E0522", Warning, "校验没有读数据", "a check that reads no data";
    StatedNoField = "E0523", Error, "填报的不是数据", "a stated figure that is no field";
    GradeGap = "E0530", Error, "有总分没有等级", "a total without a grade";
    GradeUnreachable = "E0531", Warning, "等级轮不到", "a grade that no total gets";

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

    // F01xx: checks (勾稽关系). Constructors: `audit::diagnostics`.

    // F02xx: claims (自评、复核). Constructors: `audit::diagnostics`.

    // F03xx: odd data that were accepted. Constructors: `bind::diagnostics`.

    // X01xx: files, limits and the machine. Constructors: `cli::diagnostics`.
    FileNotFound = "X0101", Error, "找不到文件", "a file that is not there";
    FileIsDirectory = "X0102", Error, "给出的是文件夹", "a folder where a file is needed";
    FileForbidden = "X0103", Error, "没有文件的权限", "a file that may not be read or written";
    FileUnreadable = "X0104", Error, "文件读写失败", "a file that cannot be read or written";
    FileEncoding = "X0105", Error, "文件不是 UTF-8 编码", "a file that is not UTF-8";
    FileTooLarge = "X0106", Error, "文件超过限额", "a file larger than the limit";
    InternalError = "X0107", Error, "程序内部错误", "an internal error";
}
