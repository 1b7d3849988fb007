//! Conversion of values at the boundary. All types in it are typed objects: `Ts<T>` is a JavaScript value of the generated type `T`.

use crate::dto::ProblemInfo;
use crate::problem::{Kind, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

/// An object of the generated type `T`, or a `ProblemInfo` that is thrown.
pub(super) type Answer<T> = Result<Ts<T>, JsValue>;
/// A list of them.
pub(super) type Answers<T> = Result<Vec<Ts<T>>, JsValue>;

#[wasm_bindgen]
extern "C" {
    /// Takes how many of all bytes are done.
    #[wasm_bindgen(extends = js_sys::Function, typescript_type = "(done: number, total: number) => void")]
    pub type OnProgress;
    /// Takes some MiB of what is written.
    #[wasm_bindgen(extends = js_sys::Function, typescript_type = "(chunk: Uint8Array<ArrayBuffer>) => void")]
    pub type OnChunk;
}

/// The generated types say `T | null` for `Option<T>`, `Uint8Array` for bytes and `number` for all integers.
fn to_value<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let serializer =
        serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    value.serialize(&serializer).map_err(|e| JsValue::from_str(&e.to_string()))
}

/// The object of a value.
pub(super) fn to_js<T: Serialize + Tsify>(value: &T) -> Answer<T> {
    to_value(value).map(Ts::new_unchecked)
}

/// The objects of values.
pub(super) fn list_to_js<T: Serialize + Tsify>(values: &[T]) -> Answers<T> {
    values.iter().map(to_js).collect()
}

/// The value of an object. *Errors:* `Internal` for an object of another shape.
pub(super) fn from_js<T: DeserializeOwned + Tsify>(object: Ts<T>) -> Result<T, JsValue> {
    let wrong = |e: serde_wasm_bindgen::Error| thrown(&Problem::new(Kind::Internal).detail(e.to_string()));
    serde_wasm_bindgen::from_value(object.into()).map_err(wrong)
}

/// The value of an object that may be absent.
pub(super) fn option_from_js<T: DeserializeOwned + Tsify>(object: Option<Ts<T>>) -> Result<Option<T>, JsValue> {
    object.map(from_js).transpose()
}

/// A problem as it is thrown.
pub(super) fn thrown(problem: &Problem) -> JsValue {
    to_value(&ProblemInfo::from(problem)).unwrap_or_else(|_| JsValue::from_str(&problem.message()))
}

/// For `?` in work that throws.
pub(super) fn or_thrown<T>(outcome: Result<T, Box<Problem>>) -> Result<T, JsValue> {
    outcome.map_err(|problem| thrown(&problem))
}
