// Passkeys: has the browser sign what the page asks for, and sends the answer with the page's own form. Loaded with `defer`, no
// dependencies. Without it, and where a browser knows no passkeys, their buttons are not there and the page says why.
"use strict";

{
  // Browsers give passkeys to names alone, not to addresses of numbers.
  const named = !/^[\d.]+$|^\[/.test(location.hostname);
  const able = named && typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON === "function";
  for (const form of document.querySelectorAll("form[data-passkey]")) able ? begin(form) : explain(form);

  // Whoever signs in need not hear of what is not there.
  function explain(form) {
    const words = form.querySelector("[data-passkey-unable]");
    words.hidden = form.dataset.passkey === "sign-in";
    words.textContent = "This browser knows no passkeys here. Please take another way.";
  }

  function begin(form) {
    const button = form.querySelector("button[data-passkey-go]");
    form.querySelector("[data-passkey-unable]").hidden = true;
    const waiting = form.dataset.passkey === "sign-in" ? waitInField(form) : { stop() {} };
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (!form.reportValidity()) return;
      waiting.stop();
      say(form, "");
      button.setAttribute("aria-busy", "true");
      try {
        send(form, await (form.dataset.passkey === "make" ? make(form) : show(form)));
      } catch (error) {
        say(form, words(error));
      } finally {
        button.removeAttribute("aria-busy");
      }
    });
  }

  /* Beside what the browser proposes for the address, it proposes passkeys. */

  function waitInField(form) {
    const waiting = new AbortController();
    const stop = () => waiting.abort();
    // Whoever takes another way, or leaves, has done with it: the next page may have something of its own to ask for.
    addEventListener("submit", stop);
    addEventListener("pagehide", stop);
    offer(form, waiting.signal).catch(() => {});
    return { stop };
  }

  async function offer(form, signal) {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    send(form, await show(form, { mediation: "conditional", signal }));
  }

  async function make(form) {
    const { options, ceremony } = await challenge(form);
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return { ceremony, credential: await navigator.credentials.create({ publicKey }) };
  }

  async function show(form, how = {}) {
    const { options, ceremony } = await challenge(form);
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    return { ceremony, credential: await navigator.credentials.get({ publicKey, ...how }) };
  }

  // It stands in the page, or is asked for when somebody wants to sign in.
  async function challenge(form) {
    if (form.dataset.challenge) return JSON.parse(form.dataset.challenge);
    const answer = await fetch(form.dataset.challengeFrom, { method: "POST" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  // As the form itself would, without asking for what a passkey stands in for.
  function send(form, { ceremony, credential }) {
    form.querySelector("input[data-ceremony]").value = ceremony;
    form.querySelector("input[data-credential]").value = JSON.stringify(credential.toJSON());
    form.submit();
  }

  function words(error) {
    if (error.name === "InvalidStateError") return "This device has a passkey for you already.";
    if (error.name === "NotAllowedError") return "Nothing has happened. Try again, or take another way.";
    return "That did not work. Load the page again, or take another way.";
  }

  function say(form, text) {
    form.querySelector("[data-passkey-says]").textContent = text;
  }
}
