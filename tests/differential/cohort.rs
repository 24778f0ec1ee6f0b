//! Units that are compared with each other get what counting on paper says.

use jixiao::diagnostic::{Diagnostics, Language, human};
use jixiao::scorecard::Amount;
use jixiao::source::SourceMap;
use jixiao::{ScoreOptions, submission};
use num_traits::Zero;

use super::naive::dice::Dice;
use super::naive::fraction::{F, frac};
use super::{caught, ours, setting, show};

/// A unit: 收入 in 万元, 成绩 in points, and 专利 where it has any.
struct Unit {
    income: Option<F>,
    mark: F,
    patents: Option<F>,
}

/// Which of two is better, for 成绩 and 专利.
struct Ways {
    low_mark: bool,
    low_patents: bool,
}

fn rubric(ways: &Ways) -> String {
    let mark = if ways.low_mark { "成绩, 越低越好" } else { "成绩" };
    let patents = if ways.low_patents { "专利, 越低越好" } else { "专利" };
    format!(
        r#"评价体系 "比较" {{
  年度：2024
  总分：40分
  比较范围：全体
}}
数据 {{
  收入：金额(万元, 2位) ≥ 0万元
  成绩：分 [0分, 100分]
  专利：数量(项) ≥ 0项 可空
}}
指标 名次 6分 {{
  公式：名次({mark})
  评分：分档 {{
    等于 1 得 满分
    等于 2 得 4分
    其余 得 2分
  }}
}}
指标 与第一名之比 6分 {{
  公式：收入
  目标：≥ 全体最大(收入)
  评分：按完成率
}}
指标 领先 10分 {{
  公式：分位({mark})
  评分：线性 {{
    0% 得 0分
    100% 得 满分
  }}
}}
指标 高于平均 8分 {{
  公式：收入 − 全体平均(收入)
  评分：扣分 {{
    不扣分：不超过 0万元
    每超过 1万元 扣 2分，不足部分不计
    下限：0分
  }}
}}
指标 专利名次 5分 {{
  公式：名次({patents})
  评分：分档 {{
    等于 1 得 满分
    其余 得 1分
  }}
  不适用：非 已填(专利) 时 0分
}}
指标 距最少 5分 {{
  公式：专利 − 全体最小(专利)
  评分：分档 {{
    不超过 1项 得 满分
    其余 得 2分
  }}
  不适用：非 已填(专利) 时 不计入总分，折算到 全表
}}
"#
    )
}

fn unit(dice: &mut Dice, open: bool) -> Unit {
    Unit {
        income: (!open).then(|| frac(dice.between(0, 5) * 50, 100)),
        mark: frac(dice.between(0, 4) * 20, 1),
        patents: dice.percent(70).then(|| frac(dice.between(0, 4), 1)),
    }
}

fn json(at: usize, unit: &Unit) -> String {
    let income =
        unit.income.as_ref().map_or(String::new(), |one| format!("{}万元", super::naive::fraction::decimal(one)));
    let patents = unit.patents.as_ref().map_or(String::new(), |one| format!("{one}项"));
    format!(
        r#"{{"格式": "jixiao/1", "单位": "单位{at}", "年度": 2024,
            "数据": {{"收入": "{income}", "成绩": "{}分", "专利": "{patents}"}}}}"#,
        unit.mark
    )
}

/// What each of the six gets: `None` is left out, and an empty list is open.
fn expected(unit: &Unit, all: &[Unit], ways: &Ways) -> [Option<Vec<F>>; 6] {
    let whole = |count: usize| frac(i64::try_from(count).unwrap(), 1);
    let exact = |score: F| Some(vec![score]);
    let alone = all.len() < 2;
    let better = |one: &F, other: &F, low: bool| if low { one < other } else { one > other };
    let ahead = all.iter().filter(|other| better(&other.mark, &unit.mark, ways.low_mark)).count();
    let behind = all.iter().filter(|other| better(&unit.mark, &other.mark, ways.low_mark)).count();
    let incomes = all.iter().map(|one| one.income.clone()).collect::<Option<Vec<_>>>();
    let (ratio, above) = match (&incomes, &unit.income) {
        (Some(incomes), Some(own)) if !alone => {
            let most = incomes.iter().max().unwrap();
            let ratio = if own >= most { frac(6, 1) } else { frac(6, 1) * own / most };
            let mean = incomes.iter().sum::<F>() / whole(incomes.len());
            let over = (own - mean).max(F::zero());
            (exact(ratio), exact((frac(8, 1) - frac(2, 1) * over.floor()).max(F::zero())))
        }
        _ => (Some(Vec::new()), Some(Vec::new())),
    };
    let patents = all.iter().filter_map(|one| one.patents.clone()).collect::<Vec<_>>();
    let (rank, distance) = match &unit.patents {
        None => (exact(F::zero()), None),
        Some(_) if alone => (Some(Vec::new()), Some(Vec::new())),
        Some(own) => {
            let first = !patents.iter().any(|other| better(other, own, ways.low_patents));
            let near = own - patents.iter().min().unwrap() <= frac(1, 1);
            (exact(frac(if first { 5 } else { 1 }, 1)), exact(frac(if near { 5 } else { 2 }, 1)))
        }
    };
    let place = match ahead {
        _ if alone => Some(Vec::new()),
        0 => exact(frac(6, 1)),
        1 => exact(frac(4, 1)),
        _ => exact(frac(2, 1)),
    };
    let lead = if alone { Some(Vec::new()) } else { exact(frac(10, 1) * whole(behind) / whole(all.len() - 1)) };
    [place, ratio, lead, above, rank, distance]
}

#[test]
fn compared_units_get_what_counting_says() {
    let (runs, first) = (setting("JIXIAO_PAIRS", 10_000) / 50, setting("JIXIAO_SEED", 1));
    for seed in first..first + runs {
        if let Err(why) = caught(|| compared(seed), seed) {
            panic!("JIXIAO_SEED={seed}: {why}");
        }
    }
}

fn compared(seed: u64) -> Result<(), String> {
    let mut dice = Dice::new(seed ^ 0xc0807);
    let ways = Ways { low_mark: dice.percent(50), low_patents: dice.percent(50) };
    let text = rubric(&ways);
    let count = 1 + dice.index(7);
    let open = dice.percent(15);
    let all = (0..count).map(|at| unit(&mut dice, open && at == 0)).collect::<Vec<_>>();
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let id = sources.add("rubric.perf", &text);
    let rubric = jixiao::compile(&sources, id, &mut diagnostics)
        .map_err(|_| format!("refused\n{text}\n{}", human(&diagnostics.sorted(), &sources, Language::Zh, false)))?;
    let options = ScoreOptions { format: submission::Format::Json, basis: None, year_mismatch: false };
    let mut order = (0..count).collect::<Vec<_>>();
    dice.shuffle(&mut order);
    let mut members = Vec::new();
    for at in &order {
        let id = sources.add("submission.json", &json(*at, &all[*at]));
        let mut found = Diagnostics::default();
        let member = jixiao::prepare(&rubric, sources.get(id), options, &mut found);
        let told = |found: &Diagnostics| human(&found.sorted(), &sources, Language::Zh, false);
        members.push(member.map_err(|_| format!("rejected: {}\n{}", json(*at, &all[*at]), told(&found)))?);
    }
    jixiao::compare_all(&rubric, &mut members, &[]);
    for (at, member) in order.into_iter().zip(members) {
        let card = jixiao::finish(member, options, &mut Diagnostics::default()).map_err(|_| "rejected")?.scorecard;
        let expected = expected(&all[at], &all, &ways);
        for (line, expected) in card.indicators.iter().zip(&expected) {
            let right = match (expected.as_deref(), &line.score) {
                (None, Amount::LeftOut) | (Some([]), Amount::Between(..)) => true,
                (Some([score]), Amount::Exact(own)) => ours(score) == *own,
                _ => false,
            };
            if !right {
                let (name, units) = (&rubric.indicator(line.id).name.node, (0..count).map(|at| json(at, &all[at])));
                let units = units.collect::<Vec<_>>().join("\n");
                return Err(format!("单位{at} {name}: {} instead of {expected:?}\n{text}\n{units}", show(&line.score)));
            }
        }
        total(&expected, &card.total).map_err(|why| format!("单位{at}: {why}\n{text}"))?;
    }
    Ok(())
}

/// The total: over the whole table where one is left out.
fn total(expected: &[Option<Vec<F>>; 6], engine: &Amount) -> Result<(), String> {
    let scores = expected.iter().flatten().map(|scores| scores.first().cloned()).collect::<Option<Vec<_>>>();
    let Some(scores) = scores else {
        return if matches!(engine, Amount::Between(..)) { Ok(()) } else { Err("the total is not open".to_owned()) };
    };
    let sum = scores.iter().sum::<F>();
    let whole = if expected[5].is_none() { sum * frac(40, 35) } else { sum };
    let right = matches!(engine, Amount::Exact(own) if *own == ours(&whole));
    if right { Ok(()) } else { Err(format!("total {} instead of {whole}", show(engine))) }
}
