// @ts-check
// Pure parts of importing and drawing.
import { checksum, zipped } from "../../Web/app/parts/zip.js";
import {
  decisionsOf, inWordsOfThePage, isTaken,
} from "../../Web/app/pages/import/decisions.js";
import { measured, SnapIndex } from "../../Web/app/pages/draw/snap.js";
import { requested } from "../../Web/app/pages/draw/tools.js";
import { after, nothing, seen } from "../../Web/app/pages/draw/client.js";
import { typedCorners } from "../../Web/app/pages/draw/keys.js";
import { isOwn, ownerOf } from "../../Web/app/parts/kept.js";
import { Sketch } from "../../Web/app/pages/draw/sketch.js";
import { words as bringing } from "../../Web/app/pages/import/words.js";
import { words as drawing } from "../../Web/app/pages/draw/words.js";
import { words as comparing } from "../../Web/app/pages/compare/words.js";

/** @param {unknown} found @param {unknown} wanted */
function equal(found, wanted) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${a} is not ${b}`);
}

Deno.test("the checksum is CRC-32", () => {
  // The check value of the standard.
  equal(checksum(new TextEncoder().encode("123456789")), 0xcbf43926);
});

Deno.test("an archive can be read by others", async () => {
  const files = [
    { name: "图斑.shp", content: new Blob(["shape"]) },
    { name: "图斑.dbf", content: new Blob(["table"]) },
  ];
  const bytes = new Uint8Array(await (await zipped(files)).arrayBuffer());
  const view = new DataView(bytes.buffer);
  const end = bytes.length - 22;
  equal(view.getUint32(end, true), 0x06054b50);
  equal(view.getUint16(end + 10, true), 2);
  let place = view.getUint32(end + 16, true);
  for (const { name, content } of files) {
    equal(view.getUint32(place, true), 0x02014b50);
    const length = view.getUint16(place + 28, true);
    equal(new TextDecoder().decode(bytes.slice(place + 46, place + 46 + length)), name);
    const local = view.getUint32(place + 42, true);
    equal(view.getUint32(local, true), 0x04034b50);
    const start = local + 30 + length;
    const text = new TextDecoder().decode(bytes.slice(start, start + content.size));
    equal(text, await content.text());
    place += 46 + length;
  }
  equal(place, end);
});

Deno.test("what is empty is left to the file", () => {
  const whole = { encoding: "", strict: false, synthetic: true };
  equal(decisionsOf({ DLTB: { taken: true, epoch: "2023", crs: "" } }, whole), {
    layers: [{ layer: "DLTB", epoch: "2023" }],
    synthetic: true,
  });
});

Deno.test("only polygons are taken, and the person decides", () => {
  const layer = /** @type {any} */ ({ polygonal: true, chosen: false });
  equal(isTaken(layer, undefined), false);
  equal(isTaken(layer, { taken: true }), true);
  equal(isTaken({ ...layer, polygonal: false, chosen: true }, { taken: true }), false);
});

Deno.test("advice names the fields of the page", () => {
  /** @type {(name: string, values?: Record<string, string>) => string} */
  const t = (name, values = {}) =>
    name === "option" ? `“${values.name}”${values.value}` : name.replace("option.", "");
  equal(
    inWordsOfThePage("用 --crs 注明坐标系，例如 --crs EPSG:4549；或加 --epoch。", t),
    "用 “crs” 注明坐标系，例如 “crs” EPSG:4549；或加 “epoch”。",
  );
});

Deno.test("a corner is met before an edge, an edge before nothing", () => {
  const index = new SnapIndex();
  index.fill("survey", [{
    geometry: { type: "Polygon", coordinates: [[[120, 30], [120.01, 30], [120.01, 30.01], [120, 30]]] },
  }]);
  equal(index.nearest([120.00001, 30.00001], 0.0001), { place: [120, 30], isCorner: true });
  const edge = index.nearest([120.005, 30.00005], 0.0001);
  equal(edge?.isCorner, false);
  equal(edge?.place[1], 30);
  equal(index.nearest([120.005, 30.002], 0.0001), null);
});

Deno.test("a square of a hundred metres measures a hectare", () => {
  const metre = 180 / Math.PI / 6371008.8;
  const wide = metre / Math.cos(30 * Math.PI / 180);
  const square = /** @type {[number, number][]} */ ([
    [120, 30], [120 + 100 * wide, 30], [120 + 100 * wide, 30 + 100 * metre], [120, 30 + 100 * metre],
  ]);
  const { area, length } = measured(square);
  if (Math.abs(area - 10_000) > 1 || Math.abs(length - 300) > 0.1) throw new Error(`${area} ${length}`);
});

Deno.test("a sketch that is too short asks for nothing", () => {
  const with_ = { numbers: [3], seen: [7], values: { class: "0101" }, copiedClass: "", base: "s" };
  equal(requested("draw", [[0, 0], [1, 0]], with_), null);
  equal(requested("split", [[0, 0], [1, 0]], with_), {
    act: "split", numbers: [3], seen: [7], line: [[0, 0], [1, 0]],
  });
});

Deno.test("answers that come late change nothing", () => {
  const measure = (/** @type {number} */ id, /** @type {number} */ version) =>
    /** @type {any} */ ({ id, properties: { version } });
  const answer = (/** @type {number} */ version, /** @type {any[]} */ features, isWhole = false) =>
    /** @type {any} */ ({
      version, is_whole: isWhole, removed: version === 4 ? [1] : [],
      measures: { features },
    });
  let state = after(nothing(), answer(2, [measure(1, 2), measure(2, 1)], true));
  equal(seen(state, [1, 2, 9]), [2, 1, 0]);
  state = after(state, answer(4, [measure(3, 4)]));
  equal([...state.measures.keys()], [2, 3]);
  equal(after(state, answer(3, [measure(1, 3)])), state);
});

Deno.test("a corner is dragged, an edge gets one, holes and other parts stay", () => {
  const sketch = new Sketch(() => {});
  const hole = [[0.2, 0.2], [0.4, 0.2], [0.4, 0.4], [0.2, 0.2]];
  const other = [[[5, 5], [6, 5], [6, 6], [5, 5]]];
  sketch.begin("corners", {
    type: "MultiPolygon",
    coordinates: [[[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], hole], other],
  });
  if (!sketch.grab(([x, y]) => x === 0.5 && y === 0)) throw new Error("no middle");
  sketch.drag([0.5, -0.5]);
  equal(sketch.release(), true);
  equal(sketch.shape(), {
    type: "MultiPolygon",
    coordinates: [[[[0, 0], [0.5, -0.5], [1, 0], [1, 1], [0, 1], [0, 0]], hole], other],
  });
});

Deno.test("typed corners are pairs of degrees", () => {
  equal(typedCorners("121.55, 29.95; 121.56,29.95"), [[121.55, 29.95], [121.56, 29.95]]);
  equal(typedCorners("121.55，29.95；121.56 29.95"), [[121.55, 29.95], [121.56, 29.95]]);
  for (const wrong of ["", "121.5", "29.95,121.55", "40512345,3312345", "121.5,x", "121.5,,29.9,1"]) {
    equal(typedCorners(wrong), null);
  }
});

Deno.test("what is kept belongs to a person, without accounts to a role and organisation, in one workspace", () => {
  const acting = /** @type {any} */ ({ is_local: false, person: "a", organisation: "o", log: "x" });
  const kept = ownerOf(acting);
  const isOf = (/** @type {object} */ patch) => isOwn(kept, ownerOf({ ...acting, ...patch }));
  equal([isOf({}), isOf({ organisation: "p" }), isOf({ person: "b" }), isOf({ log: "y" })],
    [true, true, false, false]);
  const local = ownerOf({ ...acting, is_local: true });
  equal(isOwn(local, ownerOf({ ...acting, is_local: true, organisation: "p" })), false);
  // Before anything was done in a workspace its log has no name.
  equal(isOwn({ ...kept, log: null }, kept), true);
  equal(isOwn(undefined, kept), false);
});

for (const [name, catalogue] of Object.entries({ bringing, drawing, comparing })) {
  Deno.test(`the catalogue ${name} says everything in both languages, with the same places`, () => {
    for (const [key, said] of Object.entries(catalogue)) {
      if (said.length !== 2 || said.some((text) => text.trim() === "")) throw new Error(key);
      const places = said.map((text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort());
      equal(places[0], places[1]);
    }
  });
}
