// @ts-check
import { openStream } from "./stream.js";

/** The news of the workspace, which all parts of a page share: a browser opens few connections. */
const news = {
  /** Ends the stream that is open. @type {(() => void) | null} */
  end: null,
  known: "",
  /** Whether a stream was opened before. */
  isOpened: false,
  /** The program that the server ran when this page was loaded, and who wants to know of another one. */
  program: "",
  /** @type {Set<() => void>} */
  programListeners: new Set(),
  /** @type {Set<{ onChange: () => void, withAsides: boolean }>} */
  listeners: new Set(),
};

/** @param {EventSource} source */
function listen(source) {
  // What was changed while an earlier stream met a fault is not known.
  const isAgain = news.isOpened;
  news.isOpened = true;
  const tell = (/** @type {boolean} */ isAside) => {
    for (const listener of [...news.listeners]) {
      if (!isAside || listener.withAsides) listener.onChange();
    }
  };
  source.addEventListener("aside", () => tell(true));
  source.addEventListener("state", (event) => {
    const isNew = news.known !== event.data && (news.known !== "" || isAgain);
    news.known = event.data;
    const { build } = JSON.parse(event.data);
    if (news.program !== "" && build !== news.program) news.programListeners.forEach((tell) => tell());
    news.program ||= build ?? "";
    if (isNew) tell(false);
  });
}

/**
 * Calls `onOther` when the server runs another program than before.
 *
 * @param {() => void} onOther
 * @returns {() => void} ends it
 */
export function watchProgram(onOther) {
  const end = watchChanges(() => {});
  news.programListeners.add(onOther);
  return () => {
    news.programListeners.delete(onOther);
    end();
  };
}

/**
 * Calls `onChange` whenever the workspace has changed.
 *
 * @param {() => void} onChange
 * @param {boolean} [withAsides] also what changes no layer: accounts, exports, records of jobs
 * @returns {() => void} ends it
 */
export function watchChanges(onChange, withAsides = false) {
  const listener = { onChange, withAsides };
  news.listeners.add(listener);
  news.end ??= openStream("api/v1/changes", listen);
  return () => {
    news.listeners.delete(listener);
    if (news.listeners.size > 0) return;
    news.end?.();
    news.end = null;
    news.known = "";
    news.isOpened = false;
  };
}
