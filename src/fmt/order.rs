//! The parts of a statement in the order of one language: `分值的 70%`, `70% of points`.

use crate::diagnostic::Language;
use crate::syntax::concrete::{Between, Leaf, Role, Shape, Tree, spelling};

/// The parts of a `shape`, in order, as one part.
pub(super) fn put_in_order(shape: Shape, list: Vec<Tree>, language: Language) -> Tree {
    let zh = language == Language::Zh;
    let mut parts = Parts { list, zh, fallen: Vec::new() };
    let shape = match shape {
        Shape::Award => parts.around(("share_of", "of_points"), 0),
        Shape::Reach => parts.around(("target_share", "of_target"), 1),
        Shape::Points => parts.share(),
        Shape::Beyond | Shape::Found | Shape::Per => parts.step().unwrap_or(shape),
        Shape::Free if zh => parts.free_zh(),
        Shape::Free => parts.free_en(),
        Shape::Unless => parts.unless(),
        Shape::NotApplicable => parts.not_applicable(),
        Shape::VetoRow => parts.veto_row(),
        Shape::TableKey => parts.table_key(),
        Shape::Year => parts.year(),
        other => other,
    };
    let Parts { mut list, fallen, .. } = parts;
    if let Some(last) = list.last_mut().and_then(Tree::last_mut) {
        last.after.extend(fallen);
    }
    Tree::Node(shape, list)
}

struct Parts {
    list: Vec<Tree>,
    zh: bool,
    /// What stood behind words that fell away, which can only be a break in brackets; it goes behind the part.
    fallen: Vec<Between>,
}

impl Parts {
    /// Takes the first of these keywords out.
    fn take(&mut self, keys: &[&str]) -> Option<Leaf> {
        self.take_role(|role| matches!(role, Role::Keyword(key, _) if keys.contains(&key)))
    }

    fn take_role(&mut self, wanted: impl Fn(Role) -> bool) -> Option<Leaf> {
        let at = self.list.iter().position(|part| matches!(part, Tree::Leaf(leaf) if wanted(leaf.role)))?;
        match self.list.remove(at) {
            Tree::Leaf(leaf) => Some(leaf),
            Tree::Node(..) => None,
        }
    }

    /// Leaves the first of these keywords out. Gives whether it was there.
    fn pass(&mut self, keys: &[&str]) -> bool {
        let found = self.take(keys);
        let there = found.is_some();
        self.fallen.extend(found.into_iter().flat_map(|leaf| leaf.after));
        there
    }

    fn word(&self, key: &'static str) -> Tree {
        let language = if self.zh { Language::Zh } else { Language::En };
        let text = spelling(key, 0, language).unwrap_or_default().to_owned();
        Tree::Leaf(Leaf { role: Role::Keyword(key, 0), text, within: Shape::Other, after: Vec::new() })
    }

    /// A word that stands at a place before in Chinese, and behind in English.
    fn around(&mut self, (zh, en): (&'static str, &'static str), at: usize) -> Shape {
        if self.pass(&[zh, en]) {
            if self.zh {
                self.list.insert(at.min(self.list.len()), self.word(zh));
            } else {
                self.list.push(self.word(en));
            }
        }
        if at == 0 { Shape::Award } else { Shape::Reach }
    }

    /// `share 30%`.
    fn share(&mut self) -> Shape {
        self.pass(&["share"]);
        let last = self.list.last().and_then(Tree::last);
        if !self.zh && last.is_some_and(|leaf| matches!(leaf.text.as_str(), "%" | "‰")) {
            self.list.insert(0, self.word("share"));
        }
        Shape::Points
    }

    /// `每超过 1个百分点 扣 …`, `per 1 pp over deduct …`.
    fn step(&mut self) -> Option<Shape> {
        let deducts = |part: &Tree| matches!(part, Tree::Leaf(Leaf { role: Role::Keyword("deducts", _), .. }));
        let mut tail = self.list.split_off(self.list.iter().position(deducts)?);
        let found = self.pass(&["per_found", "of"]);
        let under = self.pass(&["per_under", "under"]);
        let of_target = self.pass(&["target_share", "of_target"]);
        for key in ["per", "per_over", "over"] {
            self.pass(&[key]);
        }
        let first = match (found, under) {
            (true, _) => "per_found",
            (_, true) => "per_under",
            _ => "per_over",
        };
        if self.zh {
            self.list.insert(0, self.word(first));
            if of_target {
                self.list.insert(1, self.word("target_share"));
            }
        } else {
            self.list.insert(0, self.word("per"));
            if found {
                self.list.insert(2.min(self.list.len()), self.word("of"));
            }
            if of_target {
                self.list.push(self.word("of_target"));
            }
            if !found {
                self.list.push(self.word(if under { "under" } else { "over" }));
            }
        }
        self.list.append(&mut tail);
        Some(match (self.zh, found) {
            (false, _) => Shape::Per,
            (true, true) => Shape::Found,
            (true, false) => Shape::Beyond,
        })
    }

    /// `不扣分：不超过 100%`.
    fn free_zh(&mut self) -> Shape {
        if self.pass(&["free_up_to"]) {
            let at_most = Tree::Node(Shape::Other, vec![self.word("at_most")]);
            let range = std::iter::once(at_most).chain(std::mem::take(&mut self.list)).collect();
            self.list = vec![self.word("free"), colon(), Tree::Node(Shape::Other, range)];
        }
        Shape::Free
    }

    /// `free up to 100%`.
    fn free_en(&mut self) -> Shape {
        let simple = match self.list.as_slice() {
            [_, Tree::Leaf(colon), Tree::Node(_, range)] if colon.after.is_empty() => match range.as_slice() {
                [relation, _] => relation.last().is_some_and(|word| word.role == Role::Keyword("at_most", 0)),
                _ => false,
            },
            _ => false,
        };
        if simple && let Some(Tree::Node(_, mut range)) = self.list.pop() {
            self.list = vec![self.word("free_up_to")];
            self.list.extend(range.pop());
        }
        Shape::Free
    }

    /// `c 时 不核对`, `unchecked when c`.
    fn unless(&mut self) -> Shape {
        for key in ["then", "unchecked", "unchecked_when"] {
            self.pass(&[key]);
        }
        if self.zh {
            self.list.extend([self.word("then"), self.word("unchecked")]);
        } else {
            self.list.insert(0, self.word("unchecked_when"));
        }
        Shape::Unless
    }

    /// `不适用：c 时 满分`, `n/a when c: full`.
    fn not_applicable(&mut self) -> Shape {
        self.pass(&["when"]);
        self.pass(&["then"]);
        let colon = self.take_role(|role| role == Role::Colon).map_or_else(colon, Tree::Leaf);
        let places = if self.zh { [(1, colon), (3, self.word("then"))] } else { [(1, self.word("when")), (3, colon)] };
        for (at, part) in places {
            self.list.insert(at.min(self.list.len()), part);
        }
        Shape::NotApplicable
    }

    /// `当 c 时 总分 0分`, `when c: total 0 points`. A colon behind which a line ends stays in Chinese, too.
    fn veto_row(&mut self) -> Shape {
        if self.list.len() == 4 {
            let found = self.take_role(|role| role == Role::Colon);
            self.pass(&["then"]);
            let between = match found {
                Some(leaf) if !self.zh || !leaf.after.is_empty() => Tree::Leaf(leaf),
                _ if self.zh => self.word("then"),
                _ => colon(),
            };
            self.list.insert(2, between);
        }
        Shape::VetoRow
    }

    /// `以 列 为键`, `keyed by column`.
    fn table_key(&mut self) -> Shape {
        for key in ["key_before", "as_key", "keyed_by"] {
            self.pass(&[key]);
        }
        if self.zh {
            self.list.insert(0, self.word("key_before"));
            self.list.push(self.word("as_key"));
        } else {
            self.list.insert(0, self.word("keyed_by"));
        }
        Shape::TableKey
    }

    /// `年度：2024年` says 年 twice.
    fn year(&mut self) -> Shape {
        if let Some(Tree::Node(Shape::Literal, literal)) = self.list.last_mut()
            && matches!(literal.last(), Some(Tree::Leaf(leaf)) if leaf.role == Role::Unit && leaf.text == "年")
            && let Some(Tree::Leaf(leaf)) = literal.pop()
        {
            self.fallen.extend(leaf.after);
        }
        Shape::Year
    }
}

fn colon() -> Tree {
    Tree::Leaf(Leaf { role: Role::Colon, text: ":".into(), within: Shape::Other, after: Vec::new() })
}
