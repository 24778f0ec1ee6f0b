//! Interval arithmetic and inequalities agree.

use super::*;

#[test]
fn what_is_decided_apart_is_decided_alike_together() {
    let people = || Kind::Count("人".into());
    let between = Interval { lower: End::Open(whole(0)), upper: End::Open(whole(2)) };
    let fields = [
        field("率", Kind::Ratio, Interval::closed(whole(0), whole(2))),
        field("在职", people(), from(0)),
        field("编制", people(), above(0)),
        field("岗位", people(), between),
        field("有", Kind::YesNo, Interval::ALL),
        field("控制率", Kind::Ratio, from(0)),
    ];
    let prover = Prover::new(&fields, &[], &[]);
    let read = |at: usize| expr(fields.get(at).unwrap().kind.clone(), Node::Field(FieldId::at(at)));
    let share = || compute(Op::Div, read(1), read(2));
    let compared = |left: Expr, relation, right: Expr| {
        expr(Kind::YesNo, Node::Comparison(relation, Box::new(left), Box::new(right)))
    };
    let mut conditions =
        vec![read(4), negated(&read(4)), compared(read(4), Relation::Equal, number(Kind::YesNo, whole(0)))];
    let relations =
        [Relation::Equal, Relation::NotEqual, Relation::Less, Relation::AtMost, Relation::Greater, Relation::AtLeast];
    for relation in relations {
        for at in [0, 1, 2, 3] {
            let ends = [whole(-1), whole(0), part(1, 2), whole(1), whole(2), whole(3)];
            conditions.extend(ends.map(|end| compare(read(at), relation, end)));
        }
        conditions.extend([whole(0), whole(1)].map(|end| compare(share(), relation, end)));
        // Any quotient is a rate from 0; not every one is at most 2.
        conditions.extend([0, 5].map(|at| compared(read(at), relation, share())));
        conditions.extend([0, 5].map(|at| compared(share(), relation, read(at))));
    }
    let mut decided = 0;
    let mut alike = |wanted: &[(&Expr, bool)]| {
        if let Some(possible) = prover.apart(wanted) {
            decided += 1;
            assert_eq!(prover.clone().together(wanted).is_never(), !possible, "{wanted:?}");
        }
    };
    for one in &conditions {
        for holds in [true, false] {
            alike(&[(one, holds)]);
            for other in conditions.iter().step_by(5) {
                alike(&[(one, holds), (other, true)]);
                alike(&[(&expr(Kind::YesNo, Node::And(vec![one.clone(), other.clone()])), holds)]);
                alike(&[(&expr(Kind::YesNo, Node::Or(vec![one.clone(), other.clone()])), holds)]);
            }
        }
    }
    // Nearly all: the rest read a field twice, or ask whole numbers for a quotient.
    assert!(decided > 10_000, "{decided}");
}
