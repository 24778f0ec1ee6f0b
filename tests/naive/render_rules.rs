//! Writes the scoring rules of a [`Model`](super::model::Model).

use std::fmt::Write;

use super::fraction::{Edge, F, decimal, frac};
use super::model::{Award, Item, Line, Rule, Unit};
use super::render::Writer;

impl Writer<'_> {
    /// A rule after `head`; its block, if it has one, on lines of its own.
    pub fn rule(&mut self, rule: &Rule, head: &str) {
        match rule {
            Rule::Pass(condition, otherwise) => {
                let text = self.condition(condition);
                let rest = otherwise
                    .as_ref()
                    .map(|award| format!("{}{} {}", self.comma(), self.t("其余", "otherwise"), self.words.gets(award)));
                let word = self.t("达标 当", "pass when");
                self.line(&format!("{head}{word} {text}{}", rest.unwrap_or_default()));
            }
            Rule::Bands { first, unit, rows } => {
                let word = if *first { self.t("分档 依次", "bands in order") } else { self.t("分档", "bands") };
                self.open(&format!("{head}{word}"));
                for (range, award) in rows {
                    let variant = self.variant();
                    let range = match range {
                        Some(span) if *unit == Unit::Level => match &span.low {
                            Edge::At(rank, _) => self.words.level(rank).to_owned(),
                            Edge::Free => panic!("a level"),
                        },
                        Some(span) => self.words.range(span, *unit, variant),
                        None => self.t("其余", "otherwise").to_owned(),
                    };
                    self.line(&format!("{range} {}", self.words.gets(award)));
                }
                self.close();
            }
            Rule::Deduct { unit, free, lines, floor } => {
                self.open(&format!("{head}{}", self.t("扣分", "deduct")));
                let variant = self.variant();
                let range = self.words.range(free, *unit, variant);
                self.entry("不扣分", "free", &range);
                for line in lines {
                    let step = self.words.step(&line.step, *unit);
                    let text = match (self.words.zh, line.over) {
                        (true, true) => format!("每超过 {step} 扣 "),
                        (true, false) => format!("每低于 {step} 扣 "),
                        (false, true) => format!("per {step} over deduct "),
                        (false, false) => format!("per {step} under deduct "),
                    };
                    self.deduction(&text, line);
                }
                self.floor(floor);
            }
            Rule::Occur { lines, floor } => {
                self.open(&format!("{head}{}", self.t("扣分", "deduct")));
                for (value, line) in lines {
                    let step = self.words.constant(&line.step, Unit::Times, 0);
                    let name = self.expression(value);
                    let text = if self.words.zh {
                        format!("每发现 {step} {name} 扣 ")
                    } else {
                        format!("per {step} of {name} deduct ")
                    };
                    self.deduction(&text, line);
                }
                self.floor(floor);
            }
            Rule::Proportional { by_deviation, unit, cuts } => {
                let mut text = self.t("按完成率", "proportional").to_owned();
                if *by_deviation {
                    text.push_str(self.t("，按偏差", ", by deviation"));
                }
                for cut in cuts {
                    let variant = self.variant();
                    let of = if cut.completion { Unit::Percent } else { *unit };
                    let subject =
                        if cut.completion { self.t("完成率", "completion") } else { self.t("指标值", "measure") };
                    let range = self.words.range(&cut.range, of, variant);
                    let gap = if self.words.zh { "\n    " } else { ", " };
                    write!(text, "{gap}{subject} {range} {}", self.words.gets(&cut.award)).unwrap();
                }
                self.line(&format!("{head}{text}"));
            }
            Rule::Linear { unit, anchors } => {
                self.open(&format!("{head}{}", self.t("线性", "linear")));
                for (at, award) in anchors {
                    let text = format!("{} {}", self.words.constant(at, *unit, 0), self.words.gets(award));
                    self.line(&text);
                }
                self.close();
            }
            Rule::Checklist(items) => {
                self.open(&format!("{head}{}", self.t("逐项", "checklist")));
                for item in items {
                    self.item(item);
                }
                self.close();
            }
            Rule::Judged(award @ (Award::ByJudgement | Award::Judged(_))) => {
                self.line(&format!("{head}{}", self.words.award(award)));
            }
            Rule::Judged(_) => panic!("a judgement"),
            Rule::Deviation { unit, share, rows, rest } => {
                self.open(&format!("{head}{}", self.t("分档", "bands")));
                for (reach, included, award) in rows {
                    let percent = matches!(unit, Unit::Percent | Unit::Change);
                    let number = match (share, percent) {
                        (true, _) => self.words.constant(reach, Unit::Percent, 0),
                        (false, true) => format!("{}{}", decimal(&(reach * frac(100, 1))), self.t("个百分点", "pp")),
                        (false, false) => self.words.constant(reach, *unit, 0),
                    };
                    let number = match (share, self.words.zh) {
                        (true, true) => format!("±目标的 {number}"),
                        (true, false) => format!("±{number} of target"),
                        (false, _) => format!("±{number}"),
                    };
                    let range = match included {
                        true => format!("{number} {}", self.t("以内", "or less")),
                        false => format!("{} {number}", self.t("低于", "below")),
                    };
                    let word = self.t("偏差", "deviation");
                    self.line(&format!("{word} {range} {}", self.words.gets(award)));
                }
                let rest = format!("{} {}", self.t("其余", "otherwise"), self.words.gets(rest));
                self.line(&rest);
                self.close();
            }
            Rule::Ways { pick, ways } => {
                let words = [("取高", "higher"), ("取低", "lower"), ("择一", "either")];
                let (zh, en) = words[*pick];
                self.open(&format!("{head}{}", self.t(zh, en)));
                for (name, way) in ways {
                    match way {
                        Ok(rule) => {
                            let colon = self.t("：", ": ");
                            self.rule(rule, &format!("{name}{colon}"));
                        }
                        Err(body) => {
                            self.open(name);
                            self.body(body);
                            self.close();
                        }
                    }
                }
                self.close();
            }
            Rule::Gets(award) => self.line(&format!("{head}{}", self.words.gets(award))),
            Rule::Cases(arms) => {
                self.open(&format!("{head}{}", self.t("情形", "cases")));
                for (condition, then) in arms {
                    let colon = self.t("：", ": ");
                    let head = match condition {
                        Some(condition) => {
                            let text = self.condition(condition);
                            format!("{} {text}{colon}", self.t("当", "when"))
                        }
                        None => format!("{}{colon}", self.t("其余", "otherwise")),
                    };
                    self.rule(then, &head);
                }
                self.close();
            }
        }
    }

    fn deduction(&mut self, head: &str, line: &Line) {
        let partial = match line.partial {
            0 => self.t("，不足部分按比例", ", partial steps pro rata"),
            1 => self.t("，不足部分不计", ", partial steps ignored"),
            2 => self.t("，不足部分按一档计", ", partial steps charged"),
            _ => "",
        };
        let amount = self.words.points(&line.amount);
        self.line(&format!("{head}{amount}{partial}"));
    }

    fn floor(&mut self, floor: &F) {
        let floor = self.words.points(floor);
        self.entry("下限", "floor", &floor);
        self.close();
    }

    fn item(&mut self, item: &Item) {
        let head = format!("\"{}\" {}", item.name, self.words.points(&item.points));
        match &item.body {
            Ok(condition) => {
                let text = self.condition(condition);
                let when = self.t("当", "when");
                self.line(&format!("{head} {when} {text}"));
            }
            Err(body) => {
                self.open(&head);
                self.body(body);
                self.close();
            }
        }
    }
}
