//! `jixiao init`: what it makes passes at once, and what is there stays.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::run_in;

fn git(folder: &Path, arguments: &[&str]) -> String {
    let own = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "core.quotePath=false"];
    let output = Command::new("git").args(own).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_it_makes_passes_at_once() {
    for (language, rubric) in [("zh", "2025/评分表.perf"), ("en", "2025/rubric.perf")] {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("绩效 评分表");
        let run = |arguments: &[&str]| run_in(&folder, arguments, b"", "zh_CN.UTF-8");
        let made = run_in(place.path(), &["--lang", language, "init", "绩效 评分表"], b"", "zh_CN.UTF-8");
        assert_eq!((made.code, made.err.as_str()), (0, ""), "{}", made.out);
        assert_eq!(run(&["fmt", "--check", "."]).code, 0);
        let checked = run(&["check", rubric]);
        assert_eq!((checked.code, checked.err.as_str()), (0, ""));
        let tested = run(&["test", "."]);
        assert_eq!(tested.code, 0, "{}{}", tested.out, tested.err);
        assert_eq!(run(&["doc", rubric]).code, 0);
        let pages = [".gitattributes", ".pre-commit-config.yaml", ".gitlab-ci.yml", "jixiao.toml", "README.md"];
        assert!(pages.iter().all(|page| folder.join(page).is_file()));
    }
}

#[test]
fn what_is_there_stays_and_git_names_the_indicator() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    git(folder, &["init", "-q"]);
    fs::write(folder.join("README.md"), "本局自己的说明\n").unwrap();
    let made = run_in(folder, &["init"], b"", "zh_CN.UTF-8");
    assert_eq!(made.code, 0);
    assert!(made.out.contains("已有，没有动：") && made.out.contains("已设置："), "{}", made.out);
    assert_eq!(fs::read_to_string(folder.join("README.md")).unwrap(), "本局自己的说明\n");
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-qm", "开始"]);
    let path = folder.join("2025/评分表.perf");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("得 分值的 70%", "得 分值的 60%")).unwrap();
    let told = git(folder, &["diff"]);
    assert!(told.lines().any(|line| line.starts_with("@@") && line.ends_with("@@ 指标 固定资产利用率 20分")), "{told}");
    // The change of a score is a failed test.
    assert_eq!(run_in(folder, &["test"], b"", "zh_CN.UTF-8").code, 3);
    fs::write(folder.join("jixiao.toml"), "# 改过\n").unwrap();
    let again = run_in(folder, &["init"], b"", "zh_CN.UTF-8");
    assert!(again.code == 0 && !again.out.contains("新建："), "{}", again.out);
    assert_eq!(fs::read_to_string(folder.join("jixiao.toml")).unwrap(), "# 改过\n");
}
