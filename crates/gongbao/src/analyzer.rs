//! The main path: bytes, source text, reading text, structure, facts.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use sha2::{Digest, Sha256};

use crate::decode::{self, Decoded};
use crate::edit::Step;
use crate::error::Error;
use crate::extract;
use crate::fact::{Detail, Fact};
use crate::lexicon::Lexicon;
use crate::read;
use crate::read::words::{Keep, Segmenter};
use crate::report::{Encoding, Report};
use crate::restore::{self, Restored};
use crate::span::TextSpan;

/// Texts up to this many bytes are read unless the builder says otherwise: 1 GiB.
pub const DEFAULT_LIMIT: usize = 1 << 30;

/// Positions are 32 bits wide, and a span keeps one more than its end.
const HARD_LIMIT: usize = u32::MAX as usize - 1;

/// Reads reports. Immutable, shared by clones, usable from any number of threads.
///
/// ```
/// let analyzer = gongbao::Analyzer::builder().words(true).build();
/// let report = analyzer.analyze("坚持党建带关建。")?;
/// assert!(report.words().is_some());
/// # Ok::<(), gongbao::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Analyzer(Arc<Config>);

/// How an [`Analyzer`] shall read.
#[derive(Clone, Debug)]
pub struct AnalyzerBuilder(Config);

#[derive(Clone, Debug)]
struct Config {
    words: Option<Segmenter>,
    limit: usize,
    skipped: Vec<Step>,
    /// Whether the way ends with the reading text.
    text_only: bool,
    lexicon: Option<Lexicon>,
    fingerprint: String,
}

impl Default for AnalyzerBuilder {
    fn default() -> Self {
        Self(Config {
            words: None,
            limit: DEFAULT_LIMIT,
            skipped: Vec::new(),
            text_only: false,
            lexicon: None,
            fingerprint: String::new(),
        })
    }
}

impl AnalyzerBuilder {
    /// Whether to find the words, too; without them a report is read faster. `true` finds them as
    /// [`Segmenter::Genre`] does.
    #[must_use]
    pub fn words(mut self, words: bool) -> Self {
        self.0.words = words.then_some(Segmenter::Genre);
        self
    }

    /// Whether to end with the reading text: its edits, its script and what restoration warns of, and neither outline
    /// nor sentences nor facts. For those who want clean text and nothing else, at the speed of the restoration.
    ///
    /// ```
    /// let analyzer = gongbao::Analyzer::builder().text_only(true).build();
    /// let report = analyzer.analyze("全縣關(guān)工組織")?;
    /// assert_eq!((report.text(), report.facts().len()), ("全县关工组织", 0));
    /// # Ok::<(), gongbao::Error>(())
    /// ```
    #[must_use]
    pub fn text_only(mut self, text_only: bool) -> Self {
        self.0.text_only = text_only;
        self
    }

    /// Finds the words, too, by the segmenter that is named.
    #[must_use]
    pub fn segmenter(mut self, segmenter: Segmenter) -> Self {
        self.0.words = Some(segmenter);
        self
    }

    /// Adds the entries of a lexicon; a second one adds to the first, and wins over it.
    #[must_use]
    pub fn lexicon(mut self, lexicon: Lexicon) -> Self {
        self.0.lexicon = Some(match self.0.lexicon {
            Some(before) => before.and(&lexicon),
            None => lexicon,
        });
        self
    }

    /// The longest input in bytes that is accepted; [`DEFAULT_LIMIT`] unless set.
    #[must_use]
    pub fn limit(mut self, bytes: usize) -> Self {
        self.0.limit = bytes.min(HARD_LIMIT);
        self
    }

    /// Leaves a step of the restoration out.
    #[must_use]
    pub fn without(mut self, step: Step) -> Self {
        if !self.0.skipped.contains(&step) {
            self.0.skipped.push(step);
            self.0.skipped.sort_unstable();
        }
        self
    }

    /// The analyzer.
    #[must_use]
    pub fn build(mut self) -> Analyzer {
        self.0.fingerprint = fingerprint(&self.0);
        Analyzer(Arc::new(self.0))
    }
}

/// The number of a cited document.
fn document_number(fact: &Fact) -> Option<TextSpan> {
    match &fact.detail {
        Detail::Citation(citation) => citation.number,
        _ => None,
    }
}

/// A hash over what decides a result: program, dictionaries, configuration. The limit is no part of it, since it
/// decides whether there is a result and not which.
fn fingerprint(config: &Config) -> String {
    let mut hash = Sha256::new();
    hash.update(crate::VERSION);
    hash.update([0]);
    hash.update(gongbao_data::VERSION);
    hash.update([0, config.words.map_or(0, |words| words as u8)]);
    if config.text_only {
        hash.update("text");
        hash.update([0]);
    }
    for step in &config.skipped {
        hash.update(step.as_str());
        hash.update([0]);
    }
    if let Some(lexicon) = config.lexicon.as_ref().filter(|lexicon| !lexicon.is_empty()) {
        hash.update(lexicon.to_json());
    }
    hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Default for Analyzer {
    fn default() -> Self {
        static DEFAULT: LazyLock<Analyzer> = LazyLock::new(|| AnalyzerBuilder::default().build());
        DEFAULT.clone()
    }
}

impl Analyzer {
    /// A builder with everything as it is by default.
    #[must_use]
    pub fn builder() -> AnalyzerBuilder {
        AnalyzerBuilder::default()
    }

    /// A hash over program, dictionaries and configuration: equal fingerprints promise equal results.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.0.fingerprint
    }

    /// The longest input in bytes that is accepted.
    #[must_use]
    pub fn limit(&self) -> usize {
        self.0.limit
    }

    /// Reads a text.
    ///
    /// # Errors
    /// If the text is longer than the limit.
    pub fn analyze(&self, text: &str) -> Result<Report, Error> {
        self.check(text.len())?;
        let encoding = Encoding { name: "utf-8", reason: "given as text" };
        Ok(self.read(Decoded { text: text.to_owned(), encoding, warnings: Vec::new() }))
    }

    /// Decodes bytes and reads the text.
    ///
    /// # Errors
    /// If the bytes are no text, or more than the limit.
    pub fn analyze_bytes(&self, bytes: &[u8]) -> Result<Report, Error> {
        self.check(bytes.len())?;
        self.analyze_decoded(decode::decode(bytes)?)
    }

    /// Reads a text that was decoded before, or taken out of what packs it.
    ///
    /// # Errors
    /// If the text is longer than the limit.
    pub fn analyze_decoded(&self, decoded: Decoded) -> Result<Report, Error> {
        self.check(decoded.text.len())?;
        Ok(self.read(decoded))
    }

    /// Whether an input of so many bytes is accepted.
    ///
    /// # Errors
    /// If it is longer than the limit.
    pub fn check(&self, length: usize) -> Result<(), Error> {
        if length > self.0.limit { Err(Error::too_long(length, self.0.limit)) } else { Ok(()) }
    }

    fn read(&self, decoded: Decoded) -> Report {
        let Decoded { text: source, encoding, mut warnings } = decoded;
        let Restored { text, edits, script, page, set_aside, warnings: found } =
            restore::restore(&source, &self.0.skipped);
        // Most texts come through as they are, and are kept once.
        let changed = match text {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(text),
        };
        let text = changed.as_deref().unwrap_or(&source);
        warnings.extend(found);
        let lexicon = self.0.lexicon.as_ref();
        let (mut structure, mut facts) = (read::Structure::default(), Vec::new());
        if !self.0.text_only {
            structure = read::read(text, &page);
            extract::locate(&mut structure.meta);
            facts = extract::extract(text, &structure, &edits, lexicon);
            warnings.extend(extract::audit::audit(text, &facts));
        }
        warnings.extend(extract::masked::masked(text, &edits));
        if facts.is_empty() && (!self.0.text_only || text.trim().is_empty()) {
            warnings.extend(read::emptiness(&source, text));
        }
        warnings.sort_by_key(|warning| warning.source);
        let sections = read::with_sources(structure.sections, &edits);
        let words = self.0.words.map(|segmenter| {
            let numbers: Vec<_> = facts.iter().filter_map(document_number).collect();
            read::words::words(text, segmenter, Keep { lexicon, numbers: &numbers })
        });
        Report {
            name: None,
            encoding,
            source,
            text: changed,
            edits,
            script,
            meta: structure.meta,
            sections,
            sentences: structure.sentences,
            words,
            facts,
            warnings,
            set_aside,
            fingerprint: self.0.fingerprint.clone(),
        }
    }
}
