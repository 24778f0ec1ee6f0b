//! Mutations of a rubric's text: one small change each, such as a slip of a pen makes.

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Edge,
    Inclusion,
    Band,
    Swap,
    Policy,
    Points,
    Unit,
    Guard,
    Amendment,
}

impl Kind {
    pub const ALL: [Kind; 9] = [
        Kind::Edge,
        Kind::Inclusion,
        Kind::Band,
        Kind::Swap,
        Kind::Policy,
        Kind::Points,
        Kind::Unit,
        Kind::Guard,
        Kind::Amendment,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Edge => "move an edge by one last digit",
            Kind::Inclusion => "flip 含 and 不含",
            Kind::Band => "drop a band",
            Kind::Swap => "swap two awards",
            Kind::Policy => "drop a policy (不足部分, 下限)",
            Kind::Points => "change a point value",
            Kind::Unit => "change a unit",
            Kind::Guard => "drop a guard (不适用)",
            Kind::Amendment => "drop an amendment (修改, 新增, 移动, 删除)",
        }
    }
}

/// A rubric with one change.
#[derive(Clone, Debug)]
pub struct Mutant {
    pub kind: Kind,
    /// The line that was changed, from 1.
    pub line: usize,
    /// The line before and after; empty where it was dropped.
    pub before: String,
    pub after: String,
    pub text: String,
    /// The indicator in whose block the line is.
    pub indicator: Option<String>,
}

const FLIPS: &[(&str, &str)] = &[
    ("不低于", "超过"),
    ("不超过", "低于"),
    ("（含）", "（不含）"),
    ("（不含）", "（含）"),
    ("≥", ">"),
    ("≤", "<"),
    ("at least", "above"),
    ("at most", "below"),
];
const UNITS: &[(&str, &str)] =
    &[("万元", "元"), ("%", "‰"), ("亿元", "万元"), ("个百分点", "个工作日"), ("日", "个工作日")];

/// All mutants of a rubric, in the order of its lines.
pub fn mutants(text: &str) -> Vec<Mutant> {
    let lines = text.lines().collect::<Vec<_>>();
    let mut found = Vec::new();
    let mut indicator = None;
    for at in 0..lines.len() {
        let line = lines[at];
        let trimmed = line.trim_start();
        if trimmed.starts_with("//") || is_text(trimmed) {
            continue;
        }
        if let Some(name) = head(trimmed) {
            indicator = Some(name.to_owned());
        } else if line.starts_with('}')
            || ["一级", "二级", "校验", "数据", "明细", "定义", "等级"].iter().any(|word| trimmed.starts_with(word))
        {
            indicator = None;
        }
        for (kind, changed) in of_line(&lines, at, indicator.is_some()) {
            let mut all = lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
            let mut after = String::new();
            for (at, line) in &changed {
                all[*at].clone_from(line);
                after.push_str(line.trim());
            }
            let before = line.trim().to_owned();
            let text = all.join("\n") + "\n";
            found.push(Mutant { kind, line: at + 1, before, after, text, indicator: indicator.clone() });
        }
    }
    found
}

fn is_text(line: &str) -> bool {
    [
        "依据",
        "说明",
        "原文",
        "来源",
        "佐证",
        "note",
        "origin",
        "wording",
        "authority",
        "evidence",
        "理由",
        "reason",
        "年度",
        "总分",
        "修约",
        "year",
        "total",
        "rounding",
    ]
    .iter()
    .any(|word| line.starts_with(word))
}

/// The name of the indicator whose head this is; of an amended one the last part of its path.
fn head(line: &str) -> Option<&str> {
    let amended = AMENDMENTS.iter().find_map(|word| line.strip_prefix(word));
    let line = amended.unwrap_or(line);
    let rest = line.strip_prefix("指标 ").or_else(|| line.strip_prefix("indicator "))?;
    let name = rest.split_whitespace().next()?.rsplit('/').next()?;
    Some(name.trim_matches(['\'', '「', '」']))
}

const AMENDMENTS: [&str; 8] = ["修改 ", "新增 ", "移动 ", "删除 ", "amend ", "add ", "move ", "remove "];

/// An amendment of a rubric that inherits, with its reason: dropped.
fn amendment(lines: &[&str], at: usize) -> Option<(Kind, Changed)> {
    AMENDMENTS.iter().find(|word| lines[at].starts_with(**word))?;
    let mut depth = 0;
    let mut end = at;
    for line in &lines[at..] {
        depth += line.matches('{').count();
        depth -= line.matches('}').count();
        end += 1;
        if depth == 0 {
            break;
        }
    }
    let reason = lines.get(end).is_some_and(|line| ["理由", "reason"].iter().any(|word| line.starts_with(word)));
    Some((Kind::Amendment, (at..end + usize::from(reason)).map(|at| (at, String::new())).collect()))
}

type Changed = Vec<(usize, String)>;

fn of_line(lines: &[&str], at: usize, scored: bool) -> Vec<(Kind, Changed)> {
    let line = lines[at];
    let trimmed = line.trim_start();
    let one = |kind: Kind, line: String| (kind, vec![(at, line)]);
    let mut found = Vec::new();
    found.extend(amendment(lines, at));
    let field = !scored && trimmed.contains('：') && trimmed.contains('(');
    let graded = trimmed.starts_with("等级") || trimmed.starts_with("grades");
    if trimmed.starts_with("不适用") || trimmed.starts_with("n/a") {
        found.push(one(Kind::Guard, String::new()));
    }
    if head(trimmed).is_some() {
        found.extend(points_changed(line).map(|line| one(Kind::Points, line)));
        return found;
    }
    if field || !(scored || graded) {
        return found;
    }
    for start in numbers(line) {
        let award = is_award(line, start.0);
        if let Some(moved) = moved(line, start) {
            found.push(one(if award { Kind::Points } else { Kind::Edge }, moved));
        }
        if !award {
            let unit = UNITS.iter().find(|(unit, _)| line[start.1..].starts_with(unit));
            found.extend(unit.map(|(unit, other)| {
                one(Kind::Unit, format!("{}{other}{}", &line[..start.1], &line[start.1 + unit.len()..]))
            }));
        }
    }
    for (word, other) in FLIPS {
        for (place, _) in line.match_indices(word) {
            let longer =
                ["不低于", "不超过"].iter().any(|word| line[..place].ends_with(&word[..3]) && word[3..] == **other);
            if !longer {
                found.push(one(Kind::Inclusion, format!("{}{other}{}", &line[..place], &line[place + word.len()..])));
            }
        }
    }
    if trimmed.starts_with('[') || trimmed.starts_with('(') {
        let other = if trimmed.starts_with('[') { "(" } else { "[" };
        found.push(one(Kind::Inclusion, line.replacen(['[', '('], other, 1)));
    }
    found.extend(rows(lines, at));
    if let Some((before, _)) = line.split_once("，不足部分").or_else(|| line.split_once(", partial steps")) {
        found.push(one(Kind::Policy, before.to_owned()));
    }
    if trimmed.starts_with("下限") || trimmed.starts_with("floor") {
        found.push(one(Kind::Policy, String::new()));
    }
    found
}

/// Rows of a rule: dropped, and its award swapped with that of the next.
fn rows(lines: &[&str], at: usize) -> Vec<(Kind, Changed)> {
    let award = |line: &str| {
        let place = line.find(" 得 ").map(|place| place + " 得 ".len());
        place.or_else(|| line.find(" gets ").map(|place| place + " gets ".len()))
    };
    let is_row = |line: &str| {
        let line = line.trim_start();
        award(line).is_some() && !["评分", "score", "当", "达标", "取"].iter().any(|word| line.starts_with(word))
    };
    let mut found = Vec::new();
    if !is_row(lines[at]) {
        return found;
    }
    found.push((Kind::Band, vec![(at, String::new())]));
    if let Some(next) = lines.get(at + 1).filter(|next| is_row(next)) {
        let ((one, first), (other, second)) =
            (lines[at].split_at(award(lines[at]).unwrap()), next.split_at(award(next).unwrap()));
        if first != second {
            found.push((Kind::Swap, vec![(at, format!("{one}{second}")), (at + 1, format!("{other}{first}"))]));
        }
    }
    found
}

/// Where numbers stand in a line that are no part of a name: from and to.
fn numbers(line: &str) -> Vec<(usize, usize)> {
    let code = line.split("//").next().unwrap();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = code[at..].find(|one: char| one.is_ascii_digit()).map(|start| start + at) {
        let length = code[start..].find(|one: char| !one.is_ascii_digit() && one != '.').unwrap_or(code.len() - start);
        let end = start + length;
        let before = code[..start].chars().next_back().unwrap_or(' ');
        let quoted = code[..start].matches(['"', '「']).count() % 2 == 1;
        if !quoted && !before.is_alphabetic() && before != '@' && before != '_' && before != '-' {
            found.push((start, end));
        }
        at = end.max(start + 1);
    }
    found
}

/// Whether a number is what is given or taken, not where.
fn is_award(line: &str, start: usize) -> bool {
    let before = line[..start].trim_end();
    ["得", "扣", "分值的", "下限：", "分值：", "gets", "deduct", "floor:", "points:"]
        .iter()
        .any(|word| before.ends_with(word))
        || (line[start..].trim_start_matches(|one: char| one.is_ascii_digit() || one == '.').starts_with('分')
            && before.ends_with('"'))
}

/// The number one last digit higher: a hundredth for percent and money, else one.
fn moved(line: &str, (start, end): (usize, usize)) -> Option<String> {
    let (digits, rest) = (&line[start..end], &line[end..]);
    let fine = ["%", "万元", "亿元"].iter().any(|unit| rest.starts_with(unit));
    let moved = match (digits.split_once('.'), fine) {
        (Some((whole, decimals)), _) => {
            let width = decimals.len();
            let number = format!("{whole}{decimals}").parse::<u64>().ok()? + 1;
            let digits = format!("{number:0>least$}", least = width + 1);
            format!("{}.{}", &digits[..digits.len() - width], &digits[digits.len() - width..])
        }
        (None, true) => format!("{digits}.01"),
        (None, false) => (digits.parse::<u64>().ok()? + 1).to_string(),
    };
    Some(format!("{}{moved}{rest}", &line[..start]))
}

/// The head of an indicator with another number of points.
fn points_changed(line: &str) -> Option<String> {
    let (start, end) = numbers(line).into_iter().find(|(_, end)| {
        line[*end..].starts_with('分') || line[*end..].starts_with(" points") || line[*end..].starts_with(" point")
    })?;
    let number =
        line[start..end].parse::<u64>().map_or_else(|_| format!("{}1", &line[start..end]), |one| (one + 1).to_string());
    Some(format!("{}{number}{}", &line[..start], &line[end..]))
}
