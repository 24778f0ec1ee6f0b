//! What a person judges, and under which names.

use std::collections::BTreeSet;

use super::{Award, Choice, Indicator, Judgement, Node, NormalForm, Pick, Policy, Rubric, Rule, Ways};
use crate::ids::{ElementId, FieldId, IndicatorId, NodeId};

/// Something that a person judges or chooses, or may come to: an indicator, an item of its checklist, one of its ways.
#[derive(Clone, Debug)]
pub struct JudgedItem<'a> {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The item; `None` for the indicator itself.
    pub item: Option<ElementId>,
    /// The names of the items on the way to it.
    pub items: Vec<&'a str>,
    /// The judgements that it may come to; none where only a way is chosen.
    pub judgements: Vec<&'a Judgement>,
    /// The choices (择一) that it may come to.
    pub choices: Vec<&'a Ways>,
}

impl<'a> JudgedItem<'a> {
    /// The names of the levels that may be given, each once.
    #[must_use]
    pub fn levels(&self) -> Vec<&'a str> {
        let mut levels: Vec<&str> = Vec::new();
        for level in self.judgements.iter().flat_map(|judgement| &judgement.levels) {
            if !levels.contains(&level.name.as_str()) {
                levels.push(&level.name);
            }
        }
        levels
    }

    /// The names of the ways that may be chosen, each once.
    #[must_use]
    pub fn ways(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for way in self.choices.iter().flat_map(|choice| &choice.ways) {
            if !names.contains(&way.name.as_str()) {
                names.push(&way.name);
            }
        }
        names
    }

    /// Whether a person may come to give its score.
    #[must_use]
    pub fn is_judged(&self) -> bool {
        !self.judgements.is_empty()
    }
}

impl Rubric {
    /// All that a person judges or chooses, or may come to, in the order of the rubric.
    #[must_use]
    pub fn judged_items(&self) -> Vec<JudgedItem<'_>> {
        let mut all = Vec::new();
        // Rows are judged where they are submitted.
        for (at, indicator) in self.indicators.iter().enumerate().filter(|(_, one)| !one.template) {
            let mut walk = Walk { indicator: IndicatorId::at(at), places: Vec::new() };
            if let Some(rule) = &indicator.rule {
                walk.rule(rule, None, &[]);
            }
            for clause in &indicator.not_applicable {
                if let Policy::Judged(judgement) = &clause.policy {
                    walk.judgement(judgement, None, &[]);
                }
            }
            walk.places.sort_by_key(|place| place.items.len());
            all.append(&mut walk.places);
        }
        all
    }

    /// Under which name a submission gives what is judged: that of the indicator, and of the items on the way.
    #[must_use]
    pub fn judged_name(&self, item: &JudgedItem<'_>) -> String {
        let mut name = self.short_name(NodeId::Indicator(item.indicator));
        for part in &item.items {
            name.push('/');
            name.push_str(part);
        }
        name
    }

    /// The name of an indicator or group where it is unique among its like, else its path.
    #[must_use]
    pub fn short_name(&self, node: NodeId) -> String {
        let (name, like) = match node {
            NodeId::Indicator(id) => {
                let name = &self.indicator(id).name.node;
                (name, self.indicators.iter().filter(|one| one.name.node == *name).count())
            }
            NodeId::Group(id) => {
                let name = &self.group(id).name.node;
                (name, self.groups.iter().filter(|one| one.name.node == *name).count())
            }
        };
        if like == 1 { name.clone() } else { self.path(node) }
    }

    /// Whether an indicator says how it is scored where a field is submitted as not applicable: whether one of its
    /// 不适用 clauses asks for it with 报送不适用.
    #[must_use]
    pub fn settles_not_applicable(&self, indicator: &Indicator, field: FieldId) -> bool {
        let mut asked: BTreeSet<FieldId> = BTreeSet::new();
        let mut pending = indicator.not_applicable.iter().map(|clause| &clause.condition).collect::<Vec<_>>();
        while let Some(expr) = pending.pop() {
            match &expr.node {
                Node::ReportedNotApplicable(fields) => asked.extend(fields),
                Node::Definition(id) => pending.push(&self.definition(*id).value),
                _ => pending.extend(expr.children()),
            }
        }
        asked.contains(&field)
    }
}

struct Walk<'a> {
    indicator: IndicatorId,
    places: Vec<JudgedItem<'a>>,
}

impl<'a> Walk<'a> {
    fn rule(&mut self, rule: &'a Rule, item: Option<ElementId>, items: &[&'a str]) {
        match &rule.normal {
            NormalForm::Judged(judgement) => self.judgement(judgement, item, items),
            NormalForm::Pieces { bands, .. } => {
                bands.iter().for_each(|band| self.award(&band.award, item, items));
            }
            NormalForm::Items(inner) => {
                for one in inner {
                    let mut items = items.to_vec();
                    items.push(&one.name);
                    self.rule(&one.rule, Some(one.element), &items);
                }
            }
            NormalForm::Cases(arms) => {
                for arm in arms {
                    match &arm.then {
                        Choice::Award(award) => self.award(award, item, items),
                        Choice::Rule(rule) => self.rule(rule, item, items),
                    }
                }
            }
            NormalForm::Readings(readings) => {
                readings.iter().take(1).for_each(|reading| self.rule(&reading.rule, item, items));
            }
            NormalForm::Ways(ways) => {
                if ways.pick == Pick::Chosen {
                    self.place(item, items).choices.push(ways);
                }
                for one in &ways.ways {
                    let mut items = items.to_vec();
                    items.push(&one.name);
                    self.rule(&one.rule, Some(one.element), &items);
                }
            }
            NormalForm::Deduction(_) => {}
        }
    }

    fn award(&mut self, award: &'a Award, item: Option<ElementId>, items: &[&'a str]) {
        if let Award::Judged(judgement) = award {
            self.judgement(judgement, item, items);
        }
    }

    fn judgement(&mut self, judgement: &'a Judgement, item: Option<ElementId>, items: &[&'a str]) {
        self.place(item, items).judgements.push(judgement);
    }

    fn place(&mut self, item: Option<ElementId>, items: &[&'a str]) -> &mut JudgedItem<'a> {
        let known = self.places.iter().position(|place| place.item == item).unwrap_or(self.places.len());
        if known == self.places.len() {
            let (indicator, items) = (self.indicator, items.to_vec());
            self.places.push(JudgedItem { indicator, item, items, judgements: Vec::new(), choices: Vec::new() });
        }
        #[expect(clippy::indexing_slicing, reason = "the place was found or added above")]
        &mut self.places[known]
    }
}
