//! The dictionaries of gongbao: one concern a table, compiled ahead, loaded without building.
//!
//! A table is a tab-separated file in `tables/`, its key in the first column, with a comment at its head that says
//! what belongs in it and where the words come from. The build turns it into a double array from key to row, so
//! that loading is a pointer and a look-up walks the text.
//!
//! ```
//! use gongbao_data::units;
//!
//! let (length, row) = units().longest("人次以上").expect("人次 is a unit");
//! assert_eq!(&"人次以上"[..length], "人次");
//! assert_eq!(row.column(1), "count");
//! ```
//!
//! # What it does not do
//! It knows nothing of reports: which word means what in which place is the business of the crate `gongbao`.

pub mod chars;
pub mod codes;
mod filter;
mod keys;
pub mod language;
mod pairs;
mod table;
#[allow(dead_code, reason = "the build stores, the crate reads")]
mod word;
pub mod words;

pub use filter::{Gate, Opening, mix};
pub use table::{Row, Table, TableError};

use std::sync::LazyLock;

/// The version of the data: the day of the last revision and a hash over all tables, so that a changed table
/// cannot keep its version.
pub const VERSION: &str = concat!("2026.11-", include_str!(concat!(env!("OUT_DIR"), "/version")));

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name() -> &'static Table {
            static TABLE: LazyLock<Table> = LazyLock::new(|| {
                Table::compiled(
                    include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".keys")),
                    include_str!(concat!(env!("OUT_DIR"), "/", $file, ".rows")),
                    include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".ends")),
                    include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".filter")),
                    include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".pairs")),
                )
            });
            &TABLE
        }
    )*};
}

/// The gate of places, of all their tables.
#[must_use]
pub fn place_gate() -> &'static Gate {
    static GATE: Gate = Gate::load(
        include_bytes!(concat!(env!("OUT_DIR"), "/place_gate.bits")),
        include_bytes!(concat!(env!("OUT_DIR"), "/place_gate.thirds")),
        include_str!(concat!(env!("OUT_DIR"), "/place_gate.firsts")),
        include_str!(concat!(env!("OUT_DIR"), "/place_gate.seconds")),
    );
    &GATE
}

tables! {
    /// Words of the genre: word, tag in the set of jieba.
    lexicon = "lexicon";
    /// Festivals: name, month, day, whether it needs quotes.
    festivals = "festivals";
    /// Words that name a time by themselves: word, meaning, number.
    time_words = "time_words";
    /// Last words of titles: word, type of the work.
    citation_types = "citation_types";
    /// Genres: the word a title ends in, genre, role of a section that nothing else tells, whose year 今年 is.
    genres = "genres";
    /// Words in headings: word, role of the section, weight.
    heading_roles = "heading_roles";
    /// Words that begin the lead sentence of a paragraph.
    heading_verbs = "heading_verbs";
    /// Words in running text: word, role of the paragraph, weight.
    role_cues = "role_cues";
    /// Whom a report addresses.
    salutations = "salutations";
    /// The characters that official Chinese is mostly made of, the most frequent first.
    common_characters = "common_characters";
    /// Named character references of HTML: the name behind the ampersand, its code points in hexadecimal.
    entities = "entities";
    /// Words of the imprint of a site: word, `mark` or `owner`.
    imprint_words = "imprint_words";
    /// Words of advertising injected into pages: word, weight.
    injected_words = "injected_words";
    /// Labels of what a page says around a report: label, field, weight.
    page_labels = "page_labels";
    /// Words of the line that says where in a site a page stands: word, place, home or last.
    page_paths = "page_paths";
    /// Labels of the lines around the imprint of a site.
    page_imprint = "page_imprint";
    /// Labels of the catalogue of open information above a document: label, kind of its value, weight.
    page_catalogue = "page_catalogue";
    /// Names of the box that holds the article of a page.
    content_marks = "content_marks";
    /// Elements of HTML: name, what it does to the text around it.
    html_elements = "html_elements";
    /// Names of meta elements that tell of the article: name, field.
    page_metas = "page_metas";
    /// What notices of sites and crawlers say.
    page_notices = "page_notices";
    /// Words of buttons and menus: word, weight.
    page_words = "page_words";
    /// What stands above a list of other articles.
    related_heads = "related_heads";
    /// Posts as they end a byline: the last word of the name of an office.
    post_words = "post_words";
    /// What the name of a body that signs a report ends in.
    signers = "signers";
    /// Days of festivals that move with the moon: year, and the day of each.
    festival_days = "festival_days";
    /// Events that years are counted from: name, first day.
    events = "events";
    /// Units of measure: unit, dimension, base unit, factor to the base unit.
    units = "units";
    /// Names and signs of currencies before an amount: name, unit.
    currencies = "currencies";
    /// Words that begin like a measure word and are none behind a Chinese numeral.
    units_not = "units_not";
    /// Verbs around figures: verb, class, whether it stands inside compound nouns.
    verbs = "verbs";
    /// Statistical indicators: name as written, canonical name, unit meant where none is written.
    indicators = "indicators";
    /// Words that tell how a figure in their sentence is meant: word, what they tell.
    figure_cues = "figure_cues";
    /// Traditional words as the mainland writes them where OpenCC does not say: Traditional, Simplified.
    mainland = "mainland";
    /// Words of Traditional text as Hong Kong says them.
    opencc_hk_phrases = "opencc_hk_phrases";
    /// Words of Hong Kong as the mainland says them.
    opencc_hk_phrases_rev = "opencc_hk_phrases_rev";
    /// Characters as Hong Kong writes them.
    opencc_hk_variants = "opencc_hk_variants";
    /// Phrases as Hong Kong writes them.
    opencc_hk_variants_phrases = "opencc_hk_variants_phrases";
    /// Characters of Hong Kong in their standard form.
    opencc_hk_variants_rev = "opencc_hk_variants_rev";
    /// Phrases of Hong Kong in their standard form.
    opencc_hk_variants_rev_phrases = "opencc_hk_variants_rev_phrases";
    /// Simplified to Traditional: characters.
    opencc_st_characters = "opencc_st_characters";
    /// Simplified to Traditional: phrases.
    opencc_st_phrases = "opencc_st_phrases";
    /// Simplified to Traditional: phrases that the regional words need.
    opencc_st_phrases_regional = "opencc_st_phrases_regional";
    /// Traditional to Simplified: characters.
    opencc_ts_characters = "opencc_ts_characters";
    /// Traditional to Simplified: characters beyond the common fonts.
    opencc_ts_characters_ext = "opencc_ts_characters_ext";
    /// Traditional to Simplified: phrases.
    opencc_ts_phrases = "opencc_ts_phrases";
    /// Words of Traditional text as Taiwan says them.
    opencc_tw_phrases = "opencc_tw_phrases";
    /// Words of Taiwan as the mainland says them.
    opencc_tw_phrases_rev = "opencc_tw_phrases_rev";
    /// Characters as Taiwan writes them.
    opencc_tw_variants = "opencc_tw_variants";
    /// Phrases as Taiwan writes them.
    opencc_tw_variants_phrases = "opencc_tw_variants_phrases";
    /// Characters of Taiwan in their standard form.
    opencc_tw_variants_rev = "opencc_tw_variants_rev";
    /// Phrases of Taiwan in their standard form.
    opencc_tw_variants_rev_phrases = "opencc_tw_variants_rev_phrases";
    /// Radicals and compatibility ideographs: character, ideograph.
    radicals = "radicals";
    /// Letters that look like another character: letter, character, `han`, `word` or `latin`.
    lookalikes = "lookalikes";
    /// Readings of characters: character, readings with tones, the most common first.
    readings = "readings";
    /// Bodies known by their names: name, level or `-`.
    organisations = "organisations";
    /// Bodies as they stand behind a place: body, `bare` or `placed`.
    organisation_bodies = "organisation_bodies";
    /// What names of bodies end in: ending, least modifier alone or `-`, least modifier behind a place.
    organisation_suffixes = "organisation_suffixes";
    /// What a name that only its ending tells does not begin with: word, `skip`, `lead`, `det`,
    /// `adj`, `kind` or `in`.
    organisation_open = "organisation_open";
    /// Words that end like the name of a body and are none.
    organisation_not = "organisation_not";
    /// Persons of public life.
    persons = "persons";
    /// Words that begin like a name and are none.
    person_not = "person_not";
    /// Words that a name stands behind or before: word, `post`, `kind` or `kin`.
    posts = "posts";
    /// Surnames.
    surnames = "surnames";
    /// Provinces, prefectures and counties: name, codes.
    places = "places";
    /// Places the other way round, made by the build: code, name.
    place_names = "place_names";
    /// Readings the other way round, made by the build: reading, the characters that it is the usual one of, others.
    sounds = "sounds";
    /// The towns of a county, made by the build: code of the county, then `row:code` for each, the row of `townships`.
    county_towns = "county_towns";
    /// Short forms of `places`: short form, codes, whether it is a common word (`1` or `0`).
    places_short = "places_short";
    /// Names that places had: name, code, year of the change.
    places_former = "places_former";
    /// What makes another word of the name of a place: what stands there, `full`, `short` or `-`.
    place_not = "place_not";
    /// When a county of two characters is one: word, `doubtful`, `before` or `body`.
    places_apart = "places_apart";
    /// Towns, townships, streets: name, codes, short form or `-`, whether that is a common word (`1` or `0`).
    townships = "townships";
    /// Nouns that say what a mechanism is: noun, where it makes one (`free`, `marked`, `quoted`), least modifier.
    mechanism_heads = "mechanism_heads";
    /// What makes a modifier of 活动 a name: mark, where (`start`, `in`).
    mechanism_marks = "mechanism_marks";
    /// Mechanisms without a head noun: name, `bare` or `quoted`.
    mechanism_named = "mechanism_named";
    /// Known numeral phrases: name, items joined by 、 or `-`.
    mechanism_numerals = "mechanism_numerals";
    /// What looks like a numeral phrase and is none.
    mechanism_not = "mechanism_not";
    /// Modifiers that name nothing: word, `strip` or `whole`.
    mechanism_general = "mechanism_general";
    /// Where the modifier of a name begins: word, `always`, `lead` or `keep`.
    mechanism_words = "mechanism_words";
}
