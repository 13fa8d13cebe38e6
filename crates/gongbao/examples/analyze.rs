//! Prints the report of each file as a line of JSON: `cargo run --example analyze FILE…`.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    for path in std::env::args_os().skip(1) {
        let report = gongbao::analyze_bytes(&std::fs::read(&path)?)?;
        println!("{}", report.with_name(path.to_string_lossy()).to_json());
    }
    Ok(())
}
