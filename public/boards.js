// Boards, where there is script: when they have counted, the page brings its part anew. Loaded with `defer`, no dependencies.
"use strict";

{
  // Everybody hears it at once, and need not ask at once.
  const SPREAD = 2_000;
  let waiting = false;

  async function lookAgain() {
    waiting = false;
    const board = document.getElementById("board");
    const response = await fetch(location.href).catch(() => undefined);
    if (!board || !response?.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("board");
    // Whoever is at one of its links stays there.
    if (fresh && !board.contains(document.activeElement)) board.replaceWith(document.adoptNode(fresh));
  }

  function hear() {
    if (waiting) return;
    waiting = true;
    setTimeout(lookAgain, Math.random() * SPREAD);
  }

  if (document.querySelector("[data-boards]")) {
    const source = new EventSource("/leaderboard/live");
    source.addEventListener("changed", hear);
    document.addEventListener("submit", () => source.close());
    window.addEventListener("pagehide", () => source.close());
  }
}
