//! Full-width punctuation, comments and other habits in JSON, explained: the help of D0101.

use super::{Bracket, Expected};
use crate::diagnostic::Text;
use crate::text;

/// What people usually meant who typed a character where it cannot stand, and how to repair it.
pub(super) fn meant(found: char, expected: Expected, open: Option<&Bracket>) -> Text {
    match found {
        '\'' | '‘' | '’' => Text::new("引号只用半角双引号「\"」", "use straight double quotes `\"` only"),
        '“' | '”' | '＂' | '「' | '」' => Text::new(
            "此处是全角引号，改成半角双引号「\"」",
            "these are typographic quotes; use straight double quotes `\"`",
        ),
        '：' => Text::new("此处是全角冒号，改成半角「:」", "this is a full-width colon; use `:`"),
        '，' | '、' => Text::new("此处是全角标点，改成半角逗号「,」", "this is full-width punctuation; use `,`"),
        '；' | ';' => Text::new("各项之间用半角逗号「,」分隔", "separate the entries with commas `,`"),
        '｛' | '｝' | '［' | '］' | '【' | '】' => {
            Text::new("此处是全角括号，改成半角「{ }」或「[ ]」", "this is a full-width bracket; use `{ }` or `[ ]`")
        }
        '\u{3000}' | '\u{a0}' => Text::new(
            "此处是全角空格或不间断空格，删去或改成普通空格",
            "this is no ordinary blank; delete it, or use an ordinary one",
        ),
        '/' | '#' => Text::new("报送文件里不能写注释，删去它", "a submission holds no comments; delete this one"),
        '=' if expected == Expected::Colon => {
            Text::new("名称和值之间用半角冒号「:」", "a colon `:` stands between a name and its value")
        }
        '<' => Text::new(
            "这像是网页而不是报送文件，请重新下载或导出",
            "this looks like a web page, not a submission; download or export it again",
        ),
        found if found.is_alphanumeric() && matches!(expected, Expected::CommaOrBrace | Expected::CommaOrBracket) => {
            Text::new(
                "前面的文字可能漏了收尾的双引号，或者文字里有双引号（要写成「\\\"」）",
                "the text before may lack its closing quote, or hold a quote, which is written `\\\"`",
            )
        }
        _ => expected_help(expected, open),
    }
}

fn expected_help(expected: Expected, open: Option<&Bracket>) -> Text {
    match expected {
        Expected::Value => {
            Text::new("补上值；没有数据的写成空文字「\"\"」", "add the value; where there are no data, write `\"\"`")
        }
        Expected::Key => {
            Text::new("名称写在半角双引号里，例如「\"单位\"」", "put the name in double quotes, such as `\"unit\"`")
        }
        Expected::Colon => {
            Text::new("名称之后写半角冒号「:」，再写值", "write a colon `:` after the name, then its value")
        }
        Expected::CommaOrBrace | Expected::CommaOrBracket => {
            let closer = open.map_or('}', |bracket| bracket.closer());
            text!("与前一项之间缺逗号，或前面缺「{closer}」", "a comma is missing before this, or `{closer}`")
        }
        Expected::End => Text::new(
            "一个文件只报一份：删去最外层「}」之后的内容",
            "one file holds one submission: delete what follows the last `}`",
        ),
    }
}
