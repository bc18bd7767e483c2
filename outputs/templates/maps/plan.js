"use strict";

/* Draws the plan that the page carries into Leaflet layers that folium has made. */

function drawPlan(map, layers) {
  const data = pageData();
  const stage = makeStage(map);
  const clusters = data.clusters.map((feature) => feature.properties);
  const outside = data.outside || "In no cluster";

  /* Areas and borders */

  const areas = drawAreas(stage, data.pcts, {
    colourOf: ({ cluster }) => (cluster === null ? data.unassigned : clusters[cluster].colour),
    wordsOf: ({ name, cluster }) => ({
      name,
      of: cluster === null ? outside : clusters[cluster].name,
    }),
    here: (feature) => show(feature.properties.cluster, feature),
    leave: () => rest(),
    enter: ({ properties: { cluster } }) => cluster !== null && zoomTo(cluster),
  });
  stage.fadeOver(layers.background, areas);
  stage.credit(data.attribution);

  const line = (className) => ({ color: INK, className });
  const borders = (features, group, name, zIndex) =>
    stage.outlines(features, group, stage.pane(`${name}s`, zIndex), line(name));
  borders(data.pcts, layers.pctBorders, "pct-border", 410);
  const shapes = borders(data.clusters, layers.clusterBorders, "cluster-border", 420);
  borders(data.shaBorders, layers.shaBorders, "sha-border", 430);
  if (layers.flowEdges) {
    const pane = stage.pane("flow-edges", 435);
    const under = { color: WHITE, className: "flow-under" };
    stage.outlines(data.flowEdges, layers.flowEdges, pane, under);
    stage.outlines(data.flowEdges, layers.flowEdges, pane, line("flow-edge"));
  }
  const shapeOf = new Map();
  shapes.eachLayer((shape) => shapeOf.set(clusters.indexOf(shape.feature.properties), shape));
  const placeNames = drawNames(stage, data.clusters, layers.clusterNames);

  /* The card that says what is pointed at, and the outline around it */

  const highlight = makeHighlight(stage);
  const card = document.getElementById("card");
  let chosen = null;

  function clusterLines(cluster) {
    const block = element("div", "cluster");
    const title = element("p", "title", cluster.name);
    const swatch = element("span", "swatch");
    swatch.style.background = cluster.colour;
    title.prepend(swatch);
    const size = `${counted(cluster.pcts, "PCT")} · ${counted(cluster.residents, "resident")}`;
    block.append(title, element("p", "", size), element("p", "quiet", cluster.shas.join(", ")));
    if (cluster.scores.length) {
      block.append(element("p", "own", "How it scores by itself"), definitions(cluster.scores));
    }
    return block;
  }

  function definitions(pairs) {
    const list = element("dl");
    for (const [name, value] of pairs) list.append(element("dt", "", name), element("dd", "", value));
    return list;
  }

  function pctLines({ pct, name, residents, flows }) {
    const lines = [element("p", "title", name)];
    lines.push(element("p", "", `${pct} · ${counted(residents, "resident")}`));
    if (flows.length) {
      lines.push(element("p", "own", "Joined by patient flow, both ways"), definitions(flows));
    }
    return lines;
  }

  function show(index, pct) {
    highlight.clear();
    card.replaceChildren();
    if (pct) card.append(...pctLines(pct.properties));
    if (index !== null) {
      card.append(clusterLines(clusters[index]));
      highlight.cluster(data.clusters[index]);
    } else if (pct) {
      const of = data.outside ? "" : " of this plan";
      card.append(element("p", "quiet", `${pct.properties.sha}. ${outside}${of}.`));
    }
    if (pct) highlight.pct(pct);
    if (!card.hasChildNodes()) {
      card.append(element("p", "hint", "Point at a PCT or tap it; the Tab key reaches each in turn."));
    }
  }

  const rest = () => show(chosen, null);

  rest();

  /* The legend */

  const buttons = [...document.querySelectorAll("button[data-cluster]")];
  const everything = L.featureGroup([...shapeOf.values()]).getBounds();

  function choose(index) {
    chosen = index;
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.cluster) === index));
    }
    rest();
  }

  function zoomTo(index) {
    choose(index);
    map.fitBounds(shapeOf.get(index).getBounds(), { padding: [48, 48], maxZoom: 11 });
  }

  for (const button of buttons) {
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => zoomTo(Number(button.dataset.cluster)));
  }
  document.getElementById("whole-plan").addEventListener("click", () => {
    choose(null);
    stage.fit(everything);
  });

  onPaper(() => {
    map.invalidateSize({ animate: false });
    stage.fit(everything, { animate: false });
    placeNames();
  });
}
