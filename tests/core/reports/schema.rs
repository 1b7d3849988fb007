//! As much of JSON Schema as docs/schema.json uses: type, enum, const, required, properties, additionalProperties, items, minimum.

use serde_json::Value;

/// Checks a report. *Errors:* where it does not fit, and why.
pub fn check(report: &Value) -> Result<(), String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    fits(report, &schema, "")
}

fn fits(value: &Value, schema: &Value, at: &str) -> Result<(), String> {
    for key in schema.as_object().unwrap().keys() {
        let known = ["$schema", "title", "description", "type", "enum", "const", "required", "properties"];
        let more = ["additionalProperties", "items", "minimum", "minItems", "maxItems"];
        assert!(known.contains(&&**key) || more.contains(&&**key), "{at}: the checker does not know {key}");
    }
    let is = |name: &Value| match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{other}"),
    };
    let typed = match &schema["type"] {
        Value::Null => true,
        Value::Array(names) => names.iter().any(is),
        name => is(name),
    };
    let one_of = schema["enum"].as_array().is_none_or(|list| list.contains(value));
    let constant = schema.get("const").is_none_or(|wanted| wanted == value);
    let least = schema["minimum"]
        .as_i64()
        .is_none_or(|least| value.is_null() || value.as_u64().is_some() || value.as_i64() >= Some(least));
    if !typed || !one_of || !constant || !least {
        return Err(format!("{at}: {value} is not {schema}"));
    }
    if let Some(object) = value.as_object().filter(|_| schema["properties"].is_object()) {
        let properties = schema["properties"].as_object().unwrap();
        for wanted in schema["required"].as_array().into_iter().flatten() {
            object.get(wanted.as_str().unwrap()).ok_or_else(|| format!("{at}: {wanted} is lacking"))?;
        }
        for (key, inner) in object {
            match properties.get(key) {
                Some(schema) => fits(inner, schema, &format!("{at}/{key}"))?,
                None if schema["additionalProperties"] == false => return Err(format!("{at}: {key} is not known")),
                None => {}
            }
        }
    }
    if let Some(list) = value.as_array().filter(|_| schema["items"].is_object()) {
        let count = list.len() as u64;
        if schema["minItems"].as_u64().is_some_and(|n| count < n)
            || schema["maxItems"].as_u64().is_some_and(|n| count > n)
        {
            return Err(format!("{at}: {count} items"));
        }
        list.iter().enumerate().try_for_each(|(n, item)| fits(item, &schema["items"], &format!("{at}/{n}")))?;
    }
    Ok(())
}
