// A real provider by OpenID Connect for the browser tests: oidc-provider, with a page of its own on which a test says who it
// is. On that page it can also be told to lie, and then signs something else than it should.
//   node support/provider.mjs PORT WHERE-THE-SERVER-IS
import { createServer } from "node:http";
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from "jose";

// It announces its own terms for Node by warnings, and each cookie that a test has left.
console.warn = console.info = () => {};
const { Provider } = await import("oidc-provider");

const [port, home] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const { privateKey } = await generateKeyPair("RS256", { extractable: true });
const key = { ...(await exportJWK(privateKey)), kid: "one", alg: "RS256", use: "sig" };

/** Everybody who ever said who they are, by what they are called here. */
const people = new Map();

const provider = new Provider(issuer, {
  clients: [{ client_id: "tutorforge", client_secret: "only-for-tests", redirect_uris: [`${home}/signin/back/school`] }],
  jwks: { keys: [key] },
  cookies: { keys: [crypto.randomUUID()] },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "preferred_username"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/who/${interaction.uid}` },
  pkce: { required: () => true },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  findAccount: (_, id) => {
    const { email, verified, name } = people.get(id) ?? {};
    return { accountId: id, claims: () => ({ sub: id, email, email_verified: verified === "on", name }) };
  },
  // Nobody is asked what we may know of them.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

const now = () => Math.floor(Date.now() / 1000);
const lies = {
  nonce: (claims) => ({ ...claims, nonce: "another" }),
  issuer: (claims) => ({ ...claims, iss: "https://evil.example" }),
  audience: (claims) => ({ ...claims, aud: "somebody-else" }),
  expired: (claims) => ({ ...claims, iat: now() - 7200, exp: now() - 3600 }),
};

provider.use(async (ctx, next) => {
  await next();
  if (ctx.path !== "/token" || !ctx.body?.id_token) return;
  const claims = decodeJwt(ctx.body.id_token);
  const lie = lies[people.get(claims.sub)?.lie];
  if (!lie) return;
  ctx.body.id_token = await new SignJWT(lie(claims)).setProtectedHeader({ alg: "RS256", kid: key.kid }).sign(privateKey);
});

const page = (path) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Riverside School</title>
<link rel="icon" href="data:,"><main><h1>Riverside School</h1><form method="post" action="${path}">
<p><label>Who are you? <input name="subject"></label> <label>Your name <input name="name"></label></p>
<p><label>Your address <input name="email"></label> <label><input type="checkbox" name="verified" checked> We have seen it</label></p>
<p><label>A lie <select name="lie"><option></option>${Object.keys(lies).map((lie) => `<option>${lie}</option>`).join("")}</select></label></p>
<button name="answer" value="yes">It is me</button> <button name="answer" value="no">I would rather not</button>
</form></main></html>`;

async function who(request, response) {
  if (request.method === "GET") return response.setHeader("content-type", "text/html").end(page(request.url));
  let body = "";
  for await (const chunk of request) body += chunk;
  const { answer, ...person } = Object.fromEntries(new URLSearchParams(body));
  if (answer !== "yes") return provider.interactionFinished(request, response, { error: "access_denied" });
  people.set(person.subject, person);
  await provider.interactionFinished(request, response, { login: { accountId: person.subject } });
}

const answer = provider.callback();
createServer((request, response) => {
  if (!request.url.startsWith("/who/")) return answer(request, response);
  who(request, response).catch((error) => response.writeHead(400).end(String(error)));
}).listen(Number(port), "127.0.0.1");
