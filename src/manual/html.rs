//! The document as one HTML file, for print on A4 landscape: no script, nothing from elsewhere.

use super::{Cell, Line, Manual, Row, Section, Table};
use crate::diagnostic::Language;
use crate::diagnostic::layout::escape;

const STYLE: &str = include_str!("print.css");

/// The document as HTML.
#[must_use]
pub fn html(manual: &Manual) -> String {
    let (lang, gap) = match manual.language {
        Language::Zh => ("zh-CN", "　　"),
        Language::En => ("en", " · "),
    };
    let title = safe(&manual.title);
    let facts = manual.facts.iter().map(|fact| safe(fact)).collect::<Vec<_>>().join(gap);
    let tables = manual.tables.iter().map(table).collect::<String>();
    let sections = manual.sections.iter().map(section).collect::<String>();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p class=\"facts\">{facts}</p>\n{}{tables}{sections}</body>\n</html>\n",
        paragraphs(&manual.preface, "\n"),
    )
}

fn table(table: &Table) -> String {
    let levels = table.head.len().saturating_sub(3);
    let title = table.title.as_ref().map(|title| format!("<h2>{}</h2>\n", safe(title))).unwrap_or_default();
    let columns = format!(
        "<colgroup>{}<col class=\"points\"><col class=\"explanation\"><col class=\"standard\"></colgroup>\n",
        "<col class=\"level\">".repeat(levels)
    );
    let head = table.head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", safe(cell))).collect::<String>();
    let rows = table.rows.iter().map(row).collect::<String>();
    format!(
        "{title}<table class=\"indicators levels{levels}\">\n{columns}<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )
}

fn row(row: &Row) -> String {
    let levels = row.levels.iter().flatten().map(cell).collect::<String>();
    // A row whose cells reach over others must not hold them all on one page.
    let whole = if row.levels.iter().flatten().any(|cell| cell.rows > 1) { "" } else { " class=\"whole\"" };
    format!(
        "<tr{whole}>{levels}<td class=\"points\">{}</td><td>{}</td><td>{}</td></tr>\n",
        safe(&row.points),
        paragraphs(&row.explanation, ""),
        paragraphs(&row.standard, "")
    )
}

fn cell(cell: &Cell) -> String {
    let reach = |name: &str, count: usize| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
    let class = if cell.indicator { "indicator" } else { "group" };
    let (rows, columns) = (reach("rowspan", cell.rows), reach("colspan", cell.columns));
    let points = match cell.points.trim() {
        "" => String::new(),
        points => format!("<br><span>{}</span>", safe(points)),
    };
    format!("<td class=\"{class}\"{rows}{columns}>{}{points}</td>", safe(&cell.text))
}

fn section(section: &Section) -> String {
    let lines = paragraphs(&section.lines, "\n");
    let mut rows = section.grid.iter();
    let head = rows.next().map(|head| {
        let cells = head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", safe(cell))).collect::<String>();
        format!("<thead>\n<tr>{cells}</tr>\n</thead>\n")
    });
    let body = rows.map(|row| {
        let cells = row.iter().map(|cell| format!("<td>{}</td>", safe(cell))).collect::<String>();
        format!("<tr>{cells}</tr>\n")
    });
    let body = body.collect::<String>();
    let grid = head
        .map(|head| format!("<table class=\"data\">\n{head}<tbody>\n{body}</tbody>\n</table>\n"))
        .unwrap_or_default();
    format!("<section>\n<h2>{}</h2>\n{lines}{grid}</section>\n", safe(&section.title))
}

fn paragraphs(lines: &[Line], end: &str) -> String {
    let one = |line: &Line| match line.depth {
        0 => format!("<p>{}</p>{end}", safe(&line.text)),
        depth => format!("<p class=\"in{}\">{}</p>{end}", depth.min(4), safe(&line.text)),
    };
    lines.iter().map(one).collect()
}

/// Text that HTML shows as it is.
fn safe(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for (at, line) in text.replace("\r\n", "\n").split('\n').enumerate() {
        if at > 0 {
            shown.push_str("<br>");
        }
        for one in escape(line).chars() {
            match one {
                '&' => shown.push_str("&amp;"),
                '<' => shown.push_str("&lt;"),
                '>' => shown.push_str("&gt;"),
                '"' => shown.push_str("&quot;"),
                other => shown.push(other),
            }
        }
    }
    shown
}
