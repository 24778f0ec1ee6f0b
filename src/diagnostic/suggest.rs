//! What a misspelt word was probably meant to be.

/// The candidate that is nearest to a word, if one is near enough to be offered.
///
/// Near is one slip in up to five characters, two in up to nine, three in more; a swap of neighbours is one slip. If
/// none is near, the only candidate that contains the word or is contained in it is offered (三公经费 for
/// 三公经费支出). Two equally near candidates: the first.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let most = match length {
        0 | 1 => 0,
        2..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    let candidates = candidates.into_iter().filter(|candidate| *candidate != word).collect::<Vec<_>>();
    let near = candidates.iter().map(|candidate| (strsim::osa_distance(word, candidate), *candidate));
    let best = near.filter(|(slips, _)| *slips <= most).min_by_key(|(slips, _)| *slips);
    best.map(|(_, candidate)| candidate).or_else(|| {
        let related =
            |one: &&&str| length > 1 && (one.contains(word) || (one.chars().count() > 1 && word.contains(**one)));
        let mut related = candidates.iter().filter(related);
        let first = related.next();
        first.filter(|_| related.next().is_none()).copied()
    })
}
