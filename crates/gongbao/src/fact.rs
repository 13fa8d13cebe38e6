//! The facts of a report.
//!
//! A fact is a span of the reading text, the span of the source it was made from, the rule that found it, and what
//! its kind adds. Texts that stand in the report are kept as spans; `../gold/GUIDELINES.md` of the design material
//! and `model.md` define the fields.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::edit::Certainty;
use crate::span::{SourceSpan, TextSpan};

/// The kinds of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A number that says how much or how many, what share, what change, what rank.
    Figure,
    /// A named way of working.
    Mechanism,
    /// A cited document, law, book or article.
    Citation,
    /// A body.
    Organisation,
    /// An administrative place.
    Place,
    /// A person.
    Person,
    /// A date, a year, a period, a relative time.
    Time,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Figure,
        Self::Mechanism,
        Self::Citation,
        Self::Organisation,
        Self::Place,
        Self::Person,
        Self::Time,
    ];

    /// The word of the model.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Mechanism => "mechanism",
            Self::Citation => "citation",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Person => "person",
            Self::Time => "time",
        }
    }
}

/// A fact of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Where it stands in the reading text.
    pub span: TextSpan,
    /// What it was made from.
    pub source: SourceSpan,
    /// The innermost section, as an index.
    pub section: Option<u32>,
    /// The sentence, as an index.
    pub sentence: Option<u32>,
    /// The rule that found it, `figure/quantity` for instance: a name to search the code and the tables for.
    pub rule: &'static str,
    /// How sure it is: never surer than the repairs under it.
    pub certainty: Certainty,
    /// What its kind adds.
    pub detail: Detail,
}

impl Fact {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.detail.kind()
    }

    /// What a figure adds, if it is one.
    #[must_use]
    pub fn figure(&self) -> Option<&Figure> {
        match &self.detail {
            Detail::Figure(figure) => Some(figure),
            _ => None,
        }
    }
}

/// What each kind adds to a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// A figure.
    Figure(Box<Figure>),
    /// A mechanism.
    Mechanism(Box<Mechanism>),
    /// A citation.
    Citation(Box<Citation>),
    /// An organisation.
    Organisation(Box<Organisation>),
    /// A place.
    Place(Box<Place>),
    /// A person.
    Person(Box<Person>),
    /// A time.
    Time(Time),
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant),*
        }

        impl $name {
            /// The word of the model.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The variant of a word of the model.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// What kind of quantity a unit measures.
    Dimension {
        /// Things counted.
        Count = "count",
        /// Money.
        Money = "money",
        /// Parts of a hundred.
        Percent = "percent",
        /// Percentage points.
        Points = "points",
        /// Lengths of time.
        Duration = "duration",
        /// Ages.
        Age = "age",
        /// Places in an order.
        Rank = "rank",
        /// Marks.
        Score = "score",
        /// Lengths.
        Length = "length",
        /// Areas.
        Area = "area",
        /// Masses.
        Mass = "mass",
        /// Volumes.
        Volume = "volume",
        /// Energies.
        Energy = "energy",
        /// Powers.
        Power = "power",
        /// Temperatures.
        Temperature = "temperature",
        /// Ratios and multiples.
        Ratio = "ratio",
    }
}

words! {
    /// How the true value lies to the number.
    Bound {
        /// The number itself.
        Exact = "exact",
        /// 约, 左右, 上下.
        About = "about",
        /// 余, 多, 超, 逾, 突破.
        Over = "over",
        /// 近, 将近.
        Nearly = "nearly",
        /// 以上, 不少于, 至少, 上千.
        AtLeast = "at_least",
        /// 以下, 以内, 不超过.
        AtMost = "at_most",
        /// Between two numbers.
        Range = "range",
    }
}

words! {
    /// What the number says of its subject.
    Role {
        /// How many there are or were done.
        Level = "level",
        /// By how much it rose or fell.
        Change = "change",
        /// A part of a whole.
        Share = "share",
        /// A place in an order.
        Rank = "rank",
    }
}

words! {
    /// Where a change goes.
    Direction {
        /// It rose.
        Up = "up",
        /// It fell.
        Down = "down",
    }
}

words! {
    /// Over what the number was taken.
    Aggregate {
        /// 共, 总, 合计.
        Total = "total",
        /// 累计, 至今.
        Cumulative = "cumulative",
        /// 平均, 人均.
        Average = "average",
        /// 各, 每.
        Each = "each",
    }
}

words! {
    /// Whether it is so, shall be so, or has to be so.
    Status {
        /// It was reached.
        Achieved = "achieved",
        /// It is aimed at.
        Target = "target",
        /// A rule or standard asks for it.
        Norm = "norm",
        /// It is how things stand.
        Background = "background",
    }
}

/// A figure: a number, its unit, and what it says of what.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The canonical name of the indicator, where the subject is one.
    pub indicator: Option<Cow<'static, str>>,
    /// The number in units of `unit`, 万 and 亿 multiplied out; `None` for a range.
    pub value: Option<Decimal>,
    /// The ends of a range.
    pub range: Option<Box<Ends>>,
    /// The unit as written, without 万 and 亿; supplied where the sentence leaves it out.
    pub unit: Option<Cow<'static, str>>,
    /// What the unit measures.
    pub dimension: Option<Dimension>,
    /// How the true value lies to the number.
    pub bound: Bound,
    /// The words that set the bound.
    pub modifier: Option<TextSpan>,
    /// What the number says.
    pub role: Role,
    /// Of a change: up or down.
    pub direction: Option<Direction>,
    /// Of a change: compared with what.
    pub basis: Option<TextSpan>,
    /// What is counted or measured.
    pub subject: Option<TextSpan>,
    /// The verb that governs it.
    pub action: Option<TextSpan>,
    /// Who or where it holds for.
    pub scope: Option<TextSpan>,
    /// Over what it was taken.
    pub aggregate: Option<Aggregate>,
    /// The denominator of a rate.
    pub per: Option<TextSpan>,
    /// The time expression that governs it.
    pub time: Option<TextSpan>,
    /// Reached, aimed at, asked for, or given.
    pub status: Status,
    /// The word of the commitment: 确保, 力争, 预期.
    pub commitment: Option<TextSpan>,
    /// `value` in the base unit of the dimension.
    pub base_value: Option<Decimal>,
    /// The base unit of the dimension.
    pub base_unit: Option<&'static str>,
}

/// The ends of a range. Few figures are one, so it has a place of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// The lower end.
    pub low: Decimal,
    /// The upper end.
    pub high: Decimal,
    /// `low` in the base unit of the dimension.
    pub base_low: Option<Decimal>,
    /// `high` in the base unit.
    pub base_high: Option<Decimal>,
}

words! {
    /// The forms of mechanisms.
    Pattern {
        /// A drives B: 党建带关建.
        Lead = "lead",
        /// A and B joined: 党支部+关工委.
        Pair = "pair",
        /// A number and what it abbreviates: 五老.
        Numeral = "numeral",
        /// A named system, project, brand or campaign.
        Named = "named",
    }
}

/// The parts of a mechanism.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parts {
    /// Of `lead`: what drives, and what is driven.
    Lead {
        /// What drives.
        driver: String,
        /// What is driven.
        driven: String,
    },
    /// Of `pair`: both sides.
    Pair {
        /// Before the plus sign.
        left: String,
        /// Behind it.
        right: String,
    },
    /// Of `numeral`: the items that the text spells out.
    Items(Vec<String>),
}

/// A mechanism: a named way of working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mechanism {
    /// Its form.
    pub pattern: Pattern,
    /// Its name: without quotes, the same for all variants.
    pub name: String,
    /// The noun that says what it is: 制度, 机制, 品牌.
    pub head: Option<TextSpan>,
    /// What it is made of.
    pub parts: Option<Parts>,
}

/// A citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// What stands in the book marks.
    pub title: Option<TextSpan>,
    /// The document number that belongs to it.
    pub number: Option<TextSpan>,
    /// Who issued it, if the sentence says so.
    pub issuer: Option<TextSpan>,
    /// What it is: `law`, `plan`, `opinion`, `notice`, `measures`, `book`, `article` …
    pub kind: Option<&'static str>,
}

/// An organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its full name, where the report's own place or a lexicon settles it: 市关工委 is 集安市关工委.
    pub name: Option<String>,
    /// `national`, `province`, `prefecture`, `county`, `township`, `village`.
    pub level: Option<&'static str>,
    /// The place it belongs to.
    pub place: Option<String>,
}

/// A place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Its full name: 江西 is 江西省.
    pub name: Option<String>,
    /// The code of the division.
    pub code: Option<String>,
    /// `province`, `prefecture`, `county`, `township`, `village`.
    pub level: Option<&'static str>,
    /// The name of the division above it.
    pub parent: Option<String>,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: TextSpan,
    /// The post, if the text gives one.
    pub post: Option<TextSpan>,
}

/// A time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Time {
    /// The first day, if the report's own date settles it.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl Detail {
    /// The kind of fact that it makes.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Figure(_) => Kind::Figure,
            Self::Mechanism(_) => Kind::Mechanism,
            Self::Citation(_) => Kind::Citation,
            Self::Organisation(_) => Kind::Organisation,
            Self::Place(_) => Kind::Place,
            Self::Person(_) => Kind::Person,
            Self::Time(_) => Kind::Time,
        }
    }
}
