"use strict";

/* What pages about two plans share: the clusters of either as features, and what a card says.

   What is shown is a target: a PCT with its clusters in both plans, or one cluster of one plan, as
   { pct, before, after }, the clusters by their places in the plans, null for what there is not. */

function pctTarget(pct) {
  return { pct, before: pct.properties.before, after: pct.properties.after };
}

function clusterTarget(side, index) {
  return { pct: null, before: null, after: null, [side]: index };
}

/* Returns PCTs by code, the clusters of each plan as features, the cluster of a PCT in a plan, and
   where a target and all that is compared lie. */
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

  function boundsOf({ pct, before, after }) {
    const shown = [pct, features.before[before], features.after[after]];
    return L.geoJSON(shown.filter(Boolean)).getBounds();
  }

  /* All PCTs that are compared, or all PCTs where none is. */
  function everything() {
    const both = ({ properties: { before, after } }) => before !== null && after !== null;
    const compared = data.pcts.filter(both);
    return L.geoJSON(compared.length ? compared : data.pcts).getBounds();
  }

  return { pcts, features, of, boundsOf, everything, ...cardWords(data, pcts) };
}

/* Returns { fate, said }: what becomes of a PCT, and what a card says of a target. */
function cardWords(data, pcts) {
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
    const when = side === "before" ? "Before" : "After";
    block.append(element("p", "own", `${when}: ${data.titles[side]}`));
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

  function said({ pct, before, after }) {
    if (pct) {
      const both = [clusterLines(before, "before"), clusterLines(after, "after")];
      return [...pctLines(pct), element("p", "fate", fate(pct)), ...both];
    }
    return [before === null ? clusterLines(after, "after") : clusterLines(before, "before")];
  }

  return { fate, said };
}

/* Returns what the search box finds: PCTs, clusters of the later plan, and others of the earlier. */
function searchEntries(data) {
  const areas = data.pcts.map((feature) => {
    const { name, pct: code } = feature.properties;
    return { name, code, kind: "PCT", target: pctTarget(feature) };
  });
  const clusters = (side) =>
    data[side].map(({ name, same }, index) => {
      return { name, kind: `Cluster ${side}`, target: clusterTarget(side, index), same };
    });
  return [...areas, ...clusters("after"), ...clusters("before").filter(({ same }) => !same)];
}

/* Brings the buttons of the list of moves to life: `choose(target)` is called with what the one that
   is pressed shows. Returns the function that shows a target's button as pressed, or none. */
function moveButtons(choose, { pcts }) {
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
