"use strict";

/* Draws the plan that the page carries into Leaflet layers that folium has made.
   Names come from tables that anyone may have written: they are only ever set as text. */

function drawPlan(map, layers) {
  const data = JSON.parse(document.getElementById("plan-data").textContent);
  const ink = "#1d2a35";
  const clusters = data.clusters.map((feature) => feature.properties);
  const outside = data.outside || "In no cluster";
  const counted = (n, noun) => `${n.toLocaleString("en-GB")} ${noun}${n === 1 ? "" : "s"}`;

  function element(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) {
      const isolated = document.createElement("bdi");
      isolated.textContent = text;
      node.append(isolated);
    }
    return node;
  }

  function pane(name, zIndex) {
    const made = map.createPane(name);
    made.style.zIndex = zIndex;
    made.style.pointerEvents = "none";
    return name;
  }

  /* Leaflet would thin out each shape by itself, and neighbours would gap by a pixel. */
  const exact = { smoothFactor: 0 };

  function outlines(features, group, paneName, style) {
    const lines = { fill: false, ...exact, ...style };
    const options = { interactive: false, pane: paneName, style: lines };
    return L.geoJSON(features, options).addTo(group);
  }

  /* Fills and borders */

  const fills = L.geoJSON(data.pcts, {
    style: ({ properties: { cluster } }) => {
      const colour = cluster === null ? data.unassigned : clusters[cluster].colour;
      const fill = { fillColor: colour, fillOpacity: 1, color: colour, weight: 0.7 };
      return { className: "pct", ...exact, ...fill };
    },
  }).addTo(map);

  const thin = { color: ink, className: "pct-border" };
  const medium = { color: ink, className: "cluster-border" };
  const thick = { color: ink, className: "sha-border" };
  outlines(data.pcts, layers.pctBorders, pane("pct-borders", 410), thin);
  const shapes = outlines(data.clusters, layers.clusterBorders, pane("cluster-borders", 420), medium);
  outlines(data.shaBorders, layers.shaBorders, pane("sha-borders", 430), thick);
  if (layers.flowEdges) {
    const flowPane = pane("flow-edges", 435);
    outlines(data.flowEdges, layers.flowEdges, flowPane, { color: "#ffffff", className: "flow-under" });
    outlines(data.flowEdges, layers.flowEdges, flowPane, { color: ink, className: "flow-edge" });
  }
  const shapeOf = new Map();
  shapes.eachLayer((shape) => shapeOf.set(clusters.indexOf(shape.feature.properties), shape));

  /* Lines grow with the zoom: a national map is not to drown in them. */
  const scaleLines = () => {
    const scale = Math.min(1.25, Math.max(0.55, 0.55 + (map.getZoom() - 5.5) * 0.2));
    map.getContainer().style.setProperty("--line", scale);
  };
  map.on("zoomend", scaleLines);
  map.whenReady(scaleLines);

  const seeThrough = (on) => fills.setStyle({ fillOpacity: on ? 0.6 : 1 });
  layers.background.on("add", () => seeThrough(true)).on("remove", () => seeThrough(false));

  const credit = element("span", "", data.attribution);
  map.attributionControl.setPrefix(false).addAttribution(credit.outerHTML);

  /* The card that says what is pointed at, and the outline around it */

  const highlight = L.featureGroup().addTo(map);
  const highlightPane = pane("highlight", 440);
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
      block.append(element("p", "own", "How it scores by itself"));
      const list = element("dl");
      for (const [name, value] of cluster.scores) {
        list.append(element("dt", "", name), element("dd", "", value));
      }
      block.append(list);
    }
    return block;
  }

  function flowLines(flows) {
    const list = element("dl");
    for (const [name, share] of flows) list.append(element("dt", "", name), element("dd", "", share));
    return [element("p", "own", "Joined by patient flow, both ways"), list];
  }

  function show(index, pct) {
    highlight.clearLayers();
    card.replaceChildren();
    const style = { color: ink };
    if (pct) {
      const of = `${pct.properties.pct} · ${counted(pct.properties.residents, "resident")}`;
      card.append(element("p", "title", pct.properties.name), element("p", "", of));
      if (pct.properties.flows.length) card.append(...flowLines(pct.properties.flows));
    }
    if (index !== null) {
      card.append(clusterLines(clusters[index]));
      const cluster = data.clusters[index];
      outlines(cluster, highlight, highlightPane, { color: "#ffffff", weight: 7 });
      outlines(cluster, highlight, highlightPane, { ...style, weight: 3, className: "cluster-here" });
    } else if (pct) {
      card.append(element("p", "quiet", `${pct.properties.sha}. ${outside}${data.outside ? "" : " of this plan"}.`));
    }
    if (pct) outlines(pct, highlight, highlightPane, { ...style, weight: 2, className: "pct-here" });
    if (!card.hasChildNodes()) {
      card.append(element("p", "hint", "Point at a PCT or tap it; the Tab key reaches each in turn."));
    }
  }

  const rest = () => show(chosen, null);

  rest();

  /* Pointing, tapping and the keyboard */

  function tip({ name, cluster }) {
    const node = element("div");
    const title = element("strong", "", name);
    const of = cluster === null ? outside : clusters[cluster].name;
    node.append(title, element("span", "", of));
    return node;
  }

  fills.eachLayer((layer) => {
    const { properties } = layer.feature;
    const here = () => show(properties.cluster, layer.feature);
    layer.bindTooltip(tip(properties), { sticky: true, className: "pct-tip", opacity: 1 });
    layer.on({ mouseover: here, click: here, mouseout: rest });
    const path = layer.getElement();
    const of = properties.cluster === null ? outside.toLowerCase() : clusters[properties.cluster].name;
    path.setAttribute("tabindex", "0");
    path.setAttribute("role", "img");
    path.setAttribute("data-pct", properties.pct);
    path.setAttribute("aria-label", `${properties.name}: ${of}`);
    path.addEventListener("focus", here);
    path.addEventListener("blur", rest);
    path.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && properties.cluster !== null) zoomTo(properties.cluster);
    });
  });

  /* The legend */

  const buttons = [...document.querySelectorAll("button[data-cluster]")];
  const everything = L.featureGroup([...shapeOf.values()]).getBounds();
  const fit = (bounds, options) => map.fitBounds(bounds, { padding: [12, 12], ...options });

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
    fit(everything);
  });

  /* Cluster names, where there is room for them */

  const namePane = pane("cluster-names", 450);
  const names = data.clusters
    .filter(({ properties: { label } }) => label)
    .sort((a, b) => b.properties.label[2] - a.properties.label[2])
    .map(({ properties: { name, label: at }, geometry: { type, coordinates } }) => {
      const options = { permanent: true, direction: "center", className: "cluster-name", opacity: 1 };
      const label = L.tooltip({ ...options, pane: namePane }).setLatLng(at.slice(0, 2));
      const text = element("div", "", name);
      label.setContent(text).addTo(layers.clusterNames);
      const rings = type === "Polygon" ? coordinates : coordinates.flat();
      return { name, label, at: at.slice(0, 2), line: text.firstChild, rings };
    });

  const ruler = document.createElement("canvas").getContext("2d");
  const projected = (ring) => ring.map(([lng, lat]) => map.project([lat, lng]));

  function placeNames() {
    if (!map.hasLayer(layers.clusterNames)) return;
    const taken = [];
    const shapesHere = names.map(({ rings }) => withExtent(rings.map(projected)));
    const all = shareInside(shapesHere.flat());
    for (const [i, { name, label, at, line }] of names.entries()) {
      const node = label.getElement();
      const { font, lineHeight } = getComputedStyle(node);
      ruler.font = font;
      const ways = waysToBreak(name, (text) => ruler.measureText(text).width);
      const own = shareInside(shapesHere[i]);
      const place = placeForName(ways, parseFloat(lineHeight), map.project(at), own, all, taken);
      node.classList.toggle("too-tight", !place);
      if (!place) continue;
      taken.push(place);
      line.textContent = place.lines.join("\n");
      label.setLatLng(map.unproject([place.x, place.y]));
    }
  }
  map.on("zoomend", placeNames);
  layers.clusterNames.on("add", placeNames);
  map.whenReady(placeNames);

  /* Paper: every SHA opened, and the map set to the size that the style sheet gives it there */

  const page = document.documentElement;
  let folded = [];

  function forPaper() {
    folded = [...document.querySelectorAll("details.sha:not([open])")];
    folded.forEach((details) => details.setAttribute("open", ""));
    setSize("paper", true);
  }

  function forScreen() {
    folded.forEach((details) => details.removeAttribute("open"));
    setSize("paper", false);
  }

  function setSize(className, on) {
    page.classList.toggle(className, on);
    map.invalidateSize({ animate: false });
    fit(everything, { animate: false });
    placeNames();
  }

  window.addEventListener("beforeprint", forPaper);
  window.addEventListener("afterprint", forScreen);
}
