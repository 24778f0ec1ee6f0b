//! What a misspelt word was probably meant to be.

/// The one candidate that is nearest to a word, if it is near enough to be offered.
///
/// Near is one slip in up to five characters, two in up to nine, three in more; a swap of neighbours is one slip. If
/// none is near, the only candidate that contains the word or is contained in it is offered (三公经费 for
/// 三公经费支出). Of two that are equally near neither is.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let most = match length {
        0 | 1 => 0,
        2..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    let candidates = candidates.into_iter().filter(|candidate| *candidate != word).collect::<Vec<_>>();
    // Words whose lengths differ by more are further apart, and comparing long ones takes long.
    let comparable = candidates.iter().filter(|candidate| candidate.chars().count().abs_diff(length) <= most);
    let near = comparable.map(|candidate| (strsim::osa_distance(word, candidate), *candidate));
    let near = near.filter(|(slips, _)| *slips <= most).collect::<Vec<_>>();
    if let Some(least) = near.iter().map(|(slips, _)| *slips).min() {
        return only(near.iter().filter(|(slips, _)| *slips == least).map(|(_, candidate)| *candidate));
    }
    let related = |one: &&str| length > 1 && (one.contains(word) || (one.chars().count() > 1 && word.contains(*one)));
    only(candidates.iter().copied().filter(related))
}

/// The one text that all of them are.
fn only<'a>(mut candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let first = candidates.next()?;
    candidates.all(|other| other == first).then_some(first)
}
