"use strict";

/* Draws the names of features, each where its properties' `label` says ([latitude, longitude, room
   in degrees]), whole or not at all, largest first. `options`: the class of the names; `after`, what an
   earlier call returned, whose names keep their places; and whether on paper the features are
   `numbered`, as the list beside the map is, and those without room for a name have their number
   alone. Returns the function that places the names anew. */
function drawNames(stage, features, group, { className = "cluster-name", after = null, numbered = false } = {}) {
  const { map } = stage;
  const pane = stage.pane(`${className}s`, 450);
  const names = features
    .filter(({ properties: { label } }) => label)
    .sort((a, b) => b.properties.label[2] - a.properties.label[2])
    .map(({ properties: { name, short, number, label: at }, geometry: { type, coordinates } }) => {
      const options = { permanent: true, direction: "center", className, opacity: 1, pane };
      const label = L.tooltip(options).setLatLng(at.slice(0, 2));
      const said = short || name;
      const text = element("div", "", said);
      label.setContent(text).addTo(group);
      const rings = type === "Polygon" ? coordinates : coordinates.flat();
      return { said, number, label, at: at.slice(0, 2), line: text.firstChild, rings };
    });

  const ruler = document.createElement("canvas").getContext("2d");
  const projected = (ring) => ring.map(([lng, lat]) => map.project([lat, lng]));

  function place() {
    place.taken = after ? [...after.taken] : [];
    if (!map.hasLayer(group)) return;
    const shapes = names.map(({ rings }) => withExtent(rings.map(projected)));
    const all = shareInside(shapes.flat());
    const onPaper = numbered && document.documentElement.classList.contains("paper");
    for (const [i, { said, number, label, at, line }] of names.entries()) {
      const node = label.getElement();
      const { font, lineHeight } = getComputedStyle(node);
      ruler.font = font;
      const widthOf = (text) => ruler.measureText(text).width;
      const ways = waysToBreak(onPaper ? `${number} ${said}` : said, widthOf);
      const alone = [{ lines: [number], widths: [widthOf(number)] }];
      const own = shareInside(shapes[i]);
      const height = parseFloat(lineHeight);
      const placed = (tried, limits) =>
        placeForName(tried, height, map.project(at), own, all, place.taken, limits);
      const found = placed(ways) || (onPaper && placed(alone, NUMBER_LIMITS));
      node.classList.toggle("too-tight", !found);
      if (!found) continue;
      place.taken.push(found);
      line.textContent = found.lines.join("\n");
      label.setLatLng(map.unproject([found.x, found.y]));
    }
  }

  place.taken = [];
  place.group = group;
  map.on("zoomend", place);
  group.on("add remove", place);
  if (after) after.group.on("add remove", place);
  map.whenReady(place);
  return place;
}
