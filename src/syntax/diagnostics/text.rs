//! What can be wrong before any statement is read: brackets, quotation marks, characters.

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::source::Span;
use crate::syntax::characters::{Forbidden, latin_twin};
use crate::syntax::lex::MAX_NESTING;
use crate::text;

/// E0108.
pub(in crate::syntax) fn empty_file(place: Span) -> Diagnostic {
    Diagnostic::new(Code::EmptyFile, text!("文件里没有写任何内容", "nothing is written in the file"))
        .label(place, text!("文件从这里开始", "the file begins here"))
        .help(text!(
            "先写「评价体系 \"标题\" {{ 年度：2024 }}」，再写数据和指标",
            "begin with `rubric \"Title\" {{ year: 2024 }}`, then write data and indicators"
        ))
}

/// E0102.
pub(in crate::syntax) fn nested_too_deep(place: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NestedTooDeep,
        text!("括号嵌套超过 {MAX_NESTING} 层", "brackets are nested more than {MAX_NESTING} deep"),
    )
    .label(place, text!("多出的一层从这里开始", "one level too many"))
    .help(text!(
        "检查是否漏写了闭括号，或用「定义」把算式分成几步",
        "look for a bracket that is not closed, or split the formula with `define`"
    ))
}

/// E0103 for a closing bracket without its opening one.
pub(in crate::syntax) fn nothing_to_close(place: Span, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BracketUnbalanced,
        text!("「{found}」前面没有与它配对的开括号", "no bracket is open that `{found}` could close"),
    )
    .label(place, text!("多出的闭括号", "closes nothing"))
    .help(text!("删去这个「{found}」，或在前面补上开括号", "remove this `{found}`, or open a bracket before it"))
}

/// E0103 for an opening round or square bracket.
pub(in crate::syntax) fn not_closed(place: Span, found: &str) -> Diagnostic {
    let close = if matches!(found, "[" | "［") { "]" } else { ")" };
    Diagnostic::new(Code::BracketUnbalanced, text!("「{found}」没有闭括号", "`{found}` is not closed"))
        .label(place, text!("从这里开始，没有结束", "opened here, never closed"))
        .help(text!("在算式结束处补上「{close}」", "write `{close}` where the formula ends"))
}

/// E0103 for a block after which, without its `}`, comes what cannot stand in it.
pub(in crate::syntax) fn block_not_closed(place: Span, head: &str, next: Span, word: &str) -> Diagnostic {
    let head = head.trim();
    Diagnostic::new(
        Code::BracketUnbalanced,
        text!("「{head}」的「{{」没有闭括号「}}」", "the `{{` of `{head}` is not closed"),
    )
    .label(place, text!("从这里开始，没有结束", "opened here, never closed"))
    .label(next, text!("到这里之前应当结束", "must end before this"))
    .help(text!("在「{word}」的前一行补上「}}」", "write `}}` on the line before `{word}`"))
}

/// E0103 for a block that is still open at a `}` which stands further out.
pub(in crate::syntax) fn block_open_at((open, close): (Span, Span), head: &str, line: usize) -> Diagnostic {
    let head = head.trim();
    Diagnostic::new(
        Code::BracketUnbalanced,
        text!("「{head}」的「{{」没有闭括号「}}」", "the `{{` of `{head}` is not closed"),
    )
    .label(open, text!("从这里开始，没有结束", "opened here, never closed"))
    .label(close, text!("到这里之前应当结束", "must end before this"))
    .help(text!("在第 {line} 行前面补上一行「}}」", "write a line `}}` before line {line}"))
}

/// E0103 for blocks still open at the end of the text.
pub(in crate::syntax) fn blocks_not_closed(place: Span, open: usize) -> Diagnostic {
    Diagnostic::new(Code::BracketUnbalanced, text!("「{{」没有闭括号「}}」", "`{{` is not closed"))
        .label(place, text!("从这里开始，没有结束", "opened here, never closed"))
        .help(text!(
            "文件末尾共缺 {open} 个「}}」，补在各自结束的地方",
            "{open} `}}` are missing up to the end of the file"
        ))
}

/// E0103 for a block without its `{`: the last character of the line, and its end.
pub(in crate::syntax) fn brace_missing((last, end): (Span, Span), line: &str) -> Diagnostic {
    Diagnostic::new(Code::BracketUnbalanced, text!("「{line}」后面缺「{{」", "`{line}` lacks its `{{`"))
        .label(last, text!("行末没有「{{」", "no `{{` here"))
        .help(text!("在行末补上「{{」，并在这一块的末尾写「}}」", "add `{{` here, and `}}` where the block ends"))
        .fix(end, " {")
}

/// E0104.
pub(in crate::syntax) fn text_not_closed(place: Span, opener: char) -> Diagnostic {
    let close = match opener {
        '“' => '”',
        '「' => '」',
        '‘' => '’',
        other => other,
    };
    Diagnostic::new(
        Code::QuoteUnbalanced,
        text!("引号「{opener}」到行末还没有结束", "`{opener}` is not closed on its line"),
    )
    .label(place, text!("从这里开始，没有结束", "opened here, never closed"))
    .help(text!(
        "在同一行补上「{close}」；文字不能跨行",
        "write `{close}` on the same line; a text does not cross lines"
    ))
}

/// E0104 for a closing quotation mark that opens nothing.
pub(in crate::syntax) fn text_not_opened(place: Span) -> Diagnostic {
    Diagnostic::new(Code::QuoteUnbalanced, text!("「”」前面没有「“」", "`”` stands without `“` before it"))
        .label(place, text!("这是闭引号", "a closing mark"))
        .help(text!(
            "文字以「“」开始，以「”」结束，或两头都用「\"」",
            "a text begins with `“` and ends with `”`, or has `\"` at both ends"
        ))
        .fix(place, "“")
}

/// E0110 for a name in curly quotes.
pub(in crate::syntax) fn curly_name(place: Span, inner: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongPunctuation, text!("名称不能用「‘’」括起", "a name cannot stand in `‘’`"))
        .label(place, text!("这里用了弯引号", "curly quotes"))
        .help(text!("写成「'{inner}'」，或用直角引号", "write `'{inner}'`"))
        .fix(place, format!("「{inner}」"))
}

/// E0105: one message for all places of one character, the first of which is pointed at.
pub(in crate::syntax) fn forbidden_character(places: &[Span], c: char, why: Forbidden, count: usize) -> Diagnostic {
    let number = format!("U+{:04X}", u32::from(c));
    let (zh, en) = match why {
        Forbidden::Control => ("控制字符", "a control character"),
        Forbidden::Direction => ("改变文字方向的字符", "a character that changes the direction of text"),
        Forbidden::Invisible => ("看不见的字符", "a character that cannot be seen"),
        Forbidden::Space => ("特殊的空格", "an unusual blank"),
    };
    let more = if count > 1 {
        (format!("，共 {count} 处"), format!(", {count} times"))
    } else {
        (String::new(), String::new())
    };
    let fault = Diagnostic::new(
        Code::ForbiddenCharacter,
        Text::new(format!("文件中有{zh} {number}{}", more.0), format!("there is {en}, {number}{}", more.1)),
    );
    let here = || Text::new(format!("{number} 在这里"), format!("{number} is here"));
    let fault = places.iter().take(1).fold(fault, |fault, place| fault.label(*place, here()));
    // What a control character or one of direction stood for, only its author can see.
    let written = match why {
        Forbidden::Control | Forbidden::Direction => None,
        Forbidden::Invisible => Some(""),
        Forbidden::Space => Some(" "),
    };
    let repaired = written.into_iter().flat_map(|written| places.iter().map(move |place| (*place, written)));
    repaired.fold(fault, |fault, (place, written)| fault.fix(place, written)).help(text!(
        "删去它；常见于从网页或文档中粘贴的文字",
        "remove it; it often comes with text pasted from elsewhere"
    ))
}

/// E0106.
pub(in crate::syntax) fn look_alike(word: Span, written: &str, letter: Span, c: char) -> Diagnostic {
    let number = format!("U+{:04X}", u32::from(c));
    let fault = Diagnostic::new(
        Code::LookAlike,
        text!(
            "名称「{written}」中混有另一种文字的形似字母",
            "the name `{written}` mixes letters of two scripts that look alike"
        ),
    )
    .label(letter, text!("「{c}」是 {number}", "`{c}` is {number}"))
    .label(word, text!("在这个名称中", "in this name"));
    match latin_twin(c) {
        Some(twin) => {
            fault.help(text!("改成拉丁字母「{twin}」", "write the Latin letter `{twin}`")).fix(letter, twin.to_string())
        }
        None => fault.help(text!("把它改成同一种文字的字母", "write it with letters of one script")),
    }
}

/// E0107.
pub(in crate::syntax) fn conflict(first: Span, last: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::MergeConflict,
        text!("文件中有没有解决的版本冲突", "the file holds a merge conflict that was not resolved"),
    )
    .label(first, text!("冲突的标记", "a marker of the conflict"));
    let diagnostic = match last {
        Some(last) => diagnostic.label(last, text!("到这里为止", "it ends here")),
        None => diagnostic,
    };
    diagnostic.help(text!(
        "两人改了同一处：保留应有的内容，删去以「<<<<<<<」「=======」「>>>>>>>」开头的行",
        "two people changed the same place: keep what is right and remove the lines that begin with `<<<<<<<`, `=======`, `>>>>>>>`"
    ))
}

/// E0112.
pub(in crate::syntax) fn brace_on_its_own_line(place: Span, blank: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BraceOnItsOwnLine,
        text!("「{{」要写在上一行的末尾", "`{{` must stand at the end of the line before"),
    )
    .label(place, text!("它单独成了一行", "on a line of its own"))
    .help(text!("把「{{」移到上一行末尾", "move `{{` to the end of the line before"))
    .fix(blank, " ")
}

/// E0113. Digits on both sides, and nothing says whether the comma joins or separates them.
pub(in crate::syntax) fn comma_between_digits(whole: Span, comma: Span, left: &str, right: &str) -> Diagnostic {
    let one_number = left.len() <= 3 && !left.starts_with('0') && right.len() == 3;
    let message = if one_number {
        text!(
            "括号里的「{left},{right}」既可读作 {left}{right}，也可读作 {left} 和 {right}",
            "in brackets `{left},{right}` may be read as {left}{right}, or as {left} and {right}"
        )
    } else {
        text!("括号里的「{left},{right}」中间缺空格", "in brackets `{left},{right}` needs a blank behind the comma")
    };
    let fault = Diagnostic::new(Code::CommaBetweenDigits, message)
        .label(whole, text!("逗号两边都是数字", "digits on both sides"));
    if one_number {
        fault.help(text!(
            "一个数写「{left}{right}」，两个数写「{left}, {right}」",
            "write `{left}{right}` for one number, `{left}, {right}` for two"
        ))
    } else {
        fault.help(text!("写成「{left}, {right}」", "write `{left}, {right}`")).fix(comma, ", ")
    }
}
