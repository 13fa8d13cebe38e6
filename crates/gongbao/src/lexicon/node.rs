//! TOML and JSON as one kind of tree, each of whose nodes knows where it stands.

use std::fmt;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where an entry stands: in a line of a file, or at a place in a dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum At {
    Line(usize),
    Path(String),
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "{line}"),
            Self::Path(path) if path.is_empty() => f.write_str("the lexicon"),
            Self::Path(path) => f.write_str(path),
        }
    }
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) at: At,
    pub(super) value: Value,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    List(Vec<Node>),
    /// Keys with where they stand, in order.
    Map(Vec<(String, At, Node)>),
    Null,
    /// Something that no lexicon holds, by the name of its type.
    Other(&'static str),
}

impl Value {
    /// What a value is, for a message.
    pub(super) fn what(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Map(_) => "a table",
            Self::Null => "nothing",
            Self::Other(what) => what,
        }
    }
}

/// Why a text is no tree: where, and what is wrong.
pub(super) type Broken = (At, String);

/// Reads TOML.
pub(super) fn of_toml(text: &str) -> Result<Node, Broken> {
    let mut lines = Lines { text, seen: 0, line: 1 };
    match DeTable::parse(text) {
        Ok(table) => Ok(Node { at: At::Line(1), value: of_table(table.get_ref(), &mut lines) }),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            Err((lines.at(at), error.message().to_owned()))
        }
    }
}

/// Counts lines. Values come nearly in the order of the text, so that counting goes on from the one before.
struct Lines<'t> {
    text: &'t str,
    seen: usize,
    line: usize,
}

impl Lines<'_> {
    fn at(&mut self, at: usize) -> At {
        if at < self.seen {
            (self.seen, self.line) = (0, 1);
        }
        self.line += memchr::memchr_iter(b'\n', &self.text.as_bytes()[self.seen..at]).count();
        self.seen = at;
        At::Line(self.line)
    }
}

fn of_table(table: &DeTable<'_>, lines: &mut Lines<'_>) -> Value {
    // The parser orders keys by name; a lexicon is read in the order in which it was written.
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    Value::Map(
        entries
            .into_iter()
            .map(|(key, value)| {
                let at = lines.at(key.span().start);
                (key.get_ref().clone().into_owned(), at, of_value(value, lines))
            })
            .collect(),
    )
}

fn of_value(value: &Spanned<DeValue<'_>>, lines: &mut Lines<'_>) -> Node {
    let at = lines.at(value.span().start);
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.clone().into_owned()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| of_value(item, lines)).collect()),
        DeValue::Table(table) => of_table(table, lines),
        DeValue::Integer(_) | DeValue::Float(_) => Value::Other("a number"),
        DeValue::Boolean(_) => Value::Other("true or false"),
        DeValue::Datetime(_) => Value::Other("a date"),
    };
    Node { at, value }
}

/// Reads JSON; its nodes say where they stand by a path: `mechanisms[2].name`.
pub(super) fn of_json(text: &str) -> Result<Node, Broken> {
    match serde_json::from_str(text) {
        Ok(value) => Ok(of_json_value(value, String::new())),
        Err(error) => Err((At::Line(error.line()), error.to_string())),
    }
}

fn of_json_value(value: serde_json::Value, path: String) -> Node {
    let value = match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::String(text) => Value::Text(text),
        serde_json::Value::Bool(_) => Value::Other("true or false"),
        serde_json::Value::Number(_) => Value::Other("a number"),
        serde_json::Value::Array(items) => Value::List(
            items
                .into_iter()
                .enumerate()
                .map(|(index, item)| of_json_value(item, format!("{path}[{index}]")))
                .collect(),
        ),
        serde_json::Value::Object(map) => Value::Map(
            map.into_iter()
                .map(|(key, value)| {
                    let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    (key, At::Path(below.clone()), of_json_value(value, below))
                })
                .collect(),
        ),
    };
    Node { at: At::Path(path), value }
}
