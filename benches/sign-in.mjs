// Signing in, for scripts/bench: can a stranger tell who has an account, and what does a storm of tries cost the others?
//   node benches/sign-in.mjs http://127.0.0.1:3000 [SECONDS]
const base = process.argv[2];
const seconds = Number(process.argv[3] ?? 10);
const each = 200;

const address = () => `10.${[0, 0, 0].map(() => 1 + Math.floor(Math.random() * 254)).join(".")}`;
const headers = () => ({ Origin: base, "X-Forwarded-For": address(), "Content-Type": "application/x-www-form-urlencoded" });
const post = (path, form) =>
  fetch(base + path, { method: "POST", redirect: "manual", headers: headers(), body: new URLSearchParams(form) });

const run = Date.now().toString(36);
const known = Array.from({ length: each }, (_, n) => `bench-${run}-${n}@example.org`);
const unknown = Array.from({ length: each }, (_, n) => `nobody-${run}-${n}@example.org`);
for (const [n, email] of known.entries()) {
  const handle = `bench-${run}-${n}`;
  const answer = await post("/signup", { name: "Bench Mark", handle, email, password: "four quiet words here", zone: "UTC" });
  if (answer.status !== 303) throw new Error(`signing up answered ${answer.status}`);
}

// One try for each address, known and unknown in an order that is drawn, one after the other.
const drawn = [...known.map((email) => [email, true]), ...unknown.map((email) => [email, false])]
  .map((one) => [Math.random(), one])
  .sort(([a], [b]) => a - b)
  .map(([, one]) => one);
const times = { true: [], false: [] };
const answers = { true: new Set(), false: new Set() };
for (const [email, isKnown] of drawn) {
  const began = performance.now();
  const answer = await post("/signin", { email, password: "not the right words" });
  const text = await answer.text();
  times[isKnown].push(performance.now() - began);
  // What was typed comes back, and what is new with each answer says nothing.
  const same = text.replaceAll(email, "…").replace(/nonce="[^"]*"|value="[0-9a-f-]{36}"|[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");
  answers[isKnown].add(`${answer.status}\n${[...answer.headers.keys()].sort().join()}\n${same}`);
}
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const [withAccount, without] = [median(times.true), median(times.false)];
const differing = [...answers.true].filter((text) => !answers.false.has(text)).length;
const apart = Math.abs(withAccount - without) / Math.max(withAccount, without);
const p = mannWhitney(times.true, times.false);
console.log(`| 400 sign-ins, half with an account | medians ${withAccount.toFixed(1)} and ${without.toFixed(1)} ms (${(apart * 100).toFixed(1)} % apart), rank test p = ${p.toFixed(2)}, answers told apart: ${differing} |`);

// The search page, asked for again and again by eight, first in peace and then in a storm.
const peace = await search(seconds);
const stop = storm();
await new Promise((done) => setTimeout(done, 1000));
const stormy = await search(seconds);
const tried = stop();
const statuses = Object.entries(tried).map(([status, count]) => `${count} × ${status}`).join(", ");
console.log(`| \`/tutors\`, p99 | ${peace.toFixed(0)} ms in peace, ${stormy.toFixed(0)} ms while 100 a second try to sign in (${statuses}) |`);

async function search(seconds) {
  const taken = [];
  const end = performance.now() + seconds * 1000;
  const visitor = async () => {
    while (performance.now() < end) {
      const began = performance.now();
      const answer = await fetch(`${base}/tutors`, { headers: { "X-Forwarded-For": address() } });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`/tutors answered ${answer.status}`);
      taken.push(performance.now() - began);
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  await Promise.all(Array.from({ length: 8 }, visitor));
  return taken.sort((a, b) => a - b)[Math.floor(taken.length * 0.99)];
}

function storm() {
  const tried = {};
  const timer = setInterval(() => {
    const email = `storm-${Math.random().toString(36).slice(2)}@example.org`;
    post("/signin", { email, password: "not the right words" })
      .then(async (answer) => {
        await answer.arrayBuffer();
        tried[answer.status] = (tried[answer.status] ?? 0) + 1;
      })
      .catch(() => (tried.lost = (tried.lost ?? 0) + 1));
  }, 10);
  return () => (clearInterval(timer), tried);
}

// Two-sided, by the normal approximation, which is good from some twenty of each on (Mann and Whitney 1947).
function mannWhitney(a, b) {
  const all = [...a.map((value) => [value, 0]), ...b.map((value) => [value, 1])].sort(([x], [y]) => x - y);
  const ranks = all.reduce((sum, [, from], n) => sum + (from === 0 ? n + 1 : 0), 0);
  const u = ranks - (a.length * (a.length + 1)) / 2;
  const [mean, deviation] = [(a.length * b.length) / 2, Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12)];
  return 2 * (1 - normal(Math.abs(u - mean) / deviation));
}

// Abramowitz and Stegun 26.2.17.
function normal(z) {
  const t = 1 / (1 + 0.2316419 * z);
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}
