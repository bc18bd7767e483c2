"use strict";

/* Draws for each move its number in the PCT and an arrow from there to what it joins. Numbers that
   would lie on one another step aside, with a line to their PCT. */
function drawArrows(stage, arrows, group) {
  const { map } = stage;
  const lines = stage.pane("arrows", 436);
  const numbers = stage.pane("move-numbers", 455);
  const options = { interactive: false, pane: lines, ...EXACT };

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

  function drawArrow(at, to) {
    const line = bow(at, to);
    L.polyline(line, { ...options, color: WHITE, className: "arrow-under" }).addTo(group);
    const arrow = L.polyline(line, { ...options, color: INK, className: "arrow" });
    arrow.on("add", () => arrow.getElement().setAttribute("marker-end", "url(#arrow-head)"));
    arrow.addTo(group);
  }

  const drawn = arrows.map(({ number, at, to }) => {
    if (to) drawArrow(at, to);
    const leader = L.polyline([at, at], { ...options, color: INK, className: "leader" }).addTo(group);
    const icon = L.divIcon({ className: "move-number", html: String(number), iconSize: null });
    const marker = L.marker(at, { icon, pane: numbers, interactive: false, keyboard: false });
    return { at, leader, marker: marker.addTo(group) };
  });

  /* Half of what a number takes, in pixels. */
  const [width, height] = [15, 11];

  function place() {
    const taken = [];
    const clear = (x, y) =>
      taken.every((o) => Math.abs(o.x - x) > 2 * width || Math.abs(o.y - y) > 2 * height);
    for (const { at, leader, marker } of drawn) {
      const middle = map.latLngToLayerPoint(at);
      const step = NAME_STEPS.find(({ x, y }) => clear(middle.x + x, middle.y + y)) || { x: 0, y: 0 };
      const point = middle.add([step.x, step.y]);
      taken.push(point);
      const there = map.layerPointToLatLng(point);
      marker.setLatLng(there);
      leader.setLatLngs([at, there]);
    }
  }

  map.on("zoomend", place);
  map.whenReady(place);
  return place;
}
