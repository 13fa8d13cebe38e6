//! Prints what each file is restored to as a line of JSON: `cargo run --example clean FILE…`.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    for path in std::env::args_os().skip(1) {
        let decoded = gongbao::decode::decode(&std::fs::read(&path)?)?;
        let restored = gongbao::restore(&decoded.text, &[]);
        let edits = restored.edits.as_slice().iter();
        let edits: Vec<_> = edits
            .map(|edit| {
                serde_json::json!({
                    "step": edit.step.as_str(),
                    "certainty": edit.certainty.as_str(),
                    "at": edit.source.start(),
                    "was": edit.source.of(&decoded.text),
                    "now": edit.text.of(&restored.text),
                })
            })
            .collect();
        let warnings: Vec<_> = restored.warnings.iter().map(|warning| warning.code).collect();
        let script = format!("{:?}", restored.script).to_lowercase();
        println!(
            "{}",
            serde_json::json!({ "text": restored.text, "script": script, "edits": edits, "warnings": warnings })
        );
    }
    Ok(())
}
