//! What nobody means to send when they send a folder: it is left out, and named back to them.

/// Folders that tools fill.
const FOLDERS: [&str; 25] = [
    ".bundle",
    ".cache",
    ".dart_tool",
    ".eggs",
    ".git",
    ".gradle",
    ".hg",
    ".idea",
    ".mypy_cache",
    ".next",
    ".nuxt",
    ".parcel-cache",
    ".pytest_cache",
    ".ruff_cache",
    ".svelte-kit",
    ".svn",
    ".terraform",
    ".tox",
    ".venv",
    ".vs",
    "__MACOSX",
    "__pycache__",
    "bower_components",
    "node_modules",
    "venv",
];
/// Also the name of a good package: only outside of `src`.
const BUILD_FOLDER: &str = "target";
const FILES: [&str; 4] = [".DS_Store", ".directory", "Thumbs.db", "desktop.ini"];
/// Written by tools, read by nobody; left out if they are too large.
const LOCK_FILES: [&str; 17] = [
    "Cargo.lock",
    "Gemfile.lock",
    "Pipfile.lock",
    "bun.lock",
    "composer.lock",
    "deno.lock",
    "flake.lock",
    "go.sum",
    "gradle.lockfile",
    "mix.lock",
    "npm-shrinkwrap.json",
    "package-lock.json",
    "packages.lock.json",
    "pnpm-lock.yaml",
    "poetry.lock",
    "uv.lock",
    "yarn.lock",
];
/// Pictures, sound, fonts, archives, documents of offices, databases, and what compilers make.
const ENDINGS: [&str; 73] = [
    "7z", "a", "apk", "avi", "avif", "bin", "bmp", "bz2", "class", "dat", "db", "dll", "dmg", "doc", "docx", "dylib",
    "ear", "eot", "exe", "flac", "gif", "gz", "heic", "icns", "ico", "iso", "jar", "jpeg", "jpg", "lib", "m4a", "mkv",
    "mov", "mp3", "mp4", "msi", "nupkg", "o", "obj", "odt", "ogg", "otf", "pdb", "pdf", "pkl", "png", "ppt", "pptx",
    "psd", "pyc", "pyd", "pyo", "rar", "rlib", "rmeta", "so", "sqlite", "sqlite3", "swp", "tar", "tgz", "tif", "tiff",
    "ttf", "war", "wasm", "wav", "webm", "webp", "whl", "woff", "woff2", "zip",
];

/// The name to tell if this path is left out; a folder is one name for all that is in it.
pub(super) fn clutter(path: &str) -> Option<String> {
    let mut parts = Vec::new();
    let mut rest = path;
    while let Some((folder, inside)) = rest.split_once('/') {
        let is_build = folder == BUILD_FOLDER && !parts.contains(&"src");
        parts.push(folder);
        if is_build || FOLDERS.contains(&folder) {
            return Some(format!("{}/", parts.join("/")));
        }
        rest = inside;
    }
    let ending = rest.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let is_clutter = FILES.contains(&rest) || rest.starts_with("._") || ENDINGS.contains(&ending.as_str());
    is_clutter.then(|| path.to_owned())
}

pub(super) fn is_lock_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    LOCK_FILES.contains(&name)
}

/// Whether these first bytes are those of a program, a picture or an archive, whatever the name says.
pub(super) fn is_program_or_picture(head: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 14] = [
        b"\x7fELF",
        b"MZ",
        b"\xfe\xed\xfa",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"\0asm",
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"BZh",
        b"\xfd7zXZ",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"SQLite format 3\0",
    ];
    head.contains(&0) && BEGINNINGS.iter().any(|beginning| head.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tools_make_is_left_out_once_for_each_folder() {
        for (path, told) in [
            (".git/config", ".git/"),
            ("web/node_modules/left-pad/index.js", "web/node_modules/"),
            ("target/debug/x", "target/"),
            ("crates/a/target/x.d", "crates/a/target/"),
            ("a/__pycache__/b.pyc", "a/__pycache__/"),
            ("a/.DS_Store", "a/.DS_Store"),
            ("__MACOSX/._a.rs", "__MACOSX/"),
            ("a/._b.rs", "a/._b.rs"),
            ("logo.PNG", "logo.PNG"),
            ("inner.zip", "inner.zip"),
        ] {
            assert_eq!(clutter(path).as_deref(), Some(told));
        }
    }

    #[test]
    fn what_people_write_stays() {
        for path in [
            "src/main.rs",
            ".gitignore",
            ".github/workflows/ci.yml",
            "target",
            "src/target/lib.rs",
            "git/.gitkeep",
            "icon.svg",
            "png",
            "Makefile",
            "Cargo.lock",
            ".env",
            "a.b/c",
            "data.csv",
        ] {
            assert_eq!(clutter(path), None, "{path}");
        }
    }

    #[test]
    fn a_program_is_known_without_its_ending() {
        assert!(is_program_or_picture(b"\x7fELF\x02\x01\x01\0\0"));
        assert!(!is_program_or_picture(b"MZ is a prefix of this text"));
        assert!(!is_program_or_picture(b""));
    }
}
