"use strict";

/* A search box: a list that narrows as letters are typed, by the pattern of WAI-ARIA's editable
   combobox. Focus stays in the box; the arrow keys move through the list, Enter takes what is
   marked (or the first), Escape closes the list and then empties the box. */

const MOST_FOUND = 40;

/* Returns text as it is compared: without accents or capitals. */
function plainText(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/* Returns the entries whose name or code holds the text: codes and beginnings of names first, then
   beginnings of words, then the rest, each in the order given. An entry is { name, code, kind }. */
function foundEntries(entries, text) {
  const wanted = plainText(text);
  if (!wanted) return [];
  const rank = ({ name, code }) => {
    const [plain, short] = [plainText(name), plainText(code || "")];
    if (short === wanted) return 0;
    if (plain.startsWith(wanted) || short.startsWith(wanted)) return 1;
    if (plain.includes(` ${wanted}`)) return 2;
    return plain.includes(wanted) || short.includes(wanted) ? 3 : Infinity;
  };
  const ranked = entries.map((entry) => ({ entry, place: rank(entry) }));
  const found = ranked.filter(({ place }) => place < Infinity);
  return found.sort((a, b) => a.place - b.place).map(({ entry }) => entry);
}

/* Brings the box of the macro `search_box` to life; `choose(entry)` is called with what is taken, and
   `lost()` when nothing is found. */
function searchBox(entries, choose, lost) {
  const box = document.getElementById("search");
  const list = document.getElementById("search-list");
  const status = document.getElementById("search-status");
  let found = [];
  let marked = -1;

  function mark(index) {
    marked = index;
    for (const [i, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(i === index));
      if (i === index) option.scrollIntoView({ block: "nearest" });
    }
    if (index < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[index].id);
  }

  function option({ name, code, kind }, index) {
    const item = element("li", "", name);
    item.id = `search-option-${index}`;
    item.setAttribute("role", "option");
    item.append(element("span", "kind", code ? `${kind} ${code}` : kind));
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      take(found[index]);
    });
    return item;
  }

  function close() {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function open() {
    const all = foundEntries(entries, box.value);
    found = all.slice(0, MOST_FOUND);
    list.replaceChildren(...found.map(option));
    list.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(found.length > 0));
    mark(-1);
    const rest = all.length > found.length ? `, the first ${found.length} listed` : "";
    if (box.value.trim() && !found.length) lost();
    status.textContent = box.value.trim() ? `${all.length} found${rest}` : "";
  }

  function take(entry) {
    close();
    box.value = entry.name;
    status.textContent = `${entry.name} is shown on the map`;
    choose(entry);
  }

  function move(by) {
    if (list.hidden) open();
    if (found.length) mark((marked + by + found.length + (marked < 0 && by < 0)) % found.length);
  }

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter() {
      if (list.hidden) open();
      if (found.length) take(found[Math.max(marked, 0)]);
    },
    Escape() {
      if (list.hidden) [box.value, status.textContent] = ["", ""];
      close();
    },
  };
  box.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.isComposing) return;
    event.preventDefault();
    keys[event.key]();
  });
  box.addEventListener("input", open);
  box.addEventListener("blur", close);
}
