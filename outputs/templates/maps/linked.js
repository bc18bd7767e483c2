"use strict";

/* Lets two maps of the same size show the same place: whichever is moved leads, the other follows.
   Layers that are switched on or off in one are switched in the other. Each side is
   { map, layers }. */
function linkMaps(...sides) {
  const maps = sides.map(({ map }) => map);
  let leader = null;

  /* While it is dragged the other only slides along; it draws anew when the leader rests. */
  function slide(from, to) {
    const apart = to.latLngToContainerPoint(from.getCenter()).subtract(to.getSize().divideBy(2));
    const pane = to.getPane("mapPane");
    L.DomUtil.setPosition(pane, L.DomUtil.getPosition(pane).subtract(apart.round()));
  }

  function follow(from, to) {
    from.on("movestart zoomstart", () => {
      leader = leader || from;
    });
    from.on("zoomanim", ({ center, zoom }) => {
      if (leader === from) to.setView(center, zoom, { animate: true });
    });
    from.on("move", () => {
      if (leader === from && from.getZoom() === to.getZoom()) slide(from, to);
    });
    from.on("moveend", () => {
      if (leader !== from) return;
      to.setView(from.getCenter(), from.getZoom(), { animate: false });
      leader = null;
    });
  }

  follow(maps[0], maps[1]);
  follow(maps[1], maps[0]);

  for (const [i, { layers }] of sides.entries()) {
    const other = sides[1 - i];
    for (const [key, layer] of Object.entries(layers)) {
      const twin = other.layers[key];
      layer.on("add", () => other.map.hasLayer(twin) || other.map.addLayer(twin));
      layer.on("remove", () => other.map.hasLayer(twin) && other.map.removeLayer(twin));
    }
  }
}
