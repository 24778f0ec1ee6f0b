//! 测试: what is given and what is to come out.

use super::ast::{
    Expectation, ExpectedOutcome, ExpectedSubject, Given, GivenContent, GivenSubject, GivenTable, GivenYear,
    LiteralUnit, Test,
};
use super::blocks::Statement;
use super::grammar::{Node, Rule};
use super::parse::{Parser, Whole};
use super::words::Place;
use crate::diagnostic::Reported;
use crate::source::Spanned;

impl<'a> Parser<'a, '_> {
    /// `测试 "…" { … }`.
    pub fn test(&mut self, node: &Node<'a>, whole: &Whole<'_>) -> Result<Test, Reported> {
        let Some(title) = node.parts().seek(Rule::text) else { return Err(self.drift(node)) };
        let mut test = Test {
            title: self.text(&title),
            given: Vec::new(),
            tables: Vec::new(),
            expected: Vec::new(),
            rejected: None,
            texts: Vec::new(),
            hole: false,
            head: self.head_of(whole),
            span: self.span_of(whole),
        };
        for line in self.wholes(whole.body.unwrap_or_default(), Place::Test) {
            if self.test_line(&line, &mut test).is_err() {
                test.hole = true;
            }
        }
        Ok(test)
    }

    fn test_line(&mut self, whole: &Whole<'_>, test: &mut Test) -> Result<(), Reported> {
        let node = self.read_kind(whole)?;
        match node.rule() {
            Rule::text_clause => {
                let clause = self.text_clause(&node)?;
                test.texts.push(clause);
            }
            Rule::rejected => {
                let codes = node.parts().filter(|part| part.rule() == Rule::any_word);
                let codes = codes.map(|code| code.spanned(code.text().to_owned())).collect();
                if test.rejected.replace(node.spanned(codes)).is_some() {
                    return Err(self.twice(whole, node.span()));
                }
            }
            Rule::expected_line => {
                let mut parts = node.parts();
                while let Some(one) = parts.seek(Rule::expectation) {
                    let one = self.expectation(&one)?;
                    test.expected.push(one);
                }
            }
            _ => {
                let mut parts = node.parts();
                if let (Some(table), true) = (parts.seek(Rule::name), whole.body.is_some()) {
                    let rows = self.given_rows(whole.body.unwrap_or_default(), test);
                    let span = self.span_of(whole);
                    test.tables.push(GivenTable { name: self.name(&table), rows, span });
                    return Ok(());
                }
                let given = self.entries(&node)?;
                test.given.extend(given);
            }
        }
        Ok(())
    }

    fn given_rows(&mut self, list: &[Statement], test: &mut Test) -> Vec<Spanned<Vec<Given>>> {
        let mut rows = Vec::new();
        for whole in self.wholes(list, Place::TestRows) {
            let row = self.read(&whole).and_then(|node| Ok(Spanned::new(self.entries(&node)?, self.span_of(&whole))));
            match row {
                Ok(row) => rows.push(row),
                Err(_) => test.hole = true,
            }
        }
        rows
    }

    fn entries(&mut self, node: &Node<'a>) -> Result<Vec<Given>, Reported> {
        let entries = node.parts().filter(|part| part.rule() == Rule::entry).collect::<Vec<_>>();
        entries.iter().map(|entry| self.entry(entry)).collect()
    }

    fn entry(&mut self, node: &Node<'a>) -> Result<Given, Reported> {
        let mut parts = node.parts();
        let subject = match parts.next() {
            Some(person) if person.rule() == Rule::of_person => {
                let mut inner = person.parts();
                let (word, path) = (inner.next().map(|word| word.rule()), inner.seek(Rule::path));
                let Some(path) = path.map(|path| self.path(&path)) else { return Err(self.drift(node)) };
                match word {
                    Some(Rule::kw_claimed_of) => GivenSubject::Claimed(path),
                    Some(Rule::kw_reviewed_of) => GivenSubject::Reviewed(path),
                    _ => GivenSubject::Choice(path),
                }
            }
            Some(last) if last.rule() == Rule::last_year_of => {
                let Some(name) = last.parts().seek(Rule::name) else { return Err(self.drift(node)) };
                GivenSubject::Field { name: self.name(&name), year: GivenYear::Last }
            }
            Some(name) => {
                let year = parts.accept(Rule::of_year).and_then(|year| year.parts().seek(Rule::number));
                let year = year.map(|year| self.small(&year, 9999)).transpose()?;
                let year = year.map_or(GivenYear::Unsaid, |year| GivenYear::Number(year.node));
                GivenSubject::Field { name: self.name(&name), year }
            }
            None => return Err(self.drift(node)),
        };
        let content = match (parts.next(), parts.next()) {
            (Some(relation), Some(literal)) if literal.rule() == Rule::literal => {
                let figure = self.figure(&literal)?;
                let span = relation.span().to(literal.span());
                Spanned::new(GivenContent::Written(format!("{}{figure}", relation.text())), span)
            }
            (_, Some(cell)) => self.cell(&cell)?,
            _ => return Err(self.drift(node)),
        };
        Ok(Given { subject, content, span: node.span() })
    }

    /// What stands behind `=`.
    fn cell(&mut self, node: &Node<'a>) -> Result<Spanned<GivenContent>, Reported> {
        let mut parts = node.parts();
        let Some(first) = parts.next() else { return Err(self.drift(node)) };
        let content = match first.rule() {
            Rule::kw_blank => GivenContent::Blank,
            Rule::kw_not_applicable => {
                let reason = parts.accept(Rule::text).map(|reason| self.text(&reason).node);
                GivenContent::NotApplicable(reason.unwrap_or_else(|| first.text().to_owned()))
            }
            Rule::text => GivenContent::Written(self.text(&first).node),
            Rule::literal => GivenContent::Written(self.figure(&first)?),
            Rule::relation => {
                let Some(literal) = parts.accept(Rule::literal) else { return Err(self.drift(node)) };
                GivenContent::Written(format!("{}{}", first.text(), self.figure(&literal)?))
            }
            _ => GivenContent::Written(first.text().to_owned()),
        };
        Ok(node.spanned(content))
    }

    /// A literal as it would stand in a submission. 春节(2025) cannot, so its date does.
    fn figure(&mut self, node: &Node<'a>) -> Result<String, Reported> {
        if !node.parts().any(|part| part.rule() == Rule::festival) {
            return Ok(node.text().to_owned());
        }
        let day = self.literal(node)?.magnitude;
        let date = i32::try_from(day).ok().and_then(|day| time::Date::from_julian_day(day).ok());
        let shown = date.map(|date| format!("{}-{}-{}", date.year(), u8::from(date.month()), date.day()));
        shown.ok_or_else(|| self.drift(node))
    }

    /// `预算执行/资产管理`.
    fn path(&mut self, node: &Node<'a>) -> Spanned<String> {
        let names = node.parts().filter(|part| part.rule() == Rule::name).map(|name| self.name(&name).node);
        node.spanned(names.collect::<Vec<_>>().join("/"))
    }

    fn expectation(&mut self, node: &Node<'a>) -> Result<Expectation, Reported> {
        let mut parts = node.parts();
        let subject = match parts.next() {
            Some(total) if total.rule() == Rule::kw_total => ExpectedSubject::Total(total.span()),
            Some(grade) if grade.rule() == Rule::graded => {
                let of = grade.parts().seek(Rule::path).map(|path| self.path(&path));
                ExpectedSubject::Grade(of, grade.span())
            }
            Some(path) => ExpectedSubject::Node(self.path(&path)),
            None => return Err(self.drift(node)),
        };
        let outcome = parts.seek(Rule::outcome).and_then(|outcome| outcome.parts().next());
        let Some(outcome) = outcome else { return Err(self.drift(node)) };
        let found = match outcome.rule() {
            Rule::kw_undecided => ExpectedOutcome::Open,
            Rule::kw_not_applicable => ExpectedOutcome::NotApplicable,
            Rule::literal => {
                let literal = self.literal(&outcome)?;
                if literal.unit == LiteralUnit::None {
                    return Err(self.score(&outcome).err().unwrap_or_else(|| self.drift(&outcome)));
                }
                ExpectedOutcome::Score(literal)
            }
            Rule::text => ExpectedOutcome::Word(self.text(&outcome).node),
            _ => ExpectedOutcome::Word(outcome.text().to_owned()),
        };
        Ok(Expectation { subject, outcome: outcome.spanned(found), span: node.span() })
    }
}
