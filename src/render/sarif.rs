//! Findings as SARIF 2.1.0 (OASIS), for tools that show them beside the code.

use serde::{Serialize, Serializer};

use super::json;
use crate::check::FindingCard;
use crate::diagnostic::Rule;
use crate::text::percent::encoded;

/// Where the schema of the format is published.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A value of the log. Properties stay in the order in which the standard lists them.
enum Json {
    Text(String),
    Number(usize),
    List(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => number.serialize(serializer),
            Self::List(items) => items.serialize(serializer),
            Self::Object(properties) => serializer.collect_map(properties.iter().map(|(name, value)| (name, value))),
        }
    }
}

fn text(text: impl Into<String>) -> Json {
    Json::Text(text.into())
}

fn object<const N: usize>(properties: [(&'static str, Json); N]) -> Json {
    Json::Object(properties.into())
}

/// The findings as a SARIF log, with all rules.
pub(crate) fn render(findings: &[FindingCard]) -> anyhow::Result<String> {
    let driver = object([
        ("name", text(env!("CARGO_PKG_NAME"))),
        ("version", text(env!("CARGO_PKG_VERSION"))),
        ("rules", Json::List(Rule::ALL.iter().map(|rule| descriptor(*rule)).collect())),
    ]);
    let run = object([
        ("tool", object([("driver", driver)])),
        // Columns count characters, not UTF-16 units.
        ("columnKind", text("unicodeCodePoints")),
        ("results", Json::List(findings.iter().map(finding).collect())),
    ]);
    json::render(&object([("$schema", text(SCHEMA)), ("version", text("2.1.0")), ("runs", Json::List(vec![run]))]))
}

fn descriptor(rule: Rule) -> Json {
    object([
        ("id", text(rule.code)),
        ("shortDescription", message(rule.what)),
        ("fullDescription", message(rule.why)),
        ("defaultConfiguration", object([("level", text(rule.severity.as_str()))])),
    ])
}

fn message(of: impl Into<String>) -> Json {
    object([("text", text(of))])
}

fn finding(card: &FindingCard) -> Json {
    let said = card.help.as_ref().map_or(card.message.clone(), |help| format!("{}: {help}", card.message));
    let region = card.line.zip(card.column).zip(card.end_column).map(|((line, column), end)| [line, column, end]);
    let at = card.file.as_ref().map(|file| location(file, region, None));
    let related = card.related.iter().map(|related| {
        location(&related.file, Some([related.line, related.column, related.end_column]), Some(&related.label))
    });
    let rule = Rule::ALL.iter().position(|rule| rule.code == card.rule).unwrap_or_default();
    let mut finding = vec![
        ("ruleId", text(card.rule)),
        ("ruleIndex", Json::Number(rule)),
        ("level", text(card.severity.as_str())),
        ("message", message(said)),
    ];
    for (name, places) in [("locations", at.into_iter().collect::<Vec<_>>()), ("relatedLocations", related.collect())] {
        finding.extend((!places.is_empty()).then_some((name, Json::List(places))));
    }
    Json::Object(finding)
}

/// A place: its file, its line, column and last column, and what it has to do with the finding.
fn location(file: &str, region: Option<[u32; 3]>, label: Option<&String>) -> Json {
    // A relative reference.
    let mut place = vec![("artifactLocation", object([("uri", text(encoded(file, "/")))]))];
    place.extend(region.map(|region| {
        let numbers = ["startLine", "startColumn", "endColumn"].into_iter().zip(region);
        ("region", Json::Object(numbers.map(|(name, number)| (name, Json::Number(number as usize))).collect()))
    }));
    let label = label.map(|label| ("message", message(label)));
    Json::Object([("physicalLocation", Json::Object(place))].into_iter().chain(label).collect())
}
