//! Findings as SARIF 2.1.0 (OASIS), for tools that show them beside the code.

use serde::Serialize;

use super::json;
use crate::check::FindingCard;
use crate::diagnostic::Rule;

/// Where the schema of the format is published.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    /// Columns count characters, not UTF-16 units.
    column_kind: &'static str,
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_column: u32,
}

/// The findings as a SARIF log, with all rules.
pub(crate) fn render(findings: &[FindingCard]) -> anyhow::Result<String> {
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        rules: Rule::ALL.iter().map(|rule| descriptor(*rule)).collect(),
    };
    let results = findings.iter().map(finding).collect();
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    json::render(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] })
}

fn descriptor(rule: Rule) -> Descriptor {
    Descriptor {
        id: rule.code(),
        short_description: text(rule.what()),
        full_description: text(rule.why()),
        default_configuration: Configuration { level: rule.severity().as_str() },
    }
}

fn text(text: &str) -> Text {
    Text { text: text.to_owned() }
}

fn finding(card: &FindingCard) -> Finding {
    let message = card.help.as_ref().map_or(card.message.clone(), |help| format!("{}: {help}", card.message));
    let region = |line: Option<u32>, column: Option<u32>, end_column: Option<u32>| {
        Some(Region { start_line: line?, start_column: column?, end_column: end_column? })
    };
    let location = card.file.as_ref().map(|file| Location {
        physical_location: PhysicalLocation {
            artifact_location: Artifact { uri: uri(file) },
            region: region(card.line, card.column, card.end_column),
        },
        message: None,
    });
    let related = card.related.iter().map(|related| Location {
        physical_location: PhysicalLocation {
            artifact_location: Artifact { uri: uri(&related.file) },
            region: region(Some(related.line), Some(related.column), Some(related.end_column)),
        },
        message: Some(text(&related.label)),
    });
    Finding {
        rule_id: card.rule,
        rule_index: Rule::ALL.iter().position(|rule| rule.code() == card.rule).unwrap_or_default(),
        level: card.severity.as_str(),
        message: Text { text: message },
        locations: location.into_iter().collect(),
        related_locations: related.collect(),
    }
}

/// A path as a relative reference: what isn't plain is percent-encoded (RFC 3986).
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let encoded = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    path.bytes().map(encoded).collect()
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_becomes_a_reference() {
        assert_eq!(uri("a b/é:c.yaml"), "a%20b/%C3%A9%3Ac.yaml");
        assert_eq!(uri("../x/ownership.yaml"), "../x/ownership.yaml");
    }
}
