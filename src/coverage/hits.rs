//! What one submission tries.

use std::collections::{BTreeMap, BTreeSet};

use super::{Key, Place, Seen, Steps};
use crate::findings::CheckOutcome;
use crate::ids::{ElementId, GroupId};
use crate::quantity::Rational;
use crate::scorecard::{LossCause, Scorecard, Step, VetoState};
use crate::source::Span;

/// What one submission tries.
#[derive(Default)]
pub(super) struct Hits {
    elements: BTreeSet<ElementId>,
    /// The numbers that lay in a row.
    numbers: BTreeMap<ElementId, Vec<Rational>>,
    /// By how much limits were exceeded.
    excesses: Vec<(ElementId, Rational)>,
    floors: BTreeSet<ElementId>,
    adjustments: bool,
    ceiling: bool,
    bottom: bool,
    vetoes: BTreeSet<(ElementId, bool)>,
    checks: BTreeSet<(Span, bool)>,
    grades: BTreeSet<(Option<GroupId>, String)>,
}

impl Hits {
    pub(super) fn of(seen: Seen<'_>) -> Hits {
        let mut hits = Hits::default();
        for line in &seen.scorecard.indicators {
            hits.steps(&line.steps);
        }
        let acted = |cause: LossCause| seen.scorecard.losses.iter().any(|loss| loss.cause == cause);
        hits.adjustments = acted(LossCause::Adjustments);
        hits.ceiling = acted(LossCause::Capped);
        hits.bottom = acted(LossCause::Floored);
        hits.ending(seen.scorecard);
        for result in &seen.findings.checks {
            let holds = match result.outcome {
                CheckOutcome::Holds | CheckOutcome::HoldsByRounding => true,
                CheckOutcome::Fails => false,
                CheckOutcome::Undecided | CheckOutcome::NotApplicable => continue,
            };
            let check = seen.rubric.checks.get(result.check.index());
            hits.checks.extend(check.map(|check| (check.span, holds)));
        }
        hits
    }

    fn steps(&mut self, steps: &[Step]) {
        let mut deducted = Vec::new();
        for step in steps {
            match step {
                Step::NotApplicable(element) | Step::Arm(element) => {
                    self.elements.insert(*element);
                }
                Step::Band { element, at } => {
                    self.elements.insert(*element);
                    self.numbers.entry(*element).or_default().extend(at.only().cloned());
                }
                Step::Deducted { element, excess, .. } => {
                    deducted.push(*element);
                    self.excesses.push((*element, excess.clone()));
                }
                Step::Floor => self.floors.extend(deducted.iter().copied()),
                Step::Item { element, steps, .. } => {
                    self.elements.insert(*element);
                    self.steps(steps);
                }
                Step::Way { element, counts, steps, .. } => {
                    if *counts {
                        self.elements.insert(*element);
                    }
                    self.steps(steps);
                }
                Step::Judged { element, level } => {
                    self.elements.insert(*element);
                    self.elements.extend(*level);
                }
            }
        }
    }

    fn ending(&mut self, card: &Scorecard) {
        for veto in &card.ending.vetoes {
            let holds = match veto.state {
                VetoState::Holds => true,
                VetoState::DoesNotHold => false,
                VetoState::Open(_) => continue,
            };
            self.vetoes.insert((veto.element, holds));
        }
        self.grades.extend(card.grade.iter().map(|grade| (None, grade.clone())));
        for line in &card.groups {
            self.grades.extend(line.grade.iter().map(|grade| (Some(line.id), grade.clone())));
        }
    }

    pub(super) fn tries(&self, key: &Key) -> bool {
        match key {
            Key::Element(element) => self.elements.contains(element),
            Key::Arm(own, inner) => inner.iter().chain([own]).any(|element| self.elements.contains(element)),
            Key::Edge { elements, pieces, at, place } => {
                let numbers = elements.iter().filter_map(|element| self.numbers.get(element)).flatten();
                let mut numbers = numbers.filter(|number| pieces.iter().any(|piece| piece.contains(number)));
                numbers.any(|number| match place {
                    Place::Below => number < at,
                    Place::At => number == at,
                    Place::Above => number > at,
                })
            }
            Key::Steps(element, step, how) => {
                let mut excesses = self.excesses.iter().filter(|(of, _)| of == element);
                excesses.any(|(_, excess)| {
                    let whole = excess.checked_div(step).is_some_and(|steps| steps.is_whole());
                    let found = match (excess.is_zero(), whole) {
                        (true, _) => Steps::None,
                        (false, true) => Steps::Whole,
                        (false, false) => Steps::Partly,
                    };
                    found == *how
                })
            }
            Key::Floor(elements) => elements.iter().any(|element| self.floors.contains(element)),
            Key::Adjustments => self.adjustments,
            Key::Ceiling => self.ceiling,
            Key::Bottom => self.bottom,
            Key::Veto(element, holds) => self.vetoes.contains(&(*element, *holds)),
            Key::Check(span, holds) => self.checks.contains(&(*span, *holds)),
            Key::Grade(of, name) => self.grades.contains(&(*of, name.clone())),
        }
    }
}
