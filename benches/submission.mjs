// A submission of 20 files of 500 lines in two iterations, and somebody who may look at the queue. Prints the
// submission's path and the cookie, for scripts/bench.
//   node benches/submission.mjs http://127.0.0.1:3000
const base = process.argv[2];
const origin = { Origin: base, "X-Forwarded-For": "10.9.8.7" };

const line = (file, n) => `    let total_${n} = combine(&items[${(n * 7 + file) % 100}], "part ${n}", ${n * file}); // step ${n}`;
const text = (file, change) =>
  Array.from({ length: 500 }, (_, n) => {
    // Every fifth line is another one, and a block in the middle has moved.
    const at = change && n >= 200 && n < 220 ? n + 20 : change && n >= 220 && n < 240 ? n - 20 : n;
    return change && n % 5 === 0 ? `${line(file, at)} and then` : line(file, at);
  }).join("\n") + "\n";

async function post(path, pairs, cookie) {
  const response = await fetch(base + path, {
    method: "POST",
    redirect: "manual",
    headers: { ...origin, "Content-Type": "application/x-www-form-urlencoded", ...(cookie ? { Cookie: cookie } : {}) },
    body: new URLSearchParams(pairs),
  });
  if (response.status !== 303) throw new Error(`POST ${path} answered ${response.status}`);
  return response;
}

const files = (change) => Array.from({ length: 20 }, (_, n) => [["path", `src/part${n}.rs`], ["text", text(n + 1, change)]]).flat();
const handle = `bench-${Date.now().toString(36)}`;
const person = { name: "Bench Mark", handle, email: `${handle}@example.org`, password: "four quiet words here", zone: "UTC" };
const joined = await post("/signup", Object.entries(person));
const cookie = joined.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
const ask = { title: "Twenty files of five hundred lines", ask: "Is it fast?", level: "advanced", urgency: "whenever", visibility: "public", do: "publish" };
const submitted = await post("/reviews/new", [...Object.entries(ask), ...files(false)], cookie);
const path = new URL(submitted.headers.get("location"), base).pathname;
await post(`${path}/iterate`, [["note", ""], ["base", "1"], ...files(true)], cookie);
console.log(`${path} ${cookie}`);
