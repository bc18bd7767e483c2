"use strict";

/* Draws the names of features, each where its properties' `label` says ([latitude, longitude, room
   in degrees]), whole or not at all, largest first. Returns the function that places them anew. */
function drawNames(stage, features, group) {
  const { map } = stage;
  const pane = stage.pane("cluster-names", 450);
  const names = features
    .filter(({ properties: { label } }) => label)
    .sort((a, b) => b.properties.label[2] - a.properties.label[2])
    .map(({ properties: { name, label: at }, geometry: { type, coordinates } }) => {
      const options = { permanent: true, direction: "center", className: "cluster-name", opacity: 1 };
      const label = L.tooltip({ ...options, pane }).setLatLng(at.slice(0, 2));
      const text = element("div", "", name);
      label.setContent(text).addTo(group);
      const rings = type === "Polygon" ? coordinates : coordinates.flat();
      return { name, label, at: at.slice(0, 2), line: text.firstChild, rings };
    });

  const ruler = document.createElement("canvas").getContext("2d");
  const projected = (ring) => ring.map(([lng, lat]) => map.project([lat, lng]));

  function place() {
    if (!map.hasLayer(group)) return;
    const taken = [];
    const shapes = names.map(({ rings }) => withExtent(rings.map(projected)));
    const all = shareInside(shapes.flat());
    for (const [i, { name, label, at, line }] of names.entries()) {
      const node = label.getElement();
      const { font, lineHeight } = getComputedStyle(node);
      ruler.font = font;
      const ways = waysToBreak(name, (text) => ruler.measureText(text).width);
      const own = shareInside(shapes[i]);
      const found = placeForName(ways, parseFloat(lineHeight), map.project(at), own, all, taken);
      node.classList.toggle("too-tight", !found);
      if (!found) continue;
      taken.push(found);
      line.textContent = found.lines.join("\n");
      label.setLatLng(map.unproject([found.x, found.y]));
    }
  }

  map.on("zoomend", place);
  group.on("add", place);
  map.whenReady(place);
  return place;
}
