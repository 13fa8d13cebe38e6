//! What comes out of files, and what is refused.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::sync::Arc;

use gongbao::{Analyzer, DEFAULT_LIMIT};
use gongbao_files::{Documents, Error, Failure, Fields, Reader, decoded};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn zipped(name: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(content).unwrap();
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>"
    );
    zipped("word/document.xml", xml.as_bytes())
}

fn text(bytes: &[u8]) -> Result<String, String> {
    decoded(bytes, DEFAULT_LIMIT, None).map(|decoded| decoded.text).map_err(|error| error.to_string())
}

#[test]
fn a_word_document_is_its_text() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>桐溪县2023年</w:t></w:r><w:r><w:t xml:space=\"preserve\"> 工作&amp;总结&#x3002;</w:t></w:r></w:p>\
        <w:p/>\
        <w:p><w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:ins><w:r><w:t>加上</w:t></w:r></w:ins><w:r><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>指标</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>数</w:t></w:r></w:p><w:p><w:r><w:t>值</w:t></w:r></w:p></w:tc></w:tr>\
        <w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>622人</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><w:r><mc:AlternateContent><mc:Choice><w:t>新</w:t></mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    assert_eq!(
        text(&docx(body)).unwrap(),
        "桐溪县2023年 工作&总结。\n\n加上\t甲\n乙\n指标\t数 值\n\t622人\n新\n"
    );
    let report = Reader::new(Analyzer::default())
        .bytes(&docx("<w:p><w:r><w:t>全县关工组织发展到297个。</w:t></w:r></w:p>"))
        .unwrap();
    assert_eq!((report.encoding().name, report.facts().len()), ("docx", 1));
}

#[test]
fn what_is_broken_is_refused_with_a_reason() {
    let good = docx("<w:p><w:r><w:t>工作</w:t></w:r></w:p>");
    for cut in (4..good.len()).step_by(7) {
        assert!(text(&good[..cut]).unwrap_err().contains("zip archive"), "cut at {cut}");
    }
    for at in 4..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0x55;
        // Whatever it says, it says it without a panic.
        let _ = text(&bad);
    }
    assert!(text(&docx("<w:p><w:t>a</w:r>")).unwrap_err().contains("damaged XML"));
    assert!(text(&docx("<w:p><w:t>&gongbao;</w:t></w:p>")).unwrap_err().contains("&gongbao;"));
    assert!(text(&zipped("工作.txt", b"a")).unwrap_err().contains("no Word document"));
    assert!(text(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").unwrap_err().contains(".doc"));
    assert!(text(b"%PDF-1.7\n\x00\x01").unwrap_err().contains("extra pdf"));
    assert!(text("人们说的 %PDF-1.7 是一种文件。".as_bytes()).is_ok());
}

#[test]
fn a_small_archive_does_not_unpack_without_end() {
    let bomb = zipped("word/document.xml", &vec![b' '; 64 << 20]);
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(decoded(&bomb, 1 << 16, None), Err(Error::TooLong(_))));
    let long = docx(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "工".repeat(1000)));
    assert!(matches!(decoded(&long, 2000, None), Err(Error::TooLong(_))));
}

#[test]
fn a_pdf_is_read_by_what_was_lent() {
    let pdf = b"%PDF-1.7\n\x00\x01";
    let lent = |said: Result<&'static str, &'static str>| {
        let lent: gongbao_files::PdfText =
            Arc::new(move |_: &[u8]| said.map(str::to_owned).map_err(str::to_owned));
        decoded(pdf, DEFAULT_LIMIT, Some(&lent))
            .map(|decoded| decoded.text)
            .map_err(|error| error.to_string())
    };
    assert_eq!(lent(Ok("全县")).unwrap(), "全县");
    assert!(lent(Ok(" \n")).unwrap_err().contains("no text layer"));
    assert_eq!(lent(Err("a password")).unwrap_err(), "a password");
}

#[test]
fn lines_of_json_are_documents() {
    let folder = folder("jsonl");
    let path = folder.join("all.jsonl");
    fs::write(
        &path,
        "\u{feff}{\"id\":7,\"text\":\"全县关工组织发展到297个。\"}\n\n{\"id\":\"b\",\"text\":3}\nnot json\n{\"id\":null,\"text\":\"x\"}\n[1]\n{\"id\":\"c\",\"text\":\"“五老”622人。\"}",
    )
    .unwrap();
    let read = |name: Option<&str>| {
        let fields = Fields { name: name.map(str::to_owned), ..Fields::default() };
        let reader = Reader::new(Analyzer::default());
        let short = |at: &str| at.replace(&format!("{}", folder.display()), "");
        Documents::of(std::slice::from_ref(&path), &fields)
            .map(|document| match document.and_then(|document| reader.read(document)) {
                Ok(report) => format!("{} {}", short(report.name().unwrap()), report.facts().len()),
                Err(Failure { name, reason }) => format!("{} failed: {reason}", short(&name)),
            })
            .collect::<Vec<_>>()
    };
    let by_line = read(None);
    assert_eq!(by_line[0], "/all.jsonl:1 1");
    assert_eq!(by_line[1], "/all.jsonl:3 failed: \"text\" is no text");
    assert!(by_line[2].starts_with("/all.jsonl:4 failed: not an object of JSON"), "{}", by_line[2]);
    assert_eq!(by_line[3], "/all.jsonl:5 0");
    assert!(by_line[4].starts_with("/all.jsonl:6 failed"), "{}", by_line[4]);
    assert_eq!(by_line[5], "/all.jsonl:7 2");
    let by_name = read(Some("id"));
    assert_eq!((by_name[0].as_str(), by_name[5].as_str()), ("7 1", "c 2"));
    assert!(by_name[3].contains("for the name"), "{}", by_name[3]);
}

#[test]
fn a_line_beyond_the_limit_is_refused() {
    let path = folder("long").join("all.jsonl");
    fs::write(&path, format!("{{\"text\":\"a\"}}\n{{\"text\":\"{}\"}}\n", "工".repeat(1 << 16))).unwrap();
    let fields = Fields { limit: 100, ..Fields::default() };
    let said: Vec<_> = Documents::of(&[path], &fields).collect();
    assert_eq!(said.len(), 2);
    assert!(said[0].is_ok());
    assert!(said[1].as_ref().unwrap_err().reason.contains("longer than the limit"));
}

#[cfg(unix)]
#[test]
fn what_lies_in_a_folder_is_read_and_what_it_leads_to_is_not() {
    use std::os::unix::fs::symlink;

    let folder = folder("links");
    let name = |path: &std::path::Path| path.to_string_lossy().replace(&*folder.to_string_lossy(), "");
    fs::create_dir_all(folder.join("in/below")).unwrap();
    for at in ["secret.txt", "in/a.txt", "in/below/b.txt"] {
        fs::write(folder.join(at), "全县关工组织发展到297个。").unwrap();
    }
    symlink("../secret.txt", folder.join("in/out.txt")).unwrap();
    symlink("/etc/passwd", folder.join("in/root.txt")).unwrap();
    symlink("below/b.txt", folder.join("in/inside.txt")).unwrap();
    symlink("../a.txt", folder.join("in/below/up.txt")).unwrap();
    symlink("nowhere", folder.join("in/broken.txt")).unwrap();
    symlink("../..", folder.join("in/round")).unwrap();
    symlink(".", folder.join("in/self.txt")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(folder.join("in/pipe.txt")).status().unwrap().success());
    let said = |paths: &[PathBuf]| {
        gongbao_files::Inputs::new(paths)
            .map(|input| match input {
                Ok(input) => name(input.name().as_ref()),
                Err(failure) => format!("{}: {}", name(failure.name.as_ref()), failure.reason),
            })
            .collect::<Vec<_>>()
    };
    let found = said(&[folder.join("in")]);
    assert_eq!(
        found,
        [
            "/in/a.txt",
            "/in/below/b.txt",
            "/in/below/up.txt",
            "/in/broken.txt: No such file or directory",
            "/in/inside.txt",
            "/in/out.txt: it is a link that leads out of the folder; name it to read it",
            "/in/pipe.txt: it is no file; name it to read it",
            "/in/root.txt: it is a link that leads out of the folder; name it to read it",
        ]
    );
    // The folder may be a link itself, and what is named is meant.
    symlink("in", folder.join("alias")).unwrap();
    assert_eq!(said(&[folder.join("alias")]).len(), found.len());
    assert_eq!(
        said(&[folder.join("in/below"), folder.join("in/out.txt")]),
        [
            "/in/below/b.txt",
            "/in/below/up.txt: it is a link that leads out of the folder; name it to read it",
            "/in/out.txt"
        ]
    );
}

#[test]
fn a_file_that_is_written_while_it_is_read_is_named() {
    use std::sync::atomic::{AtomicBool, Ordering};

    let path = folder("changes").join("a.txt");
    let half = "全县关工组织发展到297个。".repeat(40_000);
    fs::write(&path, &half).unwrap();
    let done = Arc::new(AtomicBool::new(false));
    let writer = std::thread::spawn({
        let (path, done) = (path.clone(), done.clone());
        move || {
            while !done.load(Ordering::Relaxed) {
                let mut file = fs::File::options().append(true).open(&path).unwrap();
                file.write_all(b"x").unwrap();
            }
        }
    });
    // Sooner or later a reading meets a writing; one that does says so, and every other one is whole.
    let (mut refused, start) = (0, std::time::Instant::now());
    while refused == 0 && start.elapsed().as_secs() < 60 {
        match gongbao_files::Input::File(path.clone()).read(DEFAULT_LIMIT) {
            Ok(bytes) => assert!(bytes.starts_with(half.as_bytes())),
            Err(failure) => {
                assert_eq!(failure.reason, "it was changed while it was read; read it again");
                assert!(failure.name.ends_with("a.txt"));
                refused += 1;
            }
        }
    }
    done.store(true, Ordering::Relaxed);
    writer.join().unwrap();
    assert!(refused > 0);
}

#[test]
fn a_document_of_many_parts_or_levels_is_read_or_refused() {
    // Elements in elements, a hundred thousand deep, and as many archives in one.
    let deep = docx(&format!(
        "{}<w:p><w:r><w:t>工</w:t></w:r></w:p>{}",
        "<w:x>".repeat(100_000),
        "</w:x>".repeat(100_000)
    ));
    assert_eq!(text(&deep).unwrap(), "工\n");
    let cells = docx(&format!(
        "{}工{}",
        "<w:tc><w:p><w:r><w:t>".repeat(20_000),
        "</w:t></w:r></w:p></w:tc>".repeat(20_000)
    ));
    assert_eq!(text(&cells).unwrap().trim(), "工");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..20_000 {
        zip.start_file(format!("{at}"), SimpleFileOptions::default()).unwrap();
    }
    assert!(text(&zip.finish().unwrap().into_inner()).unwrap_err().contains("no Word document"));
    // An entity that stands for entities is not looked into.
    let lol = zipped(
        "word/document.xml",
        b"<!DOCTYPE d [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:d xmlns:w=\"w\"><w:p><w:t>&b;</w:t></w:p></w:d>",
    );
    assert!(text(&lol).unwrap_err().contains("&b;"));
    let outside = zipped(
        "word/document.xml",
        b"<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:d xmlns:w=\"w\"><w:p><w:t>&a;</w:t></w:p></w:d>",
    );
    assert!(text(&outside).unwrap_err().contains("&a;"));
}

#[test]
fn what_the_fuzzers_found_is_read_or_refused() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/findings");
    let reader = Reader::new(Analyzer::default());
    for entry in fs::read_dir(folder).unwrap() {
        let found = fs::read(entry.unwrap().path()).unwrap();
        for bytes in [zipped("word/document.xml", &found), found] {
            // Either is right; a panic is not.
            if let Ok(report) = reader.bytes(&bytes) {
                assert_eq!(report.edits().replay(report.source(), report.text()), report.text());
            }
        }
    }
}
