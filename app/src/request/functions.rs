use contract::Told;

use super::{Failure, Reply, Request, answer, caught};

/// Runs a server function's body: finds the request, and words what went wrong with the status that says the same.
pub async fn function<T>(body: impl AsyncFnOnce(Request) -> Result<T, Failure>) -> Result<T, Told> {
    let reply = Reply::current();
    let (outcome, id) = match Request::current() {
        Ok(request) => {
            let id = request.id.clone();
            (caught(body(request)).await, id)
        }
        Err(failure) => (Err(failure), String::new()),
    };
    outcome.map_err(|failure| {
        let error = answer(failure, &id);
        reply.say(|head| {
            head.status = Some(error.status());
            head.retry_after = error.retry_after();
        });
        Told::from(&error)
    })
}
