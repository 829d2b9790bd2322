//! A validator of JSON Schema, for the tests of what `own` writes and reads. It reaches nothing outside its own schemas.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use boon::{Compiler, SchemaIndex, Schemas, UrlLoader};
use serde_json::Value;

/// A schema that is ready to validate with.
pub(crate) struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    /// The schema in a file of this repository.
    pub(crate) fn read(path: &str) -> Result<Self> {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
        Self::of(path, serde_json::from_str(&text.with_context(|| format!("reading {path}"))?)?)
    }

    /// A schema under a name.
    pub(crate) fn of(path: &str, schema: Value) -> Result<Self> {
        let mut compiler = Compiler::new();
        compiler.use_loader(Box::new(Nowhere));
        let mut schemas = Schemas::new();
        // The compiler's errors hold references, so they are told as text.
        compiler.add_resource(path, schema).map_err(|error| anyhow!("{error:#}"))?;
        let index = compiler.compile(path, &mut schemas).map_err(|error| anyhow!("{error:#}"))?;
        Ok(Self { schemas, index })
    }

    /// Validates a value. The error names each place and what is wrong there.
    pub(crate) fn validate(&self, value: &Value) -> Result<()> {
        self.schemas.validate(value, self.index).map_err(|error| anyhow!("{error:#}"))
    }
}

/// A schema that refers to another one is a mistake, not a reason to go and fetch it.
struct Nowhere;

impl UrlLoader for Nowhere {
    fn load(&self, url: &str) -> Result<Value, Box<dyn std::error::Error>> {
        Err(format!("the schema refers to {url}, which isn't part of it").into())
    }
}
