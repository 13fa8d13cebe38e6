//! scratch
fn main() {
    let a = gongbao::Analyzer::default();
    let mut n = 0;
    for p in std::env::args().skip(1) {
        n += a.analyze_bytes(&std::fs::read(p).unwrap()).unwrap().facts().len();
    }
    println!("{n}");
}
