"use strict";

/* Draws what differs between the two plans that the page carries. */

function drawDifference(map, layers) {
  const data = pageData();
  const stage = makeStage(map);
  const plans = twoPlans(data);

  /* Areas: those that move are hatched, those that stay in a changed cluster pale, the rest white */

  const pale = (colour) => {
    const part = (at) => parseInt(colour.slice(at, at + 2), 16);
    const mixed = [1, 3, 5].map((at) => Math.round(255 - (255 - part(at)) * 0.38));
    return `rgb(${mixed.join(" ")})`;
  };

  function colourOf({ before, after, move }) {
    if (before === null || after === null) return data.unassigned;
    const { colour, same } = data.after[after];
    if (move !== null) return `url(#${data.hatchOf[colour]})`;
    return same ? WHITE : pale(colour);
  }

  function wordsOf(properties) {
    const feature = { properties };
    const [from, to] = ["before", "after"].map((side) => plans.of(feature, side));
    const moves = properties.move !== null && `${from.name} → ${to.name}`;
    return { name: properties.name, of: moves || plans.fate(feature) };
  }

  const areas = drawAreas(stage, data.pcts, {
    colourOf,
    wordsOf,
    here: (feature) => show(feature),
    leave: () => rest(),
    enter: (feature) => zoomTo(feature),
  });
  stage.fadeOver(layers.background, areas);
  stage.credit(data.attribution);

  /* Borders: the later plan's solid, over the earlier plan's dashed */

  function borders(features, group, name, zIndex, className = name) {
    const pane = map.getPane(`${name}s`) ? `${name}s` : stage.pane(`${name}s`, zIndex);
    return stage.outlines(features, group, pane, { color: INK, className });
  }

  borders(data.pcts, layers.pctBorders, "pct-border", 410);
  const earlier = stage.pane("before-borders", 415);
  const below = { color: WHITE, className: "before-under" };
  stage.outlines(data.bordersBefore, layers.bordersBefore, earlier, below);
  borders(data.bordersBefore, layers.bordersBefore, "before-border", 415);
  const kept = plans.features.after.filter(({ properties: { same } }) => same);
  const changed = plans.features.after.filter(({ properties: { same } }) => !same);
  borders(kept, layers.bordersAfter, "after-border", 420, "after-border kept");
  borders(changed, layers.bordersAfter, "after-border", 420);
  borders(data.shaBorders, layers.shaBorders, "sha-border", 430);
  const placeNames = drawNames(stage, plans.features.after, layers.clusterNames);

  drawArrows(stage, data.arrows, layers.moves);

  /* The card, and the outlines around what is pointed at */

  const highlight = makeHighlight(stage);
  const card = document.getElementById("card");
  let chosen = null;

  function show(feature) {
    highlight.clear();
    card.replaceChildren();
    if (feature === null) {
      card.append(element("p", "hint", "Point at a PCT or tap it; the Tab key reaches each in turn."));
      return;
    }
    card.append(...plans.said(feature));
    const { before, after } = feature.properties;
    if (after !== null) highlight.cluster(plans.features.after[after]);
    if (before !== null) highlight.earlier(plans.features.before[before]);
    highlight.pct(feature);
  }

  const rest = () => show(chosen);

  rest();

  /* The list of moves */

  const buttons = [...document.querySelectorAll("button[data-move]")];
  const shapeOf = new Map();
  areas.eachLayer((layer) => shapeOf.set(layer.feature.properties.pct, layer));
  const compared = data.pcts.filter(({ properties: { before, after } }) => before !== null && after !== null);
  const everything = L.geoJSON(compared.length ? compared : data.pcts).getBounds();

  function choose(feature) {
    chosen = feature;
    for (const button of buttons) {
      const pressed = feature !== null && button.dataset.move === feature.properties.pct;
      button.setAttribute("aria-pressed", String(pressed));
    }
    rest();
  }

  /* Shows a PCT with the clusters that it is in before and after. */
  function zoomTo(feature) {
    choose(feature);
    const bounds = L.latLngBounds(shapeOf.get(feature.properties.pct).getBounds());
    for (const side of ["before", "after"]) {
      const index = feature.properties[side];
      if (index !== null) bounds.extend(L.geoJSON(plans.features[side][index]).getBounds());
    }
    map.fitBounds(bounds, { padding: [48, 48], maxZoom: 11 });
  }

  for (const button of buttons) {
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => zoomTo(plans.pcts.get(button.dataset.move)));
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

/* Draws for each move its number in the PCT and an arrow from there to what it joins. */
function drawArrows(stage, arrows, group) {
  const lines = stage.pane("arrows", 440);
  const numbers = stage.pane("move-numbers", 445);

  /* A slight bow, always to the same side: two arrows that cross PCT for PCT stay apart. */
  function bow([y, x], [toY, toX]) {
    const squeeze = Math.cos((y * Math.PI) / 180);
    const [dx, dy] = [(toX - x) * squeeze, toY - y];
    const [midX, midY] = [(x + toX) / 2 + (0.15 * dy) / squeeze, (y + toY) / 2 - 0.15 * dx];
    return Array.from({ length: 13 }, (_, i) => {
      const [t, s] = [i / 12, 1 - i / 12];
      return [s * s * y + 2 * s * t * midY + t * t * toY, s * s * x + 2 * s * t * midX + t * t * toX];
    });
  }

  for (const { number, pct, at, to } of arrows) {
    if (to) {
      const options = { interactive: false, pane: lines, ...EXACT };
      const line = bow(at, to);
      L.polyline(line, { ...options, color: WHITE, className: "arrow-under" }).addTo(group);
      const arrow = L.polyline(line, { ...options, color: INK, className: "arrow" });
      arrow.on("add", () => arrow.getElement().setAttribute("marker-end", "url(#arrow-head)"));
      arrow.addTo(group);
    }
    const icon = L.divIcon({ className: "move-number", html: String(number), iconSize: null });
    L.marker(at, { icon, pane: numbers, interactive: false, keyboard: false, alt: pct }).addTo(group);
  }
}
