use domain::search::rebuild_all;

use super::app::TestApp;

const SELECT: &str = r#"id="field-currency""#;

#[tokio::test]
async fn a_price_is_asked_for_in_a_currency() {
    let app = TestApp::new().await;
    app.tutor("ada").await;
    app.tutor("bob").await;
    rebuild_all(&app.ctx, |_| ()).await.unwrap();
    let all_alike = app.get("/tutors", None).await.body;
    assert!(!all_alike.contains(SELECT), "nothing to choose");
    assert!(all_alike.contains(r#"<input type="hidden" name="currency" value="EUR""#));

    app.tutor("eva").await;
    sqlx::query("UPDATE tutors.tutor SET currency = 'ETB' WHERE person_id = (SELECT id FROM accounts.person WHERE handle = 'eva')")
        .execute(&app.ctx.db)
        .await
        .unwrap();
    rebuild_all(&app.ctx, |_| ()).await.unwrap();
    let found = async |path: &str| {
        let body = app.get(path, None).await.body;
        assert!(body.contains(SELECT), "{path}");
        ["ada", "bob", "eva"].map(|handle| body.contains(&format!(r#"href="/tutors/{handle}""#)))
    };
    assert_eq!(found("/tutors").await, [true, true, true]);
    assert_eq!(found("/tutors?price=30&currency=EUR").await, [true, true, false]);
    assert_eq!(found("/tutors?price=30&currency=ETB").await, [false, false, true]);
    assert_eq!(found("/tutors?price=30").await, [true, true, false], "in the currency of most");
    assert_eq!(found("/tutors?price=&currency=ETB").await, [true, true, true], "no price, no limit");

    let limited = app.get("/tutors?level=school&price=30&currency=ETB", None).await.body;
    assert!(limited.contains("Up to 30 ETB") && limited.contains(r#"href="/tutors?level=school""#));
    assert!(app.get("/tutors?price=30", None).await.body.contains("currency=EUR"), "links say it");
}
