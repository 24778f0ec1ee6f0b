//! Submissions near an edge case: the figure that was moved to the edge goes on by one last digit after the other.

use jixiao::edges::EdgeCase;
use serde_json::Value;

/// So many values on each side of the edge.
const VALUES: i64 = 400;

/// The submission of a case with its moved figure at every value around the edge, the nearest first.
pub fn around(case: &EdgeCase) -> impl Iterator<Item = String> {
    let figure = case.moved.as_ref().and_then(|moved| {
        let json = serde_json::from_str::<Value>(&case.submission).unwrap();
        Some((json, place(&moved.name)?, Figure::of(&moved.written)?))
    });
    figure.into_iter().flat_map(|(json, path, figure)| {
        let steps = (1..=VALUES).flat_map(|step| [-step, step]);
        steps.filter_map(move |step| {
            let mut json = json.clone();
            let slot = path.iter().try_fold(&mut json, |json, key| match json {
                Value::Object(map) => {
                    // The keys of the format stand in the language of the rubric.
                    let key = key.iter().find(|key| map.contains_key(key.as_str()))?.to_string();
                    map.get_mut(&key)
                }
                Value::Array(rows) => rows.get_mut(key[0].parse::<usize>().ok()?),
                _ => None,
            })?;
            *slot = Value::String(figure.moved(step)?);
            Some(json.to_string())
        })
    })
}

/// The names of the single figures of a submission.
pub fn figures(submission: &str) -> Vec<String> {
    let json = serde_json::from_str::<Value>(submission).unwrap();
    let data = ["数据", "data"].into_iter().find_map(|key| json.get(key)).unwrap();
    let is_figure = |value: &Value| value.as_str().and_then(Figure::of).is_some();
    data.as_object().unwrap().iter().filter(|(_, value)| is_figure(value)).map(|(name, _)| name.clone()).collect()
}

/// A submission with one of its figures moved by so many last digits, or to 0.
pub fn spread(submission: &str, name: &str, step: Option<i64>) -> String {
    let mut json = serde_json::from_str::<Value>(submission).unwrap();
    let data = ["数据", "data"].into_iter().find(|key| json.get(key).is_some()).unwrap();
    let value = &mut json[data][name];
    let moved = Figure::of(value.as_str().unwrap()).and_then(|figure| figure.moved(step.unwrap_or(-figure.number)));
    *value = Value::String(moved.unwrap_or_default());
    json.to_string()
}

/// Where a figure stands, by its name: `在用`, `绩效目标 第1行 实际完成值`.
fn place(name: &str) -> Option<Vec<Vec<String>>> {
    let both = |zh: &str, en: &str| vec![zh.to_owned(), en.to_owned()];
    let parts = name.split(' ').collect::<Vec<_>>();
    match parts.as_slice() {
        [table, row, column] if row.starts_with('第') && row.ends_with('行') => {
            let number = row.trim_matches(['第', '行']).parse::<usize>().ok()?;
            let row = vec![(number - 1).to_string()];
            Some(vec![both("明细", "tables"), vec![(*table).to_owned()], row, vec![(*column).to_owned()]])
        }
        _ => Some(vec![both("数据", "data"), vec![name.to_owned()]]),
    }
}

/// A figure as it is written.
struct Figure {
    number: i64,
    places: u32,
    unit: String,
}

impl Figure {
    fn of(written: &str) -> Option<Figure> {
        let end = written.find(|one: char| !one.is_ascii_digit() && one != '.').unwrap_or(written.len());
        let (digits, unit) = written.split_at(end);
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        // Money, rates and bare numbers go by hundredths even where this one is written without.
        let least = if ["%", "万元"].contains(&unit) { 2 } else { 0 };
        let places = decimals.len().max(least);
        let number = format!("{whole}{decimals:0<places$}").parse::<i64>().ok()?;
        Some(Figure { number, places: u32::try_from(places).ok()?, unit: unit.to_owned() })
    }

    fn moved(&self, step: i64) -> Option<String> {
        let number = self.number + step;
        let scale = 10_i64.pow(self.places);
        let width = usize::try_from(self.places).ok()?;
        let (whole, rest) = (number / scale, number % scale);
        let decimals = if width == 0 { String::new() } else { format!(".{rest:0>width$}") };
        (number >= 0).then(|| format!("{whole}{decimals}{}", self.unit))
    }
}
