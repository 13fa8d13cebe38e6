//! A Word document: text within the limit, or an error. What is no archive becomes the XML inside one, since hardly any
//! archive made by chance can be opened.
#![no_main]

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const LIMIT: usize = 1 << 20;

fn archive(xml: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    archive.start_file("word/document.xml", stored)?;
    archive.write_all(xml)?;
    Ok(archive.finish()?.into_inner())
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let reader = gongbao_files::Reader::new(gongbao::Analyzer::builder().limit(LIMIT).build());
    let document =
        if bytes.starts_with(b"PK") { bytes.to_vec() } else { archive(bytes).expect("written to memory") };
    if let Ok(report) = reader.bytes(&document) {
        assert!(report.source().len() <= LIMIT);
    }
});
