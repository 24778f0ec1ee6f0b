//! What a bare name means: a field or a definition. Groups and indicators have a name space of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Checker;
use super::diagnostics::names as faults;
use super::walk::each_in_items;
use crate::diagnostic::{Diagnostic, Language, Reported, closest};
use crate::ids::{DefinitionId, FieldId, TableId};
use crate::quantity::{Kind, Levels};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, ExprNode, Item};

/// What a name stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    /// A field.
    Field(FieldId),
    /// A definition.
    Definition(DefinitionId),
    /// A table.
    Table(TableId),
    /// Its declaration has a fault, which was reported.
    Broken(Reported),
}

/// The name space of fields and definitions.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    table: BTreeMap<String, (Meaning, Span)>,
    /// Names of groups and indicators, which formulas cannot read.
    pub(super) nodes: BTreeSet<String>,
    /// How often each name is read in the file, and where first.
    uses: BTreeMap<String, (usize, Span)>,
    /// Names that were reported as unknown, each once.
    unknown: BTreeMap<String, Reported>,
    /// The words of what could not be read at all: a name among them may well be declared there.
    lost: BTreeSet<String>,
}

impl Names {
    /// What a name stands for, if anything.
    pub(super) fn find(&self, name: &str) -> Option<Meaning> {
        self.table.get(name).map(|(meaning, _)| *meaning)
    }

    /// Where a name was declared.
    pub(super) fn place(&self, name: &str) -> Option<Span> {
        self.table.get(name).map(|(_, span)| *span)
    }

    /// Declares a name, or changes what it stands for.
    pub(super) fn set(&mut self, name: &ast::Name, meaning: Meaning) {
        self.table.insert(name.node.clone(), (meaning, name.span));
    }

    /// Whether a name is read anywhere in the file.
    pub(super) fn is_read(&self, name: &str) -> bool {
        self.uses.contains_key(name)
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        self.table.keys().map(String::as_str)
    }
}

impl Checker<'_> {
    /// Declares a name unless it is taken.
    pub(super) fn declare(&mut self, name: &ast::Name, meaning: Meaning) -> Result<(), Reported> {
        match self.names.place(&name.node) {
            Some(first) => Err(match self.shapeless {
                Some(reported) => reported,
                None => self.diagnostics.error(faults::name_taken(name, first)),
            }),
            None => {
                self.names.set(name, meaning);
                Ok(())
            }
        }
    }

    /// Looks over the whole file before anything is checked: which names are no data, how often each is read, and which
    /// declarations may be missing because they could not be read.
    pub(super) fn survey(&mut self, file: &ast::File) {
        self.shapeless = self.diagnostics.error_since(0).filter(|_| file.shapeless);
        self.names.lost.clone_from(&file.lost);
        *self.misplaced = self.last_before_misplaced(file);
        let mut nodes = BTreeSet::new();
        node_names(&file.items, &mut nodes);
        self.names.nodes = nodes;
        let uses = &mut self.names.uses;
        each_in_items(&file.items, &mut |expr| {
            let Some(name) = name_read(expr) else { return };
            match uses.get_mut(name) {
                Some((count, _)) => *count = count.saturating_add(1),
                None => drop(uses.insert(name.to_owned(), (1, expr.span))),
            }
        });
    }

    /// The indicators, by where they begin, behind which a statement stands that cannot stand there: it may be theirs.
    fn last_before_misplaced(&self, file: &ast::File) -> BTreeSet<u32> {
        let misplaced =
            self.diagnostics.since(0).filter(|one| crate::syntax::is_misplaced(one)).filter_map(Diagnostic::place);
        let misplaced = misplaced.filter(|place| place.source == file.span.source).collect::<Vec<_>>();
        let mut starts = BTreeSet::new();
        if !misplaced.is_empty() {
            indicator_starts(&file.items, &mut starts);
        }
        misplaced.iter().filter_map(|place| starts.range(..=place.start).next_back().copied()).collect()
    }

    /// That an error was reported, if the declaration of this name may be what it left out.
    pub(super) fn may_be_lost(&self, name: &str) -> Option<Reported> {
        self.diagnostics.error_since(0).filter(|_| self.names.lost.contains(name))
    }

    /// Reports a name that nothing declares, with what was probably meant.
    pub(super) fn unknown_name(&mut self, name: &str, span: Span) -> Reported {
        if let Some(reported) = self.may_be_lost(name).or(self.names.unknown.get(name).copied()) {
            return reported;
        }
        let (count, first) = self.names.uses.get(name).copied().unwrap_or((1, span));
        let spanned = Spanned::new(name.to_owned(), if first.start < span.start { first } else { span });
        let fault = if let Some(fault) = self.removed_name(&spanned) {
            fault
        } else if let Some(fault) = self.column_alone(&spanned) {
            fault
        } else if let Some(meant) = closest(name, self.names.all()) {
            faults::unknown_name_near(&spanned, meant, self.names.place(meant))
        } else if let Some(written) = number_in_words(name) {
            faults::unknown_name_number(&spanned, &written)
        } else if let Some((subject, written)) = self.equal_in_words(name) {
            faults::unknown_name_equal(&spanned, &subject, &written)
        } else if let Some(meant) = keyword_meant(name, self.language) {
            faults::unknown_name_keyword(&spanned, meant)
        } else if self.units.find(name).is_some() {
            faults::unknown_name_unit(&spanned)
        } else if self.names.nodes.contains(name) {
            faults::unknown_name_node(&spanned)
        } else if let Some(field) = self.field_with_level(name) {
            faults::unknown_name_level(&spanned, &field)
        } else {
            faults::unknown_name(&spanned, self.language)
        };
        let reported = self.diagnostics.error(faults::also_elsewhere(fault, count.saturating_sub(1)));
        self.names.unknown.insert(name.to_owned(), reported);
        reported
    }

    /// The rank of a level word among those of the other side.
    pub(super) fn level(&mut self, word: &str, span: Span, levels: &Levels) -> Result<usize, Reported> {
        if let Some(index) = levels.names.iter().position(|name| name == word) {
            return Ok(levels.names.len().saturating_sub(index).saturating_sub(1));
        }
        let spanned = Spanned::new(word.to_owned(), span);
        let near = closest(word, levels.names.iter().map(String::as_str));
        Err(self.diagnostics.error(faults::unknown_level(&spanned, levels, near)))
    }

    /// What `三公预算为0` compares, and the comparison as it is written.
    fn equal_in_words(&self, name: &str) -> Option<(String, String)> {
        let (subject, number) = crate::syntax::equal_in_words(name)?;
        let Meaning::Field(id) = self.names.find(subject)? else { return None };
        let field = self.fields.get(id.index())?;
        let number = crate::check::written::with_unit(number, &field.unit.symbol);
        Some((subject.to_owned(), format!("{subject} = {number}")))
    }

    /// What to say of a name that is a column, or a row definition, of one table.
    fn column_alone(&self, name: &ast::Name) -> Option<Diagnostic> {
        let at = self.columns.iter().position(|columns| columns.names.contains_key(&name.node))?;
        let row = if self.language == Language::Zh { "行" } else { "row" };
        let table = &self.tables.get(at)?.name.node;
        Some(super::diagnostics::tables::column_alone(name, table, row))
    }

    fn field_with_level(&self, word: &str) -> Option<String> {
        let has = |kind: &Kind| matches!(kind, Kind::Level(levels) if levels.names.iter().any(|name| name == word));
        self.fields.iter().find(|field| has(&field.kind)).map(|field| field.name.node.clone())
    }
}

/// `零分`, `百分之85` as they are written with digits.
fn number_in_words(name: &str) -> Option<String> {
    if matches!(name, "零分" | "〇分") {
        return Some("0分".to_owned());
    }
    let number = name.strip_prefix("百分之")?;
    (!number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())).then(|| format!("{number}%"))
}

/// The keyword that was meant by a word of the other language, or by a near miss.
fn keyword_meant(name: &str, language: Language) -> Option<&'static str> {
    const WORDS: [(&str, &str); 16] = [
        ("and", "且"),
        ("or", "或"),
        ("not", "非"),
        ("measure", "指标值"),
        ("target", "目标"),
        ("full", "满分"),
        ("otherwise", "其余"),
        ("abs", "绝对值"),
        ("max", "最大"),
        ("min", "最小"),
        ("change", "增减率"),
        ("days_between", "自然日"),
        ("workdays_between", "工作日"),
        ("deadline", "期限"),
        ("filled", "已填"),
        ("clamp", "限于"),
    ];
    const SLIPS: [(&str, &str); 7] = [
        ("满份", "满分"),
        ("全分", "满分"),
        ("目标值", "目标"),
        ("指标数值", "指标值"),
        ("实际值", "指标值"),
        ("分值", "满分"),
        ("总分值", "满分"),
    ];
    let lower = name.to_ascii_lowercase();
    match language {
        Language::Zh => WORDS.iter().chain(&SLIPS).find(|(word, _)| *word == lower).map(|(_, zh)| *zh),
        Language::En => WORDS.iter().find(|(_, zh)| *zh == name).map(|(word, _)| *word),
    }
}

/// The name that an expression is, of whatever year.
pub(super) fn name_read(expr: &ast::Expr) -> Option<&str> {
    match &expr.node {
        ExprNode::Name(name) => Some(name),
        ExprNode::OfYear(name, _) => Some(&name.node),
        _ => None,
    }
}

/// The names of the fields and definitions that an expression reads as written.
pub(super) fn names_in<'e>(expr: &'e ast::Expr, into: &mut BTreeSet<&'e str>) {
    super::walk::each_expr(expr, &mut |expr| {
        if let Some(name) = name_read(expr) {
            into.insert(name);
        }
    });
}

fn indicator_starts(items: &[Item], into: &mut BTreeSet<u32>) {
    for item in items {
        match item {
            Item::Group(group) => indicator_starts(&group.items, into),
            Item::Adjustments(block) => indicator_starts(&block.items, into),
            Item::Indicator(indicator) => {
                into.insert(indicator.span.start);
            }
            _ => {}
        }
    }
}

fn node_names(items: &[Item], into: &mut BTreeSet<String>) {
    for item in items {
        match item {
            Item::Group(group) => {
                into.insert(group.name.node.clone());
                node_names(&group.items, into);
            }
            Item::Adjustments(block) => node_names(&block.items, into),
            Item::Indicator(indicator) => {
                into.insert(indicator.name.node.clone());
            }
            _ => {}
        }
    }
}
