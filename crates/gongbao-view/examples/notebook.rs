//! Prints what a notebook shows of a file: `cargo run -p gongbao-view --example notebook FILE`.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).ok_or("which file?")?;
    let report = gongbao::analyze_bytes(&std::fs::read(&name)?)?.with_name(name);
    println!("{}", gongbao_view::notebook(&report));
    Ok(())
}
