"use strict";

/* Draws both plans that the page carries, each on a map of its own, and links the two. */

const drawnSides = {};

function drawBefore(map, layers) {
  drawnSides.before = drawSide(map, layers, "before");
}

function drawAfter(map, layers) {
  drawnSides.after = drawSide(map, layers, "after");
  linkSides(drawnSides.before, drawnSides.after);
}

/* The page's data is read once: both maps draw the same shapes. */
const sharedPlans = (() => {
  let made = null;
  return () => {
    if (!made) {
      const data = pageData();
      made = { data, plans: twoPlans(data) };
    }
    return made;
  };
})();

/* Draws one plan; what is pointed at is told to `drawnSides`, for both maps to show. */
function drawSide(map, layers, side) {
  const { data, plans } = sharedPlans();
  const stage = makeStage(map);

  function colourOf(properties) {
    if (properties[side] === null) return data.unassigned;
    const { colour } = data[side][properties[side]];
    return properties.move === null ? colour : `url(#${data.hatchOf[colour]})`;
  }

  function wordsOf(properties) {
    const cluster = plans.of({ properties }, side);
    return { name: properties.name, of: cluster ? cluster.name : "In no cluster" };
  }

  const areas = drawAreas(stage, data.pcts, {
    colourOf,
    wordsOf,
    here: (feature) => drawnSides.show(pctTarget(feature)),
    leave: () => drawnSides.rest(),
    enter: (feature) => drawnSides.zoomTo(pctTarget(feature)),
  });
  stage.fadeOver(layers.background, areas);
  map.attributionControl.setPrefix(false);

  const borders = (features, group, name, zIndex) =>
    stage.outlines(features, group, stage.pane(`${name}s`, zIndex), { color: INK, className: name });
  borders(data.pcts, layers.pctBorders, "pct-border", 410);
  borders(plans.features[side], layers.clusterBorders, "cluster-border", 420);
  borders(data.shaBorders, layers.shaBorders, "sha-border", 430);
  const placeNames = drawNames(stage, plans.features[side], layers.clusterNames);
  const placeNumbers = drawArrows(stage, data.arrows, layers.moves);

  const highlight = makeHighlight(stage);
  function outline(target) {
    highlight.clear();
    if (target === null) return;
    if (target[side] !== null) highlight.cluster(plans.features[side][target[side]]);
    if (target.pct) highlight.pct(target.pct);
  }

  const settle = () => {
    placeNames();
    placeNumbers();
  };
  return { map, layers, stage, areas, outline, settle };
}

/* Links the two maps, and what both say of the PCT that is pointed at in either. */
function linkSides(before, after) {
  const { data, plans } = sharedPlans();
  const card = document.getElementById("card");
  let chosen = null;

  const lead = linkMaps(before, after);

  /* The second map's PCTs need no Tab stops of their own: the first map's show them in both. */
  after.areas.eachLayer((area) => area.getElement().setAttribute("tabindex", "-1"));

  function show(target) {
    before.outline(target);
    after.outline(target);
    const hint = "Point at a PCT or tap it, in either map; the Tab key reaches each in turn.";
    card.replaceChildren(...(target ? plans.said(target) : [element("p", "hint", hint)]));
  }

  const press = moveButtons((target) => zoomTo(target), plans);

  function choose(target) {
    chosen = target;
    press(target);
    for (const { areas } of [before, after]) {
      pressShapes(areas, (feature) => feature === target?.pct);
    }
    show(target);
  }

  function fit(bounds, options) {
    lead(before.map);
    before.stage.fit(bounds, options);
  }

  function zoomTo(target) {
    choose(target);
    fit(plans.boundsOf(target), { room: 24, maxZoom: 11 });
  }

  Object.assign(drawnSides, { show, rest: () => show(chosen), zoomTo });
  show(null);

  searchBox(searchEntries(data), ({ target }) => zoomTo(target), () => choose(null));
  onEscape(() => choose(null));
  document.getElementById("whole-plan").addEventListener("click", () => {
    choose(null);
    fit(plans.everything());
  });

  onPaper((on) => {
    const bare = on && !before.map.hasLayer(before.layers.moves);
    document.documentElement.classList.toggle("unnumbered", bare);
    for (const { map } of [before, after]) map.invalidateSize({ animate: false });
    fit(plans.everything(), { animate: false });
    for (const { settle } of [before, after]) settle();
  });
}
