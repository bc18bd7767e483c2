"use strict";

/* The parts of the plan map that only draw or say something: borders, names, the card. */

/* Draws every border into its layer and returns the shapes of the clusters. */
function planBorders(stage, data, layers) {
  const line = (className) => ({ color: INK, className });
  const borders = (features, group, name, zIndex) =>
    stage.outlines(features, group, stage.pane(`${name}s`, zIndex), line(name));
  /* A broad band below the other borders, so that both are seen where they run together. */
  if (layers.laBorders) borders(data.laBorders, layers.laBorders, "la-border", 405);
  borders(data.pcts, layers.pctBorders, "pct-border", 410);
  const shapes = borders(data.clusters, layers.clusterBorders, "cluster-border", 420);
  borders(data.shaBorders, layers.shaBorders, "sha-border", 430);
  if (layers.flowEdges) {
    const pane = stage.pane("flow-edges", 435);
    const under = { color: WHITE, className: "flow-under" };
    stage.outlines(data.flowEdges, layers.flowEdges, pane, under);
    stage.outlines(data.flowEdges, layers.flowEdges, pane, line("flow-edge"));
  }
  keyFollows(stage.map, layers);
  return shapes.getLayers();
}

/* Draws the names of clusters, and of PCTs that share one; returns what places them anew. */
function planNames(stage, data, layers) {
  const numbered = document.querySelector(".numbered") !== null;
  const ofClusters = drawNames(stage, data.clusters, layers.clusterNames, { numbered });
  if (!layers.pctNames) return ofClusters;
  const shared = ({ properties: { cluster } }) => data.clusters[cluster]?.properties.pcts > 1;
  const small = { className: "pct-name", after: ofClusters };
  const ofPcts = drawNames(stage, data.pcts.filter(shared), layers.pctNames, small);
  return () => [ofClusters, ofPcts].forEach((place) => place());
}

function clusterLines(cluster, withScores) {
  const block = element("div", "cluster");
  const title = element("p", "title", cluster.name);
  const swatch = element("span", "swatch");
  swatch.style.background = cluster.colour;
  title.prepend(swatch);
  const size = `${counted(cluster.pcts, "PCT")} · ${counted(cluster.residents, "resident")}`;
  block.append(title, element("p", "", size), element("p", "quiet", cluster.shas.join(", ")));
  if (withScores && cluster.scores.length) {
    block.append(element("p", "own", "How it scores by itself"), definitions(cluster.scores));
  }
  return block;
}

function pctLines({ pct, name, residents, flows }) {
  const lines = [element("p", "title", name)];
  lines.push(element("p", "", `${pct} · ${counted(residents, "resident")}`));
  if (flows.length) {
    lines.push(element("p", "own", "Joined by patient flow, both ways"), definitions(flows));
  }
  return lines;
}

/* Returns { show, fill } of the card: show(cluster, pct, panel) says what is pointed at and draws
   the outline around it, with its flows where the panel draws any; fill(nodes) says something else. */
function planCard(stage, data, outside) {
  const highlight = makeHighlight(stage);
  const card = document.getElementById("card");

  function show(index, pct, panel) {
    const code = pct ? pct.properties.pct : null;
    const withFlows = code !== null && panel !== null && panel.on();
    highlight.clear();
    card.replaceChildren();
    if (pct) card.append(...pctLines(pct.properties));
    if (index !== null) {
      card.append(clusterLines(data.clusters[index].properties, !withFlows));
      highlight.cluster(data.clusters[index]);
    } else if (pct) {
      card.append(element("p", "quiet", `${pct.properties.sha}. ${outside(pct.properties)}.`));
    }
    if (withFlows) card.append(panel.pct(code));
    if (panel) panel.light(code);
    if (pct) highlight.pct(pct);
    if (!card.hasChildNodes()) {
      const hint = "Point at a PCT, or tap it to keep it here; the Tab key reaches each in turn.";
      card.append(element("p", "hint", hint));
    }
  }

  return { show, fill: (nodes) => card.replaceChildren(...nodes) };
}

/* Returns what can be searched for: PCTs, clusters, SHAs. */
function searchEntries({ pcts, clusters }) {
  const shas = [...new Set(pcts.map(({ properties }) => properties.sha))].sort();
  const byName = (a, b) => a.properties.name.localeCompare(b.properties.name);
  return [
    ...[...pcts].sort(byName).map((feature) => {
      const { name, pct: code, cluster: index } = feature.properties;
      return { kind: "PCT", name, code, index, feature };
    }),
    ...clusters.map(({ properties: { id: code, name } }, index) => {
      return { kind: "Cluster", name, code, index };
    }),
    ...shas.map((name) => ({ kind: "SHA", name })),
  ];
}
