//! Splits a rubric into one that is inherited and the amendments that lead from it back to what it was.

use super::dice::Dice;

/// What is inherited, and the amendments.
pub struct Layers {
    pub parent: String,
    pub amendments: Vec<String>,
}

/// An indicator in a text, line by line.
struct Block {
    name: String,
    points: Option<String>,
    /// The head, and the brace that closes it.
    lines: (usize, usize),
    /// The head of its group; `None` at the root.
    group: Option<usize>,
}

/// Takes a few things out of a rubric, or changes them, and says how to put them right. `zh` is its language.
pub fn split(text: &str, zh: bool, dice: &mut Dice) -> Layers {
    let lines = text.lines().map(str::to_owned).collect::<Vec<_>>();
    let mut splitter = Splitter { blocks: blocks(&lines), lines, zh, amendments: Vec::new(), taken: Vec::new() };
    for _ in 0..=dice.index(4) {
        splitter.step(dice);
    }
    let lines = splitter.lines.into_iter().filter(|line| line != GONE);
    Layers { parent: lines.collect::<Vec<_>>().join("\n") + "\n", amendments: splitter.amendments }
}

/// A line that the parent does not have.
const GONE: &str = "\u{0}";

struct Splitter {
    lines: Vec<String>,
    blocks: Vec<Block>,
    zh: bool,
    amendments: Vec<String>,
    /// The lines that are amended: once each.
    taken: Vec<usize>,
}

impl Splitter {
    fn t<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        if self.zh { zh } else { en }
    }

    fn amend(&mut self, statement: String) {
        let reason = self.t("理由 \"试\"", "reason \"trial\"");
        self.amendments.push(format!("{statement}\n{reason}"));
    }

    fn take(&mut self, lines: (usize, usize)) -> bool {
        let free = !self.taken.iter().any(|at| (lines.0..=lines.1).contains(at));
        if free {
            self.taken.extend(lines.0..=lines.1);
        }
        free
    }

    fn step(&mut self, dice: &mut Dice) {
        match dice.index(7) {
            0 | 1 => self.body(dice),
            2 => self.points(dice),
            3 => self.added(dice),
            4 => self.removed(dice),
            5 => self.definition(dice),
            _ => self.ending(),
        }
    }

    /// Everything in an indicator is another.
    fn body(&mut self, dice: &mut Dice) {
        if self.blocks.is_empty() {
            return;
        }
        let Block { name, lines: (head, end), .. } = &self.blocks[dice.index(self.blocks.len())];
        let (name, head, end) = (name.clone(), *head, *end);
        let judged = self.t("评分：人工评定", "score: by judgement");
        if self.lines[head + 1..end].iter().any(|line| line.contains(judged)) || !self.take((head, end)) {
            return;
        }
        let body = self.lines[head + 1..end].join("\n");
        let judged = format!("    {judged}");
        self.lines[head + 1..end].fill(GONE.to_owned());
        self.lines[head + 1] = judged;
        let amend = self.t("修改 指标", "amend indicator");
        self.amend(format!("{amend} {name} {{\n{body}\n}}"));
    }

    /// Two indicators of a group have each other's points.
    fn points(&mut self, dice: &mut Dice) {
        let pairs = self.blocks.windows(2).filter(|pair| {
            pair[0].group == pair[1].group
                && pair[0].points != pair[1].points
                && pair.iter().all(|one| one.points.is_some())
        });
        let pairs =
            pairs.map(|pair| pair.iter().map(|one| (one.lines.0, one.name.clone(), one.points.clone().unwrap())));
        let pairs = pairs.map(Iterator::collect::<Vec<_>>).collect::<Vec<_>>();
        if pairs.is_empty() {
            return;
        }
        let [(one, first, its), (other, second, theirs)] = <[_; 2]>::try_from(dice.pick(&pairs).clone()).unwrap();
        if self.taken.contains(&one) || self.taken.contains(&other) {
            return;
        }
        self.taken.extend([one, other]);
        for (at, name, own, instead) in [(one, first, &its, &theirs), (other, second, &theirs, &its)] {
            self.lines[at] = self.lines[at].replacen(&format!(" {own} {{"), &format!(" {instead} {{"), 1);
            let (amend, points) = (self.t("修改 指标", "amend indicator"), self.t("分值：", "points: "));
            self.amend(format!("{amend} {name} {{ {points}{own} }}"));
        }
    }

    /// The last indicator of a group is new.
    fn added(&mut self, dice: &mut Dice) {
        let last = |at: &usize| {
            let own = &self.blocks[*at];
            let closed = self.lines.get(own.lines.1 + 1).is_some_and(|next| next.trim() == "}");
            own.group.is_some() && own.points.is_some() && closed
        };
        let last = (0..self.blocks.len()).filter(last).collect::<Vec<_>>();
        if last.is_empty() {
            return;
        }
        let Block { name, points, lines, group } = &self.blocks[*dice.pick(&last)];
        let (name, points, lines) = (name.clone(), points.clone().unwrap(), *lines);
        let group = self.lines[group.unwrap()].split_whitespace().nth(1).unwrap().to_owned();
        if !self.take(lines) {
            return;
        }
        let body = self.lines[lines.0 + 1..lines.1].join("\n");
        self.lines[lines.0..=lines.1].fill(GONE.to_owned());
        let (add, under) = (self.t("新增 指标", "add indicator"), self.t("于", "under"));
        self.amend(format!("{add} {name} {points} {under} {group} {{\n{body}\n}}"));
    }

    /// There was an indicator more.
    fn removed(&mut self, dice: &mut Dice) {
        let heads = self.blocks.iter().filter_map(|one| one.group).collect::<Vec<_>>();
        if heads.is_empty() {
            return;
        }
        let name = format!("{}{}", self.t("多余", "spare"), dice.next() % 1_000_000);
        let head = *dice.pick(&heads);
        let more = match self.zh {
            true => format!("\n  指标 {name} 3分 {{ 评分：人工评定 }}"),
            false => format!("\n  indicator {name} 3 points {{ score: by judgement }}"),
        };
        self.lines[head] += &more;
        let remove = self.t("删除 指标", "remove indicator");
        self.amend(format!("{remove} {name}"));
    }

    /// A definition, or a field, was another.
    fn definition(&mut self, dice: &mut Dice) {
        let define = self.t("定义 ", "define ");
        let colon = self.t("：", ": ");
        let data = self.lines.iter().position(|line| line.starts_with(self.t("数据 ", "data "))).unwrap();
        let close = data + self.lines[data..].iter().position(|line| line == "}").unwrap();
        let mut found = (0..self.lines.len()).filter(|at| self.lines[*at].starts_with(define)).collect::<Vec<_>>();
        found.extend(data + 1..close);
        if found.is_empty() {
            return;
        }
        let at = *dice.pick(&found);
        let line = self.lines[at].trim().to_owned();
        let (before, amend) = if let Some(rest) = line.strip_prefix(define) {
            let (name, _) = rest.split_once(" = ").unwrap();
            (format!("{define}{name} = 1"), self.t("修改", "amend"))
        } else {
            let (name, _) = line.split_once(colon).unwrap();
            let other = self.t("文本 可空", "text optional");
            (format!("  {name}{colon}{other}"), self.t("修改 字段", "amend field"))
        };
        // What another layer made of it already is no amendment.
        if before.trim() != line && self.take((at, at)) {
            self.lines[at] = before;
            let statement = format!("{amend} {line}");
            self.amend(statement);
        }
    }

    /// There were no grades.
    fn ending(&mut self) {
        let word = self.t("等级：", "grades: ");
        let Some(at) = self.lines.iter().position(|line| line.starts_with(word)) else { return };
        if !self.take((at, at)) {
            return;
        }
        let line = std::mem::replace(&mut self.lines[at], GONE.to_owned());
        let add = self.t("新增", "add");
        self.amend(format!("{add} {line}"));
    }
}

/// The indicators of the tree, not those of 加减分.
fn blocks(lines: &[String]) -> Vec<Block> {
    let mut found = Vec::new();
    let mut groups: Vec<usize> = Vec::new();
    let mut open: Option<Block> = None;
    let indent = |line: &str| line.len() - line.trim_start().len();
    for (at, line) in lines.iter().enumerate() {
        let words = line.split_whitespace().collect::<Vec<_>>();
        if open.is_none()
            && line.trim() == "}"
            && groups.last().is_some_and(|head| indent(&lines[*head]) == indent(line))
        {
            groups.pop();
        }
        if let Some(mut block) =
            open.take_if(|block| line.trim() == "}" && indent(line) == indent(&lines[block.lines.0]))
        {
            block.lines.1 = at;
            found.push(block);
        }
        match words.as_slice() {
            ["一级" | "二级" | "分组" | "group", ..] => groups.push(at),
            // Of 加减分, with a range.
            ["指标" | "indicator", _, range, ..] if range.starts_with('[') => {}
            ["指标" | "indicator", name, points @ .., "{"] if open.is_none() => {
                let points = (!points.is_empty()).then(|| points.join(" ")).filter(|points| !points.contains('%'));
                open = Some(Block { name: (*name).to_owned(), points, lines: (at, at), group: groups.last().copied() });
            }
            _ => {}
        }
    }
    found
}
