"use strict";

/* Where the name of a cluster goes on the map, and how it is broken into lines to go there.
   All in pixels. A name is never shortened: it is whole, or it waits for a closer look. */

const WIDEST_NAME = 152;
const NAME_GAP = 3;

/* So much of a name lies inside its cluster at least, and so much of each line of it in other
   clusters at most: the rest may run out over the sea. */
const NAME_LIMITS = { leastInside: 0.6, mostInOthers: 0.18 };

/* The number of a cluster that has no room for its name needs less. */
const NUMBER_LIMITS = { leastInside: 0.2, mostInOthers: 0.7 };

/* Steps from the middle of the cluster, nearest first. */
const NAME_STEPS = (() => {
  const along = [-48, -40, -32, -24, -16, -8, 0, 8, 16, 24, 32, 40, 48];
  const steps = along.flatMap((x) => along.map((y) => ({ x, y, away: Math.hypot(x, y) })));
  return steps.sort((a, b) => a.away - b.away);
})();

/* Returns the words in lines no wider than asked for; a word is never broken. */
function filledLines(words, widest, widthOf) {
  const lines = [];
  for (const word of words) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && widthOf(longer) <= widest) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/* Returns the ways to break a name into lines, { lines, widths } each: for every number of lines
   the narrowest, fewest lines first. The parts of "one / another" begin lines of their own. */
function waysToBreak(name, widthOf) {
  const wordsOf = (text) => text.split(/\s+(?!\/)/);
  const parts = name.split(/(?<=\s\/)\s+/);
  const longest = Math.max(...wordsOf(name).map(widthOf));
  const ways = new Map();
  for (let widest = Math.max(WIDEST_NAME, longest); widest >= longest; widest -= 4) {
    const lines = parts.flatMap((part) => filledLines(wordsOf(part), widest, widthOf));
    ways.set(lines.length, { lines, widths: lines.map(widthOf) });
  }
  return [...ways.values()];
}

/* Returns rings of { x, y } with the rows that they reach from and to. */
function withExtent(rings) {
  return rings.map((points) => {
    const ys = points.map(({ y }) => y);
    return { points, top: Math.min(...ys), bottom: Math.max(...ys) };
  });
}

/* Returns where a horizontal line enters and leaves shapes of closed rings, from left to right. */
function crossings(rings, y) {
  const found = [];
  for (const { points } of rings.filter(({ top, bottom }) => top <= y && y <= bottom)) {
    for (let i = 1; i < points.length; i += 1) {
      const [a, b] = [points[i - 1], points[i]];
      if (a.y > y !== b.y > y) found.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
    }
  }
  return found.sort((a, b) => a - b);
}

/* Returns a function that gives the share of a stretch of row y that lies inside the shapes. */
function shareInside(rings) {
  const rows = new Map();
  return (y, from, to) => {
    if (!rows.has(y)) rows.set(y, crossings(rings, y));
    const crossed = rows.get(y);
    let inside = 0;
    for (let i = 0; i < crossed.length; i += 2) {
      inside += Math.max(0, Math.min(to, crossed[i + 1]) - Math.max(from, crossed[i]));
    }
    return inside / (to - from);
  };
}

/* Returns how badly a name sits in a box, Infinity where it may not: what lies in other clusters
   counts most, then what lies outside its own. `own` and `all` are made by shareInside. */
function misfit(box, widths, own, all, { leastInside, mostInOthers }) {
  let [inside, others] = [0, 0];
  for (const [i, width] of widths.entries()) {
    const y = Math.round(box.y + box.h * ((2 * i + 1) / widths.length - 1));
    const mine = own(y, box.x - width / 2, box.x + width / 2);
    const foreign = all(y, box.x - width / 2, box.x + width / 2) - mine;
    if (foreign > mostInOthers) return Infinity;
    inside += mine / widths.length;
    others += foreign / widths.length;
  }
  return inside < leastInside ? Infinity : 4 * others + 1 - inside;
}

/* Returns the best place for a name around `at` that is clear of the boxes taken: { x, y, w, h,
   lines } with half the width and height, or undefined if there is none. */
function placeForName(ways, lineHeight, at, own, all, taken, limits = NAME_LIMITS) {
  const apart = (from, to, reach) => Math.abs(from - to) > reach + NAME_GAP;
  const clear = (box) =>
    taken.every((o) => apart(o.x, box.x, o.w + box.w) || apart(o.y, box.y, o.h + box.h));
  let [best, least] = [undefined, Infinity];
  for (const { x, y, away } of NAME_STEPS) {
    for (const { lines, widths } of ways) {
      const plain = away / 100 + lines.length / 10;
      if (plain >= least) break;
      const [w, h] = [Math.max(...widths) / 2, (lines.length * lineHeight) / 2];
      const box = { x: at.x + x, y: at.y + y, w, h };
      const cost = clear(box) ? plain + misfit(box, widths, own, all, limits) : Infinity;
      if (cost < least) [best, least] = [{ ...box, lines }, cost];
    }
  }
  return best;
}
