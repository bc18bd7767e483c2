"use strict";

/* Draws what differs between the two plans that the page carries. */

function drawDifference(map, layers) {
  const data = pageData();
  const stage = makeStage(map);
  const plans = twoPlans(data);

  /* Areas: those that move are hatched, those that stay in a changed cluster pale, the rest white */

  /* A tint of the colour that is as dark as every other, so that it is told from white in grey. */
  function pale(colour) {
    const part = (at) => 255 - (255 - parseInt(colour.slice(at, at + 2), 16)) * 0.38;
    const [red, green, blue] = [1, 3, 5].map(part);
    const darker = 0.299 * red + 0.587 * green + 0.114 * blue - 218;
    return `rgb(${[red, green, blue].map((n) => Math.round(n - darker)).join(" ")})`;
  }

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
    here: (feature) => show(pctTarget(feature)),
    leave: () => rest(),
    enter: (feature) => zoomTo(pctTarget(feature)),
  });
  stage.fadeOver(layers.background, areas);
  stage.credit(data.attribution);

  /* Borders: the later plan's solid, over the earlier plan's dashed */

  function borders(features, group, name, zIndex, className = name) {
    const pane = map.getPane(`${name}s`) ? `${name}s` : stage.pane(`${name}s`, zIndex);
    return stage.outlines(features, group, pane, { color: INK, className });
  }

  borders(data.pcts, layers.pctBorders, "pct-border", 410);
  borders(data.shaBorders, layers.shaBorders, "sha-band", 412);
  const earlier = stage.pane("before-borders", 415);
  const below = { color: WHITE, className: "before-under" };
  stage.outlines(data.bordersBefore, layers.bordersBefore, earlier, below);
  borders(data.bordersBefore, layers.bordersBefore, "before-border", 415);
  const kept = plans.features.after.filter(({ properties: { same } }) => same);
  const changed = plans.features.after.filter(({ properties: { same } }) => !same);
  const over = stage.pane("after-borders", 420);
  stage.outlines(kept, layers.bordersAfter, over, { color: WHITE, className: "after-under" });
  borders(kept, layers.bordersAfter, "after-border", 420, "after-border kept");
  borders(changed, layers.bordersAfter, "after-border", 420);
  const placeNames = drawNames(stage, plans.features.after, layers.clusterNames);

  const placeNumbers = drawArrows(stage, data.arrows, layers.moves);

  /* The card, and the outlines around what is pointed at */

  const highlight = makeHighlight(stage);
  const card = document.getElementById("card");
  let chosen = null;

  function show(target) {
    highlight.clear();
    if (target === null) {
      const hint = "Point at a PCT or tap it; the Tab key reaches each in turn.";
      card.replaceChildren(element("p", "hint", hint));
      return;
    }
    card.replaceChildren(...plans.said(target));
    const { pct, before, after } = target;
    if (after !== null) highlight.cluster(plans.features.after[after]);
    if (before !== null) highlight.earlier(plans.features.before[before]);
    if (pct) highlight.pct(pct);
  }

  const rest = () => show(chosen);

  rest();

  /* The list of moves, and the search box */

  const press = moveButtons((target) => zoomTo(target), plans);

  function choose(target) {
    chosen = target;
    press(target);
    pressShapes(areas, (feature) => feature === target?.pct);
    rest();
  }

  function zoomTo(target) {
    choose(target);
    stage.lookAt(plans.boundsOf(target));
  }

  searchBox(searchEntries(data), ({ target }) => zoomTo(target), () => choose(null));
  onEscape(() => choose(null));
  document.getElementById("whole-plan").addEventListener("click", () => {
    choose(null);
    stage.fit(plans.everything());
  });

  onPaper(() => {
    map.invalidateSize({ animate: false });
    stage.fit(plans.everything(), { animate: false });
    placeNames();
    placeNumbers();
  });
}
