//! What goes into a table comes out of it: against the JSON of the reports, through Parquet, CSV and JSON lines.

#![allow(clippy::unwrap_used, reason = "in a test a failure to set the stage is a failure")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int32Type};
use arrow_array::{Array, RecordBatch, StructArray};
use arrow_schema::DataType;
use gongbao::{Analyzer, Report};
use gongbao_arrow::{Format, LongTable, NestedTable, TableWriter, join};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::{Map, Value, json};

fn reports() -> Vec<Report> {
    let analyzer = Analyzer::builder().words(true).build();
    let mut texts: Vec<(String, Vec<u8>)> = [
        "",
        "没有数字的一句话。",
        "全縣關(guān)工組織整合發展到297個,提升了61%。",
        "坚持“党建带关建”，发放款物1230余万元，补助200元/人，每年不少于两次，8—10万，下降-3.5%。",
        "龙江县教育局根据《关于加强关工委工作的意见》（集委【2020】29号），2022年5月20日由县委书记王某某同志主持。",
    ]
    .iter()
    .map(|text| ((*text).chars().take(4).collect(), text.as_bytes().to_vec()))
    .collect();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut paths: Vec<PathBuf> = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|e| e == "txt" || e == "html")) {
        texts.push((path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()));
    }
    texts
        .iter()
        .filter_map(|(name, bytes)| analyzer.analyze_bytes(bytes).ok().map(|report| report.with_name(name)))
        .collect()
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn written(name: &str, format: Format, reports: &[Report]) -> PathBuf {
    let path = file(name);
    let mut table = TableWriter::create(&path, format, reports[0].fingerprint()).unwrap();
    for report in reports {
        table.write(report).unwrap();
    }
    table.commit().unwrap();
    path
}

fn read(path: &Path) -> Vec<RecordBatch> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    builder.build().unwrap().map(Result::unwrap).collect()
}

/// A field of a batch as JSON; days as days since 1970.
fn field(array: &dyn Array, at: usize) -> Value {
    if array.is_null(at) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::Utf8 => json!(array.as_string::<i32>().value(at)),
        DataType::Int32 => json!(array.as_primitive::<Int32Type>().value(at)),
        DataType::Float64 => json!(array.as_primitive::<Float64Type>().value(at)),
        DataType::Date32 => json!(array.as_primitive::<Date32Type>().value_as_date(at).unwrap().to_string()),
        DataType::Struct(_) => structure(array.as_struct(), at),
        DataType::List(_) => {
            let list = array.as_list::<i32>().value(at);
            Value::Array((0..list.len()).map(|at| field(list.as_ref(), at)).collect())
        }
        other => panic!("no column is a {other}"),
    }
}

fn structure(array: &StructArray, at: usize) -> Value {
    let fields = array.fields().iter().zip(array.columns());
    Value::Object(fields.map(|(named, column)| (named.name().clone(), field(column.as_ref(), at))).collect())
}

fn rows(batches: &[RecordBatch]) -> Vec<Value> {
    let structs = batches.iter().map(|batch| StructArray::from(batch.clone()));
    structs.flat_map(|array| (0..array.len()).map(|at| structure(&array, at)).collect::<Vec<_>>()).collect()
}

/// A fact of the JSON in the columns of the tables.
fn flat(fact: &Value) -> Map<String, Value> {
    let mut flat = Map::new();
    for (name, value) in fact.as_object().unwrap() {
        match name.as_str() {
            "span" => {
                flat.insert("start".into(), value[0].clone());
                flat.insert("end".into(), value[1].clone());
            }
            "source" | "subject_span" => {
                let name = name.trim_end_matches("_span");
                flat.insert(format!("{name}_start"), value[0].clone());
                flat.insert(format!("{name}_end"), value[1].clone());
            }
            "from" | "to" => {
                flat.insert(format!("date_{name}"), value.clone());
            }
            "parts" => {
                let parts = if value.is_null() { Value::Null } else { json!(value.to_string()) };
                flat.insert("parts".into(), parts);
            }
            _ => {
                flat.insert(name.clone(), value.clone());
            }
        }
    }
    flat
}

/// Whether a row of a table says what the fact of the JSON says, and nothing else.
fn assert_same(row: &Value, fact: &Value, report: &Value) {
    let mut expected = flat(fact);
    for name in ["value", "low", "high", "base_value", "base_low", "base_high"] {
        if let Some(exact) = expected.get(name).and_then(Value::as_str) {
            let float: f64 = exact.parse().unwrap();
            expected.insert(format!("{name}_float"), json!(float));
        }
    }
    let section = fact["section"].as_u64().map(|at| report["sections"][at as usize]["role"].clone());
    expected.insert("section_role".into(), section.unwrap_or(Value::Null));
    for (name, value) in row.as_object().unwrap() {
        if name == "doc" || name.starts_with("doc_") {
            continue;
        }
        let expected = expected.remove(name).unwrap_or(Value::Null);
        let same = match (value, &expected) {
            (Value::String(a), Value::String(b)) if name == "parts" => {
                serde_json::from_str::<Value>(a).unwrap() == serde_json::from_str::<Value>(b).unwrap()
            }
            (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
            (a, b) => a == b,
        };
        assert!(same, "{name}: {value} and {expected} of {fact}");
    }
    expected.retain(|_, value| !value.is_null());
    assert!(expected.is_empty(), "there is no column for {expected:?}");
}

#[test]
fn the_long_table_says_what_the_json_says() {
    let reports = reports();
    let batches = read(&written("long.parquet", Format::Parquet, &reports));
    let rows = rows(&batches);
    let lines = fs::read_to_string(written("long.jsonl", Format::JsonLines, &reports)).unwrap();
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), reports.iter().map(|report| report.facts().len()).sum::<usize>());
    assert_eq!(rows.len(), lines.len());
    assert!(!rows.is_empty(), "there is something to compare");
    let mut both = rows.iter().zip(&lines);
    for report in &reports {
        let json: Value = serde_json::from_str(&report.to_json()).unwrap();
        for fact in json["facts"].as_array().unwrap() {
            let (row, line) = both.next().unwrap();
            for row in [row, line] {
                assert_same(row, fact, &json);
                assert_eq!(row["doc"], json["source"]["name"]);
                for (column, name) in [
                    ("doc_title", "title"),
                    ("doc_issuer", "issuer"),
                    ("doc_date", "date"),
                    ("doc_year", "year"),
                ] {
                    assert_eq!(row[column], json["meta"][name]);
                }
            }
        }
    }
    assert_eq!(batches[0].schema().field(0).name(), "doc");
}

#[test]
fn the_nested_table_says_what_the_json_says() {
    let reports = reports();
    let rows = rows(&read(&written("nested.parquet", Format::NestedParquet, &reports)));
    let lines = fs::read_to_string(written("nested.jsonl", Format::NestedJsonLines, &reports)).unwrap();
    assert_eq!(rows.len(), reports.len());
    for ((row, report), line) in rows.iter().zip(&reports).zip(lines.lines()) {
        assert_eq!(line, report.to_json());
        let json: Value = serde_json::from_str(line).unwrap();
        assert_eq!(row["text"], json["text"]);
        assert_eq!(row["script"], json["script"]);
        assert_eq!(row["length"], json["source"]["length"]);
        assert_eq!(row["meta"]["title"], json["meta"]["title"]);
        for list in ["edits", "set_aside", "sections", "sentences", "words", "facts", "warnings"] {
            let (row, json) = (row[list].as_array().unwrap(), json[list].as_array().unwrap());
            assert_eq!(row.len(), json.len(), "{list}");
        }
        for (row, fact) in row["facts"].as_array().unwrap().iter().zip(json["facts"].as_array().unwrap()) {
            assert_same(row, fact, &json);
        }
        for (row, edit) in row["edits"].as_array().unwrap().iter().zip(json["edits"].as_array().unwrap()) {
            assert_eq!((&row["was"], &row["now"], &row["step"]), (&edit["was"], &edit["now"], &edit["step"]));
            assert_eq!((&row["source_start"], &row["end"]), (&edit["source"][0], &edit["text"][1]));
        }
        for (row, word) in row["words"].as_array().unwrap().iter().zip(json["words"].as_array().unwrap()) {
            assert_eq!(json!([row["start"], row["end"], row["tag"]]), *word);
        }
    }
}

#[test]
fn words_that_were_not_asked_for_are_null() {
    let report = gongbao::analyze("全县关工组织发展到297个。");
    let mut table = NestedTable::new(report.fingerprint());
    table.append(&report).unwrap();
    let batch = table.finish().unwrap();
    assert!(batch.column_by_name("words").unwrap().is_null(0));
    assert!(!batch.column_by_name("warnings").unwrap().is_null(0), "empty is not null");
}

#[test]
fn a_file_says_how_it_was_made() {
    let reports = reports();
    for (name, format) in [("made.parquet", Format::Parquet), ("made-nested.parquet", Format::NestedParquet)]
    {
        let path = written(name, format, &reports);
        let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(&path).unwrap()).unwrap();
        let schema = builder.schema().clone();
        assert_eq!(schema.metadata()["gongbao.version"], gongbao::VERSION);
        assert_eq!(schema.metadata()["gongbao.data"], gongbao_data::VERSION);
        assert_eq!(schema.metadata()["gongbao.fingerprint"], reports[0].fingerprint());
        let pairs = builder.metadata().file_metadata().key_value_metadata().unwrap();
        for key in ["gongbao.version", "gongbao.data", "gongbao.fingerprint"] {
            assert_eq!(pairs.iter().filter(|pair| pair.key == key).count(), 1, "{key}");
        }
        assert_eq!(
            fs::read(&path).unwrap(),
            fs::read(written(name, format, &reports)).unwrap(),
            "byte for byte"
        );
    }
}

#[test]
fn batches_do_not_depend_on_where_they_are_cut() {
    let reports = reports();
    let fingerprint = reports[0].fingerprint();
    let mut whole = LongTable::new(fingerprint);
    let mut pieces = LongTable::new(fingerprint);
    let mut batches = Vec::new();
    for report in &reports {
        whole.append(report).unwrap();
        pieces.append(report).unwrap();
        batches.push(pieces.finish().unwrap());
        assert_eq!((pieces.rows(), pieces.bytes()), (0, 0), "empty again");
    }
    assert_eq!(rows(&[whole.finish().unwrap()]), rows(&batches));

    let (mut whole, mut pieces, mut batches) =
        (NestedTable::new(fingerprint), NestedTable::new(fingerprint), Vec::new());
    for report in &reports {
        whole.append(report).unwrap();
        pieces.append(report).unwrap();
        batches.push(pieces.finish().unwrap());
    }
    assert_eq!(rows(&[whole.finish().unwrap()]), rows(&batches));
}

/// The records of a CSV file, by RFC 4180.
fn records(csv: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut rest = csv.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => field.push(rest.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\r' if !quoted && rest.peek() == Some(&'\n') => {
                rest.next();
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            c => field.push(c),
        }
    }
    assert!(field.is_empty() && record.is_empty(), "the file ends with a line");
    records
}

#[test]
fn csv_has_the_same_fields() {
    let reports = reports();
    let parquet = rows(&read(&written("csv.parquet", Format::Parquet, &reports)));
    let csv = fs::read_to_string(written("plain.csv", Format::Csv, &reports)).unwrap();
    let records = records(&csv);
    assert_eq!(records.len(), parquet.len() + 1);
    let schema = LongTable::schema("");
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    assert_eq!(records[0], names);
    for (record, row) in records[1..].iter().zip(&parquet) {
        assert_eq!(record.len(), names.len());
        for (name, field) in names.iter().zip(record) {
            match &row[*name] {
                Value::Null => assert_eq!(field, ""),
                Value::String(text) => assert_eq!(field, text),
                number => assert_eq!(field.parse::<f64>().unwrap(), number.as_f64().unwrap()),
            }
        }
    }
    let excel = fs::read_to_string(written("excel.csv", Format::ExcelCsv, &reports)).unwrap();
    assert!(excel.starts_with("\u{feff}doc,kind,"));
}

#[test]
fn a_file_is_there_as_a_whole_or_not_at_all() {
    let folder = file("whole");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let names = || {
        let entries = fs::read_dir(&folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
    };
    let path = folder.join("facts.parquet");
    fs::write(&path, "before").unwrap();
    let report = gongbao::analyze("全县关工组织发展到297个。");
    let mut table = TableWriter::create(&path, Format::Parquet, report.fingerprint()).unwrap();
    table.write(&report).unwrap();
    assert_eq!(names().len(), 2, "a part beside it");
    assert_eq!(fs::read(&path).unwrap(), b"before");
    drop(table);
    assert_eq!(names(), ["facts.parquet"], "nothing is left behind");
    assert_eq!(fs::read(&path).unwrap(), b"before");
    let table = TableWriter::create(&path, Format::Parquet, report.fingerprint()).unwrap();
    table.commit().unwrap();
    assert_eq!(names(), ["facts.parquet"]);
    assert_eq!(read(&path).iter().map(RecordBatch::num_rows).sum::<usize>(), 0, "an empty table is a table");
    let error = TableWriter::create(&folder.join("no/facts.csv"), Format::Csv, "").unwrap_err();
    assert_eq!(error.io().map(std::io::Error::kind), Some(std::io::ErrorKind::NotFound));
}

#[test]
fn parts_make_the_whole() {
    let reports = reports();
    for (name, format) in [
        ("parts.csv", Format::Csv),
        ("parts-excel.csv", Format::ExcelCsv),
        ("parts.jsonl", Format::JsonLines),
        ("parts-nested.jsonl", Format::NestedJsonLines),
    ] {
        let whole = fs::read(written(name, format, &reports)).unwrap();
        for cut in [1, 3, reports.len()] {
            let parts: Vec<PathBuf> = reports
                .chunks(cut)
                .enumerate()
                .map(|(at, chunk)| written(&format!("{at}-{name}"), format, chunk))
                .collect();
            assert!(join(&parts, format, Vec::new()).unwrap() == whole, "{name} in parts of {cut}");
        }
    }
    for (name, format) in
        [("parts.parquet", Format::Parquet), ("nested-parts.parquet", Format::NestedParquet)]
    {
        let whole = rows(&read(&written(name, format, &reports)));
        let parts: Vec<PathBuf> = reports
            .chunks(2)
            .enumerate()
            .map(|(at, chunk)| written(&format!("{at}-{name}"), format, chunk))
            .collect();
        let joined = file(&format!("joined-{name}"));
        fs::write(&joined, join(&parts, format, Vec::new()).unwrap()).unwrap();
        assert_eq!(rows(&read(&joined)), whole);
        let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(&joined).unwrap()).unwrap();
        assert_eq!(builder.schema().metadata()["gongbao.fingerprint"], reports[0].fingerprint());
    }
}
