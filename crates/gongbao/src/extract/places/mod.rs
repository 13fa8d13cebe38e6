//! Administrative places: provinces, prefectures, counties, towns, villages.
//!
//! Full names of the official list count wherever they stand, alone or in a chain (乐山市市中区, 江西资溪). Short forms
//! count where the report's own place or a full name settles them, or where they are no common word. Villages, and towns
//! that the list does not have, count by their form.

mod chain;
mod home;
mod level;
mod village;

pub(super) use chain::Chain;
pub(super) use home::{Home, Town};
pub(super) use level::{Level, parent};
pub(super) use village::{VILLAGE, is_village_alone, village};

/// The code and the level of a place by its full name or short form; the code only if one place alone has the name.
#[must_use]
pub fn lookup(name: &str) -> Option<(Option<&'static str>, &'static str)> {
    let chain = known(name)?;
    Some((chain.code, chain.level.as_str()))
}

/// The full name of a place by any of its names: 宁夏 is 宁夏回族自治区; none unless one place alone has the name.
///
/// ```
/// use gongbao::extract::places::full_name;
///
/// assert_eq!(full_name("宁夏"), Some("宁夏回族自治区"));
/// assert_eq!(full_name("一批学校"), None);
/// ```
#[must_use]
pub fn full_name(name: &str) -> Option<&'static str> {
    let chain = known(name)?;
    chain.code.and(chain.name)
}

/// The place that a whole text is the name of.
fn known(name: &str) -> Option<Chain> {
    Home::default().chain(name, 0).filter(|chain| chain.end == name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(&str, Option<&'static str>)> {
        let chain = Home::default().chain(text, 0)?;
        Some((&text[..chain.end], chain.code))
    }

    #[test]
    fn chains_are_one_place() {
        assert_eq!(read("乐山市市中区：党支部"), Some(("乐山市市中区", Some("511102"))));
        assert_eq!(read("重庆江津区的"), Some(("重庆江津区", Some("500116"))));
        assert_eq!(read("江西资溪：五重"), Some(("江西资溪", Some("361028"))));
        assert_eq!(read("集安市大路镇大路村季宏伟").map(|read| read.0), Some("集安市大路镇大路村"));
    }

    #[test]
    fn other_words_are_no_places() {
        assert_eq!(read("河北区域协调").map(|read| read.0), Some("河北"));
        assert!(read("城区建设").is_none());
        assert!(read("长治久安").is_none());
    }

    #[test]
    fn levels_and_parents() {
        assert_eq!(lookup("集安市"), Some((Some("220582"), "county")));
        assert_eq!(lookup("江西"), Some((Some("360000"), "province")));
        assert_eq!(parent("220582"), Some("通化市"));
        assert_eq!(parent("500116"), Some("重庆市"));
        assert_eq!(village("程扁村二组的杨"), Some("程扁村二组".len()));
    }
}
