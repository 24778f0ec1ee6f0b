//! Several years: what is generated of them, and what a count of years is worth.

use jixiao::quantity::Relation;
use jixiao::rubric::{Expr, Node};
use num_traits::Zero;

use super::expression::{Read, Reader, only};
use super::fraction::{Edge, F, Span, frac};
use super::generate::{Maker, at};
use super::model::*;

impl Maker {
    /// In so many of the last years a figure meets a threshold.
    pub fn years(&mut self) -> C {
        let (name, years) = (self.name(if self.model.zh { "年" } else { "y" }), self.dice.between(2, 4));
        let range = Span { low: at(F::zero(), true), high: Edge::Free };
        let (years, unit) = (u32::try_from(years).unwrap(), Unit::Times);
        let field = Field { name, unit, range, digits: 0, optional: false, may_be_interval: false, years };
        self.model.fields.push(field);
        let field = self.model.fields.len() - 1;
        let value = frac(self.dice.between(0, 5), 1);
        self.model.hints.push(Hint::Field(field, value.clone()));
        let relation = *self.dice.pick(&[Relation::AtMost, Relation::Greater, Relation::Equal]);
        let least = u32::try_from(self.dice.between(1, i64::from(years))).unwrap();
        C::Years(field, relation, value, least)
    }
}

impl Reader<'_> {
    /// What a count counts.
    pub fn counts<'e>(&'e self, e: &'e Expr) -> Option<&'e [Expr]> {
        match &e.node {
            Node::Count(parts) => Some(parts),
            Node::Definition(id) => self.counts(&self.rubric.definition(*id).value),
            _ => None,
        }
    }

    /// A comparison with a count, tried with every answer that the conditions which cannot be told may have.
    pub fn every_way(&self, relation: Relation, left: &Expr, right: &Expr) -> Read {
        let mut why = None;
        let mut values = |e: &Expr| match self.counts(e) {
            Some(parts) => {
                let mut sums = vec![0];
                for part in parts {
                    let answers = match self.truth(part) {
                        Ok(answer) => vec![i64::from(answer)],
                        Err(unknown) => {
                            why = why.or(Some(unknown));
                            vec![0, 1]
                        }
                    };
                    sums = sums.iter().flat_map(|sum| answers.iter().map(move |answer| sum + answer)).collect();
                }
                Ok(sums.into_iter().map(|sum| frac(sum, 1)).collect::<Vec<_>>())
            }
            None => match self.read(e) {
                Read::Number(span) => Ok(vec![only(&span).expect("an interval beside a count is not generated")]),
                Read::Open(unknown) => Err(unknown),
                other => panic!("{other:?} beside a count"),
            },
        };
        let (left, right) = match (values(left), values(right)) {
            (Ok(left), Ok(right)) => (left, right),
            (Err(unknown), _) | (_, Err(unknown)) => return Read::Open(unknown),
        };
        let answers = left.iter().flat_map(|l| right.iter().map(move |r| relation.holds(l, r)));
        let answers = answers.collect::<std::collections::BTreeSet<_>>();
        match (answers.len(), answers.first()) {
            (1, Some(answer)) => Read::Truth(*answer),
            _ => Read::Open(why.unwrap()),
        }
    }
}
