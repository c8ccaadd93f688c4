//! The wasm entry: wakes the islands of the page that loaded it, nothing else.

use app as _;

/// Called by the loader script once the module is there.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
