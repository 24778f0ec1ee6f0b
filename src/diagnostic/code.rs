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

impl Code {
    /// Its page in one language, without the heading.
    #[must_use]
    pub fn section(self, language: crate::diagnostic::Language) -> String {
        let heading = if language == crate::diagnostic::Language::Zh { "## 中文" } else { "## English" };
        let lines = self.page().lines().skip_while(|line| line.trim() != heading).skip(1);
        let lines = lines.take_while(|line| !line.starts_with("## ")).collect::<Vec<_>>();
        lines.join("\n").trim().to_owned()
    }

    /// Whether data are refused because a name in them stands for nothing.
    #[must_use]
    pub fn is_of_a_name(self) -> bool {
        matches!(
            self,
            Code::UnknownField
                | Code::UnknownNode
                | Code::AmbiguousNode
                | Code::NobodyJudges
                | Code::UnknownTable
                | Code::UnknownTableColumn
                | Code::UnknownWay
        )
    }
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
    NestedTooDeep = "E0102", Error, "嵌套过深或算式太长", "nested too deep, or too long";
    BracketUnbalanced = "E0103", Error, "括号不成对", "a bracket without its partner";
    QuoteUnbalanced = "E0104", Error, "引号不成对", "a quotation mark without its partner";
    ForbiddenCharacter = "E0105", Error, "看不见的字符或控制字符", "a character that cannot be seen";
    LookAlike = "E0106", Error, "名称中混有形似的字母", "letters of two scripts in one name";
    MergeConflict = "E0107", Error, "版本冲突没有解决", "a merge conflict left in the file";
    EmptyFile = "E0108", Error, "文件里什么也没有写", "a file in which nothing is written";
    BlankMissing = "E0109", Error, "缺少空格", "a blank is missing";
    WrongPunctuation = "E0110", Error, "标点用错", "a wrong punctuation mark";
    LineBeginsWithOperator = "E0111", Error, "一行以运算符开头", "a line that begins with an operator";
    BraceOnItsOwnLine = "E0112", Error, "「{」没有写在行末", "a brace on a line of its own";
    CommaBetweenDigits = "E0113", Error, "括号里的逗号有歧义", "a comma between digits in brackets";
    UnitlessNumber = "E0114", Error, "数后缺单位", "a number without its unit";
    DivisionOrUnit = "E0115", Error, "除法写成了单位", "a division that reads as a unit";
    NotADate = "E0116", Error, "日期不对", "not a date";
    BoundContradiction = "E0117", Error, "含与不含互相矛盾", "a bound that is both included and excluded";
    GrowthWithoutPercent = "E0118", Error, "增长或下降后的数不对", "growth without a percentage";
    UnknownFunction = "E0119", Error, "没有这个函数", "a function that does not exist";
    MixedLanguages = "E0120", Warning, "中英文关键字混用", "keywords of two languages";
    NumberUnfit = "E0121", Error, "数写得不对", "a number that does not fit its place";
    WrittenTwice = "E0122", Error, "写了两次", "written twice";
    NotHere = "E0123", Error, "写的地方不对", "a statement in the wrong place";
    ReservedWord = "E0124", Error, "保留字不能作名称", "a reserved word as a name";
    DeclineCompared = "E0125", Error, "与下降多少比较有两种读法", "a comparison with a decline that can be read in two ways";

    // E02xx: names. Constructors: `check::diagnostics`.
    UnknownName = "E0201", Error, "名称未定义", "a name that nothing declares";
    NameTaken = "E0202", Error, "名称重复", "a name declared twice";
    SiblingsAlike = "E0203", Error, "同级名称相同", "two entries of one name under one parent";
    DefinitionCycle = "E0204", Error, "定义循环引用", "definitions that read each other in a circle";
    WordOutOfPlace = "E0205", Error, "词语用错地方", "a word that means nothing where it stands";
    UnusedName = "E0206", Warning, "数据没有用到", "a field that nothing reads";
    FilledOfNoField = "E0207", Error, "已填问的不是数据", "`filled` of something that is no field";
    NoSuchYear = "E0208", Error, "没有这一年的数", "a year for which there are no figures";
    UnusedDefinition = "E0209", Warning, "定义没有用到", "a definition that nothing reads";
    NotATable = "E0210", Error, "不是明细表，或用错了明细表", "no table, or a table in the wrong place";
    NoRow = "E0211", Error, "这里没有「行」", "`row` where there is no row";
    UnknownColumn = "E0212", Error, "明细表没有这一列", "a column that a table does not have";
    TableUnsound = "E0213", Error, "明细表的声明不成立", "a table that is declared unsoundly";
    UnusedColumn = "E0214", Warning, "明细或它的列没有用到", "a table or a column that nothing reads";
    UnusedUnit = "E0215", Warning, "计量单位没有用到", "a unit that nothing is counted in";
    TargetUnread = "E0216", Warning, "目标没有用到", "a target that nothing reads";

    // E03xx: kinds and units. Constructors: `check::diagnostics`.
    UnknownUnit = "E0301", Error, "计量单位未声明", "a unit that nothing declares";
    UnitOmitted = "E0302", Error, "数缺单位", "a number that lacks its unit";
    CannotCombine = "E0303", Error, "不同种的量不能这样计算", "kinds that an operator cannot join";
    CannotCompare = "E0304", Error, "不同种的量不能比较", "kinds that cannot be compared";
    KindUnfit = "E0305", Error, "量的种类不对", "a value of another kind than its place needs";
    UnitTaken = "E0306", Error, "计量单位重复", "a unit declared twice";
    ArgumentsWrong = "E0307", Error, "函数的参数不对", "a call with wrong arguments";
    UnitOfOtherKind = "E0308", Error, "单位与种类不符", "a unit that does not measure what is declared";
    RangeUnclear = "E0309", Error, "范围没有写明含不含端点", "a range that does not say whether its ends belong to it";
    RangeEmpty = "E0310", Error, "范围是空的", "a range in which no value lies";
    BoundNotLiteral = "E0311", Error, "端点不是数", "an end of a range that is not a number";
    RangeWithoutOrder = "E0312", Error, "没有大小的量写了范围", "a range for a kind without order";
    NeverArranged = "E0313", Error, "日期不在已知放假安排的年份内", "a date beyond the known calendar";
    PostponementMissing = "E0314", Error, "期限未说明是否顺延", "a deadline that is not said to move or to stay";
    HundredTwice = "E0315", Error, "比率又乘了 100", "a rate multiplied by 100";

    // E04xx: scoring rules. Constructors: `check::rules::diagnostics`.
    Gap = "E0401", Error, "有取值无规定得分", "a value without a score";
    Overlap = "E0402", Error, "两行规定重叠", "two rows overlap";
    NeverReached = "E0403", Error, "永远轮不到的规定", "a row that is never reached";
    OtherwiseEmpty = "E0404", Error, "“其余”里什么也不剩", "nothing is left for otherwise";
    RowOutside = "E0405", Warning, "取值范围之外的一档", "a row outside of all values";
    EmptyRange = "E0406", Error, "范围里没有任何值", "a range without values";
    BoundUnmarked = "E0407", Error, "界限没有标明含或不含", "a bound not marked included or excluded";
    DashRange = "E0408", Error, "用连字号写的范围有歧义", "a range written with a dash";
    BareAward = "E0409", Error, "得分有两种读法", "an award that can be read in two ways";
    StepAmbiguous = "E0410", Error, "每档的百分比有歧义", "a step in percent that can be read in two ways";
    PartialMissing = "E0411", Error, "未说明不足一档的部分怎么扣", "parts of a step are not settled";
    FloorMissing = "E0412", Error, "扣分没有下限", "a deduction without a floor";
    ScoreOutside = "E0413", Error, "得分超出分值", "a score beyond the points";
    AgainstDirection = "E0414", Error, "得分与方向相反", "a score against the direction";
    UpAndDown = "E0415", Warning, "得分忽高忽低", "a score that goes up and down";
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
    NeverApplicable = "E0432", Error, "指标永远不适用", "an indicator that never applies";
    ReportedNotFirst = "E0434", Error, "「报送不适用」没有写在前面", "`reported n/a` behind a clause that reads data";
    WaysUnsound = "E0440", Error, "几种算法取其一不成立", "ways of which one counts are unsound";
    FormulaOutside = "E0441", Error, "算式的得分可能超出分值", "a formula whose score may lie beyond the points";
    AwardKind = "E0442", Error, "得的后面不是得分", "an award that is no fixed or computed number of points";
    DeviationUnsound = "E0443", Error, "偏差不知从哪里算起", "a deviation that can be read in two ways";
    LevelNeverGiven = "E0444", Warning, "永远给不出的一档", "a level that no score can have";
    SaysNothing = "E0445", Hint, "有没有都一样", "what changes no score";
    NoRows = "E0450", Error, "明细表可能一行也没有", "a table that may have no row";
    WeightsUnsound = "E0451", Error, "加权平均的权不成立", "weights that are no weights";

    // E05xx: the tree of points, checks, grades, comparison, consolidation. Constructors: `check::diagnostics`.
    HeaderMissing = "E0501", Error, "缺少评价体系", "a rubric without its header";
    HeaderNotFirst = "E0502", Error, "评价体系不在最前面", "a header that is not first";
    HeaderIncomplete = "E0503", Error, "评价体系缺年度或总分", "a header without year or total";
    StatedTwice = "E0504", Error, "同一项写了两次", "something stated twice";
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
    ComparedWithItself = "E0524", Warning, "同一个数自己与自己比较", "a figure compared with itself";
    GradeGap = "E0530", Error, "有总分没有等级", "a total without a grade";
    GradeUnreachable = "E0531", Warning, "等级轮不到", "a grade that no total gets";
    GradeInStretches = "E0532", Error, "等级断成几段", "a grade on both sides of others";
    AdjustmentRange = "E0540", Error, "加减分的区间不成立", "a range of an adjustment that does not work";
    BoundsMissing = "E0541", Error, "没有写封顶或不低于", "a ceiling or a floor that is not stated";
    BoundsUnsound = "E0542", Error, "封顶或不低于不起作用", "a ceiling or a floor that does not work";
    AdjustmentWide = "E0543", Warning, "加减分的区间达不到", "a range of adjustments that is never reached";
    VetoIdle = "E0544", Warning, "否决不起作用", "a veto without effect";
    VetoUnsound = "E0545", Error, "否决不成立", "a veto that does not work";
    ScoreOfUnfit = "E0546", Error, "不能读这个得分", "a score that cannot be read";
    FullMarksUnclear = "E0547", Error, "没有满分可说", "full marks of what has none";
    RowGroupUnsound = "E0550", Error, "按行的分组不成立", "a group by rows that does not work";
    ComparisonUnfit = "E0580", Error, "与其他单位的比较写得不对", "a comparison of units that cannot be";
    ConsolidationUnfit = "E0581", Error, "汇总的办法不对", "a way of adding up that cannot be";

    // E06xx: inheritance and amendments. Constructors: `amend::diagnostics`, `check::diagnostics`.
    ParentNotFound = "E0601", Error, "找不到所继承的评价体系", "the rubric to inherit from is not there";
    ParentPath = "E0602", Error, "继承的路径不能用", "a path to inherit from that is not followed";
    ParentCycle = "E0603", Error, "继承绕成了圈", "rubrics that inherit in a circle";
    NothingInherited = "E0604", Error, "没有继承，无从修订", "an amendment where nothing is inherited";
    NotAnAmendment = "E0605", Error, "继承的文件里没有写新增", "something new that is not said to be added";
    AmendsNothing = "E0606", Error, "修订的对象找不到", "an amendment of what is not there";
    ChangesNothing = "E0607", Error, "修订没有改变什么", "an amendment that changes nothing";
    AmendedTwice = "E0608", Error, "同一处修订了两次", "one thing amended twice";
    AlreadyThere = "E0609", Error, "新增的已经有了", "something added that is there already";
    RemovedStillRead = "E0610", Error, "删除或改名的还在用", "something removed or renamed that is still read";
    ReasonNotGiven = "E0611", Error, "修订没有写理由", "an amendment without a reason";
    NotAmendable = "E0612", Error, "这里不能修订", "something that cannot be amended so";

    // E07xx: tests (测试). Constructors: `testing::diagnostics`.
    ExpectedUnknown = "E0701", Error, "应得的指标或分组不存在", "something expected that the rubric does not have";
    ExpectedImpossible = "E0702", Error, "应得的结果不可能", "an outcome that can never be";
    TestTwice = "E0703", Error, "测试里写了两次", "something written twice in a test";
    TestExpects = "E0704", Error, "测试没有写清应得什么", "a test that does not say what it expects";

    // E09xx: what this version does not do yet. Constructor: `syntax::diagnostics`.
    NotYet = "E0901", Error, "本版本尚不支持", "not supported yet";

    // D01xx: the text of a submission. Constructors: `submission::diagnostics`.
    SubmissionSyntax = "D0101", Error, "报送文件的写法有误", "the text of a submission is malformed";
    SubmissionTooDeep = "D0102", Error, "括号嵌套过深", "brackets are nested too deep";
    DuplicateKey = "D0103", Error, "同一名称写了两次", "a name is given twice";
    NullValue = "D0104", Error, "null 不是值", "null is not a value";
    NumberForm = "D0105", Error, "数字的写法不能接受", "a number is written in a form that is not taken";
    UnknownKey = "D0106", Error, "没有这一栏", "an entry that a submission does not have";
    WrongShape = "D0107", Error, "值的形式不对", "a value of another shape than its place wants";
    MissingKey = "D0108", Error, "缺少必填的一栏", "an entry is missing that must be there";
    UnknownFormat = "D0109", Error, "不认识的报送格式", "an unknown submission format";
    TextCharacter = "D0110", Error, "文字里有不能用的字符", "a text holds a character that it cannot";
    CsvHeader = "D0111", Error, "表头不对", "the header row is wrong";
    CsvRow = "D0112", Error, "这一行无法理解", "a row that cannot be understood";
    CsvQuote = "D0113", Error, "双引号不成对", "quotes do not pair";
    RowForm = "D0115", Error, "明细的一行写得不对", "a row of a table that is not written as one";

    // D02xx: submitted data that do not fit the rubric. Constructors: `bind`, `measure`, `unfold`, `consolidate`.
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
    NotArranged = "D0219", Error, "日期不在已知放假安排的年份内", "a date beyond the known calendar";
    UnknownTable = "D0220", Error, "没有这张明细表", "a table that the rubric does not have";
    UnknownTableColumn = "D0221", Error, "明细表没有这一列", "a column that the table does not have";
    TooFewRows = "D0222", Error, "明细的行数不够", "a table with fewer rows than it must have";
    RowKey = "D0223", Error, "明细的键缺少或重复", "a key of a table that is missing or double";
    NoApplicableRow = "D0224", Error, "明细各行都不适用", "a table of which no row is applicable";
    YearsUnfit = "D0230", Error, "年份不对", "a figure of other years than are asked for";
    TargetUnreadable = "D0240", Error, "目标读不出来", "a target that cannot be read";
    TargetUnlike = "D0241", Error, "目标与实际不是同一种量", "a target and an actual of different kinds";
    RowPointsDiffer = "D0242", Error, "各行分值合计不符", "points of rows that do not add up";
    RowUnfit = "D0243", Error, "明细的一行不能计分", "a row that cannot be scored";
    UnknownWay = "D0250", Error, "没有这种算法可选", "a way that cannot be chosen";
    NotConsolidated = "D0260", Error, "汇总不成", "submissions that cannot be added up";

    // F01xx: checks (勾稽关系). Constructors: `audit::diagnostics`.
    CheckFails = "F0101", Error, "数据不一致", "figures that contradict each other";
    CheckHoldsByRounding = "F0102", Hint, "尾差", "equal but for rounding";
    CheckUndecided = "F0103", Explain, "核对无法判断", "a check that cannot be decided";
    PrintsDiffer = "F0104", Error, "同一数据各处不一", "one figure, printed differently";
    CheckOfNoRows = "F0105", Warning, "逐行的校验没有一行可核对", "a check of each row of a table without rows";

    // F02xx: claims (自评、复核). Constructors: `audit::diagnostics`.
    OverClaimed = "F0201", Error, "多计分数", "more points claimed than the rule gives";
    UnderClaimed = "F0202", Error, "少计分数", "fewer points claimed than the rule gives";
    ClaimsDoNotAddUp = "F0203", Error, "分数合计不符", "scores that do not add up";
    ClaimAbovePoints = "F0204", Error, "分数超过分值", "a score above its points";
    ScoreOutsideLevel = "F0205", Error, "分数与档次不符", "a judged score that its level does not allow";
    ReasonMissing = "F0206", Explain, "扣分未说明理由", "a deduction without a reason";
    GradeDiffers = "F0207", Error, "等级与总分不符", "a grade that the total does not have";
    HeadingNamesOtherUnit = "F0208", Error, "单位名称不符", "a report that names another unit";
    HeadingNamesOtherYear = "F0209", Error, "年度不符", "a report of another year";
    IntervalValue = "F0210", Hint, "以区间代替数值", "an interval in place of a figure";
    OtherYearAccepted = "F0211", Hint, "报送年度与评分表不同", "a submission of another year than the rubric's";
    EvidenceMissing = "F0212", Explain, "没有列出佐证", "evidence that is not listed";
    WayNotChosen = "F0213", Hint, "没有写选用哪一种算法", "no way is chosen";

    // F03xx: odd data that were accepted. Constructors: `bind`, `measure`, `unfold`.
    OtherUnit = "F0301", Hint, "计量单位与规定不同", "a figure in another unit than declared";
    UnnamedUnit = "F0302", Hint, "没有填写单位名称", "the unit has no name";
    FarApart = "F0303", Hint, "两数相差千倍", "two figures a thousandfold apart";
    NothingFilledIn = "F0304", Hint, "各项都没有填写", "nothing is filled in";
    TargetUnsaid = "F0320", Hint, "目标没有写怎样比较", "a target that does not say how to compare";
    TargetAsWords = "F0321", Explain, "目标含数字但按定性", "a target with digits that counts as words";

    // X01xx: files, limits and the machine. Constructors: `cli::diagnostics`.
    FileNotFound = "X0101", Error, "找不到文件", "a file that is not there";
    FileIsDirectory = "X0102", Error, "给出的是文件夹", "a folder where a file is needed";
    FileForbidden = "X0103", Error, "没有文件的权限", "a file that may not be read or written";
    FileUnreadable = "X0104", Error, "文件读写失败", "a file that cannot be read or written";
    FileEncoding = "X0105", Error, "文件不是 UTF-8 编码", "a file that is not UTF-8";
    FileTooLarge = "X0106", Error, "文件超过限额", "a file larger than the limit";
    GitMissing = "X0120", Error, "找不到 git", "git is not installed";
    GitNoRepository = "X0121", Error, "不在 git 仓库里", "in no git repository";
    GitNoRevision = "X0122", Error, "没有这个版本", "a revision that is not there";
    GitNoFile = "X0123", Error, "这个版本里没有该文件", "a file that the revision does not have";
    InternalError = "X0107", Error, "程序内部错误", "an internal error";
    NotATest = "X0108", Error, "测试文件里有别的内容", "something else in a file of tests";
    NoRubric = "X0109", Error, "不是评价体系", "a file that is no rubric";
}
