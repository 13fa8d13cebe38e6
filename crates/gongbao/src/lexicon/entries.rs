//! What a lexicon holds, read strictly from a tree: what is not understood is an error and never ignored.

use std::collections::HashMap;

use serde::Serialize;

use super::node::{At, Node, Value};
use crate::fact::{Parts, Pattern};
use crate::view::PartsView;

/// The entries of a lexicon, in the form in which they are written as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Entries {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) words: Vec<Word>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) mechanisms: Vec<Mechanism>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) organisations: Vec<Organisation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) places: Vec<Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) persons: Vec<Person>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) indicators: Vec<Indicator>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Word {
    pub(crate) name: String,
    pub(crate) tag: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Mechanism {
    pub(crate) name: String,
    pub(crate) pattern: Pattern,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) head: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "parts")]
    pub(crate) parts: Option<Parts>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) variants: Vec<String>,
}

#[allow(clippy::ref_option, reason = "the signature that serde asks for")]
fn parts<S: serde::Serializer>(parts: &Option<Parts>, serializer: S) -> Result<S::Ok, S::Error> {
    parts.as_ref().map(PartsView).serialize(serializer)
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Organisation {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) short: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) place: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Place {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) short: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Person {
    pub(crate) name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Indicator {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) synonyms: Vec<String>,
}

/// The kinds of entries, as they are written.
const KINDS: [&str; 6] = ["words", "mechanisms", "organisations", "places", "persons", "indicators"];

/// The levels of bodies and places.
const LEVELS: [&str; 6] = ["national", "province", "prefecture", "county", "township", "village"];

pub(super) type Wrong = (At, String);

/// Reads the entries of a tree.
pub(super) fn read(root: Node) -> Result<Entries, Wrong> {
    let mut entries = Entries::default();
    let mut seen = Seen::default();
    for (kind, at, node) in map(root, "a table of kinds")? {
        let items = match (kind.as_str(), node.value) {
            (_, Value::List(items)) => items,
            // Synonym = canonical name.
            ("indicators", Value::Map(pairs)) => {
                for (synonym, at, node) in pairs {
                    seen.add(&synonym, "indicators", &at)?;
                    let synonym = surface(synonym, &at)?;
                    let name = text(node)?;
                    match entries.indicators.iter_mut().find(|indicator| indicator.name == name) {
                        Some(indicator) => indicator.synonyms.push(synonym),
                        None => entries.indicators.push(Indicator { name, synonyms: vec![synonym] }),
                    }
                }
                continue;
            }
            (_, other) if KINDS.contains(&kind.as_str()) => {
                return Err((node.at, format!("{kind} is {}, and has to be a list", other.what())));
            }
            _ => Vec::new(),
        };
        if !KINDS.contains(&kind.as_str()) {
            return Err((at, format!("there is no kind {kind}; the kinds are {}", KINDS.join(", "))));
        }
        for item in items {
            let mut fields = Fields::of(item)?;
            entry(&kind, &mut fields, &mut entries, &mut seen)?;
            fields.done(&kind)?;
        }
    }
    Ok(entries)
}

fn entry(kind: &str, fields: &mut Fields, entries: &mut Entries, seen: &mut Seen) -> Result<(), Wrong> {
    let at = fields.at.clone();
    let name = fields.name()?;
    let mut more = |list: Vec<(String, At)>| -> Result<Vec<String>, Wrong> {
        list.into_iter()
            .map(|(text, at)| {
                seen.add(&text, kind, &at)?;
                Ok(text)
            })
            .collect()
    };
    more(vec![(name.clone(), at.clone())])?;
    match kind {
        "words" => {
            let tag = fields.text("tag")?.unwrap_or_else(|| "nz".to_owned());
            // Tags of jieba are letters; they stand in a column of a table.
            if tag.is_empty() || !tag.chars().all(|c| c.is_ascii_alphanumeric()) {
                return Err((at, format!("{tag:?} is no tag: n, v, nz …")));
            }
            entries.words.push(Word { name, tag });
        }
        "mechanisms" => {
            let parts = fields.parts()?;
            let pattern = fields.text("pattern")?;
            let told = match &parts {
                Some(Parts::Lead { .. }) => Some(Pattern::Lead),
                Some(Parts::Pair { .. }) => Some(Pattern::Pair),
                Some(Parts::Items(_)) => Some(Pattern::Numeral),
                None => None,
            };
            let pattern = match pattern {
                Some(word) => Pattern::from_word(&word).ok_or_else(|| {
                    (at.clone(), format!("{word:?} is no pattern: lead, pair, numeral or named"))
                })?,
                None => told.unwrap_or(Pattern::Named),
            };
            if told.is_some_and(|told| told != pattern) {
                let word = pattern.as_str();
                return Err((at, format!("these parts are not those of the pattern {word}")));
            }
            let head = fields.text("head")?;
            let variants = fields.list("variants")?;
            let variants = more(variants)?;
            entries.mechanisms.push(Mechanism { name, pattern, head, parts, variants });
        }
        "organisations" => {
            let short = fields.list("short")?;
            let short = more(short)?;
            let (level, place) = (fields.level()?, fields.text("place")?);
            entries.organisations.push(Organisation { name, short, level, place });
        }
        "places" => {
            let short = fields.list("short")?;
            let short = more(short)?;
            let code = match fields.take("code") {
                Some(node) => {
                    let at = node.at.clone();
                    let code = text(node)?;
                    if !matches!(code.len(), 6 | 9 | 12) || !code.bytes().all(|b| b.is_ascii_digit()) {
                        return Err((at, format!("{code:?} is no code of a place: 6, 9 or 12 digits")));
                    }
                    Some(code)
                }
                None => None,
            };
            let (level, parent) = (fields.level()?, fields.text("parent")?);
            entries.places.push(Place { name, short, code, level, parent });
        }
        "persons" => entries.persons.push(Person { name }),
        _ => {
            let synonyms = fields.list("synonyms")?;
            let synonyms = more(synonyms)?;
            entries.indicators.push(Indicator { name, synonyms });
        }
    }
    Ok(())
}

/// What stood before, so that nothing is said twice: names share one space, since a text can be one of them only.
#[derive(Default)]
struct Seen(HashMap<(&'static str, String), At>);

impl Seen {
    fn add(&mut self, text: &str, kind: &str, at: &At) -> Result<(), Wrong> {
        let space = match kind {
            "words" => "words",
            "mechanisms" => "mechanisms",
            "indicators" => "indicators",
            _ => "names",
        };
        match self.0.insert((space, text.to_owned()), at.clone()) {
            Some(before) => {
                let place = match before {
                    At::Line(line) => format!("line {line}"),
                    At::Path(path) => path,
                };
                Err((at.clone(), format!("{text} stands in {place}, too")))
            }
            None => Ok(()),
        }
    }
}

/// The fields of one entry, each of which has to be asked for.
struct Fields {
    at: At,
    fields: Vec<(String, At, Node)>,
}

impl Fields {
    /// An entry: a table, or a text that is its name.
    fn of(node: Node) -> Result<Self, Wrong> {
        let at = node.at.clone();
        let fields = match node.value {
            Value::Text(_) => vec![("name".to_owned(), at.clone(), node)],
            _ => map(node, "a name or a table")?,
        };
        Ok(Self { at, fields })
    }

    fn take(&mut self, name: &str) -> Option<Node> {
        let index = self.fields.iter().position(|(key, ..)| key == name)?;
        Some(self.fields.swap_remove(index).2).filter(|node| !matches!(node.value, Value::Null))
    }

    fn name(&mut self) -> Result<String, Wrong> {
        let Some(node) = self.take("name") else {
            return Err((self.at.clone(), "an entry has to have a name".to_owned()));
        };
        self.at = node.at.clone();
        let at = node.at.clone();
        surface(text(node)?, &at)
    }

    fn text(&mut self, name: &str) -> Result<Option<String>, Wrong> {
        self.take(name).map(text).transpose()
    }

    fn list(&mut self, name: &str) -> Result<Vec<(String, At)>, Wrong> {
        let Some(node) = self.take(name) else { return Ok(Vec::new()) };
        let items = match node.value {
            Value::List(items) => items,
            Value::Text(_) => vec![node],
            other => return Err((node.at, format!("{name} is {}, and has to be a list", other.what()))),
        };
        items
            .into_iter()
            .map(|item| {
                let at = item.at.clone();
                Ok((surface(text(item)?, &at)?, at))
            })
            .collect()
    }

    fn level(&mut self) -> Result<Option<&'static str>, Wrong> {
        let Some(node) = self.take("level") else { return Ok(None) };
        let at = node.at.clone();
        let word = text(node)?;
        let known = LEVELS.into_iter().find(|level| *level == word);
        known
            .map(Some)
            .ok_or_else(|| (at, format!("{word:?} is no level; the levels are {}", LEVELS.join(", "))))
    }

    /// The parts of a mechanism: a list of items, or a table of the two sides.
    fn parts(&mut self) -> Result<Option<Parts>, Wrong> {
        let Some(node) = self.take("parts") else { return Ok(None) };
        let at = node.at.clone();
        let wrong =
            || (at.clone(), "parts are a list of items, or driver and driven, or left and right".to_owned());
        match node.value {
            Value::List(items) if !items.is_empty() => {
                Ok(Some(Parts::Items(items.into_iter().map(text).collect::<Result<_, _>>()?)))
            }
            Value::Map(sides) => {
                let mut sides = Self { at: at.clone(), fields: sides };
                let mut two = |one, other| -> Result<Option<(String, String)>, Wrong> {
                    Ok(sides.text(one)?.zip(sides.text(other)?))
                };
                let parts = if let Some((driver, driven)) = two("driver", "driven")? {
                    Parts::Lead { driver, driven }
                } else if let Some((left, right)) = two("left", "right")? {
                    Parts::Pair { left, right }
                } else {
                    return Err(wrong());
                };
                if sides.fields.is_empty() { Ok(Some(parts)) } else { Err(wrong()) }
            }
            _ => Err(wrong()),
        }
    }

    /// Whether every field was asked for.
    fn done(self, kind: &str) -> Result<(), Wrong> {
        match self.fields.into_iter().next() {
            Some((name, at, _)) => Err((at, format!("an entry of {kind} has no field {name}"))),
            None => Ok(()),
        }
    }
}

fn map(node: Node, wanted: &str) -> Result<Vec<(String, At, Node)>, Wrong> {
    match node.value {
        Value::Map(entries) => Ok(entries),
        other => Err((node.at, format!("{} stands where {wanted} has to", other.what()))),
    }
}

fn text(node: Node) -> Result<String, Wrong> {
    match node.value {
        Value::Text(text) => Ok(text),
        other => Err((node.at, format!("{} stands where a text has to", other.what()))),
    }
}

/// Something that can stand in a text.
fn surface(text: String, at: &At) -> Result<String, Wrong> {
    let wrong = if text.trim().is_empty() {
        "a name is empty".to_owned()
    } else if text.trim() != text {
        format!("{text:?} begins or ends with a blank")
    } else if text.chars().any(char::is_control) {
        format!("{text:?} holds a line break or a control character")
    } else if text.chars().count() > 60 {
        format!("{text} is longer than 60 characters")
    } else {
        return Ok(text);
    };
    Err((at.clone(), wrong))
}
