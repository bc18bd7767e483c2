"use strict";

/* Draws the plan that the page carries into Leaflet layers that folium has made. */

function drawPlan(map, layers) {
  const data = pageData();
  const stage = makeStage(map);
  const clusters = data.clusters.map((feature) => feature.properties);
  const outside = ({ outside: words }) => words || data.outside || "In no cluster of this plan";

  /* Areas and borders */

  const areas = drawAreas(stage, data.pcts, {
    colourOf: ({ cluster }) => (cluster === null ? data.unassigned : clusters[cluster].colour),
    wordsOf: (pct) => ({
      name: pct.name,
      of: pct.cluster === null ? outside(pct) : clusters[pct.cluster].name,
    }),
    here: (feature) => show(feature.properties.cluster, feature),
    leave: () => rest(),
    pick: (feature) => choose(feature.properties.cluster, feature),
    enter: (feature) => zoomTo(feature.properties.cluster, feature),
  });
  stage.fadeOver(layers.background, areas);
  stage.credit(data.attribution);

  const line = (className) => ({ color: INK, className });
  const borders = (features, group, name, zIndex) =>
    stage.outlines(features, group, stage.pane(`${name}s`, zIndex), line(name));
  borders(data.pcts, layers.pctBorders, "pct-border", 410);
  const shapes = borders(data.clusters, layers.clusterBorders, "cluster-border", 420);
  borders(data.shaBorders, layers.shaBorders, "sha-border", 430);
  /* A broad band below the other borders, so that both are seen where they run together. */
  if (layers.laBorders) borders(data.laBorders, layers.laBorders, "la-border", 405);
  if (layers.flowEdges) {
    const pane = stage.pane("flow-edges", 435);
    const under = { color: WHITE, className: "flow-under" };
    stage.outlines(data.flowEdges, layers.flowEdges, pane, under);
    stage.outlines(data.flowEdges, layers.flowEdges, pane, line("flow-edge"));
  }
  keyFollows(map, layers);
  const shapeOf = new Map();
  shapes.eachLayer((shape) => shapeOf.set(clusters.indexOf(shape.feature.properties), shape));
  const placeNames = drawNames(stage, data.clusters, layers.clusterNames);
  const several = data.pcts.filter(({ properties: { cluster } }) => clusters[cluster]?.pcts > 1);
  const small = { className: "pct-name", after: placeNames };
  const placePctNames = layers.pctNames ? drawNames(stage, several, layers.pctNames, small) : null;

  /* The card that says what is pointed at, and the outline around it */

  const highlight = makeHighlight(stage);
  const card = document.getElementById("card");
  let chosen = { cluster: null, pct: null };
  let flows = null;

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

  function pctLines({ pct, name, residents, flows: joined }) {
    const lines = [element("p", "title", name)];
    lines.push(element("p", "", `${pct} · ${counted(residents, "resident")}`));
    if (joined.length) {
      lines.push(element("p", "own", "Joined by patient flow, both ways"), definitions(joined));
    }
    return lines;
  }

  function show(index, pct) {
    const code = pct ? pct.properties.pct : null;
    const withFlows = code !== null && flows !== null && flows.on();
    highlight.clear();
    card.replaceChildren();
    if (pct) card.append(...pctLines(pct.properties));
    if (index !== null) {
      card.append(clusterLines(clusters[index], !withFlows));
      highlight.cluster(data.clusters[index]);
    } else if (pct) {
      card.append(element("p", "quiet", `${pct.properties.sha}. ${outside(pct.properties)}.`));
    }
    if (withFlows) card.append(flows.pct(code));
    if (flows) flows.light(code);
    if (pct) highlight.pct(pct);
    if (!card.hasChildNodes()) {
      const hint = "Point at a PCT, or tap it to keep it here; the Tab key reaches each in turn.";
      card.append(element("p", "hint", hint));
    }
  }

  function showTrust(place) {
    rest();
    if (place === null) return;
    card.replaceChildren(...flows.trust(place));
    flows.light(null, place);
  }

  const rest = () => show(chosen.cluster, chosen.pct);

  /* What is chosen stays when nothing is pointed at */

  const buttons = [...document.querySelectorAll("button[data-cluster]")];
  const everything = L.featureGroup([...shapeOf.values()]).getBounds();

  function choose(cluster, pct = null) {
    chosen = { cluster, pct };
    setAside(() => false);
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.cluster) === cluster));
    }
    if (flows) flows.list(pct ? pct.properties.pct : null);
    rest();
  }

  const zoomTo = (cluster, pct = null) => {
    choose(cluster, pct);
    const shape = cluster === null ? L.geoJSON(pct) : shapeOf.get(cluster);
    map.fitBounds(shape.getBounds(), { padding: [48, 48], maxZoom: 11 });
  };

  function setAside(isAside) {
    areas.eachLayer((layer) => {
      layer.getElement().classList.toggle("aside", isAside(layer.feature.properties));
    });
  }

  function zoomToSha(sha) {
    choose(null);
    setAside((properties) => properties.sha !== sha);
    const inside = data.pcts.filter(({ properties }) => properties.sha === sha);
    map.fitBounds(L.geoJSON(inside).getBounds(), { padding: [24, 24] });
  }

  function release() {
    choose(null);
    stage.fit(everything);
  }

  for (const button of buttons) {
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => zoomTo(Number(button.dataset.cluster)));
  }
  document.getElementById("whole-plan").addEventListener("click", release);
  map.on("click", ({ originalEvent: { target } }) => target.closest("path") || choose(null));
  map.getContainer().addEventListener("keydown", ({ key }) => key === "Escape" && choose(null));

  if (document.getElementById("search")) {
    searchBox(searchEntries(data, clusters), ({ kind, index, feature, name }) => {
      if (kind === "SHA") zoomToSha(name);
      else zoomTo(index, feature);
    });
  }

  if (layers.patientFlows) flows = flowPanel(stage, layers.patientFlows, data, showTrust, rest);
  rest();

  onPaper(() => {
    map.invalidateSize({ animate: false });
    stage.fit(everything, { animate: false });
    placeNames();
    if (placePctNames) placePctNames();
  });
}

/* Returns what can be searched for: SHAs, clusters, PCTs. */
function searchEntries(data, clusters) {
  const shas = [...new Set(data.pcts.map(({ properties }) => properties.sha))].sort();
  const pcts = [...data.pcts].sort((a, b) => a.properties.name.localeCompare(b.properties.name));
  return [
    ...pcts.map((feature) => {
      const { name, pct: code, cluster: index } = feature.properties;
      return { kind: "PCT", name, code, index, feature };
    }),
    ...clusters.map(({ id: code, name }, index) => ({ kind: "Cluster", name, code, index })),
    ...shas.map((name) => ({ kind: "SHA", name })),
  ];
}
