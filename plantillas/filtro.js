"use strict";
/* Search and filters. Without this script the page shows everything. */
(() => {
  const form = document.getElementById("filtro");
  if (!form) return;
  const search = document.getElementById("buscar");
  const choice = document.getElementById("elegir");
  const doubts = document.getElementById("dudas");
  const count = document.getElementById("cuantos");
  const rows = Array.from(document.querySelectorAll("tr[data-group]"));
  const blocks = Array.from(document.querySelectorAll("[data-block]"));
  const texts = new Map();

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const textOf = (row) => {
    if (!texts.has(row)) {
      const parts = Array.from(row.querySelectorAll(".read"), (part) => part.textContent);
      texts.set(row, plain(parts.join(" ")));
    }
    return texts.get(row);
  };

  function matches(row, words) {
    if (choice.value && row.dataset.group !== choice.value) return false;
    if (doubts && doubts.checked && !row.classList.contains("doubtful")) return false;
    return words.every((word) => textOf(row).includes(word));
  }

  function apply() {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    const active = words.length > 0 || choice.value !== "" || Boolean(doubts && doubts.checked);
    let shown = 0;
    for (const row of rows) {
      row.hidden = active && !matches(row, words);
      if (!row.hidden) shown += 1;
    }
    for (const block of blocks) block.hidden = !block.querySelector("tr[data-group]:not([hidden])");
    document.body.classList.toggle("filtered", active);
    const text = shown === 0 ? count.dataset.none : active ? count.dataset.some : count.dataset.all;
    count.textContent = text.replace("{n}", shown);
  }

  /* A link to a record that is filtered away brings everything back. */
  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !target.closest("[hidden]")) return;
    form.reset();
    apply();
    target.scrollIntoView();
  }

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  window.addEventListener("hashchange", reveal);
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--bar", `${form.offsetHeight}px`);
  }).observe(form);
  form.hidden = false;
  apply();
})();
