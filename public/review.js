// The page of a submission, where there is script: writing at a line without a new page, ranges by shift, keys.
"use strict";

{
  const files = () => document.getElementById("files");

  /* A line's number opens the place to write below it; what was typed elsewhere moves along. */

  async function writeAt(href) {
    const part = files();
    const typed = part.querySelector("#at textarea[name=text]")?.value ?? "";
    part.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(href);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.getElementById("files");
      if (!response.ok || !fresh) throw new Error(response.statusText);
      part.replaceWith(document.adoptNode(fresh));
      history.replaceState(null, "", href);
      const place = fresh.querySelector("#at");
      const text = place?.querySelector("textarea[name=text]");
      if (text && typed) text.value = typed;
      text?.focus({ preventScroll: true });
      place?.scrollIntoView({ block: "nearest" });
    } catch {
      location.assign(href);
    }
  }

  /* With shift, the lines from the one that is meant now up to this one. */

  function upTo(link) {
    const address = new URL(link.href);
    const [, path, line] = /^(.*):(\d+)$/.exec(address.searchParams.get("at")) ?? [];
    const [, here, from] = /^(.*?):(\d+)(?:-\d+)?$/.exec(new URL(location.href).searchParams.get("at") ?? "") ?? [];
    if (!path || path !== here) return link.href;
    const [first, last] = [Number(from), Number(line)].sort((a, b) => a - b);
    address.searchParams.set("at", `${path}:${first}-${last}`);
    return address.href;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#files a[href*='at=']");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    writeAt(event.shiftKey ? upTo(link) : link.href);
  });

  /* A quote goes to the end of what is being written; the server knows how it is written. */

  async function quote(button) {
    const form = button.form;
    const field = form.elements.text;
    button.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(location.href, { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.getElementById(field.id);
      if (!response.ok || !fresh) throw new Error(response.statusText);
      field.value = fresh.value;
      const closed = field.closest("details:not([open])");
      if (closed) closed.open = true;
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    } catch {
      form.requestSubmit(button);
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=do][value^='quote.']");
    if (!button || event.defaultPrevented) return;
    event.preventDefault();
    quote(button);
  });

  /* From change to change and from thread to thread, by the buttons and by j, k, n and p; c is for the place to write. */

  const places = {
    change: ".tf-hunk, .tf-file:not(:has(.tf-hunk))",
    thread: "[data-thread]",
  };
  const keys = { j: ["change", 1], k: ["change", -1], n: ["thread", 1], p: ["thread", -1] };
  // Where a place comes to stand, with room for what stays at the top.
  const top = 130;
  // Where one has jumped to, for a button that has taken the focus from it.
  let reached;

  function go(kind, direction) {
    const found = [...document.querySelectorAll(places[kind])];
    const tops = found.map((element) => element.getBoundingClientRect().top);
    const here = found.indexOf(document.activeElement?.closest(places[kind]) ?? reached);
    const isSeen = here >= 0 && tops[here] > 0 && tops[here] < innerHeight;
    const ahead = direction > 0 ? tops.findIndex((y) => y > top) : tops.findLastIndex((y) => y < top - 70);
    const next = isSeen ? here + direction : ahead;
    // After the last comes the first.
    const element = found.at(next < 0 && direction > 0 ? 0 : next % found.length);
    if (!element) return;
    const folded = element.closest("details:not([open])");
    if (folded) folded.open = true;
    element.scrollIntoView();
    element.focus({ preventScroll: true });
    reached = element;
  }

  const help = () => document.getElementById("keys");

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go]");
    if (button) go(button.dataset.go, Number(button.dataset.by));
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help()?.open) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "c") {
      document.querySelector("#at textarea")?.focus();
      event.preventDefault();
    }
    if (event.key === "?") help()?.showModal();
    const step = keys[event.key];
    if (step) go(...step);
  });

  for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;

  /* Others: who is here, and what they publish meanwhile. What is being typed is never taken away. */

  const main = document.querySelector("[data-review]");
  const status = document.getElementById("live");

  const typing = () =>
    [...document.querySelectorAll("main textarea, main input[type=text]")].some((field) => field.value !== field.defaultValue);

  async function lookAgain() {
    if (typing()) {
      status.dataset.news = "";
      return;
    }
    const response = await fetch(location.href);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const before = new Set([...document.querySelectorAll("[data-thread], .tf-comment, .tf-round")].map((element) => element.id));
    const open = document.activeElement?.id;
    for (const id of ["top", "files", "happened"]) {
      const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    }
    if (open) document.getElementById(open)?.focus({ preventScroll: true });
    for (const element of document.querySelectorAll("[data-thread], .tf-comment, .tf-round"))
      if (element.id && !before.has(element.id)) element.classList.add("tf-new");
    delete status.dataset.news;
  }

  function presence(names) {
    status.querySelector("[data-others]").textContent = names.length ? `${names.join(", ")} ${names.length > 1 ? "are" : "is"} here too` : "";
  }

  if (main && status) {
    const address = new URL(`/reviews/${main.dataset.review}/live`, location.href);
    const link = new URL(location.href).searchParams.get("link");
    if (link) address.searchParams.set("link", link);
    const source = new EventSource(address);
    // What was said while nobody listened is not told again.
    source.addEventListener("open", () => {
      if ("lost" in status.dataset) lookAgain();
      delete status.dataset.lost;
    });
    source.addEventListener("error", () => (status.dataset.lost = ""));
    source.addEventListener("present", (event) => presence(JSON.parse(event.data)));
    source.addEventListener("changed", (event) => {
      presence(JSON.parse(event.data));
      lookAgain();
    });
    status.querySelector("button").addEventListener("click", () => location.reload());
    // On the way to another page nothing is asked for any more: the answer to a form is told once, to that page.
    document.addEventListener("submit", () => source.close());
    window.addEventListener("pagehide", () => source.close());
  }

  /* A choice of iterations is one step, not two. */

  document.addEventListener("change", (event) => event.target.closest("form[data-auto-submit]")?.requestSubmit());
}
