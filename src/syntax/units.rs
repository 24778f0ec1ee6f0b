//! The unit symbols that a file may use, as far as the reading of numbers needs them.

use std::collections::BTreeSet;

use super::blocks::Statement;
use super::normal::Normal;

/// The symbols of the prelude and of the file itself. What they measure is the business of the checker.
pub(super) struct KnownUnits(BTreeSet<String>);

impl KnownUnits {
    /// Those of a file, found before its statements are read: a unit may be declared below its use.
    pub fn of(normal: &Normal, list: &[Statement]) -> Self {
        let mut known = KnownUnits(BTreeSet::new());
        for line in include_str!("../../grammar/prelude.perf").lines() {
            known.declare(line);
        }
        for statement in list {
            known.declare(normal.text.get(statement.start..statement.end).unwrap_or_default());
        }
        known
    }

    fn declare(&mut self, statement: &str) {
        let Some(list) = statement.strip_prefix("计量单位 ").or(statement.strip_prefix("unit ")) else { return };
        for entry in list.split([',', '，']) {
            let symbol = entry.split(['=', '＝']).next().unwrap_or_default();
            let symbol = symbol.rsplit([':', '：']).next().unwrap_or_default().trim();
            self.0.insert(symbol.to_owned());
        }
    }

    /// Whether something written behind a number is a unit: known, scaled (万人) or made up of such (元/人·月).
    pub fn is_known(&self, written: &str) -> bool {
        written.split(['/', '·']).all(|part| self.is_simple(part))
    }

    fn is_simple(&self, part: &str) -> bool {
        let scaled = || ["百万", "千万", "万", "亿", "千"].iter().find_map(|scale| part.strip_prefix(scale));
        self.0.contains(part) || scaled().is_some_and(|rest| self.0.contains(rest))
    }
}
