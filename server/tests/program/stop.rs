use std::time::Duration;

use testkit::Database;
use tokio::{net::TcpStream, time::sleep};

use super::serve::{Program, get, until};

#[tokio::test]
async fn a_stop_answers_what_is_open_and_lets_nobody_else_in() {
    let database = Database::new().await;
    let mut program = Program::serve(&database, &[]).await;
    let address = program.address;
    let open = tokio::spawn(async move { get(address, "/dev/break?how=slow").await });
    // It is answered after two seconds.
    sleep(Duration::from_millis(700)).await;
    program.stop();
    until("nobody is let in", async || TcpStream::connect(address).await.is_err()).await;
    assert!(!open.is_finished(), "refused while a request is open");
    let answer = open.await.unwrap();
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("That took two seconds") && answer.body.contains("</html>"), "{}", answer.body);
    assert!(program.ended(Duration::from_secs(10)).await.success());
}
