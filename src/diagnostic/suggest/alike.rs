//! Which characters are mistyped for each other, and which turn the meaning of a name round.

use pinyin::ToPinyinMulti as _;

/// Characters that look alike, and suffixes of the same sense.
const ALIKE: [&str; 28] = [
    "己已巳",
    "未末",
    "人入",
    "日曰",
    "土士",
    "折拆析",
    "拔拨",
    "戌戍戊",
    "贷货",
    "治冶",
    "晴睛",
    "问间",
    "今令",
    "千干于",
    "大太",
    "天夫",
    "午牛",
    "项顶",
    "帐账胀",
    "侯候",
    "暴曝",
    "效郊",
    "卷券",
    "徼缴",
    "赢羸",
    "帮邦",
    "数额值",
    "率度",
];

/// Characters of which one in place of another names another thing.
const OPPOSED: [&str; 27] = [
    "上下本去今明当",
    "年月季旬",
    "初末中全",
    "收支付出入",
    "增减",
    "大小",
    "高低",
    "优良差",
    "预决",
    "正负",
    "前后",
    "内外",
    "有无",
    "应实已未",
    "新旧老",
    "一二三四五六七八九十两",
    "甲乙丙丁戊己庚辛",
    "省市县区镇乡村",
    "男女",
    "多少",
    "东南西北",
    "总净均",
    "率额数比费量",
    "职编",
    "升降",
    "主次副",
    "人户家次台项",
];

/// Characters that turn a name round by standing in it.
const NEGATIONS: &str = "不未非无免超逾";

/// Characters that say of which part a name speaks: one more or less is another name.
const QUALIFIERS: &str = "上下本去今初末总净均";

/// Whether two characters have a pronunciation in common, the tone apart, or look alike.
pub(super) fn sounds_alike(one: char, other: char) -> bool {
    if one.is_ascii() || other.is_ascii() {
        return false;
    }
    let looks = ALIKE.iter().any(|group| group.contains(one) && group.contains(other));
    let readings = || one.to_pinyin_multi().into_iter().flatten().map(|reading| reading.plain());
    let others = || other.to_pinyin_multi().into_iter().flatten().map(|reading| reading.plain());
    looks || readings().any(|reading| others().any(|other| other == reading))
}

/// Whether what stands in one word, and what stands in the other at the same place, are of opposite sense.
pub(super) fn opposed(one: &[char], other: &[char]) -> bool {
    let turns = |these: &[char], those: &[char], set: &str| {
        these.iter().any(|letter| set.contains(*letter) && !those.iter().any(|twin| sounds_alike(*letter, *twin)))
    };
    let negated = turns(one, other, NEGATIONS) || turns(other, one, NEGATIONS);
    let added = one.is_empty() && turns(other, one, QUALIFIERS) || other.is_empty() && turns(one, other, QUALIFIERS);
    let against = |letter: &char, twin: &char| {
        let looks = ALIKE.iter().any(|group| group.contains(*letter) && group.contains(*twin));
        let group = OPPOSED.iter().any(|group| group.contains(*letter) && group.contains(*twin));
        letter != twin && !looks && group
    };
    negated || added || one.iter().any(|letter| other.iter().any(|twin| against(letter, twin)))
}
