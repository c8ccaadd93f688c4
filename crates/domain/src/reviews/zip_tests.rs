use std::io::Write;

use ::zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::*;

/// A zip, entry by entry.
struct Packing(ZipWriter<Cursor<Vec<u8>>>);

impl Packing {
    fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn of(files: &[(&str, &str)]) -> NewFile {
        let mut packing = Self::new();
        for (path, text) in files {
            packing.file(path, text.as_bytes());
        }
        packing.zip()
    }

    fn file(&mut self, path: &str, bytes: &[u8]) {
        self.file_with(path, bytes, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated));
    }

    fn file_with(&mut self, path: &str, bytes: &[u8], options: SimpleFileOptions) {
        self.0.start_file(path, options).unwrap();
        self.0.write_all(bytes).unwrap();
    }

    fn link(&mut self, path: &str, to: &str) {
        self.0.add_symlink(path, to, SimpleFileOptions::default()).unwrap();
    }

    fn folder(&mut self, path: &str) {
        self.0.add_directory(path, SimpleFileOptions::default()).unwrap();
    }

    fn zip(self) -> NewFile {
        NewFile { path: "code.zip".into(), bytes: self.0.finish().unwrap().into_inner() }
    }
}

/// Where the last line of the directory begins.
fn directory(zip: &NewFile) -> usize {
    zip.bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap()
}

fn paths(unpacked: &Unpacked) -> Vec<&str> {
    unpacked.files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn the_one_folder_around_all_is_left_away() {
    let mut packing = Packing::new();
    packing.folder("project/");
    packing.folder("project/src/");
    packing.file("project/src/main.rs", b"fn main() {}");
    packing.file("project/README.md", b"# Hi");
    packing.file("__MACOSX/project/._README.md", b"\0");
    let unpacked = unpack(&packing.zip()).unwrap();
    assert_eq!(paths(&unpacked), ["src/main.rs", "README.md"]);
    assert_eq!(unpacked.files[0].bytes, b"fn main() {}");
    assert_eq!(unpacked.left_out, ["__MACOSX/"]);
}

#[test]
fn folders_beside_each_other_stay() {
    assert_eq!(paths(&unpack(&Packing::of(&[("a/x.rs", ""), ("b/y.rs", "")])).unwrap()), ["a/x.rs", "b/y.rs"]);
    assert_eq!(paths(&unpack(&Packing::of(&[("a/x.rs", ""), ("y.rs", "")])).unwrap()), ["a/x.rs", "y.rs"]);
    assert_eq!(paths(&unpack(&Packing::of(&[("win\\x.rs", "")])).unwrap()), ["x.rs"]);
}

#[test]
fn pictures_archives_and_what_tools_make_are_not_even_unpacked() {
    let mut packing = Packing::new();
    packing.file("main.py", b"print()");
    packing.file("logo.png", b"\x89PNG\0");
    packing.file("inner.zip", b"PK\x03\x04");
    packing.file("node_modules/x/index.js", b"");
    packing.link("node_modules/.bin/x", "../x/index.js");
    packing.file("package-lock.json", &vec![b' '; 3 * FILE_BYTES_MAX]);
    let mut program = b"\x7fELF\x02\0".to_vec();
    program.resize(3 * FILE_BYTES_MAX, 7);
    packing.file("bin/server", &program);
    let unpacked = unpack(&packing.zip()).unwrap();
    assert_eq!(paths(&unpacked), ["main.py"]);
    let told = ["logo.png", "inner.zip", "node_modules/", "node_modules/", "package-lock.json", "bin/server"];
    assert_eq!(unpacked.left_out, told);
}

#[test]
fn no_entry_leads_out() {
    for path in ["../../etc/cron.d/x", "a/../../x", "/etc/passwd", "C:\\x.txt", "..\\x", "a/\u{202e}b", "a\nb"] {
        let refused = unpack(&Packing::of(&[("ok.rs", "x"), (path, "x")])).unwrap_err();
        assert!(matches!(refused, Problem::BadPath { .. }), "{path:?}: {refused:?}");
    }
}

#[test]
fn a_link_is_refused() {
    let mut packing = Packing::new();
    packing.file("main.rs", b"x");
    packing.link("passwd", "/etc/passwd");
    assert_eq!(unpack(&packing.zip()).unwrap_err(), Problem::ZipLink { path: "passwd".into() });
}

#[test]
fn a_locked_zip_is_refused() {
    let mut zip = Packing::of(&[("main.rs", "x")]);
    let flags = directory(&zip) + 8;
    zip.bytes[flags] |= 1;
    assert_eq!(unpack(&zip).unwrap_err(), Problem::ZipEncrypted { path: "main.rs".into() });
}

#[test]
fn a_bomb_is_not_opened() {
    let mut packing = Packing::new();
    packing.file("zeros.txt", &vec![0; 50 * 1024 * 1024]);
    let bomb = packing.zip();
    assert!(bomb.bytes.len() < 100 * 1024);
    assert_eq!(unpack(&bomb).unwrap_err(), Problem::ZipBomb { path: "code.zip".into() });
}

#[test]
fn a_bomb_that_lies_about_its_size_stops_at_what_it_claims() {
    let mut packing = Packing::new();
    packing.file("zeros.txt", &vec![b'0'; 50 * 1024 * 1024]);
    let mut bomb = packing.zip();
    let honest = u32::to_le_bytes(50 * 1024 * 1024);
    let mut lies = 0;
    for at in 0..bomb.bytes.len() - 4 {
        if bomb.bytes[at..at + 4] == honest {
            bomb.bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
            lies += 1;
        }
    }
    assert_eq!(lies, 2, "in the local header and in the directory");
    assert_eq!(unpack(&bomb).unwrap_err(), Problem::ZipUnreadable { path: "zeros.txt".into() });
}

#[test]
fn entries_that_lie_over_each_other_are_a_bomb() {
    let mut packing = Packing::new();
    packing.file_with(
        "a.txt",
        &[b'a'; 1_000],
        SimpleFileOptions::default().compression_method(CompressionMethod::Stored),
    );
    packing.file("b.txt", b"b");
    let mut zip = packing.zip();
    let packed_size = directory(&zip) + 20;
    zip.bytes[packed_size..packed_size + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    assert_eq!(unpack(&zip).unwrap_err(), Problem::ZipBomb { path: "code.zip".into() });
}

#[test]
fn too_many_entries_too_many_files_too_much_text() {
    let many = |count: usize| {
        let mut packing = Packing::new();
        for number in 0..count {
            packing.file(&format!("{number}.rs"), b"x");
        }
        packing.zip()
    };
    assert_eq!(unpack(&many(10_000)).unwrap_err(), Problem::ZipTooMany { max: ZIP_ENTRIES_MAX });
    assert_eq!(unpack(&many(FILES_MAX + 1)).unwrap_err(), Problem::TooManyFiles { max: FILES_MAX });
    let large = "x\n".repeat(FILE_BYTES_MAX * 2);
    assert!(matches!(unpack(&Packing::of(&[("a.rs", &large)])), Err(Problem::FileTooLarge { .. })));
    let half = "x\n".repeat(FILE_BYTES_MAX / 2);
    let names: Vec<String> = (0..9).map(|n| format!("{n}.rs")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), half.as_str())).collect();
    assert!(matches!(unpack(&Packing::of(&files)), Err(Problem::TooLargeTogether { .. })));
}

#[test]
fn what_is_no_zip_says_so() {
    let unreadable = Err(Problem::ZipUnreadable { path: "code.zip".into() });
    let good = Packing::of(&[("a.rs", "fn a() {}")]);
    for bytes in [Vec::new(), b"hello".to_vec(), b"PK\x03\x04".to_vec(), good.bytes[..good.bytes.len() - 9].to_vec()] {
        let zip = NewFile { path: "code.zip".into(), bytes };
        assert_eq!(unpack(&zip).map(|unpacked| unpacked.files), unreadable);
    }
    let huge = NewFile { path: "code.zip".into(), bytes: vec![0; ZIP_BYTES_MAX + 1] };
    assert!(matches!(unpack(&huge), Err(Problem::FileTooLarge { .. })));
}

#[test]
fn damage_anywhere_never_panics() {
    let good = Packing::of(&[("a.rs", "fn a() {}"), ("b/c.rs", &"x".repeat(500))]);
    for at in 0..good.bytes.len() {
        for value in [0, 0xff, good.bytes[at] ^ 1] {
            let mut zip = good.clone();
            zip.bytes[at] = value;
            _ = unpack(&zip);
        }
    }
}

#[test]
fn a_zip_is_known_by_its_name_or_without_one_by_its_beginning() {
    let file = |path: &str, bytes: &[u8]| NewFile { path: path.into(), bytes: bytes.to_vec() };
    assert!(is_zip(&file("My Code.ZIP", b"")));
    assert!(is_zip(&file("", b"PK\x03\x04...")));
    assert!(!is_zip(&file("a.docx", b"PK\x03\x04...")));
    assert!(!is_zip(&file("é.rs", b"")));
    assert!(!is_zip(&file("zip", b"")));
}
