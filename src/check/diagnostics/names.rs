//! E02xx: names.

use crate::diagnostic::{Code, Diagnostic, Language, Text};
use crate::quantity::Levels;
use crate::source::Span;
use crate::syntax::as_name;
use crate::syntax::ast::Name;
use crate::text;

fn unknown(name: &Name) -> Diagnostic {
    let name_text = &name.node;
    let message = text!("名称「{name_text}」没有声明", "`{name_text}` is not declared");
    Diagnostic::new(Code::UnknownName, message).label(name.span, text!("没有声明", "not declared"))
}

/// E0201 where nothing similar is declared.
pub(in crate::check) fn unknown_name(name: &Name, language: Language) -> Diagnostic {
    let (zh, en) = match language {
        Language::Zh => ("「数据」", "「定义」"),
        Language::En => ("`data`", "`define`"),
    };
    if let Some(right) = crate::syntax::with_blanks(&name.node) {
        return unknown(name).help(text!(
            "若「{right}」中间漏了空格，补上空格；若它就是名称，先在{zh}里声明",
            "if a blank is missing, write `{right}`; if it is a name, declare it in {zh}"
        ));
    }
    let help = text!("先在{zh}里声明这个数据，或用{en}定义它", "declare it in {zh}, or define it with {en}");
    unknown(name).help(help)
}

/// The same fault, with the number of the other places that have it.
pub(in crate::check) fn also_elsewhere(fault: Diagnostic, others: usize) -> Diagnostic {
    match (&fault.help, others) {
        (Some(help), 1..) => {
            let help = Text::new(
                format!("{}（另有 {others} 处也这样写）", help.zh),
                format!("{} (the same name stands in {others} more places)", help.en),
            );
            Diagnostic { help: Some(help), ..fault }
        }
        _ => fault,
    }
}

/// E0201 where one declared name differs by few characters.
pub(in crate::check) fn unknown_name_near(name: &Name, meant: &str, place: Option<Span>) -> Diagnostic {
    let fault = unknown(name).guess(name.span, (&name.node, meant), as_name(meant));
    match place {
        Some(place) => fault.label(place, text!("这里声明了相近的名称", "a similar name is declared here")),
        None => fault,
    }
}

/// E0201 for a keyword of the other language, or a word near one.
pub(in crate::check) fn unknown_name_keyword(name: &Name, meant: &str) -> Diagnostic {
    unknown(name).help(text!("这里的关键词写作「{meant}」", "the keyword here is `{meant}`")).fix(name.span, meant)
}

/// E0201 for a number in words.
pub(in crate::check) fn unknown_name_number(name: &Name, right: &str) -> Diagnostic {
    unknown(name).help(text!("数用数字写：{right}", "write the number in figures: {right}")).fix(name.span, right)
}

/// E0201 for a comparison in words that reads as one name.
pub(in crate::check) fn unknown_name_equal(name: &Name, subject: &str, right: &str) -> Diagnostic {
    unknown(name)
        .help(text!("「{subject}」等于多少，用「=」写：{right}", "compare `{subject}` with `=`: {right}"))
        .fix(name.span, right)
}

/// E0201 for a unit without its number.
pub(in crate::check) fn unknown_name_unit(name: &Name) -> Diagnostic {
    let unit = &name.node;
    unknown(name).help(text!(
        "「{unit}」是计量单位，前面要有数，例如 1{unit}",
        "`{unit}` is a unit and needs a number before it, as in 1{unit}"
    ))
}

/// E0201 for the name of a group or indicator.
pub(in crate::check) fn unknown_name_node(name: &Name) -> Diagnostic {
    let name_text = &name.node;
    unknown(name).help(text!(
        "「{name_text}」是分组或指标的名称，公式只能读数据和定义",
        "`{name_text}` names a group or an indicator; a formula reads fields and definitions only"
    ))
}

/// E0201 for a level word that is not compared with its field.
pub(in crate::check) fn unknown_name_level(name: &Name, field: &str) -> Diagnostic {
    let word = &name.node;
    unknown(name).help(text!(
        "「{word}」是「{field}」的一个取值，只能与它比较，例如 {field} = {word}",
        "`{word}` is a level of `{field}` and can only be compared with it, as in {field} = {word}"
    ))
}

/// E0201 for a word that is not among the levels of the other side.
pub(in crate::check) fn unknown_level(word: &Name, levels: &Levels, near: Option<&str>) -> Diagnostic {
    let (name, all_zh, all_en) = (&word.node, levels.names.join("、"), levels.names.join(", "));
    let message = text!("「{name}」不是这里的取值", "`{name}` is not one of the levels here");
    let fault = Diagnostic::new(Code::UnknownName, message).label(word.span, text!("不在取值之内", "no such level"));
    match near {
        Some(near) => fault.guess(word.span, (name, near), as_name(near)),
        None => fault.help(text!("可用的取值：{all_zh}", "the levels are: {all_en}")),
    }
}

/// E0202.
pub(in crate::check) fn name_taken(name: &Name, first: Span) -> Diagnostic {
    let name_text = &name.node;
    Diagnostic::new(Code::NameTaken, text!("名称「{name_text}」已经声明过", "`{name_text}` is declared already"))
        .label(name.span, text!("再次声明", "declared again"))
        .label(first, text!("先在这里声明", "first declared here"))
        .help(text!(
            "数据和定义共用一套名称，请改用另一个名称，或删去重复的一处",
            "fields and definitions share one set of names: choose another, or remove one of the two"
        ))
}

/// E0203.
pub(in crate::check) fn siblings_alike(name: &Name, first: Span) -> Diagnostic {
    let name_text = &name.node;
    Diagnostic::new(
        Code::SiblingsAlike,
        text!("同一上级下有两个「{name_text}」", "two entries named `{name_text}` stand under one parent"),
    )
    .label(name.span, text!("名称重复", "the same name"))
    .label(first, text!("先在这里", "first here"))
    .help(text!(
        "同级的分组和指标名称不能相同，请改名",
        "rename one: groups and indicators side by side need names of their own"
    ))
}

/// E0204: each definition of the chain with its place; the last reads the first.
pub(in crate::check) fn definition_cycle(chain: &[&Name]) -> Diagnostic {
    let mut names = chain.iter().map(|name| name.node.as_str()).collect::<Vec<_>>();
    names.extend(names.first().copied());
    let shown = names.join(" → ");
    let fault = Diagnostic::new(
        Code::DefinitionCycle,
        text!("定义循环引用：{shown}", "these definitions read each other in a circle: {shown}"),
    );
    let label = |fault: Diagnostic, (name, next): (&&Name, &&str)| {
        fault.label(name.span, text!("它要用到「{next}」", "reads `{next}`"))
    };
    chain.iter().zip(names.iter().skip(1)).fold(fault, label).help(text!(
        "改写其中一个定义，使它只用到数据或更前的定义",
        "rewrite one of them so that it reads fields or other definitions only"
    ))
}

/// E0205: 指标值, 目标, 满分, 报送不适用 where they mean nothing.
pub(in crate::check) fn word_out_of_place(span: Span, word: &Text) -> Diagnostic {
    let message = Text::new(format!("这里不能用「{}」", word.zh), format!("`{}` cannot be used here", word.en));
    let help = match word.en.as_str() {
        "measure" => text!(
            "指标值是公式的值，只能用在写了公式的指标的评分里",
            "it is the value of the formula, and stands in the rule of an indicator that has one"
        ),
        "target" => {
            text!("目标只能用在写了目标的指标的评分里", "it stands in the rule of an indicator that has a target")
        }
        "full" => text!(
            "满分只能用在分值已公布的指标的评分里",
            "it stands in the rule of an indicator whose points are published"
        ),
        _ => text!("报送不适用只能用在「不适用」的条件里", "it stands in the condition of `n/a when` only"),
    };
    Diagnostic::new(Code::WordOutOfPlace, message).label(span, text!("在这里没有所指", "means nothing here")).help(help)
}

/// E0205 for a part that could not be read although nothing was said of it.
pub(in crate::check) fn not_read(span: Span) -> Diagnostic {
    Diagnostic::new(Code::WordOutOfPlace, text!("这一部分没有读懂", "this part could not be read"))
        .label(span, text!("没有读懂", "not read"))
}

/// E0206.
pub(in crate::check) fn unused(name: &Name) -> Diagnostic {
    let written = &name.node;
    let message = text!("数据「{written}」没有用到", "the field `{written}` is never used");
    never_used(Code::UnusedName, name, message).help(text!(
        "漏写了公式或校验的，请补上；不需要的删去；只留作记录的，在后面写「各处 需说明」",
        "add the formula or the check that was forgotten; remove what is not needed; what is only kept for the record says `prints explain`"
    ))
}

/// E0209: a definition, of the rows of a table if there is one.
pub(in crate::check) fn unused_definition(name: &Name, table: Option<&str>, language: Language) -> Diagnostic {
    let row = if language == Language::Zh { "行." } else { "row." };
    let written = format!("{}{}", if table.is_some() { row } else { "" }, name.node);
    let message = text!("定义「{written}」没有用到", "the definition `{written}` is never used");
    never_used(Code::UnusedDefinition, name, message).help(text!(
        "删去这一行；应当参与评分的，把公式里的算式换成「{written}」",
        "remove the line; if it should be scored, write `{written}` in the formula"
    ))
}

/// E0214: a table.
pub(in crate::check) fn unused_table(name: &Name) -> Diagnostic {
    let written = &name.node;
    let message = text!("明细「{written}」没有用到", "the table `{written}` is never used");
    never_used(Code::UnusedColumn, name, message).help(text!(
        "漏写了公式、校验或逐行的分组的，请补上；不需要的删去",
        "add the formula, the check or the group by rows that was forgotten; remove the table if it is not needed"
    ))
}

/// E0214: a column.
pub(in crate::check) fn unused_column(name: &Name, table: &str) -> Diagnostic {
    let written = &name.node;
    let message =
        text!("明细「{table}」的列「{written}」没有用到", "the column `{written}` of `{table}` is never used");
    never_used(Code::UnusedColumn, name, message).help(text!(
        "漏写了公式或校验的，请补上（行.{written}）；不需要的删去；只留作记录的，在后面写「各处 需说明」",
        "add the formula or the check that was forgotten (row.{written}); remove what is not needed; what is only kept for the record says `prints explain`"
    ))
}

/// E0215.
pub(in crate::check) fn unused_unit(symbol: &Name) -> Diagnostic {
    let written = &symbol.node;
    let message = text!("计量单位「{written}」没有用到", "the unit `{written}` is never used");
    never_used(Code::UnusedUnit, symbol, message).help(text!(
        "删去这一行；应当用它的数据，写成「数量({written})」",
        "remove the line; a figure counted in it is declared as `count({written})`"
    ))
}

fn never_used(code: Code, name: &Name, message: Text) -> Diagnostic {
    Diagnostic::new(code, message).label(name.span, text!("没有用到", "never used"))
}

/// E0207: 已填 of something that is no field.
pub(in crate::check) fn filled_of_no_field(span: Span) -> Diagnostic {
    let message = text!("「已填」只能问一个数据是否已填", "`filled` asks of one field whether it is filled");
    Diagnostic::new(Code::FilledOfNoField, message)
        .label(span, text!("这不是数据名", "this is not a field"))
        .help(text!("写成 已填(数据名)", "write filled(field)"))
}
