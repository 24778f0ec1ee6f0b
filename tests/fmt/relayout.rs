//! Writes a rubric that is in its layout otherwise: other blanks, other signs, other lines, more comments.

use crate::naive::dice::Dice;

/// What may be changed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Blanks and signs: the layout brings all of it back.
    Blanks,
    /// Also lines and comments.
    Lines,
}

/// A text that says the same.
pub fn relayout(text: &str, dice: &mut Dice, how: How) -> String {
    let lines = text.lines().collect::<Vec<_>>();
    let mut writer = Writer { dice, how, out: String::new(), brackets: 0 };
    for (index, line) in lines.iter().enumerate() {
        let next = lines.get(index + 1).map_or("", |next| next.trim());
        writer.line(line.trim(), next);
    }
    writer.out
}

struct Writer<'d> {
    dice: &'d mut Dice,
    how: How,
    out: String,
    brackets: usize,
}

impl Writer<'_> {
    fn line(&mut self, line: &str, next: &str) {
        if line.is_empty() {
            return self.out.push('\n');
        }
        let indent = *self.dice.pick(&["", " ", "  ", "\t", "　", "      "]);
        self.out.push_str(indent);
        let code = code_of(line);
        let dated = code.contains('-');
        let chars = code.chars().collect::<Vec<_>>();
        let mut at = 0;
        while at < chars.len() {
            if let Some(length) = quoted(&chars[at..]) {
                self.out.extend(&chars[at..at + length]);
                at += length;
                continue;
            }
            let before = at.checked_sub(1).map_or(' ', |at| chars[at]);
            let after = chars.get(at + 1).copied().unwrap_or(' ');
            self.sign(chars[at], (before, after), dated);
            at += 1;
        }
        let comment = &line[code.len()..];
        self.out.push_str(comment);
        self.end(code.trim_end(), comment, next);
    }

    fn sign(&mut self, c: char, (before, after): (char, char), dated: bool) {
        match c {
            '(' | '[' | '（' => self.brackets += 1,
            ')' | ']' | '）' => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
        let wide = self.dice.percent(30);
        let written = match c {
            ' ' => return self.blank(before, after),
            '，' => *self.dice.pick(&["，", ", ", " ， ", " , "]),
            ',' if after == ' ' => *self.dice.pick(&[",", "，", " ,"]),
            '：' | ':' => *self.dice.pick(&["：", ":", " ： ", ": "]),
            '−' => *self.dice.pick(&["−", "-", "－", "–"]),
            '×' => *self.dice.pick(&["×", "*", "＊"]),
            '/' if before == ' ' && after == ' ' => *self.dice.pick(&["/", "÷", "／"]),
            '≥' => *self.dice.pick(&["≥", ">=", "＞＝"]),
            '≤' => *self.dice.pick(&["≤", "<="]),
            '≠' => *self.dice.pick(&["≠", "!="]),
            '±' => *self.dice.pick(&["±", "+-"]),
            '（' | '(' => *self.dice.pick(&["(", "（", "( "]),
            '）' | ')' => *self.dice.pick(&[")", "）", " )"]),
            c if wide && "[]{}%=+<>".contains(c) || wide && c.is_ascii_digit() && !dated => {
                let wide = char::from_u32(u32::from(c) + 0xfee0).unwrap();
                return self.out.push(wide);
            }
            c => return self.out.push(c),
        };
        self.out.push_str(written);
    }

    fn blank(&mut self, before: char, after: char) {
        const SIGNS: &str = "+×=≥≤≠<>[]{}";
        if self.dice.percent(30) && (SIGNS.contains(before) || SIGNS.contains(after)) {
            return;
        }
        let goes_on = self.brackets > 0 || "+×=≥≤≠<>−/，,".contains(before);
        if self.how == How::Lines && goes_on && before != '{' && self.dice.percent(20) {
            let line = *self.dice.pick(&["\n", "\n\n", " // 注\n", "\n// 一，二\n", " // {\n\n  // 「\n"]);
            return self.out.push_str(line);
        }
        let blank = *self.dice.pick(&[" ", "  ", "\t", "　", "\u{a0}"]);
        self.out.push_str(blank);
    }

    /// Between a line and the next.
    fn end(&mut self, code: &str, comment: &str, next: &str) {
        let goes_on = code.ends_with(['+', '−', '×', '/', '=', '，', ',', '：', ':', '(', '[']) || self.brackets > 0;
        let alone = code.is_empty() || !comment.is_empty() || next.is_empty() || next.starts_with(['"', '“', '/']);
        if self.how == How::Lines && !alone && !goes_on && self.dice.percent(20) {
            let join = if code.ends_with('{') || next == "}" { " " } else { "；" };
            return self.out.push_str(join);
        }
        let ends: &[&str] = if self.how == How::Lines && comment.is_empty() {
            &["\n", "\r\n", " \n", "\n\n\n", " // 注 \n", "\n // 一：\n", " //\n\n// 二\n"]
        } else {
            &["\n", "\r\n", " \n", "　\t\r\n"]
        };
        let end = *self.dice.pick(ends);
        self.out.push_str(end);
    }
}

/// The line up to its comment.
fn code_of(line: &str) -> &str {
    let chars = line.char_indices().collect::<Vec<_>>();
    let plain = chars.iter().map(|(_, c)| *c).collect::<Vec<_>>();
    let mut at = 0;
    while at < plain.len() {
        if plain[at..].starts_with(&['/', '/']) {
            return &line[..chars[at].0];
        }
        at += quoted(&plain[at..]).unwrap_or(1);
    }
    line
}

/// The length of a text or of a quoted name that begins here.
fn quoted(chars: &[char]) -> Option<usize> {
    let close = match chars.first()? {
        '"' => '"',
        '“' => '”',
        '「' => '」',
        '\'' => '\'',
        _ => return None,
    };
    let (mut at, mut depth) = (1, 1);
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 1,
            '“' if close == '”' => depth += 1,
            c if c == close => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    Some(chars.len())
}
