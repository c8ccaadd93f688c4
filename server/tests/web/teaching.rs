use http::StatusCode;

use super::app::TestApp;

const WORDS: &str = "headline=Algebra+without+fear&about=We+begin+where+you+are+and+go+on+from+there.&languages=en\
                     &subject_1=algebra&level_1=school&statement=";

fn application(step: &str, evidence: &str) -> String {
    let statement = "We+go+one+step+after+the+other.+".repeat(5);
    format!("action=application&step={step}&evidence_1={evidence}&{WORDS}{statement}")
}

/// The version that the page asks to be answered.
fn seen(body: &str) -> &str {
    let (_, rest) = body.split_once("name=\"seen\" value=\"").expect("a form to answer");
    &rest[..36]
}

#[tokio::test]
async fn from_half_an_application_to_an_open_page() {
    let app = TestApp::new().await;
    let (_, ada) = app.person("ada").await;
    let moderator = app.person_with_role("mia", "moderator").await;

    let half = app.post("/teach/apply", Some(&ada), "action=application&step=save&headline=Alg").await;
    assert_eq!(half.status, StatusCode::SEE_OTHER);
    let page = app.get("/teach/apply", Some(&ada)).await;
    assert!(page.body.contains("value=\"Alg\"") && page.body.contains("Still missing"), "{}", page.body);

    let unproved = app.post("/teach/apply", Some(&ada), &application("send", "")).await;
    assert_eq!(unproved.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unproved.body.contains("href=\"#field-application-evidence_1\""), "the summary leads to the field");
    assert!(unproved.body.contains("id=\"field-application-evidence_1\""), "and there it is");
    assert!(unproved.body.contains("Algebra without fear"), "what was typed is kept");

    let sent = app.post("/teach/apply", Some(&ada), &application("send", "Six+years+at+a+school")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let early = app.post("/teach/apply", Some(&ada), &application("save", "Six+years+at+a+school")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.body.contains("Your application is with the moderators."), "a form that is gone still says why");

    assert_eq!(app.get("/admin/tutors/ada", Some(&ada)).await.status, StatusCode::FORBIDDEN);
    let queue = app.get("/admin/tutors", Some(&moderator)).await;
    assert!(queue.body.contains("/admin/tutors/ada") && queue.body.contains("Algebra without fear"));
    let case = app.get("/admin/tutors/ada", Some(&moderator)).await;
    let yes = format!("action=approve&seen={}", seen(&case.body));
    let no = format!("action=decline&seen={}&note=We+have+enough+tutors.", seen(&case.body));
    assert_eq!(app.post("/admin/tutors/ada", Some(&moderator), &yes).await.status, StatusCode::SEE_OTHER);
    let late = app.post("/admin/tutors/ada", Some(&moderator), &no).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("Somebody has decided this already.") && late.body.contains("We have enough tutors."));
    assert_eq!(app.get("/admin/tutors/mia", Some(&moderator)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn where_teaching_is_open_nobody_applies() {
    let app = TestApp::with(&[("TF_TEACHING", "open")]).await;
    let (_, ada) = app.person("ada").await;
    let page = app.get("/teach/apply", Some(&ada)).await;
    assert!(page.body.contains("Nobody has to apply here."), "{}", page.body);
    assert!(!app.get("/teach", Some(&ada)).await.body.contains("/teach/apply"));
}
