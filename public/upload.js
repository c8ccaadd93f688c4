// Makes the form for code quicker: files and folders can be dropped, what tools have made stays at home, and one more block
// needs no new page. Loaded with `defer`, no dependencies; the form works without it.
"use strict";

{
  // The server leaves these out too, but a browser would have to send them first.
  const CLUTTER = new Set(
    (".bundle .cache .dart_tool .eggs .git .gradle .hg .idea .mypy_cache .next .nuxt .parcel-cache .pytest_cache .ruff_cache " +
      ".svelte-kit .svn .terraform .tox .venv .vs __MACOSX __pycache__ bower_components node_modules target venv").split(" "),
  );
  const SHOWN = 12;
  const MOST = 2_000;

  const area = document.querySelector("[data-upload]");
  if (area) begin(area);
  document.addEventListener("click", addBlock);

  /* Files: all that was chosen or dropped comes together in one field, under its path. */

  function begin(area) {
    const files = area.querySelector("input[name=upload]");
    const folder = area.querySelector("input[name=folder]");
    const says = area.querySelector("[data-chosen]");
    const kept = new Map();
    const leftOut = new Set();

    const take = (path, file) => {
      const clutter = clutterOf(path);
      if (clutter) leftOut.add(clutter);
      // A file of a folder that was chosen would be sent with the folder's own name before its path.
      else if (kept.size < MOST) kept.set(path, new File([file], path, { type: file.type }));
    };

    const show = () => {
      const transfer = new DataTransfer();
      for (const file of kept.values()) transfer.items.add(file);
      files.files = transfer.files;
      if (folder) folder.value = "";
      const problem = problemOf([...kept.values()], area.dataset);
      files.setCustomValidity(problem);
      tell(says, kept, leftOut, problem, forget);
    };

    const forget = () => {
      kept.clear();
      leftOut.clear();
      show();
      files.focus();
    };

    files.addEventListener("change", () => {
      for (const file of files.files) take(file.name, file);
      show();
    });
    folder?.addEventListener("change", () => {
      for (const file of folder.files) take(file.webkitRelativePath.split("/").slice(1).join("/") || file.name, file);
      show();
    });

    const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    const over = (is) => area.classList.toggle("tf-drop-over", is);
    area.addEventListener("dragover", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      over(true);
    });
    area.addEventListener("dragleave", (event) => area.contains(event.relatedTarget) || over(false));
    area.addEventListener("drop", async (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      over(false);
      // Entries are gone once the event is over: they are asked for at once.
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
      if (entries.length === 0) for (const file of event.dataTransfer.files) take(file.name, file);
      if (entries.length === 1 && entries[0].isDirectory) await walkInto(entries[0], "", take, leftOut);
      else for (const entry of entries) await walk(entry, "", take, leftOut);
      show();
    });
    area.classList.add("tf-drop-ready");
  }

  async function walk(entry, before, take, leftOut) {
    const path = before + entry.name;
    if (entry.isFile) take(path, await new Promise((done, failed) => entry.file(done, failed)));
    else if (CLUTTER.has(entry.name)) leftOut.add(`${path}/`);
    else await walkInto(entry, `${path}/`, take, leftOut);
  }

  async function walkInto(folder, before, take, leftOut) {
    const reader = folder.createReader();
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (some.length === 0) return;
      for (const entry of some) await walk(entry, before, take, leftOut);
    }
  }

  function clutterOf(path) {
    const folders = path.split("/").slice(0, -1);
    const at = folders.findIndex((name) => CLUTTER.has(name));
    return at < 0 ? null : `${folders.slice(0, at + 1).join("/")}/`;
  }

  const isZip = (file) => /\.zip$/i.test(file.name);
  const kib = (bytes) => `${Math.max(1, Math.round(bytes / 1024))} KiB`;

  // What the server would say as well, before anything is sent.
  function problemOf(files, { maxFiles, maxFileKib, maxKib, maxZipKib }) {
    const plain = files.filter((file) => !isZip(file));
    const large = files.find((file) => file.size > 1024 * (isZip(file) ? maxZipKib : 2 * maxFileKib));
    if (large) return `“${large.name}” is too large: ${kib(large.size)}.`;
    if (plain.length > maxFiles) return `These are ${plain.length} files. Please choose at most ${maxFiles}.`;
    const together = plain.reduce((sum, file) => sum + file.size, 0);
    if (together > 2 * 1024 * maxKib) return `Together these files are too large: ${kib(together)} of ${maxKib} KiB.`;
    return "";
  }

  function tell(says, kept, leftOut, problem, forget) {
    const line = (text, name = "p", className = "") => Object.assign(document.createElement(name), { textContent: text, className });
    const list = document.createElement("ul");
    for (const [path, file] of [...kept].slice(0, SHOWN)) {
      const item = document.createElement("li");
      item.append(line(path, "code"), line(` ${kib(file.size)}`, "span", "text-soft"));
      list.append(item);
    }
    const again = Object.assign(line("Take them back", "button", "btn btn-sm"), { type: "button", onclick: forget });
    says.replaceChildren(
      ...(kept.size ? [line(`${kept.size} ${kept.size === 1 ? "file" : "files"} chosen`, "p", "tf-chosen-title"), list] : []),
      ...(kept.size > SHOWN ? [line(`and ${kept.size - SHOWN} more`, "p", "text-soft")] : []),
      ...(leftOut.size ? [line(`Left out: ${[...leftOut].slice(0, SHOWN).join(", ")}`, "p", "text-soft")] : []),
      ...(problem ? [line(problem, "p", "text-danger")] : []),
      ...(kept.size || leftOut.size ? [again] : []),
    );
  }

  /* One more block: the last one again, empty. */

  function addBlock(event) {
    const button = event.target.closest?.("#add-block");
    const last = button && [...document.querySelectorAll("[data-block]")].at(-1);
    if (!last) return;
    event.preventDefault();
    const number = document.querySelectorAll("[data-block]").length;
    const block = last.cloneNode(true);
    const renumber = (text) => `${text.replace(/-\d+$/, "")}-${number}`;
    for (const extra of block.querySelectorAll(".tf-error, .tf-hint, input[type=checkbox]")) extra.remove();
    for (const field of block.querySelectorAll("input, textarea")) {
      field.value = "";
      field.id = renumber(field.id);
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
    for (const label of block.querySelectorAll("label[for]")) label.htmlFor = renumber(label.htmlFor);
    for (const title of block.querySelectorAll("[data-block-number]")) title.textContent = number + 1;
    last.after(block);
    block.querySelector("input[name=path]").focus();
  }
}
