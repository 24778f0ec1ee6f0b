//! Units below one that are added up get the score of their sums.

use jixiao::diagnostic::{Diagnostics, Language, human};
use jixiao::scorecard::Amount;
use jixiao::source::SourceMap;
use jixiao::{ScoreOptions, submission};
use num_traits::Zero;

use super::naive::dice::Dice;
use super::naive::fraction::{F, decimal, frac};
use super::{caught, ours, setting, show};

const RUBRIC: &str = r#"评价体系 "汇总" {
  年度：2024
  总分：30分
}
数据 {
  预算：金额(万元, 2位) ≥ 0万元，汇总 合计
  执行：金额(万元, 2位) ≥ 0万元，汇总 合计
  户数：数量(户) ≥ 0户 可空，汇总 合计
  及时率：比率(%, 2位) [0%, 100%]，汇总 加权(预算)
  执行率：比率(%, 2位) ≥ 0%，汇总 重算
  制度健全：是否，汇总 不汇总
}
填报：执行率 = 执行 / 预算，预算 = 0万元 时 不核对
指标 执行 10分 {
  公式：执行 / 预算
  目标：≥ 100%
  评分：按完成率
  不适用：预算 = 0万元 时 0分
}
指标 户数 5分 {
  评分：达标 当 户数 ≥ 10户
  不适用：非 已填(户数) 时 满分
}
指标 及时率 10分 {
  公式：及时率
  评分：线性 {
    50% 得 0分
    100% 得 满分
  }
}
指标 制度 5分 { 评分：达标 当 制度健全 }
"#;

/// A unit below: 预算 and 执行 in 万元, 户数 where it has any, 及时率; what is `None` is blank.
struct Unit {
    budget: Option<F>,
    spent: F,
    households: Option<F>,
    rate: Option<F>,
}

fn unit(dice: &mut Dice) -> Unit {
    let budget = frac(dice.between(0, 4) * 2500, 100);
    Unit {
        budget: (!dice.percent(4)).then_some(budget),
        spent: frac(dice.between(0, 12_000), 100),
        households: dice.percent(50).then(|| frac(dice.between(0, 9), 1)),
        rate: (!dice.percent(4)).then(|| frac(dice.between(30, 100), 100)),
    }
}

fn json(at: usize, unit: &Unit) -> String {
    let text = |value: &Option<F>, symbol: &str| {
        value.as_ref().map_or(String::new(), |one| format!("{}{symbol}", decimal(one)))
    };
    let rate = unit.rate.as_ref().map(|rate| rate * frac(100, 1));
    format!(
        r#"{{"格式": "jixiao/1", "单位": "下属{at}", "年度": 2024, "数据": {{
            "预算": "{}", "执行": "{}万元", "户数": "{}", "及时率": "{}"}}}}"#,
        text(&unit.budget, "万元"),
        decimal(&unit.spent),
        text(&unit.households, "户"),
        text(&rate, "%"),
    )
}

/// What the four get; an open one is `None`.
fn expected(units: &[Unit], own: Option<bool>) -> [Option<F>; 4] {
    let budgets = units.iter().map(|one| one.budget.clone()).collect::<Option<Vec<_>>>();
    let budget = budgets.as_ref().map(|all| all.iter().sum::<F>());
    let spent = units.iter().map(|one| &one.spent).sum::<F>();
    let full = frac(10, 1);
    let execution = budget.as_ref().map(|budget| match budget.is_zero() {
        true => F::zero(),
        false if spent >= *budget => full.clone(),
        false => &full * &spent / budget,
    });
    let households = units.iter().filter_map(|one| one.households.clone()).collect::<Vec<_>>();
    let enough = households.is_empty() || households.iter().sum::<F>() >= frac(10, 1);
    let rates = units.iter().map(|one| one.rate.clone()).collect::<Option<Vec<_>>>();
    let mean = match (budgets, budget, rates) {
        (Some(weights), Some(sum), Some(rates)) if !sum.is_zero() => {
            Some(weights.iter().zip(&rates).map(|(weight, rate)| weight * rate).sum::<F>() / sum)
        }
        _ => None,
    };
    let timely = mean.map(|mean| ((mean - frac(1, 2)) * frac(20, 1)).max(F::zero()));
    let rules = own.map(|own| if own { frac(5, 1) } else { F::zero() });
    [execution, Some(if enough { frac(5, 1) } else { F::zero() }), timely, rules]
}

#[test]
fn units_that_are_added_up_get_the_score_of_their_sums() {
    let (runs, first) = (setting("JIXIAO_PAIRS", 10_000) / 50, setting("JIXIAO_SEED", 1));
    for seed in first..first + runs {
        if let Err(why) = caught(|| added_up(seed), seed) {
            panic!("JIXIAO_SEED={seed}: {why}");
        }
    }
}

fn added_up(seed: u64) -> Result<(), String> {
    let mut dice = Dice::new(seed ^ 0x5a44);
    let units = (0..=dice.index(5)).map(|_| unit(&mut dice)).collect::<Vec<_>>();
    let own = dice.percent(80).then(|| dice.percent(60));
    let mut texts = units.iter().enumerate().map(|(at, one)| json(at, one)).collect::<Vec<_>>();
    if let Some(own) = own {
        texts.push(format!(r#"{{"格式": "jixiao/1", "单位": "某局", "年度": 2024, "数据": {{"制度健全": {own}}}}}"#));
    }
    dice.shuffle(&mut texts);
    let (mut sources, mut found) = (SourceMap::default(), Diagnostics::default());
    let id = sources.add("rubric.perf", RUBRIC);
    let told = |found: &Diagnostics, sources: &SourceMap| human(&found.sorted(), sources, Language::Zh, false);
    let rubric = jixiao::compile(&sources, id, &mut found).map_err(|_| told(&found, &sources))?;
    let options = ScoreOptions { format: submission::Format::Json, basis: None, year_mismatch: false };
    let mut parts = Vec::new();
    for text in &texts {
        let id = sources.add("part.json", text);
        let part = jixiao::part(&rubric, sources.get(id), options, &mut found);
        parts.push(part.map_err(|_| format!("{text}\n{}", told(&found, &sources)))?);
    }
    let scored = jixiao::consolidated(&rubric, "某局", parts, options, &mut found);
    let card = scored.map_err(|_| format!("{}\n{}", texts.join("\n"), told(&found, &sources)))?.scorecard;
    let expected = expected(&units, own);
    for (line, expected) in card.indicators.iter().zip(&expected) {
        let right = match (expected, &line.score) {
            (None, Amount::Between(..)) => true,
            (Some(score), Amount::Exact(own)) => ours(score) == *own,
            _ => false,
        };
        if !right {
            let name = &rubric.indicator(line.id).name.node;
            return Err(format!("{name}: {} instead of {expected:?}\n{}", show(&line.score), texts.join("\n")));
        }
    }
    let sum = expected.iter().cloned().collect::<Option<Vec<_>>>().map(|all| all.iter().sum::<F>());
    match (sum, &card.total) {
        (Some(sum), Amount::Exact(total)) if ours(&sum) == *total => Ok(()),
        (None, Amount::Between(..)) => Ok(()),
        (sum, total) => Err(format!("total {} instead of {sum:?}\n{}", show(total), texts.join("\n"))),
    }
}
