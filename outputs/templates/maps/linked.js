"use strict";

/* Lets two maps of the same size show the same place: the one that was last touched leads, the other
   follows. Layers that are switched on or off in one are switched in the other. Each side is
   { map, layers }. Returns `lead`, to call before a map is moved by other means. */
function linkMaps(...sides) {
  const maps = sides.map(({ map }) => map);
  let leader = maps[0];

  function lead(map) {
    if (leader === map) return;
    leader.stop();
    leader = map;
  }

  /* How far a map's middle lies from where it should be, in pixels. */
  const astray = (map, from) =>
    map.latLngToContainerPoint(from.getCenter()).subtract(map.getSize().divideBy(2)).round();

  const together = (map, from) => {
    const { x, y } = astray(map, from);
    return map.getZoom() === from.getZoom() && Math.abs(x) < 2 && Math.abs(y) < 2;
  };

  /* While the leader is dragged the other only slides along; it draws anew when the leader rests. */
  function slide(to) {
    if (to.getZoom() !== leader.getZoom()) return;
    const pane = to.getPane("mapPane");
    L.DomUtil.setPosition(pane, L.DomUtil.getPosition(pane).subtract(astray(to, leader)));
  }

  let settling = false;
  function settle(to) {
    if (settling) return;
    settling = true;
    to.setView(leader.getCenter(), leader.getZoom(), { animate: false });
    settling = false;
  }

  for (const [i, map] of maps.entries()) {
    const other = maps[1 - i];
    for (const touch of ["pointerdown", "touchstart", "wheel", "keydown"]) {
      const touched = () => {
        lead(map);
        wanted.set(other, null); // nor does a change of its size move the one that follows
      };
      map.getContainer().addEventListener(touch, touched, { capture: true, passive: true });
    }
    map.on("zoomanim", ({ center, zoom }) => {
      if (leader === map) other.setView(center, zoom, { animate: true });
    });
    map.on("move", () => leader === map && slide(other));
    map.on("moveend", () => {
      if (leader === map) settle(other);
      else if (!together(map, leader)) settle(map);
    });
  }

  for (const [i, { layers }] of sides.entries()) {
    const other = sides[1 - i];
    for (const [key, layer] of Object.entries(layers)) {
      const twin = other.layers[key];
      layer.on("add", () => other.map.hasLayer(twin) || other.map.addLayer(twin));
      layer.on("remove", () => other.map.hasLayer(twin) && other.map.removeLayer(twin));
    }
  }
  return lead;
}
