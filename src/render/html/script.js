"use strict";
// Who is on call at the reader's moment. Everything comes from the tables of shifts: a row has two times.
(() => {
  const tables = [...document.querySelectorAll("#on-call table")].map((table) => ({
    party: table.previousElementSibling?.previousElementSibling,
    shifts: [...table.rows].map((row) => ({ row, times: [...row.querySelectorAll("time")] }))
      .filter(({ times }) => times.length === 2)
      .map(({ row, times }) => ({ row, from: Date.parse(times[0].dateTime), until: Date.parse(times[1].dateTime) })),
  })).filter(({ shifts }) => shifts.length);
  if (!tables.length) return;
  const list = document.createElement("dl");
  list.className = "facts";
  list.id = "on-call-now";
  const say = (name, ...children) => {
    const element = document.createElement(name);
    element.append(...children);
    return element;
  };
  // The name, the number and what is behind them.
  const copy = ({ row }) => [...row.cells].slice(2).filter((cell) => !cell.classList.contains("none"))
    .flatMap((cell) => [...cell.cloneNode(true).children].flatMap((line) => [...line.childNodes, " "]));
  // The primary is called first, whoever began earlier.
  const isSecond = ({ row }) => row.querySelector("small")?.textContent.endsWith(" (secondary)") ?? false;
  const show = () => {
    const now = Date.now();
    list.replaceChildren(...tables.map(({ party, shifts }) => {
      const current = shifts.filter(({ from, until }) => from <= now && now < until)
        .sort((one, other) => isSecond(one) - isSecond(other));
      const next = shifts.find(({ from }) => from > now);
      for (const shift of shifts) {
        shift.row.hidden = shift.until <= now;
        shift.row.classList.toggle("now", current.includes(shift));
      }
      const nobody = next ? [`nobody before ${next.row.cells[0].textContent}, then `, ...copy(next)]
        : ["not on this page, which is too old"];
      const who = current.length ? current.map((shift) => say("dd", ...copy(shift))) : [say("dd", ...nobody)];
      return say("div", say("dt", party.textContent), ...who);
    }));
  };
  tables[0].party.before(say("h4", "On call now"), list);
  show();
  setInterval(show, 30_000);
})();
(() => {
  const system = document.getElementById("find-system");
  const text = document.getElementById("find-text");
  const count = document.getElementById("find-count");
  const groups = [...document.querySelectorAll(".matrix tbody")];
  if (!groups.length) return;
  const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const of = (element) => plain(element.textContent + " " + (element.dataset.words ?? ""));
  const matrix = groups.map((group) => ({
    group,
    words: of(group.rows[0]) + " " + plain(group.dataset.words),
    rows: [...group.rows].slice(1).map((row) => ({ row, words: of(row) })),
  }));
  const number = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;
  const find = () => {
    const asked = plain(text.value).split(/\s+/).filter(Boolean);
    let areas = 0, systems = 0;
    for (const { group, words, rows } of matrix) {
      const here = !system.value || group.id === system.value;
      let shown = 0;
      for (const { row, words: own } of rows) {
        row.hidden = !(here && asked.every((word) => own.includes(word) || words.includes(word)));
        shown += row.hidden ? 0 : 1;
        areas += row.hidden || !row.id ? 0 : 1;
      }
      group.hidden = !shown;
      systems += shown ? 1 : 0;
    }
    count.textContent = systems
      ? `${number(areas, "area")} in ${number(systems, "system")}`
      : "Nothing fits. Fewer or shorter words find more.";
  };
  const clear = () => { system.value = text.value = ""; find(); };
  system.addEventListener("change", find);
  text.addEventListener("input", find);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === text) clear();
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === text || event.target === system) return;
    event.preventDefault();
    text.focus();
  });
  // A link into the matrix must find its row, whatever is filtered.
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest("[hidden]")) return;
    clear();
    target.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", clear);
  document.querySelector(".jump").hidden = true;
  document.querySelector(".find").hidden = false;
  find();
})();
