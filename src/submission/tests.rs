//! Broken and well-formed texts; places are line and character.

use super::*;
use crate::source::SourceMap;

/// Reads a text, and says its canonical form or the numbers of what is wrong.
fn result(text: &str, format: Format) -> Result<String, Vec<String>> {
    let mut sources = SourceMap::default();
    let id = sources.add("submission", text);
    let mut diagnostics = Diagnostics::default();
    match read(sources.get(id), format, &mut diagnostics) {
        Ok(submission) if submission.faulty.is_none() => {
            assert!(diagnostics.sorted().is_empty());
            Ok(canonical(&submission, |_, name| name == "有"))
        }
        Ok(_) | Err(_) => {
            let said = |one: &&crate::diagnostic::Diagnostic| {
                let position = sources.get(id).position(one.place().unwrap().start);
                format!("{} {}:{} {}", one.code.number(), position.line, position.column, one.message.zh)
            };
            Err(diagnostics.sorted().iter().map(said).collect())
        }
    }
}

fn faults(text: &str) -> Vec<String> {
    result(text, Format::Json).unwrap_err()
}

#[test]
fn dirty_json_is_explained() {
    let long = "1".repeat(40);
    let deep = "[".repeat(100_000);
    let cases = [
        ("", "D0101 1:1"),
        ("  \n", "D0101 1:1"),
        ("[]", "D0107 1:1"),
        ("null", "D0104 1:1"),
        ("5", "D0107 1:1"),
        ("\"甲\"", "D0107 1:1"),
        ("{", "D0101 1:2"),
        ("{\n \"单位\": \"甲\",\n \"年度\": 2024", "D0101 3:12"),
        ("{\"单位\": \"甲\", \"年度\": 2024,}", "D0101 1:23"),
        ("{'单位': 1}", "D0101 1:2"),
        ("{“单位”: 1}", "D0101 1:2"),
        ("{\"单位\"：1}", "D0101 1:6"),
        ("{\"单位\": “甲”}", "D0101 1:8"),
        ("{\"单位\": \"甲”,\n}", "D0101 1:8"),
        ("{\"单位\": \"甲\"，\"年度\": 2024}", "D0101 1:11"),
        ("{\"单位\": \"甲\" \"年度\": 2024}", "D0101 1:12"),
        ("{\"单位\": 甲局}", "D0101 1:8"),
        ("{\"数据\": {\"甲\": 76.52万元}}", "D0101 1:14"),
        ("{\"数据\": {\"甲\": 95%}}", "D0101 1:14"),
        ("{\"年度\": 2024-05-17}", "D0101 1:8"),
        ("{\"年度\": 2024} {}", "D0101 1:14"),
        ("{\"单位\": \"甲\\x\"}", "D0110 1:10"),
        ("{\"单位\": \"\\ud800\"}", "D0110 1:9"),
        ("{\"单位\": \"甲\u{0}\"}", "D0110 1:10"),
        ("\u{0}", "D0101 1:1"),
        (deep.as_str(), "D0102 1:129"),
        (&"{".repeat(100_000), "D0101 1:2"),
    ];
    for (text, expected) in cases {
        let faults = faults(text);
        assert!(faults.len() == 1 && faults[0].starts_with(expected), "{text:.40}: {faults:?}");
    }
    for number in ["1e400", "1E5", "-0", "-0.00", "007", ".5", "5.", "+5", "NaN", "-Infinity", long.as_str()] {
        let text = format!("{{\"单位\": \"甲\", \"年度\": 2024, \"数据\": {{\"乙\": {number}}}}}");
        let faults = faults(&text);
        assert!(faults.len() == 1 && faults[0].starts_with("D0105 1:37"), "{number}: {faults:?}");
    }
}

#[test]
fn shapes_are_all_reported() {
    let text = r#"{"格式": "jixiao/2", "单位": 5, "年度": "二四", "数椐": {}, "明细": {"甲": []},
 "数据": {"甲": null, "甲": 1, "乙": [[1]], "丙": {"直": 1}, "丁": {"不适用": "无", "值": 1}},
 "评定": {"戊": {"自评分": {}}}, "自评": []}"#;
    let expected = [
        "D0109 1:8",
        "D0107 1:26",
        "D0107 1:35",
        "D0106 1:41",
        "D0104 2:14",
        "D0103 2:20",
        "D0107 2:34",
        "D0106 2:46",
        "D0107 2:73",
        "D0107 3:22",
        "D0107 3:34",
    ];
    let faults = faults(text);
    let mut places =
        faults.iter().map(|fault| fault.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
    let mut expected = expected.map(str::to_owned).to_vec();
    places.sort();
    expected.sort();
    assert_eq!(places, expected, "{faults:#?}");
}

#[test]
fn json_and_csv_are_one() {
    let json = r#"{"format": "jixiao/1", "年度": 2024, "单位": [{"值": "甲局", "出处": "封面"}, "乙局"],
           "数据": {"收入": [{"值": "1,234.50万元", "出处": "一\"（二）"}, "1,234.5万元"], "空": "", "率": {"值": "95%"},
                    "处置": {"不适用": "无处置"}, "数": 7.50, "有": true},
           "评定": {"制度": {"档": "好", "自评分": 5, "佐证": ["文一", "文二"], "理由": ""}},
           "自评": {"指标": {"一/二": "1分"}, "分组": {"三": 2}, "总分": "98.84分"}}"#;
    let csv = "\u{feff}部分,名称,项目,值,出处,填报说明\r\n自评,分组/三,,2,\r\n自评,总分,,98.84分,\r\n\r\n自评,指标/一/二,,1分,\r\n\
           报送,单位,,甲局,封面\r\n报送,单位,,乙局,\r\n报送,年度,,2024,\r\n数据,有,,是,\r\n\
           数据,收入,,\"1,234.50万元\",\"一\"\"（二）\",金额\r\n数据,收入,,\"1,234.5万元\"\r\n数据,率,,95%,\r\n数据,处置,不适用,无处置,\r\n\
           数据,数,,7.50,,\r\n评定,制度,自评分,5,\r\n评定,制度,档,好,\r\n评定,制度,佐证,文一,\r\n评定,制度,佐证,文二,\r\n数据,空,,,";
    let (json, csv) = (result(json, Format::Json).unwrap(), result(csv, Format::Csv).unwrap());
    assert_eq!(json, csv);
    assert!(json.contains("data\t收入\tvalue\t1,234.50万元\t一\"（二）\n"));
}

#[test]
fn dirty_csv_is_explained() {
    let head = "部分,名称,项目,值,出处\r\n报送,单位,,甲,\r\n报送,年度,,2024,\r\n";
    let cases = [
        ("", "D0101 1:1"),
        ("报送,单位,,甲,\r\n", "D0111 1:1"),
        ("部分;名称;项目;值;出处\r\n", "D0111 1:1"),
        ("部分\t名称\t项目\t值\t出处\r\n", "D0111 1:1"),
        (&format!("{head}数据,\"甲,,1,\r\n数据,乙,,2,\r\n"), "D0113 4:4"),
        (&format!("{head}数据,\"甲\"乙,,1,\r\n"), "D0113 4:7"),
        (&format!("{head}数据,甲,,1,234.50万元,\r\n"), "D0112 4:7"),
        (&format!("{head}数据,甲,,1,,,多\r\n"), "D0112 4:11"),
        (&format!("{head}数剧,甲,,1,\r\n"), "D0112 4:1"),
        (&format!("{head}数据,,,1,\r\n"), "D0112 4:4"),
        (&format!("{head}评定,甲,自评,1,\r\n"), "D0112 4:6"),
        (&format!("{head}评定,甲,自评分,1,\r\n评定,甲,自评分,2,\r\n"), "D0103 5:6"),
        (&format!("{head}自评,甲,,1,\r\n"), "D0112 4:4"),
        (&format!("{head}报送,单立,,1,\r\n"), "D0112 4:4"),
        ("部分,名称,项目,值,出处\r\n报送,年度,,2024,\r\n", "D0108 1:1"),
    ];
    for (text, expected) in cases {
        let faults = result(text, Format::Csv).unwrap_err();
        assert!(faults.len() == 1 && faults[0].starts_with(expected), "{text}: {faults:?}");
    }
}

/// A generator of made-up numbers, the same on every run (Knuth, MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap().checked_rem(limit).unwrap()
    }
}

#[test]
fn broken_texts_are_refused_with_a_place_and_never_break_the_reader() {
    let json = r#"{"单位": [{"值": "甲局", "出处": "封面"}], "年度": 2024, "数据": {"收入": [{"值": "1,234.50万元"}, 7.5, true],
        "处置": {"不适用": "无"}}, "评定": {"制度": {"档": "好", "佐证": ["文一"]}}, "自评": {"指标": {"一": "1分"}, "总分": 9}}"#;
    let csv = "部分,名称,项目,值,出处\r\n报送,单位,,甲局,\r\n报送,年度,,2024,\r\n数据,收入,,\"1,234.50万元\",\"一\"\"二\"\r\n评定,制度,档,好,\r\n自评,总分,,9,";
    let junk = [
        "\"", "\\", "{", "}", "[", "]", ",", ":", "：", "“", "\0", "\n", "null", "-", "1e9", "\u{202e}", "\\u12", "，",
        "/",
    ];
    let mut dice = Dice(1);
    for round in 0..4000 {
        let (text, format) = if round % 2 == 0 { (json, Format::Json) } else { (csv, Format::Csv) };
        let mut characters = text.chars().map(String::from).collect::<Vec<_>>();
        for _ in 0..=dice.below(3) {
            let at = dice.below(characters.len());
            match dice.below(4) {
                0 => drop(characters.remove(at)),
                1 => characters.insert(at, junk[dice.below(junk.len())].to_owned()),
                2 => characters[at] = junk[dice.below(junk.len())].to_owned(),
                _ => characters.truncate(at.max(1)),
            }
        }
        let text = characters.concat();
        // Either read, or told why: `result` takes the place of every fault.
        assert!(result(&text, format).map_err(|faults| !faults.is_empty()) != Err(false), "{text}");
    }
}

#[test]
fn long_texts_take_time_in_proportion() {
    use std::fmt::Write;
    let (mut json, mut csv) = (
        "{\"单位\": \"甲\", \"年度\": 2024, \"数据\": {".to_owned(),
        "部分,名称,项目,值,出处\n报送,单位,,甲,\n报送,年度,,2024,\n".to_owned(),
    );
    for at in 0..50_000 {
        write!(json, "\"甲{at}\": {at},").unwrap();
        writeln!(csv, "数据,甲{at},,{at},").unwrap();
    }
    json.push_str("\"末\": 1}}");
    csv.push_str("数据,末,,1,");
    // A reader that compared every entry with every other would not end within the patience of anybody.
    assert_eq!(result(&json, Format::Json).unwrap(), result(&csv, Format::Csv).unwrap());
}
