"use strict";

/* What is said of patient flows, and the controls that choose which are drawn. */

const LISTED_FLOWS = 6;

/* Returns what stays in a PCT, in the rest of its cluster, and what leaves: [words, share] each. */
function flowShares(table, pct) {
  const own = table.between.filter(({ from }) => from === pct);
  const sum = (kept) => own.filter(kept).reduce((total, { share }) => total + share, 0);
  const stays = sum(({ to }) => to === pct);
  const inside = sum(({ to, inside }) => inside && to !== pct);
  const other = sum(({ to, inside }) => !inside && to !== pct);
  const shares = [["In the PCT itself", stays]];
  if (table.clusterOf(pct) !== null) shares.push(["Elsewhere in its cluster", inside]);
  shares.push([table.clusterOf(pct) === null ? "In other PCTs" : "In other clusters", other]);
  const rest = 1 - stays - inside - other;
  if (rest > 0.0005) shares.push(["Not known where", rest]);
  return shares;
}

const inPercent = (share) => `${(100 * share).toFixed(1)}%`;
const inThousands = (size) => (Math.round(size / 100) * 100).toLocaleString("en-GB");

function flowMark(flow) {
  const mark = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  mark.setAttribute("class", `flow-mark ${flow.inside ? "inside" : "across"}`);
  mark.setAttribute("viewBox", "0 0 22 8");
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", flow.inside ? "inside the cluster" : "across clusters");
  path.setAttribute("d", "M0 4H22");
  mark.append(path);
  return mark;
}

/* Returns a table of flows: the other end, the size, and the share of the sender's admissions. */
function flowRows(caption, flows, nameOf) {
  const grid = element("table", "flow-rows");
  grid.append(element("caption", "", caption));
  const head = grid.createTHead().insertRow();
  for (const title of ["Flow", "Size", "Share"]) {
    const cell = element("th", "", title);
    cell.scope = "col";
    head.append(cell);
  }
  const body = grid.createTBody();
  for (const flow of flows) {
    const row = body.insertRow();
    const name = element("th", "", nameOf(flow));
    name.scope = "row";
    name.prepend(flowMark(flow));
    row.append(name, element("td", "", inThousands(flow.size)), element("td", "", inPercent(flow.share)));
  }
  return grid;
}

/* Brings the section of the template `maps/flows.html` to life. `changed()` is called when lines were
   drawn anew. Returns { pct, trust, list, light, on }: what the card says of a PCT or a trust, the
   list of one PCT's flows, which lines stand out, and whether any are drawn. */
function flowPanel(stage, group, data, onTrust, changed) {
  const { map } = stage;
  const table = flowTable(data);
  const lines = makeFlowLines(stage, group, data, table, onTrust);
  const { steps } = data.patientFlows;
  const [slider, field] = ["flow-slider", "flow-least"].map((id) => document.getElementById(id));
  const modes = [...document.querySelectorAll("input[name='flows']")];
  const status = document.getElementById("flow-status");
  const list = document.getElementById("flow-list");
  let listed = null;
  const mode = () => modes.find(({ checked }) => checked).value;
  const on = () => map.hasLayer(group) && mode() !== "none";
  const nameOf = (pct) => table.pcts.get(pct)?.name || pct;
  const away = ({ from, to, trust }) => {
    if (trust !== null) return table.trusts[trust][0];
    return from === to ? `${nameOf(to)} itself` : nameOf(to);
  };

  /* The key's widths are those of the lines on the map, whatever the zoom. */
  function scaleKey() {
    const scale = map.getContainer().style.getPropertyValue("--line");
    for (const mark of document.querySelectorAll(".flow-mark[data-size]")) {
      mark.style.setProperty("--width", `${flowWidth(Number(mark.dataset.size))}px`);
      mark.style.setProperty("--line", scale);
    }
  }
  map.on("zoomend", scaleKey);
  map.whenReady(scaleKey);

  function draw() {
    const wanted = mode();
    map.getContainer().classList.toggle("with-flows", wanted !== "none");
    document.documentElement.classList.toggle("flows-on", wanted !== "none");
    if (wanted === "none") {
      group.clearLayers();
      map.removeLayer(group);
      status.textContent = "";
    } else {
      map.addLayer(group);
      const [shown, all] = lines.draw(wanted === "trusts", Number(field.value));
      status.textContent = `${counted(shown, "line")} drawn of ${all.toLocaleString("en-GB")}`;
    }
    listFlows(listed);
    changed();
  }

  function setMode(value) {
    for (const radio of modes) radio.checked = radio.value === value;
    draw();
  }

  function setLeast(size) {
    const place = steps.findLastIndex((step) => step <= size);
    slider.value = Math.max(place, 0);
    slider.setAttribute("aria-valuetext", `${size.toLocaleString("en-GB")} or more`);
    draw();
  }

  slider.addEventListener("input", () => {
    field.value = steps[Number(slider.value)];
    setLeast(Number(field.value));
  });
  field.addEventListener("input", () => setLeast(Math.max(0, Number(field.value) || 0)));
  for (const radio of modes) radio.addEventListener("change", draw);
  group.on("add", () => mode() === "none" && setMode("pcts"));
  group.on("remove", () => mode() !== "none" && setMode("none"));

  function pct(code) {
    const block = element("div", "cluster");
    const own = table.between.filter(({ from, to }) => from === code && to !== code);
    block.append(element("p", "own", "Where its residents are treated"), definitions(
      flowShares(table, code).map(([words, share]) => [words, inPercent(share)]),
    ));
    if (own.length) block.append(flowRows("Largest flows: size and share", own.slice(0, LISTED_FLOWS), away));
    return block;
  }

  function trust(place) {
    const [name, hq] = table.trusts[place];
    const flows = table.toTrusts.filter((flow) => flow.trust === place).slice(0, LISTED_FLOWS);
    const said = [element("p", "title", name)];
    if (hq !== null) said.push(element("p", "quiet", `Headquarters in ${nameOf(hq)}`));
    return [...said, flowRows("Where its patients live: size and share", flows, ({ from }) => nameOf(from))];
  }

  function listFlows(code) {
    listed = code;
    list.replaceChildren();
    if (code === null) return;
    const toTrusts = mode() === "trusts";
    const out = (toTrusts ? table.toTrusts : table.between).filter(({ from }) => from === code);
    const into = table.between.filter(({ from, to }) => to === code && from !== code);
    const name = nameOf(code);
    list.append(flowRows(`From ${name}`, out.filter(({ share }) => share >= 0.001), away));
    if (into.length) list.append(flowRows(`To ${name}`, into, ({ from }) => nameOf(from)));
  }

  setLeast(Number(field.value));
  return { pct, trust, list: listFlows, light: lines.light, on };
}
