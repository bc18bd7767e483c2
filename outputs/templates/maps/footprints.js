"use strict";

/* Draws the footprints of the consortia that the page carries over the clusters of its plan. */

const FOOTPRINT = "#7a1052";
const MOST_NEAREST = 3;

function drawFootprints(map, layers) {
  const data = pageData();
  const stage = makeStage(map);
  const clusters = data.clusters.map((feature) => feature.properties);
  let set = data.sets[0];

  /* Areas and borders */

  const areas = drawAreas(stage, data.pcts, {
    colourOf: ({ cluster }) => (cluster === null ? data.unassigned : clusters[cluster].colour),
    wordsOf: ({ name, cluster }) => ({
      name,
      of: cluster === null ? "In no cluster" : clusters[cluster].name,
    }),
    here: (feature) => show(pctLines(feature.properties), { pct: feature }),
    leave: () => rest(),
    enter: (feature) => choosePct(feature),
  });
  stage.fadeOver(layers.background, areas);
  stage.credit(data.attribution);

  /* As few panes as will do: a browser keeps a picture of each in memory. */
  const line = (className) => ({ color: INK, className });
  const below = stage.pane("under-borders", 410);
  const borders = stage.pane("borders", 420);
  const over = stage.pane("footprints", 430);
  stage.outlines(data.pcts, layers.pctBorders, below, line("pct-border"));
  stage.outlines(data.clusters, layers.clusterBorders, borders, line("cluster-border"));
  stage.outlines(data.shaBorders, layers.shaBorders, borders, line("sha-border"));
  const placeNames = drawNames(stage, data.clusters, layers.clusterNames);

  const pctOf = new Map(data.pcts.map((feature) => [feature.properties.pct, feature]));
  const boundsOf = (features) => L.geoJSON(features).getBounds();
  const everything = boundsOf(data.clusters);

  /* What is said of a consortium, a PCT and a cluster */

  const verdict = (share, tooMuch) => `${tooMuch ? "▲ " : ""}${share}`;

  function definitions(rows) {
    const list = element("dl");
    for (const [name, value, tooMuch] of rows) {
      const className = tooMuch ? "over" : "";
      list.append(element("dt", className, name), element("dd", className, value));
    }
    return list;
  }

  function consortiumLines({ code, name, residents, over: onFootprint, overlaps }) {
    const lines = [element("p", "title", name)];
    lines.push(element("p", "", `${code} · ${counted(residents, "resident")}`));
    if (onFootprint) lines.push(element("p", "over", "▲ A cluster is on its footprint"));
    lines.push(element("p", "own", "Overlap with clusters, the nearest first"));
    const rows = overlaps.map(([at, share, , tooMuch]) => [clusters[at].name, verdict(share, tooMuch), tooMuch]);
    return [...lines, definitions(rows)];
  }

  function nearest(cluster) {
    const rows = set.consortia.flatMap(({ name, overlaps }) =>
      overlaps
        .filter(([at]) => at === cluster)
        .map(([, share, , tooMuch]) => [name, verdict(share, tooMuch), tooMuch]),
    );
    return rows.sort((a, b) => parseFloat(b[1].replace("▲", "")) - parseFloat(a[1].replace("▲", "")));
  }

  function clusterLines(cluster) {
    const { name, pcts, residents } = clusters[cluster];
    const lines = [element("p", "title", name)];
    lines.push(element("p", "", `${counted(pcts, "PCT")} · ${counted(residents, "resident")}`));
    const rows = nearest(cluster);
    if (!rows.length) return [...lines, element("p", "quiet", "Shares nobody with a consortium of this set.")];
    const words = rows.length > MOST_NEAREST ? `Nearest ${MOST_NEAREST} of ${rows.length} consortia` : "Consortia it overlaps with";
    return [...lines, element("p", "own", words), definitions(rows.slice(0, MOST_NEAREST))];
  }

  function pctLines({ pct, name, residents, cluster }) {
    const lines = [element("p", "title", name)];
    lines.push(element("p", "", `${pct} · ${counted(residents, "resident")}`));
    const shares = (set.pcts[pct] || []).map(([at, share]) => [set.consortia[at].name, share]);
    if (shares.length) lines.push(element("p", "own", "Its residents by consortium"), definitions(shares));
    if (cluster === null) return [...lines, element("p", "quiet", "In no cluster of this plan.")];
    const block = element("div", "cluster");
    block.append(...clusterLines(cluster));
    return [...lines, block];
  }

  /* The card, and the outlines around what is pointed at */

  const highlight = makeHighlight(stage);
  const around = L.featureGroup().addTo(map);
  const card = document.getElementById("card");
  const buttons = [...document.querySelectorAll("button[data-consortium]")];
  const besideTheMap = window.matchMedia("(min-width: 56.01rem)");
  let chosen = null;
  let footprints = [];

  const shapeOf = (at) =>
    set.shapes ? [set.shapes[at]] : set.consortia[at].pcts.map((pct) => pctOf.get(pct)).filter(Boolean);

  function show(lines, { pct = null, cluster = null, consortium = null }) {
    highlight.clear();
    around.clearLayers();
    card.replaceChildren(...lines);
    if (cluster !== null) highlight.cluster(data.clusters[cluster]);
    if (pct) highlight.pct(pct);
    if (consortium === null) return;
    for (const feature of shapeOf(consortium)) {
      stage.outlines(feature, around, "highlight", { color: WHITE, className: "here-under" });
      stage.outlines(feature, around, "highlight", { color: FOOTPRINT, className: "footprint-here" });
    }
  }

  const showConsortium = (at) =>
    show(consortiumLines(set.consortia[at]), { consortium: at, cluster: set.consortia[at].overlaps[0][0] });

  function rest() {
    if (chosen === null) {
      const what = set.shapes ? "consortium" : "PCT";
      const words = `Point at a ${what} or tap it; the Tab key reaches each in turn.`;
      show([element("p", "hint", words)], {});
    } else if (chosen.consortium !== undefined) showConsortium(chosen.consortium);
    else if (chosen.pct) show(pctLines(chosen.pct.properties), chosen);
    else show(clusterLines(chosen.cluster), chosen);
  }

  /* Choosing */

  function choose(what) {
    chosen = what;
    pressShapes(areas, (feature) => feature === what?.pct);
    for (const [at, shape] of footprints.entries()) pressShapes(shape, () => at === what?.consortium);
    for (const button of buttons) {
      const own = data.sets[button.dataset.set] === set;
      const pressed = own && what !== null && Number(button.dataset.consortium) === what.consortium;
      button.setAttribute("aria-pressed", String(pressed));
      if (!pressed) continue;
      button.closest("details").open = true;
      if (besideTheMap.matches) button.scrollIntoView({ block: "nearest" });
    }
    rest();
  }

  function chooseConsortium(at) {
    choose({ consortium: at });
    stage.lookAt(boundsOf([...shapeOf(at), data.clusters[set.consortia[at].overlaps[0][0]]]));
  }

  function chooseCluster(at) {
    choose({ cluster: at });
    stage.lookAt(boundsOf(data.clusters[at]));
  }

  function choosePct(pct) {
    const { cluster } = pct.properties;
    choose({ pct, cluster });
    stage.lookAt(boundsOf(cluster === null ? pct : data.clusters[cluster]));
  }

  for (const button of buttons) {
    button.addEventListener("click", () => chooseConsortium(Number(button.dataset.consortium)));
  }
  document.getElementById("whole-plan").addEventListener("click", () => {
    choose(null);
    stage.fit(everything);
  });

  const entries = () => [
    ...set.consortia.map(({ name, code }, at) => ({ name, code, kind: "Consortium", go: () => chooseConsortium(at) })),
    ...clusters.map(({ name }, at) => ({ name, kind: "Cluster", go: () => chooseCluster(at) })),
    ...data.pcts.map((feature) => {
      const { name, pct } = feature.properties;
      return { name, code: pct, kind: "PCT", go: () => choosePct(feature) };
    }),
  ];
  const listed = [];
  searchBox(listed, (entry) => entry.go(), () => choose(null));
  onEscape(() => choose(null));

  /* The footprints of the set that is shown */

  function tip({ name, overlaps, over: onFootprint }) {
    const node = element("div");
    const [at, share] = overlaps[0];
    const words = `${clusters[at].name}: ${share}${onFootprint ? ", on its footprint" : ""}`;
    node.append(element("strong", "", name), element("span", "", words));
    return { node, words };
  }

  function footprint(at) {
    const consortium = set.consortia[at];
    const fill = { fillColor: consortium.over ? "url(#on-footprint)" : WHITE, fillOpacity: consortium.over ? 1 : 0 };
    const style = { className: "footprint", pane: over, stroke: false, ...EXACT, ...fill };
    const shape = L.geoJSON(set.shapes[at], { pane: over, style }).addTo(layers.footprints);
    const { node, words } = tip(consortium);
    shape.bindTooltip(node, { sticky: true, className: "pct-tip", opacity: 1 });
    const chosenHere = () => choose({ consortium: at });
    shape.on({ mouseover: () => showConsortium(at), click: chosenHere, mouseout: rest });
    const calls = { here: () => showConsortium(at), leave: rest, enter: () => chooseConsortium(at) };
    shape.eachLayer((layer) => {
      const reach = () => {
        const path = reachable(layer, `${consortium.name}: ${words}`, calls);
        path.setAttribute("data-consortium", consortium.code);
        pressShapes(shape, () => at === chosen?.consortium);
      };
      layer.on("add", reach);
      if (layer.getElement()) reach();
    });
    return shape;
  }

  /* The Tab key passes over the PCTs that lie under footprints. */
  function reachPcts() {
    const under = set.shapes && layers.footprints && map.hasLayer(layers.footprints) ? set.pcts : {};
    areas.eachLayer((layer) => {
      layer.getElement().setAttribute("tabindex", under[layer.feature.properties.pct] ? "-1" : "0");
    });
  }

  function drawSet() {
    listed.splice(0, listed.length, ...entries());
    for (const part of document.querySelectorAll("[data-of-set]")) {
      part.hidden = data.sets[part.dataset.ofSet] !== set;
    }
    if (layers.footprints) {
      layers.footprints.clearLayers();
      footprints = [];
      if (set.shapes) {
        stage.outlines(set.lines, layers.footprints, below, { color: WHITE, className: "footprint-under" });
        stage.outlines(set.lines, layers.footprints, over, { color: FOOTPRINT, className: "footprint-line" });
        footprints = set.shapes.map((_, at) => footprint(at));
      }
    }
    reachPcts();
    choose(null);
  }

  if (layers.footprints) {
    layers.footprints.on("add remove", () => setTimeout(reachPcts));
  }
  for (const radio of document.querySelectorAll("input[name='set']")) {
    radio.addEventListener("change", () => {
      set = data.sets[radio.value];
      drawSet();
    });
  }
  drawSet();

  onPaper(() => {
    map.invalidateSize({ animate: false });
    stage.fit(everything, { animate: false });
    placeNames();
  });
}
