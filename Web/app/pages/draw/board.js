// @ts-check
import { html, useEffect, useMemo, useRef, useState } from "../../preact.js";
import { api } from "../../api.js";
import { boundsOf, canDrawMaps } from "../../map.js";
import { Empty } from "../../parts/basics.js";
import { save } from "../../parts/save.js";
import { Canvas } from "./canvas.js";
import { DrawingClient, nothing, seen } from "./client.js";
import { KeyHelp } from "./keyHelp.js";
import { Panel } from "./panel.js";
import { ToolBar } from "./toolBar.js";
import { Finder } from "./finder.js";
import { requested, toolOf, tools } from "./tools.js";

/** @typedef {import("../../../types/api.d.ts").Workspace} Workspace */
/** @typedef {import("../../../types/api.d.ts").Legend} Legend */
/** @typedef {import("./client.js").State} State */
/** @typedef {import("../../parts/kept.js").Owner} Owner */

/**
 * The map with its tools, and beside it what follows from what is drawn.
 *
 * @param {{ plan: string, owner: Owner, workspace: Workspace, legend: Legend,
 *   page: import("../../parts/page.js").Page, onLeave: () => void,
 *   onPlan: (plan: string) => void }} props
 */
export function Board({ plan, owner, workspace, legend, page, onLeave, onPlan }) {
  const { t } = page;
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const [client, setClient] = useState(/** @type {DrawingClient | null} */ (null));
  const [state, setState] = useState(/** @type {State} */ (nothing()));
  const [canvas, setCanvas] = useState(/** @type {Canvas | null} */ (null));
  const [tool, setTool] = useState("select");
  const [selected, setSelected] = useState(/** @type {number[]} */ ([]));
  const [patches, setPatches] = useState(/** @type {number[]} */ ([]));
  const [corners, setCorners] = useState(/** @type {[number, number][]} */ ([]));
  const [place, setPlace] = useState(/** @type {[number, number] | null} */ (null));
  const [values, setValues] = useState({ class: "0101", element: "农用地", project: "" });
  const [copiedClass, setCopiedClass] = useState("");
  const [isSnapping, setSnapping] = useState(true);
  const [places, setPlaces] = useState(
    /** @type {{ name: string, role: string, point: number[] }[]} */ ([]),
  );
  const [isHelp, setHelp] = useState(false);
  const latest = useRef(/** @type {any} */ (null));

  useEffect(() => {
    const made = new DrawingClient(plan, owner, setState);
    setClient(made);
    made.load();
    return () => made.close();
  }, [plan, owner.person, owner.organisation]);

  const base = state.drawing
    ? workspace.layers.find((layer) =>
      layer.role === "survey" && layer.epoch === state.drawing?.base
    )?.name ?? ""
    : "";

  useEffect(() => {
    if (!holder.current || !base || !canDrawMaps()) return;
    const made = new Canvas(holder.current, workspace, legend, base, {
      onSelect: (number, isMore) => latest.current.select(number, isMore),
      onPatch: (fid) =>
        setPatches((old) =>
          old.includes(fid) ? old.filter((other) => other !== fid) : [...old, fid]
        ),
      onSketch: (sketch) => setCorners(sketch.corners),
      onFinish: (points, start) => latest.current.finish(points, start),
      onPlace: setPlace,
    }, t);
    made.ready.then(() => setCanvas(made));
    api.places().then(({ places: found }) => {
      setPlaces(found);
      made.ready.then(() => made.showPlaces(found));
    }, () => setPlaces([]));
    const observer = new ResizeObserver(() => made.map.resize());
    observer.observe(holder.current);
    return () => {
      observer.disconnect();
      setCanvas(null);
      made.remove();
    };
  }, [base]);

  const measures = useMemo(() => [...state.measures.values()], [state.measures]);
  // What is gone cannot be selected.
  const present = selected.filter((number) => state.measures.has(number));

  useEffect(() => canvas?.show(state.measures, present), [
    canvas, state.measures, present.join(","),
  ]);
  useEffect(() => {
    if (state.waiting.length === 0) canvas?.sketch.settle();
  }, [canvas, state.waiting.length === 0]);
  useEffect(() => canvas?.showPatches(patches), [canvas, patches]);
  useEffect(() => {
    if (canvas) canvas.isSnapping = isSnapping;
  }, [canvas, isSnapping]);

  const shape = tool === "reshape" ? state.measures.get(present[0] ?? -1) ?? null : null;
  useEffect(() => {
    canvas?.use(tool, toolOf(tool).sketch, shape);
    if (tool !== "copy") setPatches([]);
  }, [canvas, tool, shape?.id, shape?.properties.version]);

  /** @param {object} act @param {number} [start] */
  const act = (act, start) => client?.act(/** @type {any} */ (act), start);
  const named = (/** @type {number[]} */ numbers) => ({ numbers, seen: seen(state, numbers) });

  latest.current = {
    /** @param {number | null} number @param {boolean} isMore */
    select: (number, isMore) => {
      if (number === null) setSelected([]);
      else if (!isMore) setSelected([number]);
      else {
        setSelected(
          present.includes(number)
            ? present.filter((other) => other !== number)
            : [...present, number],
        );
      }
    },
    /** @param {[number, number][]} points @param {number} start */
    finish: (points, start) => {
      if (tool === "measure") {
        canvas?.sketch.settle();
        return;
      }
      const request = tool === "reshape"
        ? { act: "reshape", ...named(present.slice(0, 1)), geometry: canvas?.sketch.shape() }
        : requested(tool, points, { ...named(present), values, copiedClass, base });
      if (request) act(request, start);
      else canvas?.sketch.settle();
    },
  };

  const choose = (/** @type {string} */ id) => {
    if (present.length < toolOf(id).needs) return false;
    setTool(id);
    return true;
  };
  /** Adds corners that were typed, and shows them. @param {[number, number][]} places */
  const add = (places) => {
    for (const place of places) canvas?.sketch.add(place);
    const last = places.at(-1);
    if (canvas && last && !canvas.map.getBounds().contains(last)) canvas.map.jumpTo({ center: last });
  };
  const copy = () => {
    act({ act: "copy", layer: base, features: patches, values }, performance.now());
    setPatches([]);
  };

  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const press = (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName)) return;
      if (event.ctrlKey || event.metaKey) {
        const key = event.key.toLowerCase();
        if (key === "z" || key === "y") {
          event.preventDefault();
          act({ act: key === "y" || event.shiftKey ? "redo" : "undo" }, performance.now());
        }
        return;
      }
      if (event.key === "Escape") {
        if (corners.length > 0 && tool !== "reshape") canvas?.sketch.begin(toolOf(tool).sketch, null);
        else setTool("select");
      } else if (event.key === "Backspace" && tool !== "reshape" && corners.length > 0) {
        canvas?.sketch.back();
      } else if (event.key === "Delete" && tool === "select" && present.length > 0) {
        act({ act: "remove", ...named(present) }, performance.now());
      } else if (event.key === "?") setHelp(true);
      else if (event.key === "f" && tool === "copy") {
        if (patches.length > 0) copy();
      } else if (event.key === "f") canvas?.finish(event);
      else {
        const found = tools.find((one) => one.key === event.key);
        if (!found || !choose(found.id)) return;
        // The next keys are meant for the map.
        canvas?.keys.focus();
      }
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });

  const fly = (/** @type {number} */ number) => {
    const measure = state.measures.get(number);
    const box = measure && boundsOf([measure]);
    if (box) canvas?.fly(box);
  };
  /** Flies to a place or a measure by its name; says whether there is one. @param {string} name */
  const find = (name) => {
    const measure = measures.find((one) => one.properties.id === name);
    const found = places.find((one) => one.name === name);
    if (measure) {
      setSelected([measure.id]);
      fly(measure.id);
    } else if (found) canvas?.map.jumpTo({ center: found.point, zoom: 15 });
    return Boolean(measure || found);
  };
  const picture = async () => {
    const blob = await canvas?.picture();
    if (blob) save(blob, `${plan}.png`);
  };
  if (!canDrawMaps()) {
    return html`<${Empty} icon="map" title=${t("noMap")} />`;
  }
  return html`<div class="board">
    <div class="board-map">
      <${ToolBar} page=${page} tool=${tool} onTool=${choose} selected=${present} corners=${corners}
        patches=${patches} state=${state} legend=${legend} values=${values}
        onValues=${(/** @type {object} */ patch) => setValues((old) => ({ ...old, ...patch }))}
        copiedClass=${copiedClass} onCopiedClass=${setCopiedClass} isSnapping=${isSnapping}
        onSnapping=${setSnapping} onCopy=${copy} onFinish=${() => canvas?.finish(null)}
        onBack=${() => canvas?.sketch.back()} onTyped=${add} onHelp=${() => setHelp(true)}
        onAct=${(/** @type {object} */ request) => act(request, performance.now())}
        named=${named} />
      <${Finder} page=${page} onFind=${find} onPicture=${picture}
        names=${[...places.map((one) => one.name), ...measures.map((one) => one.properties.id)]} />
      <div class="draw-map" ref=${holder}></div>
      ${isHelp && html`<${KeyHelp} page=${page} onClose=${() => setHelp(false)} />`}
      <p class="place" aria-hidden="true">${
    place ? `${place[0].toFixed(6)}°, ${place[1].toFixed(6)}°` : ""
  }</p>
    </div>
    <${Panel} page=${page} plan=${plan} state=${state} client=${client} selected=${present}
      legend=${legend} named=${named} onAct=${(/** @type {object} */ request) =>
    act(request, performance.now())}
      onSelect=${(/** @type {number} */ number) => {
    setSelected([number]);
    fly(number);
  }} onOlder=${(/** @type {any} */ collection) => canvas?.showOlder(collection)}
      onLeave=${onLeave} onPlan=${onPlan} workspace=${workspace} />
  </div>`;
}
