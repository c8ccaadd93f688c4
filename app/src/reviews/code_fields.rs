//! Code in a form: files pasted into blocks, one more block on demand, and files that are uploaded.

use contract::{
    Pairs,
    reviews::{FILE_BYTES_MAX, FILES_MAX, NewFile, SUBMISSION_BYTES_MAX, ZIP_BYTES_MAX},
};
use leptos::prelude::*;

use crate::{
    request::{Done, Request, typed},
    ui::prelude::*,
};

/// The name of the buttons that send the form for something else than saving it.
pub(super) const DO: &str = "do";
/// Where the folder that was chosen comes in.
const FOLDER: &str = "folder";

pub(super) fn wants(pairs: &Pairs, what: &str) -> bool {
    pairs.iter().any(|(name, value)| name == DO && value == what)
}

/// The form once more with another block, and with everything that was typed; what was chosen to be uploaded no browser
/// lets us keep.
pub(super) fn with_another_block(mut pairs: Pairs) -> Done {
    pairs.retain(|(name, _)| name != DO);
    if pairs.iter().filter(|(name, _)| name == "text").count() < FILES_MAX {
        pairs.extend(["path", "text"].map(|name| (name.to_owned(), String::new())));
    }
    Done::here(typed(pairs))
}

/// What was uploaded. The files of a folder are named from inside of it.
pub(super) fn uploaded(request: &Request) -> Vec<NewFile> {
    let file = |upload: &crate::request::Upload| {
        let inside = upload.name.split_once('/').filter(|_| upload.field == FOLDER).map(|(_, inside)| inside);
        NewFile { path: inside.unwrap_or(&upload.name).to_owned(), bytes: upload.bytes.clone() }
    };
    request.uploads().iter().map(file).collect()
}

/// Blocks for these files and some empty ones, and what can be uploaded instead or beside them.
#[component]
pub(super) fn CodeFields(
    /// Path and text of files that are there already.
    #[prop(optional)]
    files: Vec<(String, String)>,
    /// Each of them may be left out of what is sent.
    #[prop(optional)]
    may_leave_out: bool,
    /// Empty blocks after them.
    #[prop(default = 0)]
    more: usize,
    /// Said of uploads.
    #[prop(optional, into)]
    upload_hint: String,
) -> impl IntoView {
    let sent = use_context::<Submitted>().unwrap_or_default();
    let blocks = if sent.is_empty() { files.len() + more } else { sent.values("text").count() };
    let known = files.len();
    // Nothing was refused and still the form is shown once more: a block was added, and is what comes next.
    let added = !sent.is_empty() && sent.fields.is_empty() && sent.banner.is_none();
    let mut files = files.into_iter();
    let blocks = (0..blocks.max(1))
        .map(|nth| {
            let (path, text) = files.next().unwrap_or_default();
            let is_next = added && nth + 1 == blocks;
            view! { <Block nth=nth path=path text=text may_leave_out=may_leave_out && nth < known is_next=is_next /> }
        })
        .collect_view();
    let limits = format!(
        "Up to {FILES_MAX} files, {} KiB each and {} MiB together; a zip up to {} MiB. Pictures, archives and what tools \
         make (.git, node_modules, target) are left out by themselves.",
        FILE_BYTES_MAX / 1024,
        SUBMISSION_BYTES_MAX / (1024 * 1024),
        ZIP_BYTES_MAX / (1024 * 1024)
    );
    view! {
        <div class="tf-blocks">{blocks}</div>
        <div>
            <Button submit=true name=DO value="add" icon=Icon::Plus unchecked=true id="add-block">
                "Add another file"
            </Button>
        </div>
        <Uploads limits=limits hint=upload_hint />
    }
}

#[component]
fn Block(nth: usize, path: String, text: String, may_leave_out: bool, is_next: bool) -> impl IntoView {
    let sent = use_context::<Submitted>().unwrap_or_default();
    let number = nth.to_string();
    let leave_out = may_leave_out.then(|| {
        let checked = sent.values("leave_out").any(|value| value == number);
        view! {
            <label class="tf-check">
                <input type="checkbox" class="checkbox" name="leave_out" value=number checked=checked />
                <span>"Leave this file out"</span>
            </label>
        }
    });
    view! {
        <fieldset class="tf-block" data-block>
            <legend class="sr-only">"File " <span data-block-number>{nth + 1}</span></legend>
            <TextField
                name="path"
                label="File name"
                value=path
                required=false
                quiet=true
                nth=nth
                autofocus=is_next
                placeholder="src/main.rs"
                max_length=300
                autocomplete="off"
            />
            <CodeField name="text" label="Code" value=text required=false quiet=true nth=nth bare=true />
            {leave_out}
        </fieldset>
    }
}

/// Script makes all of it a place to drop files, and shows what was chosen.
#[component]
fn Uploads(limits: String, hint: String) -> impl IntoView {
    let sent = use_context::<Submitted>().unwrap_or_default();
    let again = (!sent.is_empty()).then(|| {
        view! {
            <p class="tf-hint">"Browsers do not keep files that were chosen: if you chose some, please choose them again."</p>
        }
    });
    view! {
        <fieldset
            class="tf-drop"
            data-upload
            data-max-files=FILES_MAX.to_string()
            data-max-file-kib=(FILE_BYTES_MAX / 1024).to_string()
            data-max-kib=(SUBMISSION_BYTES_MAX / 1024).to_string()
            data-max-zip-kib=(ZIP_BYTES_MAX / 1024).to_string()
        >
            <legend class="tf-label">
                <Glyph icon=Icon::Upload />
                "Or upload"
                <span class="tf-drop-here">": drop files, a folder or a zip here"</span>
            </legend>
            {again}
            <div class="tf-drop-inputs">
                <FileField name="upload" label="Files or a zip" required=false quiet=true />
                <FileField name=FOLDER label="A folder" required=false quiet=true pick=Pick::Folder />
            </div>
            <div class="tf-chosen" data-chosen role="status"></div>
            {(!hint.is_empty()).then(|| view! { <p class="tf-hint">{hint}</p> })}
            <p class="tf-hint">{limits}</p>
            <p class="tf-hint">"Take passwords and keys out first: what is published can be read."</p>
        </fieldset>
    }
}
