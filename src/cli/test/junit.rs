//! Results for programs that show those of tests: JUnit XML.

use super::Tested;

/// One `testsuite` for each rubric, one `testcase` for each test.
/// Without its cases, a rubric has errors.
pub(super) fn xml(results: &[Tested]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for Tested { rubric, cases, .. } in results {
        let (rubric, broken) = (text(rubric), cases.is_none());
        let cases = cases.as_deref().unwrap_or_default();
        let failed = cases.iter().filter(|case| case.failed.is_some()).count();
        let (tests, errors) = (cases.len().saturating_add(usize::from(broken)), usize::from(broken));
        out.push_str(&format!(
            "  <testsuite name=\"{rubric}\" tests=\"{tests}\" failures=\"{failed}\" errors=\"{errors}\">\n"
        ));
        if broken {
            out.push_str(&format!(
                "    <testcase classname=\"{rubric}\" name=\"{rubric}\">\n      <error message=\"the rubric has errors\"/>\n    </testcase>\n"
            ));
        }
        for case in cases {
            let name = text(&case.name);
            let head = format!("    <testcase classname=\"{rubric}\" name=\"{name}\"");
            match &case.failed {
                None => out.push_str(&format!("{head}/>\n")),
                Some(why) => {
                    let first = text(why.lines().next().unwrap_or_default().trim());
                    let why = text(why);
                    out.push_str(&format!(
                        "{head}>\n      <failure message=\"{first}\">{why}</failure>\n    </testcase>\n"
                    ));
                }
            }
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// Text and attributes of XML 1.0, which has no characters below a blank but three.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' | '\t' => out.push(one),
            '\r' => {}
            '\0'..' ' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(one),
        }
    }
    out
}
