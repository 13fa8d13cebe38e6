//! What the tests of the command line stand on.

use std::fs;
use std::path::Path;

/// Fills `folder/in` with so many reports of so many parts; those at `failing` are pictures.
pub(crate) fn reports(folder: &Path, count: usize, parts: usize, failing: &[usize]) {
    fs::create_dir_all(folder.join("in")).unwrap();
    for at in 0..count {
        let text = format!(
            "砚川县关工委工作总结\n举办培训班{at}期，受教育青少年{}人，增长{}%。\n",
            at * 31,
            at % 40
        );
        fs::write(folder.join(format!("in/{at:05}.txt")), text.repeat(parts)).unwrap();
    }
    for at in failing {
        let picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\xff\xfe\x00";
        fs::write(folder.join(format!("in/{at:05}.txt")), picture).unwrap();
    }
}
