"use strict";

/* What pages about two plans share: the clusters of either as features, and what a card says. */

/* Returns { pcts, features, of, fate, said, entries, boundsOf, everything }: PCTs by code, the clusters
   of each plan as features, and functions that say what becomes of a PCT and where to look. */
function twoPlans(data) {
  const pcts = new Map(data.pcts.map((feature) => [feature.properties.pct, feature]));
  const asFeature = (cluster) => ({
    type: "Feature",
    properties: cluster,
    geometry: data.shapes[cluster.shape],
  });
  const features = { before: data.before.map(asFeature), after: data.after.map(asFeature) };

  const of = ({ properties }, side) =>
    properties[side] === null ? null : data[side][properties[side]];

  /* What becomes of a PCT, in a few words. */
  function fate({ properties }) {
    if (properties.before === null && properties.after === null) return "In neither plan";
    if (properties.before === null) return `Only in ${data.titles.after}: not compared`;
    if (properties.after === null) return `Only in ${data.titles.before}: not compared`;
    if (properties.move !== null) return `Moves (number ${properties.move})`;
    if (data.after[properties.after].same) return "Stays, in the same cluster as before";
    return "Stays, in a cluster that changes";
  }

  /* Returns the names of a cluster's PCTs, those that move set apart by their numbers. */
  function members(cluster) {
    const list = element("ul", "members");
    for (const code of cluster.pcts) {
      const { short, move } = pcts.get(code).properties;
      const item = element("li", move === null ? "" : "moving", short);
      if (move !== null) item.append(` (${move})`);
      list.append(item);
    }
    return list;
  }

  function clusterLines(feature, side) {
    const cluster = of(feature, side);
    const block = element("div", `cluster ${side}`);
    block.append(element("p", "own", `${side === "before" ? "Before" : "After"}: ${data.titles[side]}`));
    if (cluster === null) {
      block.append(element("p", "", "In no cluster"));
      return block;
    }
    const size = `${counted(cluster.pcts.length, "PCT")} · ${counted(cluster.residents, "resident")}`;
    block.append(element("p", "title", cluster.name), element("p", "", size), members(cluster));
    return block;
  }

  function pctLines({ properties: { pct, name, sha, residents } }) {
    const line = `${pct} · ${sha} · ${counted(residents, "resident")}`;
    return [element("p", "title", name), element("p", "", line)];
  }

  const said = (feature) => [
    ...pctLines(feature),
    element("p", "fate", fate(feature)),
    clusterLines(feature, "before"),
    clusterLines(feature, "after"),
  ];

  /* What the search box finds: PCTs, then the clusters of both plans, each by its largest PCT. */
  function entries() {
    const areas = data.pcts.map((feature) => {
      const { name, pct: code } = feature.properties;
      return { name, code, kind: "PCT", feature };
    });
    return [...areas, ...clusterEntries("after"), ...clusterEntries("before")];
  }

  function clusterEntries(side) {
    const shown = data[side].filter(({ same }) => side === "after" || !same);
    return shown.map(({ name, pcts: codes }) => {
      const people = (code) => pcts.get(code).properties.residents;
      const [largest] = [...codes].sort((a, b) => people(b) - people(a));
      return { name, kind: `Cluster ${side}`, feature: pcts.get(largest) };
    });
  }

  /* Where a PCT and the clusters that it is in before and after lie. */
  function boundsOf(feature) {
    const found = ["before", "after"].map((side) => feature.properties[side]);
    const clusters = ["before", "after"].map((side, i) => features[side][found[i]]).filter(Boolean);
    return L.geoJSON([feature, ...clusters]).getBounds();
  }

  /* Where all PCTs that are compared lie, or all PCTs where none is. */
  function everything() {
    const both = data.pcts.filter(({ properties: { before, after } }) => before !== null && after !== null);
    return L.geoJSON(both.length ? both : data.pcts).getBounds();
  }

  return { pcts, features, of, fate, said, entries, boundsOf, everything };
}

/* Brings the buttons of the list of moves to life: `choose(feature)` is called with the PCT of the one
   pressed. Returns { press }, which shows a PCT's button as pressed, or none. */
function moveButtons(choose, { pcts }) {
  const buttons = [...document.querySelectorAll("button[data-move]")];
  function press(feature) {
    for (const button of buttons) {
      const pressed = feature !== null && button.dataset.move === feature.properties.pct;
      button.setAttribute("aria-pressed", String(pressed));
    }
  }
  for (const button of buttons) {
    button.addEventListener("click", () => choose(pcts.get(button.dataset.move)));
  }
  press(null);
  return { press };
}
