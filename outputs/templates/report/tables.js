"use strict";
// Tables of a report: sorted by any column, and narrowed to the rows that hold some words.

const SORTED_FROM = 3, FILTERED_FROM = 9, LONG_FROM = 21;

function figure(text) {
  const plain = text.trim().replaceAll(",", "").replace("−", "-").replace("£", "");
  const number = /^[-+]?[\d.]/.test(plain) ? parseFloat(plain) : NaN;
  return Number.isNaN(number) ? null : number;
}

function ordered(rows, column, way) {
  const words = rows.map(row => row.cells[column].textContent.trim());
  const numbers = words.map(figure);
  const known = words.map(text => text !== "–" && text !== "not known" && text !== "");
  const numeric = words.every((_, i) => !known[i] || numbers[i] !== null);
  const compared = (a, b) => numeric
    ? numbers[a] - numbers[b]
    : words[a].localeCompare(words[b], "en", { numeric: true });
  const places = rows.map((_, i) => i);
  places.sort((a, b) => known[b] - known[a] || (known[a] ? way * compared(a, b) : 0) || a - b);
  return places.map(i => rows[i]);
}

function sortable(table) {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const given = [...body.rows];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
      body.append(...ordered(given, column, way));
    });
  });
}

function filterable(box, table) {
  const rows = [...table.tBodies[0].rows];
  const words = rows.map(row => row.textContent.toLocaleLowerCase("en"));
  const label = document.createElement("label");
  const input = document.createElement("input");
  const said = document.createElement("output");
  const bar = document.createElement("div");
  bar.className = "filter";
  input.type = "search";
  input.autocomplete = "off";
  input.setAttribute("aria-describedby", table.caption.id);
  label.append("Only rows with ", input);
  bar.append(label, said);
  box.before(bar);
  input.addEventListener("input", () => {
    const wanted = input.value.toLocaleLowerCase("en").split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      row.hidden = !wanted.every(word => words[i].includes(word));
      shown += !row.hidden;
    });
    said.textContent = wanted.length ? `${shown} of ${rows.length} rows` : "";
  });
}

for (const box of document.querySelectorAll(".table .scroll")) {
  const table = box.querySelector("table"), rows = table.tBodies[0].rows.length;
  if (rows >= SORTED_FROM) sortable(table);
  if (rows >= FILTERED_FROM) filterable(box, table);
  if (rows >= LONG_FROM) box.parentElement.classList.add("long");
}
