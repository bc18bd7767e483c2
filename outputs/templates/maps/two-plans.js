"use strict";

/* What pages about two plans share: the clusters of either as features, and what a card says. */

/* Returns PCTs by code, the clusters of each plan as features, and functions that say what becomes of a
   PCT, what a card says of what is shown, where it lies, and what the search box finds. */
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

  function clusterLines(index, side) {
    const cluster = index === null ? null : data[side][index];
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

  /* What can be shown: a PCT with its clusters in both plans, or one cluster of one plan. */
  const pctTarget = (pct) => ({ pct, before: pct.properties.before, after: pct.properties.after });
  const clusterTarget = (side, index) => ({ pct: null, before: null, after: null, [side]: index });

  function said({ pct, before, after }) {
    if (pct) {
      const both = [clusterLines(before, "before"), clusterLines(after, "after")];
      return [...pctLines(pct), element("p", "fate", fate(pct)), ...both];
    }
    return [before === null ? clusterLines(after, "after") : clusterLines(before, "before")];
  }

  /* Where what is shown lies. */
  function boundsOf({ pct, before, after }) {
    const shown = [pct, features.before[before], features.after[after]];
    return L.geoJSON(shown.filter(Boolean)).getBounds();
  }

  /* Where all PCTs that are compared lie, or all PCTs where none is. */
  function everything() {
    const both = data.pcts.filter(({ properties: { before, after } }) => before !== null && after !== null);
    return L.geoJSON(both.length ? both : data.pcts).getBounds();
  }

  /* What the search box finds: PCTs, the clusters of the later plan, and others of the earlier. */
  function entries() {
    const areas = data.pcts.map((feature) => {
      const { name, pct: code } = feature.properties;
      return { name, code, kind: "PCT", target: pctTarget(feature) };
    });
    return [...areas, ...clusterEntries("after"), ...clusterEntries("before")];
  }

  function clusterEntries(side) {
    const found = data[side].map(({ name, same }, index) => {
      return { name, kind: `Cluster ${side}`, target: clusterTarget(side, index), same };
    });
    return found.filter(({ same }) => side === "after" || !same);
  }

  return { pcts, features, of, fate, said, entries, boundsOf, everything, pctTarget };
}

/* Brings the buttons of the list of moves to life: `choose(target)` is called with what the one that
   is pressed shows. Returns the function that shows a target's button as pressed, or none. */
function moveButtons(choose, { pcts, pctTarget }) {
  const buttons = [...document.querySelectorAll("button[data-move]")];
  function press(target) {
    const code = target && target.pct ? target.pct.properties.pct : null;
    for (const button of buttons) {
      const pressed = button.dataset.move === code;
      button.setAttribute("aria-pressed", String(pressed));
    }
  }
  for (const button of buttons) {
    button.addEventListener("click", () => choose(pctTarget(pcts.get(button.dataset.move))));
  }
  press(null);
  return press;
}
