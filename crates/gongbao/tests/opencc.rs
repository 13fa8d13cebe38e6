//! OpenCC's own cases of conversion, read from the shared material beside the repository.

use std::path::PathBuf;

use gongbao::script::{Converter, Variety};

/// Where the shared material lies, if it is there.
fn shared() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("GONGBAO_SHARED").map_or(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// JSON without the comments and trailing commas that OpenCC allows itself.
fn plain(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let joined: String = lines.flat_map(|line| [line.trim(), ""]).collect();
    joined.replace(",}", "}").replace(",]", "]")
}

#[test]
fn conversions_agree_with_opencc() {
    let Some(shared) = shared() else {
        eprintln!("skipped: the shared material is not here");
        return;
    };
    let text = std::fs::read_to_string(shared.join("truth/opencc/testcases.json")).expect("the cases");
    let cases: serde_json::Value = serde_json::from_str(&plain(&text)).expect("JSON");
    let (mut right, mut wrong) = (0, Vec::new());
    for case in cases["cases"].as_array().expect("a list of cases") {
        let input = case["input"].as_str().expect("an input");
        for (name, expected) in case["expected"].as_object().expect("expectations") {
            let Some(converter) = converter(name) else { continue };
            let expected = expected.as_str().expect("a text");
            let got = converter.convert(input);
            if got == expected {
                right += 1;
            } else {
                wrong.push(format!("{name}: {input} became {got}, not {expected}"));
            }
        }
    }
    assert!(right > 500, "{right} cases were read");
    assert!(wrong.is_empty(), "{right} right, {} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn converter(name: &str) -> Option<Converter> {
    let variety = |name: &str| match name {
        "s" => Some(Variety::Simplified),
        "t" => Some(Variety::Traditional),
        "tw" => Some(Variety::Taiwan),
        "hk" => Some(Variety::HongKong),
        _ => None,
    };
    let (bare, words) = match name.strip_suffix('p') {
        Some(bare) if bare != "j" => (bare, true),
        _ => (name, false),
    };
    let (from, to) = bare.split_once('2')?;
    let converter = Converter::new(variety(from)?, variety(to)?);
    Some(if words { converter.with_words() } else { converter })
}
