"use strict";

/* Patient flows: what they come to, and the lines that stand for them. The size of a flow is its
   share of a PCT's admissions times the PCT's residents. */

/* Residents that a line of one pixel stands for; the width grows with the square root. */
const THIN_FLOW = 8000;

const flowWidth = (size) => Math.max(1, Math.sqrt(size / THIN_FLOW));

/* Returns { pcts, trusts, toTrusts, between, clusterOf }: the PCTs' properties by code, and flows
   { from, to, trust, share, size, inside } with PCT codes, `inside` where one cluster has both ends.
   `between` has one for each two PCTs, `toTrusts` one for each PCT and trust. */
function flowTable(data) {
  const pcts = new Map(data.pcts.map(({ properties }) => [properties.pct, properties]));
  const { trusts, rows } = data.patientFlows;
  const clusterOf = (pct) => pcts.get(pct)?.cluster ?? null;
  const inside = (from, to) => clusterOf(from) !== null && clusterOf(from) === clusterOf(to);
  const flow = (from, to, trust, share) => {
    const size = share * pcts.get(from).residents;
    return { from, to, trust, share, size, inside: inside(from, to) };
  };
  const toTrusts = rows.map(([pct, trust, share]) => flow(pct, trusts[trust][1], trust, share));
  const shares = new Map();
  for (const { from, to, share } of toTrusts.filter(({ to }) => to !== null)) {
    const key = `${from} ${to}`;
    shares.set(key, (shares.get(key) || 0) + share);
  }
  const between = [...shares].map(([key, share]) => flow(...key.split(" "), null, share));
  const largestFirst = (flows) => flows.sort((a, b) => b.size - a.size);
  return {
    pcts,
    trusts,
    clusterOf,
    toTrusts: largestFirst(toTrusts),
    between: largestFirst(between),
  };
}

/* Returns the lines that may be drawn, largest first: { ends, size, inside, pcts, trust }. One
   between two PCTs stands for both ways; PCTs outside the plan have none between themselves. */
function flowLines(table, places, toTrusts) {
  const inPlan = ({ from, to }) => table.clusterOf(from) !== null || table.clusterOf(to) !== null;
  if (toTrusts) {
    const drawn = table.toTrusts.filter((flow) => table.trusts[flow.trust][2] && inPlan(flow));
    return drawn.map((flow) => {
      const ends = [places[flow.from], table.trusts[flow.trust][2]];
      return { ...flow, ends, pcts: [flow.from] };
    });
  }
  const pairs = new Map();
  for (const flow of table.between.filter((f) => f.from !== f.to && places[f.to] && inPlan(f))) {
    const pcts = [flow.from, flow.to].sort();
    const key = pcts.join(" ");
    const size = flow.size + (pairs.get(key)?.size || 0);
    pairs.set(key, { ends: pcts.map((p) => places[p]), size, inside: flow.inside, pcts, trust: null });
  }
  return [...pairs.values()].sort((a, b) => b.size - a.size);
}

/* Returns { draw, light, trusts }: draw(toTrusts, least) draws the lines of that size or more and
   returns [drawn, all]; light(pct, trust) sets the others back, light() sets them forth again. */
function makeFlowLines(stage, group, data, table, onTrust) {
  const places = data.patientFlows.pcts;
  const pane = stage.pane("patient-flows", 436);
  const trustPane = stage.pane("trusts", 445);
  let drawn = [];

  /* The width is set apart from Leaflet, for the style sheet to scale with the zoom. */
  function line(flow) {
    const styled = (className, wider) => {
      const made = L.polyline(flow.ends, { className, interactive: false, pane }).addTo(group);
      made.getElement()?.style.setProperty("--width", `${flowWidth(flow.size) + wider}px`);
      return made;
    };
    const kind = flow.inside ? "inside" : "across";
    return { flow, lines: [styled("patient-flow under", 2), styled(`patient-flow ${kind}`, 0)] };
  }

  function marker(place) {
    const [name, pct, at] = table.trusts[place];
    const point = L.circleMarker(at, { radius: 4, className: "trust", pane: trustPane }).addTo(group);
    const tip = element("div");
    const hq = pct === null ? "" : `Headquarters in ${table.pcts.get(pct)?.name || pct}`;
    tip.append(element("strong", "", name), element("span", "", hq));
    point.bindTooltip(tip, { className: "pct-tip", opacity: 1 });
    point.on({ mouseover: () => onTrust(place), mouseout: () => onTrust(null) });
    point.on("click", () => onTrust(place));
    const path = point.getElement();
    if (!path) return;
    const words = { tabindex: "0", role: "img", "aria-label": `${name}. ${hq}`, "data-trust": place };
    for (const [key, value] of Object.entries(words)) path.setAttribute(key, value);
    withoutTooltip(path, () => onTrust(place));
    path.addEventListener("blur", () => onTrust(null));
  }

  function draw(toTrusts, least) {
    group.clearLayers();
    const all = flowLines(table, places, toTrusts);
    const shown = all.filter(({ size }) => size >= least);
    drawn = shown.toReversed().map(line);
    if (toTrusts) [...new Set(shown.map(({ trust }) => trust))].sort((a, b) => a - b).forEach(marker);
    return [shown.length, all.length];
  }

  function light(pct = null, trust = null) {
    for (const { flow, lines } of drawn) {
      const apart = pct !== null && !flow.pcts.includes(pct);
      const other = trust !== null && flow.trust !== trust;
      for (const made of lines) made.getElement()?.classList.toggle("aside", apart || other);
    }
  }

  return { draw, light };
}
