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
