"use strict";

/* Draws the plan that the page carries into Leaflet layers that folium has made. */

function drawPlan(map, layers) {
  const data = pageData();
  const stage = makeStage(map);
  const clusters = data.clusters.map((feature) => feature.properties);
  const outside = ({ outside: words }) => words || data.outside || "In no cluster of this plan";

  const areas = drawAreas(stage, data.pcts, {
    colourOf: ({ cluster }) => (cluster === null ? data.unassigned : clusters[cluster].colour),
    wordsOf: (pct) => ({
      name: pct.name,
      of: pct.cluster === null ? outside(pct) : clusters[pct.cluster].name,
    }),
    here: (feature) => card.show(feature.properties.cluster, feature, panel),
    leave: () => rest(),
    pick: (feature) => choice.choose(feature.properties.cluster, feature),
    enter: (feature) => choice.zoomTo(feature.properties.cluster, feature),
  });
  stage.fadeOver(layers.background, areas);
  stage.credit(data.attribution);
  const shapes = planBorders(stage, data, layers);
  const placeNames = planNames(stage, data, layers);

  const card = planCard(stage, data, outside);
  let panel = null;
  const rest = () => card.show(choice.chosen.cluster, choice.chosen.pct, panel);
  const choice = planChoice(stage, data, shapes, areas, () => {
    if (panel) panel.list(choice.chosen.pct?.properties.pct ?? null);
    rest();
  });
  if (layers.patientFlows) {
    const showTrust = (place) => {
      rest();
      if (place === null) return;
      card.fill(panel.trust(place));
      panel.light(null, place);
    };
    panel = flowPanel(stage, layers.patientFlows, data, showTrust, rest);
  }
  rest();

  onPaper(() => {
    map.invalidateSize({ animate: false });
    choice.fit({ animate: false });
    placeNames();
  });
}

/* What is chosen, in the legend, on the map or in the search box, and stays while nothing is pointed
   at. Returns { chosen, choose, zoomTo, fit }; `changed()` is called when something else is chosen. */
function planChoice(stage, data, shapes, areas, changed) {
  const { map } = stage;
  const buttons = [...document.querySelectorAll("button[data-cluster]")];
  const everything = L.featureGroup(shapes).getBounds();
  const made = { chosen: { cluster: null, pct: null }, choose, zoomTo, fit };

  function fit(options) {
    stage.fit(everything, options);
  }

  function setAside(isAside) {
    areas.eachLayer((layer) => {
      layer.getElement().classList.toggle("aside", isAside(layer.feature.properties));
    });
  }

  function choose(cluster, pct = null) {
    made.chosen = { cluster, pct };
    setAside(() => false);
    pressShapes(areas, (feature) => feature === pct);
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.cluster) === cluster));
    }
    changed();
  }

  function zoomTo(cluster, pct = null) {
    choose(cluster, pct);
    stage.lookAt(cluster === null ? L.geoJSON(pct).getBounds() : shapes[cluster].getBounds());
  }

  function find({ kind, name, index, feature }) {
    choose(index ?? null, feature);
    const ofSha = ({ properties }) => properties.sha === name;
    if (kind === "SHA") setAside((properties) => properties.sha !== name);
    const inside = { PCT: () => [feature], Cluster: () => [data.clusters[index]] };
    stage.lookAt(L.geoJSON(inside[kind]?.() ?? data.pcts.filter(ofSha)).getBounds());
  }

  for (const button of buttons) {
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => zoomTo(Number(button.dataset.cluster)));
  }
  document.getElementById("whole-plan").addEventListener("click", () => {
    choose(null);
    fit();
  });
  map.on("click", ({ originalEvent: { target } }) => target.closest("path") || choose(null));
  onEscape(() => choose(null));
  if (document.getElementById("search")) {
    searchBox(searchEntries(data), find, () => choose(null));
  }
  return made;
}
