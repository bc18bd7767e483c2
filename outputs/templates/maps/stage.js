"use strict";

/* What every map stands on: panes, areas that can be pointed at or reached with the Tab key, the
   outline around one, and paper. Each function takes a stage, so that a page may hold several maps.
   Names come from tables that anyone may have written: they are only ever set as text. */

const INK = "#1d2a35";
const WHITE = "#ffffff";

/* Leaflet would thin out each shape by itself, and neighbours would gap by a pixel. */
const EXACT = { smoothFactor: 0 };

/* Returns what the page carries for its scripts. */
function pageData() {
  return JSON.parse(document.getElementById("plan-data").textContent);
}

function counted(n, noun) {
  return `${n.toLocaleString("en-GB")} ${noun}${n === 1 ? "" : "s"}`;
}

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

/* Returns pairs of words as a list of definitions. */
function definitions(pairs) {
  const list = element("dl");
  for (const [name, value] of pairs) list.append(element("dt", "", name), element("dd", "", value));
  return list;
}

/* Calls `clear` at the Escape key, but for the search box, which has its own use for it. */
function onEscape(clear) {
  document.addEventListener("keydown", ({ key, target }) => {
    if (key === "Escape" && target.id !== "search") clear();
  });
}

/* Calls `here()` when the Tab key reaches a shape, before Leaflet opens a tooltip over the neighbours:
   the card says all that it would. */
function withoutTooltip(path, here) {
  const reached = (event) => {
    if (path.matches(":focus-visible")) event.stopImmediatePropagation();
    here();
  };
  path.addEventListener("focus", reached, { capture: true });
}

/* Lets the Tab key reach a shape of the map, as a button: `here()` is called when it does, `leave()`
   afterwards, and `enter()` at the Enter key or the space bar. */
function reachable(layer, label, { here, leave, enter }) {
  const path = layer.getElement();
  path.setAttribute("tabindex", "0");
  path.setAttribute("role", "button");
  path.setAttribute("aria-pressed", "false");
  path.setAttribute("aria-label", label);
  withoutTooltip(path, here);
  path.addEventListener("blur", leave);
  path.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    enter();
  });
  return path;
}

/* Shows the shapes as pressed that `isPressed(feature)` holds for. */
function pressShapes(shapes, isPressed) {
  shapes.eachLayer((layer) => {
    layer.getElement()?.setAttribute("aria-pressed", String(isPressed(layer.feature)));
  });
}

/* Folds the list of layers, which the Enter key opens, when the Tab key leaves it. */
function foldLayers(map) {
  map.getContainer().addEventListener("focusout", ({ target, relatedTarget }) => {
    const list = target.closest(".leaflet-control-layers");
    if (!list || !relatedTarget || list.contains(relatedTarget)) return;
    list.classList.remove("leaflet-control-layers-expanded");
  });
}

/* Returns a map's stage: { map, pane, outlines, fit, lookAt, credit, fadeOver }. */
function makeStage(map) {
  function pane(name, zIndex) {
    const made = map.createPane(name);
    made.style.zIndex = zIndex;
    made.style.pointerEvents = "none";
    return name;
  }

  /* Draws GeoJSON as lines into a group, in a pane of the stage; `style` may name a class. */
  function outlines(features, group, paneName, style) {
    const lines = { fill: false, ...EXACT, ...style };
    return L.geoJSON(features, { interactive: false, pane: paneName, style: lines }).addTo(group);
  }

  /* What is switched on the map comes before its areas in the order of the Tab key. */
  map.getContainer().prepend(map.getContainer().querySelector(".leaflet-control-container"));
  foldLayers(map);

  const fit = (bounds, options) => fitOn(map, bounds, options);

  /* Shows a part of the map from near by. */
  const lookAt = (bounds) => fit(bounds, { room: 48, maxZoom: 11 });

  function credit(text) {
    map.attributionControl.setPrefix(false).addAttribution(element("span", "", text).outerHTML);
  }

  /* Lets a background show through areas while the reader has it on. */
  function fadeOver(background, areas) {
    const seeThrough = (on) => areas.setStyle({ fillOpacity: on ? 0.6 : 1 });
    background.on("add", () => seeThrough(true)).on("remove", () => seeThrough(false));
  }

  /* Lines grow with the zoom: a national map is not to drown in them. */
  const scaleLines = () => {
    const scale = Math.min(1.25, Math.max(0.55, 0.55 + (map.getZoom() - 5.5) * 0.2));
    map.getContainer().style.setProperty("--line", scale);
  };
  map.on("zoomend", scaleLines);
  map.whenReady(scaleLines);

  return { map, pane, outlines, fit, lookAt, credit, fadeOver };
}

/* Draws one area a PCT, filled with `colourOf(properties)`, that says `wordsOf(properties)`, which is
   { name, of }, when pointed at. `here(feature)` is called when one is pointed at or reached with the
   Tab key, `leave()` afterwards, `enter(feature)` at the Enter key or the space bar, and
   `pick(feature)`, where it is given, when one is clicked or tapped. */
function drawAreas(stage, features, { colourOf, wordsOf, here, leave, enter, pick = here }) {
  const areas = L.geoJSON(features, {
    style: ({ properties }) => {
      const colour = colourOf(properties);
      const fill = { fillColor: colour, fillOpacity: 1, color: colour, weight: 0.7 };
      return { className: "pct", ...EXACT, ...fill };
    },
  }).addTo(stage.map);
  areas.eachLayer((layer) => {
    const { feature } = layer;
    const { name, of } = wordsOf(feature.properties);
    const tip = element("div");
    tip.append(element("strong", "", name), element("span", "", of));
    layer.bindTooltip(tip, { sticky: true, className: "pct-tip", opacity: 1 });
    layer.on({ mouseover: () => here(feature), click: () => pick(feature), mouseout: leave });
    const calls = { here: () => here(feature), leave, enter: () => enter(feature) };
    const path = reachable(layer, `${name}: ${of}`, calls);
    path.setAttribute("data-pct", feature.properties.pct);
  });
  return areas;
}

/* Returns { clear, cluster, earlier, pct }, which draw the outline around what is pointed at: of a
   cluster, of one in an earlier plan, of a PCT. */
function makeHighlight(stage) {
  const group = L.featureGroup().addTo(stage.map);
  const pane = stage.pane("highlight", 440);
  const draw = (feature, style) => stage.outlines(feature, group, pane, style);
  return {
    clear: () => group.clearLayers(),
    cluster(feature) {
      draw(feature, { color: WHITE, weight: 7 });
      draw(feature, { color: INK, weight: 3, className: "cluster-here" });
    },
    earlier: (feature) => draw(feature, { color: INK, weight: 3, className: "earlier-here" }),
    pct: (feature) => draw(feature, { color: INK, weight: 2, className: "pct-here" }),
  };
}

/* Shows what the key says of a layer only while the layer is on: `data-layer` names it. */
function keyFollows(map, layers) {
  for (const node of document.querySelectorAll("[data-layer]")) {
    const layer = layers[node.dataset.layer];
    const set = (on) => node.toggleAttribute("hidden", !on);
    layer.on("add", () => set(true)).on("remove", () => set(false));
    set(map.hasLayer(layer));
  }
}

/* Paper: everything folded is opened, the page takes the class "paper", and `resize` is called for
   the map to take the size that the style sheet gives it there; and back again afterwards. */
function onPaper(resize) {
  let folded = [];
  const set = (on) => {
    document.documentElement.classList.toggle("paper", on);
    resize(on);
  };
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details.sha:not([open])")];
    folded.forEach((details) => details.setAttribute("open", ""));
    set(true);
  });
  window.addEventListener("afterprint", () => {
    folded.forEach((details) => details.removeAttribute("open"));
    set(false);
  });
}
