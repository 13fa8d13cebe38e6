//! Cuts each line of standard input into words, two blanks between them: `words genre` or `words jieba`.

use std::io::{self, BufWriter, Read, Write};

use gongbao::read::words::{Keep, Segmenter, words};

fn main() -> io::Result<()> {
    let word = std::env::args().nth(1).unwrap_or_else(|| "genre".to_owned());
    let Some(segmenter) = Segmenter::from_word(&word) else {
        return Err(io::Error::other("say genre or jieba"));
    };
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let mut out = BufWriter::new(io::stdout().lock());
    for line in text.lines() {
        for word in words(line, segmenter, Keep::default()) {
            write!(out, "{}  ", word.span.of(line))?;
        }
        writeln!(out)?;
    }
    out.flush()
}
