//! A table of a user's: every key finds its row, or the table is refused with the line that is wrong.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(table) = gongbao_data::Table::parse(text) else { return };
    for row in table.rows() {
        let found = table.get(row.key()).expect("a key finds itself");
        assert_eq!(found, row);
    }
});
