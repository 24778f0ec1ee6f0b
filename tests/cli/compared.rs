//! `jixiao test` where units are compared with each other.

use std::fs;
use std::path::Path;

use super::testing::{folder, jixiao};

#[test]
fn units_are_compared_with_all_that_lie_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/fragments/rank-based");
    let folder = folder(&[("测试/说明.txt", "")]);
    fs::copy(root.join("rubric.perf"), folder.path().join("rubric.perf")).unwrap();
    for name in ["甲", "乙", "丙", "丁", "戊"].map(|name| format!("{name}.json")) {
        fs::copy(root.join(&name), folder.path().join("测试").join(&name)).unwrap();
    }
    // 丁 is the fourth of five, whichever of them are asked for.
    let ran = jixiao(folder.path(), &["test", "--accept", "./测试/丁.json"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("名次(考评成绩) = 4（5 个单位比较）"), "{}", ran.err);
    assert!(!folder.path().join("测试/甲.得分.txt").exists());
    let ran = jixiao(folder.path(), &["test", "--accept", "测试"]);
    assert_eq!((ran.code, ran.err.matches("已认可").count()), (0, 4), "{}{}", ran.out, ran.err);
}
