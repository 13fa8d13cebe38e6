//! Compiles the plain tables of `tables/` into what is loaded without building.
//!
//! Every `NAME.tsv` becomes `NAME.fst`, a map from the key in the first column to the number of its row, and
//! `NAME.rows`, the rows in file order without comments. A table that lists a key twice or leaves a column
//! out stops the build with the line that is wrong.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=tables");
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut names: Vec<PathBuf> = fs::read_dir("tables")
        .expect("the tables stand beside build.rs")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == "tsv"))
        .collect();
    names.sort();
    let mut hash = Fnv::default();
    for path in &names {
        println!("cargo:rerun-if-changed={}", path.display());
        let text = fs::read_to_string(path).expect("a table in UTF-8");
        hash.write(text.as_bytes());
        compile(path, &text, &out);
    }
    fs::write(out.join("version"), format!("{:08x}", hash.0 as u32)).expect("a writable OUT_DIR");
}

fn compile(path: &Path, text: &str, out: &Path) {
    let stem = path.file_stem().and_then(|s| s.to_str()).expect("a plain file name");
    let mut rows = String::new();
    let mut keys = BTreeMap::new();
    let mut columns = None;
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = || format!("{}:{}", path.display(), number + 1);
        let width = line.split('\t').count();
        let expected = *columns.get_or_insert(width);
        assert!(width == expected, "{}: {width} columns where the table has {expected}", place());
        let key = line.split('\t').next().unwrap_or_default();
        assert!(!key.is_empty() && key.trim() == key, "{}: an empty or padded key", place());
        let row = keys.len() as u64;
        assert!(keys.insert(key.to_owned(), row).is_none(), "{}: {key} is listed twice", place());
        rows.push_str(line);
        rows.push('\n');
    }
    let map = fst::Map::from_iter(keys).expect("keys in order");
    fs::write(out.join(format!("{stem}.fst")), map.as_fst().as_bytes()).expect("a writable OUT_DIR");
    fs::write(out.join(format!("{stem}.rows")), rows).expect("a writable OUT_DIR");
}

/// FNV-1a: a change of any table changes the version of the data.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
