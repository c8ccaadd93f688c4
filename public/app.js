// The one script of every page: conveniences on top of HTML that works without it. Loaded with `defer`, no dependencies.
"use strict";

const YEAR = 60 * 60 * 24 * 365;
const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// By https their names have a prefix that binds them to this host.
const prefix = root.dataset.cookies ?? "";

const cookie = (name) =>
  document.cookie.split("; ").find((pair) => pair.startsWith(`${prefix}${name}=`))?.slice(prefix.length + name.length + 1);

const keep = (name, value) => {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${prefix}${name}=${value}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
};

/* Time zone: the server learns it by a cookie and writes every time in it from the next page on. */

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function tellZone() {
  if (zone && cookie("tf_zone") !== zone) keep("tf_zone", zone);
}

function guessZone() {
  if (!zone) return;
  for (const field of all("[data-zone-guess]")) {
    if (field.value) continue;
    if (field.tagName !== "SELECT" || [...field.options].some((option) => option.value === zone)) field.value = zone;
  }
}

// The first page of a visitor: its times are in UTC, because nobody knew better.
function localTimes() {
  if (!root.hasAttribute("data-zone-unknown")) return;
  for (const element of all("time[data-local][datetime]")) {
    const from = new Date(element.getAttribute("datetime"));
    const until = new Date(element.dataset.until ?? from);
    if (Number.isNaN(from.getTime()) || Number.isNaN(until.getTime())) continue;
    const hours = element.dataset.until ? `${hour(from)}–${hour(until)}` : hour(from);
    const words = new Map([["day", day(from)], ["time", hours]]);
    element.textContent = words.get(element.dataset.local) ?? `${day(from)}, ${hours}`;
  }
}

// As the server writes them: "Tue 24 Nov" and "14:00".
function day(at) {
  const parts = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" }).formatToParts(at);
  return ["weekday", "day", "month"].map((type) => parts.find((part) => part.type === type).value).join(" ");
}

function hour(at) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(at);
}

function zoneName() {
  if (!root.hasAttribute("data-zone-unknown") || !zone) return;
  for (const element of all("[data-zone-name]")) element.textContent = zone.split("/").pop().replaceAll("_", " ");
}

/* Theme: the form posts to /theme without us; with us the page changes at once. */

function switchTheme(event) {
  const form = event.target.closest("form[data-theme-switch]");
  const theme = event.submitter?.value;
  if (!form || !theme) return false;
  event.preventDefault();
  keep("tf_theme", theme);
  if (theme === "system") root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", theme);
  for (const button of all("button[name=theme]")) button.setAttribute("aria-pressed", String(button.value === theme));
  closeMenus();
  return true;
}

/* Forms: once sent, a form is not sent again until the page is shown anew. */

function holdForm(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (event.submitter?.formMethod === "dialog") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  const button = event.submitter ?? form.querySelector("button[type=submit]");
  button?.setAttribute("aria-busy", "true");
  // Later, for two reasons: a disabled button's name and value would not be sent; and an island may have taken over.
  setTimeout(() => {
    if (event.defaultPrevented) release(form);
    else if (button) button.disabled = true;
  });
}

function release(form) {
  delete form.dataset.sent;
  for (const button of all("button[aria-busy=true]", form)) {
    button.removeAttribute("aria-busy");
    button.disabled = false;
  }
}

// Also when the browser brings the page back as it was left.
function pageShown() {
  all("form[data-sent]").forEach(release);
  closeMenus();
}

/* Parts of a page: a link with data-swap="id" brings that part anew and leaves the rest, and what was typed, as it is. */

async function swap(event) {
  const link = event.target.closest("a[data-swap]");
  const part = link && document.getElementById(link.dataset.swap);
  if (!part || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  part.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(link.href);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById(part.id);
    if (!response.ok || !fresh) throw new Error(response.statusText);
    const chosen = part.querySelector("input:checked")?.value;
    part.replaceWith(document.adoptNode(fresh));
    for (const input of all("input[type=radio]", fresh)) input.checked ||= input.value === chosen;
    history.replaceState(null, "", link.href);
    localTimes();
    // The link that was pressed has its like in the new part, if it still leads somewhere.
    all("a[data-swap]", fresh).find((other) => other.textContent === link.textContent)?.focus();
  } catch {
    location.assign(link.href);
  }
}

/* Menus are <details>: one open at a time, closed by Esc and by a press elsewhere. */

function closeMenus(except) {
  for (const menu of all("details[data-menu][open]")) if (menu !== except) menu.open = false;
}

function onKey(event) {
  if (event.key === "Escape") {
    const menu = document.activeElement?.closest("details[data-menu][open]");
    closeMenus();
    menu?.querySelector("summary")?.focus();
  }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector("input[data-search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  }
}

/* Presses: dialogs, toasts, menus. */

function onClick(event) {
  const opener = event.target.closest("[data-confirm]");
  const dialog = opener && document.getElementById(opener.dataset.confirm);
  if (dialog instanceof HTMLDialogElement && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target instanceof HTMLDialogElement && event.target.matches(":modal")) event.target.close();
  event.target.closest("[data-dismiss]")?.closest("[data-toast]")?.remove();
  closeMenus(event.target.closest("details[data-menu]"));
}

/* Copying a command. Browsers allow it on pages that came safely alone. */

function copy(event) {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const text = button.parentElement.querySelector("pre").textContent;
  navigator.clipboard.writeText(text).then(() => {
    button.querySelector("span").textContent = "Copied";
  });
}

/* What is earned while a page is open: a dot at one's own face, and a line in passing. Pages that nobody looks at do not
   listen; what they miss is on the next page. */

const face = document.querySelector("[data-earned]");
let earned;

function listen() {
  if (!face || earned || document.visibilityState !== "visible") return;
  earned = new EventSource(face.dataset.earned);
  earned.addEventListener("earned", (event) => tell(JSON.parse(event.data)));
}

function hush() {
  earned?.close();
  earned = undefined;
}

function tell({ says, href }) {
  face.dataset.news = "";
  face.querySelector("[data-news-words]").textContent = ", something new was earned";
  const toast = document.createElement("div");
  toast.className = "tf-toast";
  toast.setAttribute("role", "status");
  toast.dataset.toast = "";
  const words = document.createElement("span");
  words.textContent = says;
  toast.append(words);
  if (href) {
    const link = document.createElement("a");
    link.href = href;
    link.className = "tf-link";
    link.textContent = "Open it";
    toast.append(link);
  }
  document.querySelector(".tf-toasts")?.append(toast);
  setTimeout(() => toast.remove(), 8000);
}

// A form that says what the page has shown: sent by itself, once, because reading alone changes nothing.
async function sendOnce(form) {
  const body = new URLSearchParams(new FormData(form));
  const response = await fetch(form.action, { method: "POST", body, redirect: "manual" });
  if (response.type !== "opaqueredirect") return;
  form.remove();
  if (face) delete face.dataset.news;
}

document.addEventListener("click", onClick);
document.addEventListener("click", copy);
document.addEventListener("click", swap);
document.addEventListener("focusin", (event) => closeMenus(event.target.closest("details[data-menu]")));
document.addEventListener("keydown", onKey);
document.addEventListener("submit", (event) => switchTheme(event) || holdForm(event));
window.addEventListener("pageshow", pageShown);

tellZone();
guessZone();
localTimes();
zoneName();
for (const button of all("[data-dismiss]")) button.hidden = false;
if (navigator.clipboard) for (const button of all("[data-copy]")) button.hidden = false;
for (const form of all("form[data-send-once]")) sendOnce(form);
// Later than what the page itself needs.
window.addEventListener("load", () => setTimeout(listen, 1000));
document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? listen() : hush()));
window.addEventListener("pagehide", hush);
