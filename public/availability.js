// The grid of the week, where there is script: dragged over or walked by arrow keys, it writes into the fields with the exact times,
// which are what is sent. Loaded with `defer`, no dependencies. Without it the ticks are sent beside the fields.
"use strict";

{
  const HALF = 30;
  const RANGE = /^(\d{1,2})(?::(\d\d))?\s*[-–—]\s*(\d{1,2})(?::(\d\d))?$/;
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  for (const week of document.querySelectorAll("[data-week]")) begin(week);

  function begin(week) {
    // By column, then by row.
    const columns = Array.from({ length: 7 }, () => []);
    for (const row of week.querySelectorAll("tbody tr")) {
      [...row.querySelectorAll("input")].forEach((box, day) => columns[day].push(box));
    }
    const fields = [...week.querySelectorAll("fieldset input[type=text]")];
    const grid = { week, columns, fields, painting: undefined, pressed: false };
    week.querySelector("input[name=grid]").remove();
    for (const box of columns.flat()) prepare(box);
    columns[0][0].tabIndex = 0;
    week.querySelector("[data-week-keys]").hidden = false;
    fields.forEach((field, day) => {
      show(grid, day);
      field.addEventListener("input", () => show(grid, day));
    });
    listen(grid);
  }

  // Its name is taken away, so that it is not sent; where it stands is remembered.
  function prepare(box) {
    const [day, number] = box.value.split("-");
    Object.assign(box.dataset, { day, number, label: box.getAttribute("aria-label").replace(", partly", "") });
    box.removeAttribute("name");
    box.tabIndex = -1;
  }

  function listen(grid) {
    const table = grid.week.querySelector("table");
    table.addEventListener("change", (event) => paint(grid, place(grid, event.target), event.target.checked));
    table.addEventListener("keydown", (event) => walk(grid, event));
    table.addEventListener("focusin", (event) => rove(grid, event.target));
    table.addEventListener("pointerdown", (event) => press(grid, event));
    table.addEventListener("pointerover", (event) => drag(grid, event));
    // What was painted by the press is not toggled back by the click.
    table.addEventListener("click", (event) => release(grid, event));
    addEventListener("pointerup", () => (grid.painting = undefined));
  }

  function isMouse(event) {
    return event.pointerType === "mouse";
  }

  function boxOf(event) {
    return event.target.closest("td")?.querySelector("input");
  }

  function place(grid, box) {
    const day = grid.columns.findIndex((column) => column.includes(box));
    return day < 0 ? undefined : { day, row: grid.columns[day].indexOf(box) };
  }

  /* By mouse: the first cell decides whether the others are filled or emptied. */

  function press(grid, event) {
    const box = boxOf(event);
    if (!box || !isMouse(event) || event.button !== 0) return;
    event.preventDefault();
    grid.pressed = true;
    box.focus({ preventScroll: true });
    grid.painting = !box.checked || box.hasAttribute("data-part");
    paint(grid, place(grid, box), grid.painting);
  }

  function drag(grid, event) {
    const box = boxOf(event);
    if (!box || grid.painting === undefined || !(event.buttons & 1)) return;
    paint(grid, place(grid, box), grid.painting);
  }

  function release(grid, event) {
    if (grid.pressed && event.detail > 0 && boxOf(event)) event.preventDefault();
    grid.pressed = false;
  }

  /* By keys: arrows walk, with Shift they make the next cell like this one. Space is the box's own. */

  function walk(grid, event) {
    const at = place(grid, event.target);
    const last = grid.columns[0].length - 1;
    const step = STEPS[event.key];
    if (!at || event.ctrlKey || event.altKey || event.metaKey) return;
    let to;
    if (step) to = { day: at.day + step[0], row: at.row + step[1] };
    else if (event.key === "Home") to = { day: at.day, row: 0 };
    else if (event.key === "End") to = { day: at.day, row: last };
    else return;
    event.preventDefault();
    const box = grid.columns[to.day]?.[to.row];
    if (!box) return;
    if (event.shiftKey && step) paint(grid, to, event.target.checked);
    box.focus();
  }

  // One cell can be reached by Tab: the one that was reached last.
  function rove(grid, box) {
    for (const other of grid.columns.flat()) other.tabIndex = other === box ? 0 : -1;
  }

  /* What is ticked and what is written. */

  function paint(grid, at, free) {
    const field = grid.fields[at.day];
    const ranges = parse(field.value);
    const from = Number(grid.columns[at.day][at.row].dataset.number) * HALF;
    // What cannot be read is not written over.
    if (ranges) field.value = write(free ? join([...ranges, [from, from + HALF]]) : cut(ranges, from, from + HALF));
    show(grid, at.day);
  }

  function show(grid, day) {
    const ranges = parse(grid.fields[day].value);
    if (!ranges) return;
    for (const box of grid.columns[day]) {
      const from = Number(box.dataset.number) * HALF;
      const minutes = ranges.reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, from + HALF) - Math.max(a, from)), 0);
      const part = 0 < minutes && minutes < HALF;
      box.checked = minutes > 0;
      box.toggleAttribute("data-part", part);
      box.setAttribute("aria-label", box.dataset.label + (part ? ", partly" : ""));
    }
  }

  function parse(text) {
    const parts = text.split(/[,;\n]/).map((part) => part.trim());
    const ranges = parts.filter((part) => part).map(parseRange);
    return ranges.every((range) => range) ? join(ranges) : undefined;
  }

  function parseRange(text) {
    const found = RANGE.exec(text);
    if (!found) return undefined;
    const [fromHour, fromMinute, toHour, toMinute] = found.slice(1).map((digits) => Number(digits ?? 0));
    const from = fromHour * 60 + fromMinute;
    const to = toHour * 60 + toMinute || 24 * 60;
    return from < to && to <= 24 * 60 && fromMinute < 60 && toMinute < 60 ? [from, to] : undefined;
  }

  function join(ranges) {
    const joined = [];
    for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
      const last = joined.at(-1);
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else joined.push([from, to]);
    }
    return joined;
  }

  function cut(ranges, from, to) {
    const around = ranges.flatMap(([a, b]) => [[a, Math.min(b, from)], [Math.max(a, to), b]]);
    return around.filter(([a, b]) => a < b);
  }

  function write(ranges) {
    const clock = (minute) => [Math.floor(minute / 60), minute % 60].map((number) => String(number).padStart(2, "0")).join(":");
    return ranges.map(([from, to]) => `${clock(from)}–${clock(to)}`).join(", ");
  }
}
