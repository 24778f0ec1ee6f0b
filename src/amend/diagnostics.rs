//! E0604 to E0612: amendments.

use super::find::{Thing, same_sort};
use super::words::{self, sort};
use crate::diagnostic::{Code, Diagnostic, Text, closest, quoted};
use crate::source::Span;
use crate::syntax::ast::{Element, Item, Name};
use crate::text;

/// The sort and the path that were written, and where.
type Named<'n> = (Element, &'n [Name], Span);

/// Unreachable by a caller that passes a file.
pub(super) fn nothing() -> Diagnostic {
    Diagnostic::new(Code::ParentNotFound, text!("没有评价体系", "there is no rubric"))
}

/// E0604: an amendment in a file that inherits nothing.
pub(super) fn nothing_inherited(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NothingInherited,
        text!("本文件没有「继承」，无从修订", "this file inherits nothing that could be amended"),
    )
    .label(span, text!("修订的是什么？", "amends what?"))
    .help(text!(
        "在文件开头写上所继承的文件，例如「继承 \"../2024/评分表.perf\"」；或直接改原来的条文",
        "begin the file with the one that it inherits from, as in `extends \"../2024/rubric.perf\"`, or change the text itself"
    ))
}

/// E0605: something in an inheriting file that is no amendment.
pub(super) fn not_an_amendment(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NotAnAmendment,
        text!(
            "继承的文件里，新的内容要写「新增」并说明理由",
            "what is new in an inheriting file is written with `add` and a reason"
        ),
    )
    .label(span, text!("没有写「新增」", "no `add`"))
    .help(text!(
        "在前面写「新增」，后面写 理由 和引号里的原因；本年度的名称、年度、总分写在「评价体系」里",
        "write `add` before it and `reason` with a text in quotes behind it; title, year and total stand in `rubric`"
    ))
}

/// E0606: nothing is called so.
pub(super) fn unknown((element, path, span): Named<'_>, all: &[Thing]) -> Diagnostic {
    let written = path.iter().map(|name| name.node.as_str()).collect::<Vec<_>>().join("/");
    let what = words::thing(element, Some(&written));
    let (zh, en) = (&what.zh, &what.en);
    let fault =
        Diagnostic::new(Code::AmendsNothing, text!("所继承的评价体系里没有{zh}", "what is inherited has no {en}"))
            .label(span, text!("没有找到", "not found"));
    let own = all.iter().filter(|one| same_sort(element, one.element)).collect::<Vec<_>>();
    let last = path.last().map(|name| name.node.as_str()).unwrap_or_default();
    // The name is right, and what it stands in is not.
    if let Some(one) = own.iter().find(|one| one.names.last().map(String::as_str) == Some(last) && path.len() > 1) {
        let right = one.path();
        return with_path(fault, &right, path);
    }
    if let Some(other) = all.iter().find(|one| one.is_called(path) && !path.is_empty()) {
        let kind = sort(other.element);
        let (zh, en) = (&kind.zh, &kind.en);
        return fault.label(other.span, text!("它是{zh}", "it is `{en}`")).help(text!(
            "「{written}」是{zh}，把前面的词改为「{zh}」",
            "`{written}` is `{en}`: write that word before it"
        ));
    }
    let near = closest(last, own.iter().filter_map(|one| one.names.last()).map(String::as_str));
    match near.and_then(|near| own.iter().find(|one| one.names.last().map(String::as_str) == Some(near))) {
        Some(one) => match (path.last(), path.len()) {
            (Some(name), 1) => {
                let near = one.names.last().cloned().unwrap_or_default();
                fault
                    .label(one.span, text!("相近的名称", "a similar name"))
                    .help(text!("是否指「{near}」？", "did you mean `{near}`?"))
                    .fix(name.span, near)
            }
            _ => with_path(fault, &one.path(), path),
        },
        None if path.is_empty() => fault.help(text!("原来没有，就写「新增」", "where there is none, write `add`")),
        None => {
            let some = own.iter().take(5).map(|one| one.path()).collect::<Vec<_>>();
            match some.is_empty() {
                true => fault.help(text!("核对所继承的文件", "see what the parent holds")),
                false => {
                    let (zh, en) = (some.join("」「"), some.join("`, `"));
                    let more = own.len() > some.len();
                    let (etc_zh, etc_en) = if more { (" 等", ", …") } else { ("", "") };
                    fault.help(text!("有的是「{zh}」{etc_zh}", "there are `{en}`{etc_en}"))
                }
            }
        }
    }
}

fn with_path(fault: Diagnostic, right: &str, path: &[Name]) -> Diagnostic {
    let fault = fault.help(text!("是否指「{right}」？", "did you mean `{right}`?"));
    match (path.first(), path.last()) {
        (Some(first), Some(last)) => fault.fix(first.span.to(last.span), right),
        _ => fault,
    }
}

/// E0606: it was removed before, in the same file.
pub(super) fn gone((element, path, span): Named<'_>, by: Span) -> Diagnostic {
    let written = path.iter().map(|name| name.node.as_str()).collect::<Vec<_>>().join("/");
    let what = words::thing(element, Some(&written));
    let (zh, en) = (&what.zh, &what.en);
    Diagnostic::new(Code::AmendsNothing, text!("{zh}前面已经删除", "{en} was removed before"))
        .label(span, text!("已经没有了", "no longer there"))
        .label(by, text!("在这里删除", "removed here"))
        .help(text!("两条修订只留一条", "keep one of the two amendments"))
}

/// E0606: several things are called so.
pub(super) fn ambiguous((element, path, span): Named<'_>, several: &[&Thing]) -> Diagnostic {
    let written = path.iter().map(|name| name.node.as_str()).collect::<Vec<_>>().join("/");
    let what = words::thing(element, Some(&written));
    let (zh, en, count) = (&what.zh, &what.en, several.len());
    let paths = several.iter().map(|one| one.path()).collect::<Vec<_>>();
    let (paths_zh, paths_en) = (paths.join("」或「"), paths.join("` or `"));
    let fault = Diagnostic::new(
        Code::AmendsNothing,
        text!(
            "叫{zh}的有 {count} 处，不知道指哪一处",
            "{count} things are called {en}, and it is not said which is meant"
        ),
    )
    .label(span, text!("指哪一处？", "which one?"));
    several
        .iter()
        .take(4)
        .fold(fault, |fault, one| fault.label(one.span, text!("可以是这里", "it may be this")))
        .help(text!("写出路径：「{paths_zh}」", "write the path: `{paths_en}`"))
}

/// E0606: the header has nothing of the sort to take away.
pub(super) fn header_has_none(element: Element, span: Span) -> Diagnostic {
    let what = sort(element);
    let (zh, en) = (&what.zh, &what.en);
    Diagnostic::new(
        Code::AmendsNothing,
        text!("所继承的「评价体系」里没有「{zh}」", "the header that is inherited has no `{en}`"),
    )
    .label(span, text!("无可删除", "nothing to remove"))
    .help(text!("去掉这一行", "leave this line out"))
    .fix(span, "")
}

/// E0606: an indicator or a group has nothing of the sort to take away.
pub(super) fn has_none(what: &Text, thing: &Text, (span, own): (Span, Span)) -> Diagnostic {
    let (zh, en, thing_zh, thing_en) = (&what.zh, &what.en, &thing.zh, &thing.en);
    Diagnostic::new(Code::AmendsNothing, text!("{thing_zh}没有{zh}可以删除", "{thing_en} has no {en} to remove"))
        .label(span, text!("无可删除", "nothing to remove"))
        .label(own, text!("这里没有写", "has none"))
        .help(text!("去掉这一行", "leave this line out"))
        .fix(span, "")
}

/// E0607: a declaration that says what is there already.
pub(super) fn unchanged(what: &Text, span: Span, own: Span) -> Diagnostic {
    let (zh, en) = (&what.zh, &what.en);
    Diagnostic::new(Code::ChangesNothing, text!("{zh}修改前后相同", "{en} is what it was before"))
        .label(span, text!("没有改变什么", "changes nothing"))
        .label(own, text!("原来就是这样", "it is so already"))
        .help(text!("去掉这条修改，或写出要改成什么", "leave this amendment out, or write what shall change"))
}

/// E0607: a statement of an amendment that says what is there already.
pub(super) fn unchanged_in(what: &Text, thing: &Text, span: Span, own: Option<Span>) -> Diagnostic {
    let (zh, en, thing_zh, thing_en) = (&what.zh, &what.en, &thing.zh, &thing.en);
    let fault = Diagnostic::new(
        Code::ChangesNothing,
        text!("{thing_zh}的{zh}修改前后相同", "{en} of {thing_en} is what it was before"),
    )
    .label(span, text!("没有改变什么", "changes nothing"));
    let fault = match own {
        Some(own) => fault.label(own, text!("原来就是这样", "it is so already")),
        None => fault,
    };
    fault.help(text!("去掉这一行，或写出要改成什么", "leave this line out, or write what shall change"))
}

/// E0607: an amendment without statements.
pub(super) fn empty(thing: &Text, span: Span) -> Diagnostic {
    let (zh, en) = (&thing.zh, &thing.en);
    Diagnostic::new(Code::ChangesNothing, text!("对{zh}的修改里什么也没有写", "the amendment of {en} says nothing"))
        .label(span, text!("没有改变什么", "changes nothing"))
        .help(text!("写出要改的各行，例如「分值：2分」", "write the lines that change, such as `points: 2 points`"))
}

/// E0608: two amendments of one file on one thing.
pub(super) fn twice((thing, attribute): (&Text, Option<&Text>), span: Span, first: Span) -> Diagnostic {
    let (zh, en) = match attribute {
        Some(what) => (format!("{}的{}", thing.zh, what.zh), format!("{} of {}", what.en, thing.en)),
        None => (thing.zh.clone(), thing.en.clone()),
    };
    Diagnostic::new(Code::AmendedTwice, text!("同一文件里对{zh}修订了两次", "{en} is amended twice in one file"))
        .label(span, text!("第二次", "the second time"))
        .label(first, text!("第一次", "the first time"))
        .help(text!("合成一条，或只留一条", "make one amendment of them, or keep one"))
}

/// E0608: one attribute twice in one amendment.
pub(super) fn twice_in_one(what: &Text, thing: &Text, span: Span) -> Diagnostic {
    let (zh, en, thing_zh, thing_en) = (&what.zh, &what.en, &thing.zh, &thing.en);
    Diagnostic::new(
        Code::AmendedTwice,
        text!("一条修改里{thing_zh}的{zh}写了两次", "{en} of {thing_en} is written twice in one amendment"),
    )
    .label(span, text!("第二次", "the second time"))
    .help(text!("只保留一处", "keep one of them"))
}

/// E0608: an amendment of what the same file added.
pub(super) fn just_added(thing: &Text, span: Span, by: Span) -> Diagnostic {
    let (zh, en) = (&thing.zh, &thing.en);
    Diagnostic::new(
        Code::AmendedTwice,
        text!("{zh}是本文件新增的，又作了修改", "{en} is added by this file, and amended by it"),
    )
    .label(span, text!("又作修改", "amended"))
    .label(by, text!("在这里新增", "added here"))
    .help(text!("直接写在「新增」里", "write it so in the `add`"))
}

/// E0609: what is added is there already.
pub(super) fn exists(what: &Text, span: Span, first: Span) -> Diagnostic {
    let (zh, en) = (&what.zh, &what.en);
    Diagnostic::new(Code::AlreadyThere, text!("{zh}已经有了，不能新增", "{en} is there already, and cannot be added"))
        .label(span, text!("要新增的", "added here"))
        .label(first, text!("已经有的", "already there"))
        .help(text!("改变它写「修改」；换一个新的，先「删除」", "change it with `amend`, or `remove` it first"))
}

/// E0609: a new name that something else has.
pub(super) fn name_taken(what: &Text, span: Span, first: Span) -> Diagnostic {
    let (zh, en) = (&what.zh, &what.en);
    Diagnostic::new(Code::AlreadyThere, text!("{zh}已经有了，不能改成这个名称", "{en} is there already"))
        .label(span, text!("要改成的名称", "the new name"))
        .label(first, text!("已经有的", "already there"))
        .help(text!(
            "换一个名称；或先把已经有的改名、删除",
            "choose another name, or rename or remove the other one first"
        ))
}

/// E0611: an amendment without a reason.
pub(super) fn no_reason(head: Span) -> Diagnostic {
    Diagnostic::new(Code::ReasonNotGiven, text!("这条修订没有写理由", "this amendment gives no reason"))
        .label(head, text!("为什么改？", "why?"))
        .help(text!(
            "在后面写明理由，例如 理由 \"按新的考核办法\"；有文件的再写 文号 \"某财绩〔2025〕1号\"",
            "say why behind it, such as reason \"by the new scheme\"; where there is a document, add document \"No. 1 of 2025\""
        ))
}

/// E0612: indicators and groups are added, not written into an amendment.
pub(super) fn item_in_patch(item: &Item, span: Span, thing: &Text) -> Diagnostic {
    let (element, name) = match item {
        Item::Group(group) => (Element::Group(group.level.as_ref().map(|level| level.node)), &group.name.node),
        Item::Indicator(indicator) => (Element::Indicator, &indicator.name.node),
        _ => (Element::Indicator, &thing.zh),
    };
    let what = words::thing(element, Some(name));
    let kind = sort(element);
    let (zh, en, kind_zh, kind_en) = (&what.zh, &what.en, &kind.zh, &kind.en);
    Diagnostic::new(
        Code::NotAmendable,
        text!("「修改」里不能写{zh}", "{en} cannot stand in an amendment of what is around it"),
    )
    .label(span, text!("不写在这里", "not here"))
    .help(text!(
        "另写一条：新的写「新增 {kind_zh} {name}」，分值后面用「于」写明所在的分组；已有的写「修改 {kind_zh} {name}」",
        "write an amendment of its own: `add {kind_en} {name}` with its points, `under` and the group, or `amend {kind_en} {name}` if it is there already"
    ))
}

/// E0612: an attribute that such a thing does not have.
pub(super) fn not_amendable((element, of): (Element, Element), span: Span, thing: &Text) -> Diagnostic {
    let what = sort(element);
    let (zh, en, thing_zh, thing_en) = (&what.zh, &what.en, &thing.zh, &thing.en);
    let fault = Diagnostic::new(Code::NotAmendable, text!("{thing_zh}不能有「{zh}」", "{thing_en} cannot have `{en}`"))
        .label(span, text!("不能这样修改", "cannot be amended so"));
    match of {
        Element::Group(_) => fault.help(text!(
            "分组可以改 名称、分值、等级、校验、填报和依据、说明等文字；要改公式、评分，用「修改 指标」",
            "of a group `name`, `points`, `grades`, `check`, `stated` and texts can be amended; formulas and scores are those of `amend indicator`"
        )),
        Element::Indicator => fault.help(text!("等级写在分组里", "grades stand in a group")),
        _ => fault.help(text!(
            "花括号里只改名称；其他整条取代，例如「修改 字段 电费：金额(万元, 2位)」「修改 定义 支出率 = 支出 / 预算」",
            "in braces the name alone is amended; the rest is replaced as a whole, as in `amend field power: money(万元, 2 places)`, `amend define rate = spent / budget`"
        )),
    }
}

/// E0607: what is moved stands there already.
pub(super) fn stays(thing: &Text, span: Span, own: Span) -> Diagnostic {
    let (zh, en) = (&thing.zh, &thing.en);
    Diagnostic::new(Code::ChangesNothing, text!("{zh}移动前后位置相同", "{en} stands there already"))
        .label(span, text!("没有改变什么", "changes nothing"))
        .label(own, text!("原来就在这里", "it is here already"))
        .help(text!("去掉这条移动，或写另一个位置", "leave this amendment out, or write another place"))
}

/// E0612: a group is moved into itself.
pub(super) fn into_itself(thing: &Text, span: Span) -> Diagnostic {
    let (zh, en) = (&thing.zh, &thing.en);
    Diagnostic::new(Code::NotAmendable, text!("{zh}不能移到它自己里面", "{en} cannot be moved into itself"))
        .label(span, text!("这是它自己，或在它里面", "this is it, or in it"))
        .help(text!("写另一个分组的名称", "write the name of another group"))
}

/// E0612: the points of rows come with the submission.
pub(super) fn of_rows(span: Span, thing: &Text) -> Diagnostic {
    let (zh, en) = (&thing.zh, &thing.en);
    Diagnostic::new(
        Code::NotAmendable,
        text!("{zh}的分值由报送的各行给出，不能修改", "the points of {en} come with the submission"),
    )
    .label(span, text!("按行的指标", "an indicator of rows"))
    .help(text!(
        "要用另一列作分值，先「删除」再「新增」",
        "to take them from another column, `remove` it and `add` it anew"
    ))
}

/// E0612: nothing of this sort stands in another.
pub(super) fn no_place_there(element: Element, span: Span) -> Diagnostic {
    let what = sort(element);
    let (zh, en) = (&what.zh, &what.en);
    Diagnostic::new(
        Code::NotAmendable,
        text!("「{zh}」写在最外层，不在分组里", "`{en}` stands at the top of a file, in nothing else"),
    )
    .label(span, text!("不写「于」", "no `under`"))
    .help(text!(
        "去掉这一段；要定先后，「于」后面写另一项的名称和「之后」",
        "leave this out, or write `after` and the name of another"
    ))
}

/// E0612: a field without its block.
pub(super) fn field_without_place(name: &Name) -> Diagnostic {
    let field = quoted(&name.node);
    Diagnostic::new(
        Code::NotAmendable,
        text!("没有写字段「{field}」加到哪里", "it is not said where the field `{field}` belongs"),
    )
    .label(name.span, text!("加到哪里？", "where?"))
    .help(text!(
        "在后面写 于 数据或明细的名称，例如「于 资产」；新的一组用「新增 数据」",
        "write `under` and the name of the data block or the table, as in `under Assets`; a new block is added by `add data`"
    ))
}
