//! A system and one of its areas, by position or by option.

use super::names::Names;
use super::{Args, Failure, NonEmptyStringValueParser};

#[derive(Debug, Default, Args)]
pub(crate) struct Target {
    /// A system: its id, name, alias, or the beginning of one
    #[arg(value_name = "SYSTEM", value_parser = NonEmptyStringValueParser::new(), add = Names::System)]
    pub(super) system: Option<String>,
    /// One of its areas; several words need no quotes
    #[arg(value_name = "AREA", value_parser = NonEmptyStringValueParser::new(), conflicts_with = "area_option", add = Names::Area)]
    pub(super) area: Vec<String>,
    /// Same as the SYSTEM argument
    #[arg(long = "system", id = "system_option", value_name = "SYSTEM", value_parser = NonEmptyStringValueParser::new(), add = Names::System)]
    pub(super) system_option: Option<String>,
    /// Same as the AREA argument
    #[arg(long = "area", id = "area_option", value_name = "AREA", value_parser = NonEmptyStringValueParser::new(), add = Names::Area)]
    pub(super) area_option: Option<String>,
}

impl Target {
    /// The system and the area as typed. With `--system` or a selector, the words by position are the area; without, they are
    /// both in one text.
    pub(super) fn into_parts(self, is_selected: bool) -> Result<(Option<String>, Option<String>), Failure> {
        let words: Vec<String> = self.system.into_iter().chain(self.area).collect();
        let words = (!words.is_empty()).then(|| words.join(" "));
        let (system, words) = match self.system_option {
            Some(system) if is_selected => {
                return Err(Failure::misuse(format!("name the system, or a selector: `{system}` is a system")));
            }
            None if is_selected => (None, words),
            Some(system) => (Some(system), words),
            None => (words, None),
        };
        if let (Some(_), Some(words)) = (&self.area_option, &words) {
            return Err(Failure::misuse(format!("the area is given twice: `{words}` and --area")));
        }
        Ok((system, self.area_option.or(words)))
    }
}
