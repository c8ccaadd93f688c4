// The one script of every page: conveniences on top of HTML that works without it. Loaded with `defer`, no dependencies.
"use strict";

const YEAR = 60 * 60 * 24 * 365;
const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

const cookie = (name) =>
  document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);

const keep = (name, value) => {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
};

/* Time zone: the server learns it by a cookie and writes every time in it from the next page on. */

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function tellZone() {
  if (zone && cookie("tf_zone") !== encodeURIComponent(zone)) keep("tf_zone", zone);
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
  const styles = {
    day: { weekday: "short", day: "numeric", month: "short" },
    time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  };
  for (const element of all("time[data-local][datetime]")) {
    const at = new Date(element.getAttribute("datetime"));
    if (Number.isNaN(at.getTime())) continue;
    const style = styles[element.dataset.local] ?? { ...styles.day, ...styles.time };
    element.textContent = new Intl.DateTimeFormat(root.lang || "en", style).format(at);
  }
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
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  const button = event.submitter ?? form.querySelector("button[type=submit]");
  button?.setAttribute("aria-busy", "true");
  // After the browser has gathered what it sends: a disabled button's name and value would be left out.
  setTimeout(() => button && (button.disabled = true));
}

function releaseForms() {
  for (const form of all("form[data-sent]")) delete form.dataset.sent;
  for (const button of all("button[aria-busy=true]")) {
    button.removeAttribute("aria-busy");
    button.disabled = false;
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

document.addEventListener("click", onClick);
document.addEventListener("keydown", onKey);
document.addEventListener("submit", (event) => switchTheme(event) || holdForm(event));
window.addEventListener("pageshow", releaseForms);

tellZone();
guessZone();
localTimes();
for (const button of all("[data-dismiss]")) button.hidden = false;
document.querySelector("[data-error-summary]")?.focus();
