//! Makes up the end of a rubric: 加减分, 封顶, 不低于, 否决. Limits are whole points, which every rounding keeps.

use num_traits::One;

use super::dice::Dice;
use super::fraction::{F, frac};
use super::model::{Model, Node, Policy};
use super::words::Words;

/// The lines at the end of a rubric; often none.
pub fn ending(model: &Model, seed: u64) -> Vec<String> {
    let mut dice = Dice::new(seed ^ 0xe4d);
    let words = Words { zh: model.zh };
    let roots = model.roots.iter().filter(|node| !may_be_left_out(node)).map(name_and_points).collect::<Vec<_>>();
    let mut lines = Vec::new();
    let adjusted = dice.percent(40);
    if adjusted {
        block(&words, &roots, &mut dice, &mut lines);
        lines.push(match dice.index(3) {
            0 => words.t("不封顶", "not capped").to_owned(),
            less => {
                let most = &model.total - frac(i64::try_from(less).unwrap() - 1, 1);
                format!("{} {}", words.t("封顶", "capped at"), words.points(&most.floor()))
            }
        });
        let least = frac(dice.between(-4, 1), 1);
        lines.push(format!("{} {}", words.t("不低于", "at least"), words.points(&least)));
    }
    if !roots.is_empty() && dice.percent(40) {
        vetoes(model, &words, &roots, &mut dice, &mut lines);
    }
    lines
}

fn block(words: &Words, roots: &[(String, F)], dice: &mut Dice, lines: &mut Vec<String>) {
    let (least, most) = (frac(-dice.between(1, 6), 1), frac(dice.between(1, 4), 1));
    let range = |least: &F, most: &F| format!("[{}, {}]", words.points(least), words.points(most));
    let own_most = &most + frac(dice.between(0, 1), 1);
    let none = frac(0, 1);
    lines.push(format!("{} {} {{", words.t("加减分", "adjustments"), range(&least, &most)));
    let indicator = words.t("指标", "indicator");
    let judged = words.t("评分：人工评定", "score: by judgement");
    lines.push(format!("  {indicator} {} {} {{ {judged} }}", words.t("加甲", "extra"), range(&none, &own_most)));
    let low = &least - frac(dice.between(0, 1), 1);
    lines.push(format!("  {indicator} {} {} {{", words.t("扣乙", "fault"), range(&low, &F::one())));
    if let Some((root, points)) = roots.first() {
        let at = words.points(&part((dice.between(1, 8), 8), points));
        lines.push(format!("    {}", words.t("评分：情形 {", "score: cases {")));
        let (one, low) = (words.points(&F::one()), words.points(&low));
        lines.push(match words.zh {
            true => format!("      当 得分({root}) ≥ {at}：得 {one}"),
            false => format!("      when score_of({root}) ≥ {at}: gets {one}"),
        });
        lines.push(match words.zh {
            true => format!("      其余：得 {low}"),
            false => format!("      otherwise: gets {low}"),
        });
        lines.push("    }".to_owned());
    } else {
        lines.push(format!("    {judged}"));
    }
    lines.extend(["  }".to_owned(), "}".to_owned()]);
}

fn vetoes(model: &Model, words: &Words, roots: &[(String, F)], dice: &mut Dice, lines: &mut Vec<String>) {
    lines.push(format!("{} {{", words.t("否决", "veto")));
    for _ in 0..=dice.index(3) {
        let (root, points) = dice.pick(roots).clone();
        let at = words.points(&part((dice.between(0, 8), 8), &points));
        let grades = &model.grades;
        let then = if !grades.is_empty() && dice.percent(40) {
            let (name, _) = dice.pick(grades);
            words.t("等级 不高于 ", "grade at most ").to_owned() + name
        } else {
            let limit = words.points(&part((dice.between(0, 9), 10), &model.total));
            words.t("总分 不超过 ", "total at most ").to_owned() + &limit
        };
        lines.push(match words.zh {
            true => format!("  当 得分({root}) ≤ {at} 时 {then}"),
            false => format!("  when score_of({root}) ≤ {at}: {then}"),
        });
    }
    lines.push("}".to_owned());
}

fn name_and_points(node: &Node) -> (String, F) {
    match node {
        Node::Group { name, points, .. } => (name.clone(), points.clone()),
        Node::Indicator(indicator) => (indicator.name.clone(), indicator.points.clone()),
    }
}

fn may_be_left_out(node: &Node) -> bool {
    match node {
        Node::Group { children, .. } => children.iter().all(may_be_left_out),
        Node::Indicator(one) => one.not_applicable.iter().any(|(_, policy)| matches!(policy, Policy::LeftOut { .. })),
    }
}

/// So much of the points, in whole points.
fn part(eighths: (i64, i64), points: &F) -> F {
    (frac(eighths.0, eighths.1) * points).floor()
}
