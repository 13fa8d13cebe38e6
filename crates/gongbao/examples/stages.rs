//! scratch
use gongbao::extract::{Document, Found};
use std::time::Instant;
fn main() {
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let texts: Vec<String> =
        std::env::args().skip(2).filter_map(|p| String::from_utf8(std::fs::read(p).unwrap()).ok()).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let a = gongbao::Analyzer::default();
    let jieba = jieba_rs::Jieba::new();
    let restored: Vec<_> = texts.iter().map(|t| gongbao::restore::restore(t, &[])).collect();
    let read: Vec<_> = restored.iter().map(|r| gongbao::read::read(&r.text, &r.page)).collect();
    let mut names = vec![
        "all",
        "jieba",
        "restore",
        "read",
        "citations",
        "times",
        "names",
        "mechanisms",
        "figures",
        "extract",
    ];
    let mut best = vec![f64::MAX; names.len()];
    for _ in 0..n {
        let mut t = 0;
        let mut time = |f: &mut dyn FnMut()| {
            let s = Instant::now();
            f();
            best[t] = best[t].min(s.elapsed().as_secs_f64());
            t += 1;
        };
        time(&mut || {
            for t in &texts {
                std::hint::black_box(a.analyze(t).unwrap());
            }
        });
        time(&mut || {
            for t in &texts {
                for l in t.lines() {
                    std::hint::black_box(jieba.cut(l, false));
                }
            }
        });
        time(&mut || {
            for t in &texts {
                std::hint::black_box(gongbao::restore::restore(t, &[]));
            }
        });
        time(&mut || {
            for r in &restored {
                std::hint::black_box(gongbao::read::read(&r.text, &r.page));
            }
        });
        let mut found: Vec<Vec<Found>> = vec![Vec::new(); texts.len()];
        for room in gongbao::extract::ROOMS {
            time(&mut || {
                for ((r, s), found) in restored.iter().zip(&read).zip(&mut found) {
                    let d = Document {
                        signs: &gongbao::extract::Signs::of(&r.text),
                        text: &r.text,
                        meta: &s.meta,
                        sections: &s.sections,
                        sentences: &s.sentences,
                    };
                    let more = room(&d, found);
                    found.extend(more);
                    found.sort_by_key(|fact| (fact.span.start(), std::cmp::Reverse(fact.span.end())));
                }
            });
        }
        time(&mut || {
            for (r, s) in restored.iter().zip(&read) {
                std::hint::black_box(gongbao::extract::extract(&r.text, s, &r.edits, None));
            }
        });
    }
    let base = best[1];
    for (n, b) in names.drain(..).zip(best) {
        println!(
            "{n:12} {:8.1} MB/s  {:.2} ns/B  {:.2} x jieba time",
            bytes as f64 / b / 1e6,
            b * 1e9 / bytes as f64,
            b / base
        );
    }
}
