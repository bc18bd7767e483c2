"use strict";

/* How a map shows a place, and goes on showing it when its own size changes: a page may be opened in
   a frame that has no size yet, as in a notebook, or that is made wider. Once the reader has touched
   a map, no change of size moves it. */

const ROOM = 12;
const MOST_ROOM = 96;
const TOUCHES = ["pointerdown", "touchstart", "wheel", "keydown"];

/* What each map is to show, as { bounds, options }, or null once the reader has touched it. */
const wanted = new WeakMap();

/* Returns the height that the hint takes, where it lies over a map's upper edge. */
function underCard() {
  const card = document.getElementById("card");
  const over = card && getComputedStyle(card).position === "absolute";
  return over ? Math.min(MOST_ROOM, card.offsetTop + card.offsetHeight) : 0;
}

/* Shows what is wanted of a map, clear of its hint, where the map has a size at all. */
function showWanted(map, now = {}) {
  const { bounds, options } = wanted.get(map);
  const { x, y } = map.getSize();
  if (!x || !y) return;
  const { room = ROOM, ...others } = { ...options, ...now };
  const [aside, below] = [Math.min(room, x / 4), Math.min(room, y / 4)];
  const above = Math.min(Math.max(room, underCard()), y / 4);
  const padding = { paddingTopLeft: [aside, above], paddingBottomRight: [aside, below] };
  map.fitBounds(bounds, { ...others, ...padding });
}

/* Shows bounds on a map, now or as soon as it has a size, and again at every change of size until the
   reader touches the map. Options are those of Leaflet's fitBounds, and `room`, the pixels to keep
   free around the bounds. */
function fitOn(map, bounds, options = {}) {
  const isFirst = !wanted.has(map);
  wanted.set(map, { bounds, options });
  showWanted(map);
  if (isFirst) keepFitting(map);
}

function keepFitting(map) {
  const place = map.getContainer();
  const leave = () => wanted.set(map, null);
  for (const touch of TOUCHES) {
    place.addEventListener(touch, leave, { capture: true, passive: true });
  }
  const sized = new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    if (wanted.get(map)) showWanted(map, { animate: false });
  });
  sized.observe(place);
}
