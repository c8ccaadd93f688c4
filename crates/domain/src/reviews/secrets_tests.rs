use proptest::proptest;

use super::*;

fn file(path: &str, text: &str) -> File {
    File { path: path.into(), text: text.into() }
}

fn what(path: &str, text: &str) -> Vec<&'static str> {
    find(&[file(path, text)]).into_iter().map(|secret| secret.what).collect()
}

/// Random enough, made up for these tests, and put together here so that no scanner takes this file for a leak.
fn key(begins: &str, length: usize) -> String {
    let tail: String = "R7tqZ3mVx9KpLw2YbN8cHd5sGf4jTa6uQe1oWi0vBzXk".chars().cycle().take(length).collect();
    format!("{begins}{tail}")
}

#[test]
fn keys_that_services_mark() {
    for (begins, length, name) in [
        ("ghp_", 36, "a GitHub token"),
        ("github_pat_", 60, "a GitHub token"),
        ("glpat-", 20, "a GitLab token"),
        ("xoxb-", 40, "a Slack token"),
        ("sk_live_", 24, "a Stripe key"),
        ("AIza", 35, "a Google key"),
        ("npm_", 36, "an npm token"),
        ("tft_", 40, "a TutorForge token"),
    ] {
        let key = key(begins, length);
        assert_eq!(what("a.py", &format!("client = Client('{key}')")), [name]);
        assert_eq!(what("a.py", &format!("# {begins} is how they begin")), [] as [&str; 0]);
    }
    let aws = format!("AKIA{}", "Q3EGRZ7LN5TXWB2M");
    assert_eq!(what("a.tf", &format!("id = {aws}")), ["an AWS access key"]);
    assert_eq!(what("a.tf", &format!("id = AKIA{}", "IOSFODNN7EXAMPLE")), [] as [&str; 0], "that of Amazon's manual");
}

#[test]
fn private_keys_and_not_the_code_that_reads_them() {
    let header = |kind: &str| format!("-----BEGIN {kind}{}-----", "PRIVATE KEY");
    let body = key("MIIEvQIBADANBgkqhkiG9w0", 41);
    assert_eq!(what("key.pem", &format!("{}\n{body}\n", header(""))), ["a private key"]);
    assert_eq!(what("id", &format!("x\n{}\n{body}\n", header("OPENSSH "))), ["a private key"]);
    let old = format!("{}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0\n\n{body}\n", header("RSA "));
    assert_eq!(what("old.pem", &old), ["a private key"]);
    assert_eq!(what("a.py", &format!("KEY = \"{}\\n{body}\\n\"", header(""))), ["a private key"]);
    assert_eq!(what("a.rs", &format!("if line == \"{}\" {{\n    begin();\n}}\n", header("EC "))), [] as [&str; 0]);
}

#[test]
fn signed_tokens() {
    let token = format!("{}.{}.{}", key("eyJhbGciOiJIUzI1NiJ9", 0), key("eyJzdWIiOiIx", 20), key("", 43));
    assert_eq!(what("a.http", &format!("Authorization: Bearer {token}")), ["a signed token (JWT)"]);
    assert_eq!(what("a.js", "import eyJ.a.b"), [] as [&str; 0]);
}

#[test]
fn passwords_that_are_given_to_a_name() {
    for line in [
        "password = \"hunter2\"",
        "let db_password: &str = \"tr0ub4dor&3\";",
        "const DB_PASSWORD: &'static str = 'x';  PASSWORD := `c0rrect-horse`",
        "  \"password\": \"Sup3r!geheim\",",
        "'PASSWORD' => 'Sup3r!geheim',",
        "if password == \"l3tmein-now\" {",
        "user.Password=\"p4ssPhr4se\"",
        "api_key = \"9f8d7c6b5a4e3f2a1b0c\"",
        "\"clientSecret\": \"Zk3-99fjQ_pl2mX\"",
        "AUTH_TOKEN='aa11bb22cc33dd44'",
    ] {
        assert_eq!(what("a.py", line).len(), 1, "{line}");
    }
    for (path, line) in
        [(".env", "DB_PASSWORD=s3cur1ty"), ("app.yml", "  password: s3cur1ty"), ("a.properties", "db.pwd=s3cur1ty")]
    {
        assert_eq!(what(path, line), ["a password"], "{line}");
        assert_eq!(what("a.rs", line), [] as [&str; 0], "{line}");
    }
}

#[test]
fn passwords_in_addresses() {
    for line in [
        "DATABASE_URL=postgres://app:s3cr4t-pw@db.example.org/app",
        "redis://:9fjQpl2mX@cache:6379",
        "('amqp://u:k4ninchen@mq')",
    ] {
        assert_eq!(what("a.md", line), ["a password in an address"], "{line}");
    }
    for line in [
        "postgres://postgres:postgres@localhost/db",
        "postgres://user:password@localhost/db",
        "postgres://app:${PASSWORD}@db/app",
        "postgres://app:<password>@db/app",
        "https://example.org/a:b@c",
        "https://example.org:8080/x",
        "git@github.com:x/y.git ssh://git@host:22/x",
        "http://user:@host",
    ] {
        assert_eq!(what("a.md", line), [] as [&str; 0], "{line}");
    }
}

#[test]
fn placeholders_labels_and_code_are_left_alone() {
    for line in [
        "password = \"changeme\"",
        "password = \"xxxxxxxx1\"",
        "password = \"${DB_PASSWORD1}\"",
        "password = \"{{ vault_password_2 }}\"",
        "password = \"your-password-1\"",
        "password = \"<your password 1>\"",
        "password = os.environ[\"PASSWORD1\"]",
        "password = getenv(\"DB_PASSWORD1\")",
        "password = input(\"Password 1: \")",
        "password: \"Please use at least 8 characters.\"",
        "<input type=\"password\" name=\"password\" id=\"password1\">",
        "PASSWORD_MIN = 10",
        "PASSWORD_PATTERN = \"[a-z0-9]{8,}\"",
        "assert password != \"\"",
        "api_key = \"example-key-123456\"",
        "API_KEY = \"test-1234-5678-abcd\"",
        "secret_path = \"/run/secrets/db1\"",
        "secret: \"vault://kv/app1-abcdef\"",
        "secret_santa = \"Alice\"",
        "token = tokenize(\"abc123def456\")",
        "passwordField.label = \"Password\"",
        "hash_password(p, \"argon2id\")",
        "password = \"aaaa1111\"",
    ] {
        assert_eq!(what("a.py", line), [] as [&str; 0], "{line}");
    }
    for line in
        ["DB_PASSWORD=", "DB_PASSWORD=changeme", "DB_PASSWORD=$OTHER1", "password: !vault x1y2z3a", "password: \"\""]
    {
        assert_eq!(what(".env", line), [] as [&str; 0], "{line}");
    }
}

#[test]
fn it_says_where_and_never_what() {
    let text = "one\ntwo\npassword = 'hunter2'\n";
    let found = find(&[file("a.py", "fine\n"), file("src/b.py", text)]);
    assert_eq!(found, [Secret { path: "src/b.py".into(), line: 3, what: "a password" }]);
    assert!(!format!("{found:?}").contains("hunter2"));
}

#[test]
fn however_much_there_is_it_ends() {
    let many = "password = 'hunter2'\n".repeat(10_000);
    assert_eq!(find(&[file("a.py", &many)]).len(), MOST);
    for hostile in ["-----BEGIN ", "://", "a:@", "password", "password=\"", "eyJ.", "é", "\"", ":", "secret: '"] {
        let line = hostile.repeat(256 * 1024 / hostile.len());
        _ = find(&[file("a.env", &line), file("b.rs", &line), file("c.py", &format!("{}{line}", "é".repeat(2_047)))]);
        let lines = format!("{hostile}\n").repeat(256 * 1024 / (hostile.len() + 1));
        _ = find(&[file("a.env", &lines)]);
    }
}

proptest! {
    #[test]
    fn nothing_surprises_it(text in r#"(://|[a-z]{1,4}:|@|password|=|'|"|eyJ|\.|é|\n|-----BEGIN |ghp_|[A-Za-z0-9]{1,20}| ){0,60}"#) {
        _ = find(&[file("a.env", &text), file("a.rs", &text)]);
    }
}
