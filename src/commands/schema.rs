//! The JSON Schema of what a command answers with `--format json`.

use serde_json::{Value, json};

use crate::check::{FindingCard, RuleCard};
use crate::query::alert::AlertCall;
use crate::query::attest::{Confirmations, ConfirmedRow};
use crate::query::change::{Category, Form};
use crate::query::diff::{Blame, Diff, Log, Moves};
use crate::query::duties::DutyRow;
use crate::query::escalate::EscalationPath;
use crate::query::explain::{CodeCard, KeyCard};
use crate::query::fields::Definitions;
use crate::query::find::FindItem;
use crate::query::gaps::{Coverage, FileGaps, Without};
use crate::query::list::ListItem;
use crate::query::locate::Location;
use crate::query::onboard::Plan;
use crate::query::rota::{Fairness, RotaPage};
use crate::query::show::Shown;
use crate::query::sla::{Promised, Verdict};
use crate::query::who::Owned;
use crate::query::{AreaRow, AsOf, Code, Fields, Owner, SCHEMA, SelectorCard, card};

/// The commands that answer with JSON.
pub(crate) const COMMANDS: [&str; 19] = [
    "attest", "blame", "call", "change", "check", "diff", "duties", "escalate", "explain", "find", "gaps", "list",
    "log", "onboard", "rota", "show", "sla", "where", "who",
];

/// The schema of the answers of one of the [`COMMANDS`].
pub(crate) fn of(command: &str) -> Value {
    let mut definitions = Definitions::new();
    let to = &mut definitions;
    let results = results(command, to);
    let as_of = AsOf::schema(to);
    let matched = Vec::<SelectorCard>::schema(to);
    let warning = json!({
        "type": "object",
        "required": ["code", "message", "at"],
        "properties": {
            "code": Code::schema(to),
            "message": { "type": "string" },
            "at": Option::<card::At>::schema(to),
        },
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("own {command} --format json"),
        "type": "object",
        "required": ["schema", "answer", "results", "warnings"],
        "additionalProperties": false,
        "properties": {
            "schema": { "const": SCHEMA, "description": "The version of the names and meanings here." },
            "answer": { "type": "string", "description": "What the results are." },
            "as_of": { "$ref": as_of["$ref"], "description": "The commit that the answer is about, with --rev." },
            "results": { "type": "array", "items": { "anyOf": results } },
            "matched": { "items": matched["items"], "type": "array", "description": "The selectors that chose the system." },
            "warnings": { "type": "array", "items": warning },
        },
        "$defs": definitions,
    })
}

/// The schemas of the results that a command may have.
fn results(command: &str, to: &mut Definitions) -> Vec<Value> {
    match command {
        "attest" => vec![ConfirmedRow::schema(to), Confirmations::schema(to)],
        "blame" => vec![Blame::schema(to)],
        "call" => vec![AlertCall::schema(to)],
        "change" => vec![Category::schema(to), Form::schema(to)],
        "check" => vec![FindingCard::schema(to), RuleCard::schema(to)],
        "diff" => vec![Diff::schema(to)],
        "duties" => vec![DutyRow::schema(to)],
        "escalate" => vec![EscalationPath::schema(to)],
        "explain" => vec![KeyCard::schema(to), CodeCard::schema(to), RuleCard::schema(to)],
        "find" => vec![FindItem::schema(to)],
        "gaps" => vec![Coverage::schema(to), Without::schema(to), FileGaps::schema(to)],
        "list" => vec![ListItem::schema(to)],
        "log" => vec![Log::schema(to)],
        "onboard" => vec![Plan::schema(to)],
        "rota" => vec![RotaPage::schema(to), Fairness::schema(to), Moves::schema(to)],
        "show" => Shown::schemas(to),
        "sla" => vec![Promised::schema(to), Verdict::schema(to)],
        "where" => vec![Location::schema(to)],
        _ => vec![AreaRow::schema(to), Owner::schema(to), Owned::schema(to)],
    }
}
