use testkit::Database;

use super::serve::{Answer, Program, until};

/// Ours is the fault, the person has a reference, and the log has more under it, once.
async fn is_told(program: &Program, answer: &Answer, words: &str) {
    let id = answer.header("x-request-id");
    assert_eq!((answer.status, id.len()), (500, 26));
    assert!(answer.body.contains("Something broke on our side") && answer.body.contains(id), "{}", answer.body);
    assert!(!answer.header("content-security-policy").is_empty(), "a page like any other");
    let logged = || program.log("internal error").into_iter().filter(|event| event["reference"] == id);
    until("it is logged", async || logged().count() > 0).await;
    let errors: Vec<_> = logged().map(|event| event["error"].as_str().unwrap().to_owned()).collect();
    assert!(errors.len() == 1 && errors[0].starts_with(words), "{errors:?}");
}

#[tokio::test]
async fn a_page_that_panics_gives_a_reference_and_the_next_one_comes() {
    let database = Database::new().await;
    let program = Program::serve(&database, &[]).await;
    for _ in 0..10 {
        is_told(&program, &program.get("/dev/break?how=panic").await, "panic: somebody asked").await;
        let next = program.get("/dev/break").await;
        assert_eq!(next.status, 200);
        assert!(next.body.contains("Slow page"), "{}", next.body);
    }
    is_told(&program, &program.post("/dev/break", "").await, "panic: somebody asked").await;
    is_told(&program, &program.get("/dev/break?how=error").await, "somebody asked").await;
    let metrics = program.get("/metrics").await.body;
    assert!(metrics.lines().any(|line| line == "http_panics_total 11"), "{metrics}");
}
