"use strict";

/* What pages about two plans share: the clusters of either as features, and what a card says. */

/* Returns { pcts, features, said }: PCTs by code, the clusters of each plan as features, and the
   function that writes what both plans say of a PCT. */
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

  return { pcts, features, of, fate, said, pctLines, clusterLines };
}
