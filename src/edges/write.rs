//! Writes a draft as a submission: JSON as `specs/language.md` §5 has it.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::draft::{Draft, holds_texts, is_given, shown};
use crate::ids::{ElementId, FieldId, TableId};
use crate::inputs::{State, Value};
use crate::quantity::Rational;
use crate::rubric::{Field, JudgedItem, RowName, Rubric, StatedTotal, show_points};
use crate::submission::words::Word;

/// What all submissions of a rubric have in common: the base.
pub(super) struct Form<'r> {
    pub rubric: &'r Rubric,
    /// The fields, by id.
    pub states: Vec<State>,
    /// The rows of every table: the cells by column.
    pub tables: Vec<Vec<Vec<State>>>,
    /// The scores of judged items, in points.
    pub judged: Vec<(JudgedItem<'r>, Rational)>,
    /// The ways that are chosen.
    pub chosen: BTreeMap<ElementId, String>,
}

/// A submission, and in what it differs from the base.
pub(super) struct Written {
    pub submission: String,
    pub inputs: Vec<(String, String)>,
}

impl<'r> Form<'r> {
    /// A form of which all judged items have full marks and nothing else is filled in.
    pub fn new(rubric: &'r Rubric) -> Self {
        let items = rubric.judged_items();
        let mut chosen = BTreeMap::new();
        for ways in items.iter().flat_map(|item| &item.choices) {
            chosen.extend(ways.ways.first().map(|way| (ways.element, way.name.clone())));
        }
        let judged = items.into_iter().map(|item| {
            let full = most(rubric, &item);
            (item, full)
        });
        Form {
            rubric,
            states: vec![State::Blank; rubric.fields.len()],
            tables: vec![Vec::new(); rubric.tables.len()],
            judged: judged.collect(),
            chosen,
        }
    }

    fn word(&self, word: Word) -> String {
        word.get(self.rubric.language).to_owned()
    }

    /// The base itself.
    pub fn base(&self) -> String {
        self.json(&self.states, &self.tables, &BTreeMap::new(), &self.chosen)
    }

    /// A draft of the unfolded rubric.
    pub fn text(&self, draft: &Draft<'_>) -> Written {
        let (mut states, mut tables) = (self.states.clone(), self.tables.clone());
        let mut inputs = Vec::new();
        for id in &draft.touched {
            let (field, state) = (draft.rubric.field(*id), &draft.inputs.cell(*id).state);
            let place = match &field.row {
                None => states.get_mut(id.index()),
                Some(cell) => self.at(cell.table, &cell.row).and_then(|row| {
                    let column = self.rubric.table(cell.table).columns.iter().position(|one| *one == cell.column)?;
                    tables.get_mut(cell.table.index())?.get_mut(row)?.get_mut(column)
                }),
            };
            let Some(place) = place else { continue };
            let (new, old) = (self.state_text(field, state), self.state_text(field, place));
            if new != old {
                inputs.push((field.name.node.clone(), new));
            }
            // A figure that was read from a text goes back as a text.
            *place = match (state, self.is_text(*id, draft)) {
                (State::Filled(_), true) => text_state(state, field),
                _ => state.clone(),
            };
        }
        let mut chosen = self.chosen.clone();
        chosen.extend(draft.chosen.iter().map(|(place, way)| (*place, way.clone())));
        for (item, full) in &self.judged {
            let name = self.rubric.judged_name(item);
            if let Some(score) = draft.judged.get(&name).filter(|score| *score != full) {
                inputs.push((name.clone(), show_points(score, 0, self.rubric.language)));
            }
            for ways in &item.choices {
                let way = chosen.get(&ways.element).filter(|way| self.chosen.get(&ways.element) != Some(way));
                inputs.extend(way.map(|way| (name.clone(), way.clone())));
            }
        }
        Written { submission: self.json(&states, &tables, &draft.judged, &chosen), inputs }
    }

    /// Whether the column, or field, of a cell holds texts though the cell is a figure.
    fn is_text(&self, id: FieldId, draft: &Draft<'_>) -> bool {
        let field = draft.rubric.field(id);
        let declared = field.row.as_ref().map_or(id, |cell| cell.column);
        self.rubric.fields.get(declared.index()).is_some_and(holds_texts) && !holds_texts(field)
    }

    /// Which row of the base it is.
    fn at(&self, table: TableId, row: &RowName) -> Option<usize> {
        match row {
            RowName::Number(number) => usize::try_from(*number).ok()?.checked_sub(1),
            RowName::Key(key) => {
                let declared = self.rubric.table(table);
                let column = declared.columns.iter().position(|one| Some(*one) == declared.key)?;
                let field = self.rubric.field(*declared.columns.get(column)?);
                let rows = self.tables.get(table.index())?;
                rows.iter()
                    .position(|cells| cells.get(column).is_some_and(|state| self.state_text(field, state) == *key))
            }
        }
    }

    fn state_text(&self, field: &Field, state: &State) -> String {
        match state {
            State::Blank => "".to_owned(),
            State::NotApplicable(_) => self.word(Word::NotApplicable),
            State::Filled(figures) => figures.first().map_or_else(String::new, |figure| match &figure.value {
                Value::Bool(answer) => self.yes_no(*answer).to_owned(),
                value => shown(field, value),
            }),
        }
    }

    fn yes_no(&self, answer: bool) -> &'static str {
        match (self.rubric.language, answer) {
            (crate::diagnostic::Language::Zh, true) => "是",
            (crate::diagnostic::Language::Zh, false) => "否",
            (crate::diagnostic::Language::En, true) => "yes",
            (crate::diagnostic::Language::En, false) => "no",
        }
    }

    fn cell(&self, field: &Field, state: &State) -> Json {
        match state {
            State::NotApplicable(reason) => json!({ self.word(Word::NotApplicable): reason }),
            other => Json::String(self.state_text(field, other)),
        }
    }

    fn json(
        &self,
        states: &[State],
        tables: &[Vec<Vec<State>>],
        judged: &BTreeMap<String, Rational>,
        chosen: &BTreeMap<ElementId, String>,
    ) -> String {
        let mut root = Map::new();
        root.insert(self.word(Word::Format), json!("jixiao/1"));
        root.insert(self.word(Word::Unit), json!(super::labels::say(self.rubric.language, "试例", "trial")));
        root.insert(self.word(Word::Year), json!(self.rubric.year.node));
        root.insert(self.word(Word::Data), self.data(states).into());
        if !self.rubric.tables.is_empty() {
            root.insert(self.word(Word::Tables), self.rows(tables).into());
        }
        root.insert(self.word(Word::Judged), self.judgements(judged, chosen).into());
        for (word, total) in [(Word::Claimed, StatedTotal::Claimed), (Word::Reviewed, StatedTotal::Reviewed)] {
            let field = self.rubric.fields.iter().position(|field| field.stated_total == Some(total));
            if let Some(state) = field.and_then(|at| states.get(at)).filter(|state| matches!(state, State::Filled(_)))
                && let Some(field) = field.and_then(|at| self.rubric.fields.get(at))
            {
                root.insert(self.word(word), json!({ self.word(Word::Total): self.state_text(field, state) }));
            }
        }
        format!("{:#}\n", Json::Object(root))
    }

    fn data(&self, states: &[State]) -> Map<String, Json> {
        let mut data = Map::new();
        for (field, state) in self.rubric.fields.iter().zip(states) {
            if !field.is_single() || !is_given(field) {
                continue;
            }
            match &field.of_year {
                None => drop(data.insert(field.name.node.clone(), self.cell(field, state))),
                Some(of) => {
                    let series = data.entry(of.series.clone()).or_insert_with(|| Json::Object(Map::new()));
                    if let Json::Object(years) = series {
                        let year = match (of.last, of.back) {
                            (true, 0) => self.word(Word::ThisYear),
                            (true, _) => self.word(Word::LastYear),
                            (false, _) => of.year.to_string(),
                        };
                        years.insert(year, self.cell(field, state));
                    }
                }
            }
        }
        data
    }

    fn rows(&self, tables: &[Vec<Vec<State>>]) -> Map<String, Json> {
        let mut all = Map::new();
        for (table, rows) in self.rubric.tables.iter().zip(tables) {
            let row = |cells: &Vec<State>| {
                let cells = table.columns.iter().zip(cells).map(|(column, state)| {
                    let field = self.rubric.field(*column);
                    (field.name.node.clone(), self.cell(field, state))
                });
                Json::Object(cells.collect())
            };
            all.insert(table.name.node.clone(), rows.iter().map(row).collect::<Vec<_>>().into());
        }
        all
    }

    fn judgements(
        &self,
        judged: &BTreeMap<String, Rational>,
        chosen: &BTreeMap<ElementId, String>,
    ) -> Map<String, Json> {
        let mut all = Map::new();
        for (item, full) in &self.judged {
            let name = self.rubric.judged_name(item);
            let mut entry = Map::new();
            let score = judged.get(&name).unwrap_or(full);
            if let Some(way) = item.choices.iter().find_map(|ways| chosen.get(&ways.element)) {
                entry.insert(self.word(Word::Choice), json!(way));
            }
            if item.is_judged() {
                let mut levels = item.judgements.iter().flat_map(|one| &one.levels);
                if let Some(level) = levels.find(|level| level.scores.contains(score)) {
                    entry.insert(self.word(Word::Level), json!(level.name));
                }
                let points = show_points(score, 0, self.rubric.language);
                entry.insert(self.word(Word::ClaimedScore), json!(points));
                let needs_reason = score != full || self.rubric.indicator(item.indicator).adjusts.is_some();
                let reason = super::labels::say(self.rubric.language, "试例", "trial");
                if needs_reason {
                    entry.insert(self.word(Word::Reason), json!(reason));
                }
                if self.rubric.reviewed_basis {
                    entry.insert(self.word(Word::ReviewedScore), json!(points));
                    if needs_reason {
                        entry.insert(self.word(Word::ReviewReason), json!(reason));
                    }
                }
            }
            all.insert(name, Json::Object(entry));
        }
        all
    }
}

/// The best score of a judged item; none in 加减分, where nothing is added or taken.
fn most(rubric: &Rubric, item: &JudgedItem<'_>) -> Rational {
    let adjusts = rubric.indicator(item.indicator).adjusts.is_some() && item.item.is_none();
    let points = item.judgements.iter().map(|one| &one.points).max();
    points.filter(|_| !adjusts).cloned().unwrap_or(Rational::ZERO)
}

fn text_state(state: &State, field: &Field) -> State {
    let State::Filled(figures) = state else { return state.clone() };
    let Some(figure) = figures.first() else { return state.clone() };
    let mut figure = figure.clone();
    figure.value = Value::Text(shown(field, &figure.value));
    State::Filled(vec![figure])
}
