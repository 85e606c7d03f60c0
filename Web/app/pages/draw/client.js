// @ts-check
import { ApiError, call } from "../../api.js";
import { inTheNameOf, keepActs, keptActs } from "../../parts/kept.js";
import { openStream } from "../../stream.js";

/** @typedef {import("../../../types/api.d.ts").Drawing} Drawing */
/** @typedef {import("../../../types/api.d.ts").DrawingAct} Act */
/** @typedef {import("../../../types/api.d.ts").DrawnFeature} Measure */

/**
 * What the page knows of the drawing.
 *
 * @typedef {object} State
 * @property {Drawing | null} drawing the newest answer, its measures being all of them
 * @property {Map<number, Measure>} measures by number
 * @property {Act[]} waiting acts that the server has not got yet
 * @property {boolean} isOnline
 * @property {boolean} isBusy
 * @property {unknown} fault
 * @property {{ act: Act, fault: ApiError } | null} conflict an act that another person was faster than
 * @property {number | null} delay from the hand to the new verdicts, in milliseconds
 */

/** @returns {State} */
export function nothing() {
  return {
    drawing: null,
    measures: new Map(),
    waiting: [],
    isOnline: true,
    isBusy: false,
    fault: null,
    conflict: null,
    delay: null,
  };
}

/**
 * The state after an answer: whole, or what changed.
 *
 * @param {State} state
 * @param {Drawing} answer
 * @returns {State}
 */
export function after(state, answer) {
  // An answer that was overtaken by a later one says nothing new.
  if (state.drawing && answer.version < state.drawing.version) return state;
  const measures = answer.is_whole ? new Map() : new Map(state.measures);
  for (const number of answer.removed) measures.delete(number);
  for (const measure of answer.measures.features) measures.set(measure.id, measure);
  return { ...state, drawing: answer, measures };
}

/**
 * The versions of measures that the author of an act has seen.
 *
 * @param {State} state
 * @param {number[]} numbers
 */
export function seen(state, numbers) {
  return numbers.map((number) => state.measures.get(number)?.properties.version ?? 0);
}

/**
 * Whether the same request may succeed later: nobody answered, the server or what stands before it is not ready,
 * or it is still at work on it.
 *
 * @param {unknown} fault
 */
function isAway(fault) {
  return fault instanceof TypeError ||
    (fault instanceof ApiError &&
      ([429, 502, 503, 504].includes(fault.status) || fault.problem?.code === "service.key"
        && fault.status === 409));
}

/** Talks with the server about one plan; nothing that was drawn is lost while it cannot be reached. */
export class DrawingClient {
  /**
   * @param {string} plan
   * @param {import("../../parts/kept.js").Owner} owner who draws
   * @param {(state: State) => void} onChange
   */
  constructor(plan, owner, onChange) {
    this.plan = plan;
    this.owner = owner;
    this.onChange = onChange;
    this.state = nothing();
    this.isOver = false;
    this.state.waiting = keptActs(owner, plan).map(({ start: _, ...act }) => act);
    const address = `api/v1/plans/${encodeURIComponent(plan)}/drawing/news`;
    this.endNews = openStream(address, (source) => {
      window.zhituNews = source;
      source.addEventListener("drawing", (event) => this.hear(JSON.parse(event.data).version));
    });
  }

  /** @param {number} version of the drawing, as the server knows it */
  hear(version) {
    // The server was away when the page asked first.
    if (!this.state.drawing && this.state.fault instanceof TypeError) this.load();
    else if (this.state.drawing && version > this.state.drawing.version && !this.state.isBusy) {
      this.catchUp();
    }
  }

  /** @param {Partial<State>} patch */
  set(patch) {
    this.state = { ...this.state, ...patch };
    if (!this.isOver) this.onChange(this.state);
  }

  async load() {
    try {
      const answer = await call("GET /api/v1/plans/{plan}/drawing", { plan: this.plan });
      this.state = after(this.state, answer);
      this.set({ isOnline: true, fault: null });
      if (this.state.waiting.length > 0) this.send();
    } catch (fault) {
      this.set({ fault });
    }
  }

  /** Learns what others have drawn. */
  async catchUp() {
    const since = this.state.drawing?.version ?? 0;
    try {
      const answer = await call("GET /api/v1/plans/{plan}/drawing/changes", {
        plan: this.plan,
        since,
      });
      this.state = after(this.state, answer);
      this.set({ isOnline: true });
    } catch (fault) {
      if (!(fault instanceof TypeError)) this.set({ fault });
    }
  }

  /**
   * Does something; `start` is when the hand let go.
   *
   * @param {Act} act
   * @param {number} [start]
   */
  act(act, start = performance.now()) {
    const waiting = [...this.state.waiting, { ...act, key: crypto.randomUUID(), start }];
    this.set({ waiting, fault: null });
    // Sent first and kept afterwards, in one turn: no answer comes before its end.
    const done = this.send();
    this.remember(waiting);
    return done;
  }

  /** Sends what waits, one act after the other. @returns {Promise<boolean>} whether all was done */
  async send() {
    if (this.state.isBusy) return false;
    this.set({ isBusy: true });
    let isDone = true;
    while (this.state.waiting.length > 0 && !this.isOver) {
      const [first, ...rest] = /** @type {any[]} */ (this.state.waiting);
      const { key, start, ...act } = first;
      try {
        const sent = performance.now();
        const answer = await call(
          "POST /api/v1/plans/{plan}/drawing/acts",
          { plan: this.plan },
          { ...act, since: this.state.drawing?.version ?? 0 },
          { "idempotency-key": key, ...inTheNameOf(this.owner) },
        );
        const answered = performance.now();
        this.state = after(this.state, answer);
        this.set({ waiting: rest, isOnline: true, conflict: null });
        this.time(start, sent, answered, answer.milliseconds);
        this.remember(rest);
      } catch (fault) {
        // Nobody is signed in any more, or somebody else: what was drawn waits in the browser for who drew it.
        if (
          fault instanceof ApiError &&
          (fault.status === 401 || fault.problem?.code === "access.other-person")
        ) {
          this.set({ fault });
          isDone = false;
          break;
        }
        if (isAway(fault)) {
          // The server is away: what was drawn waits for it.
          this.set({ isOnline: false });
          await new Promise((resolve) => setTimeout(resolve, 1500));
          continue;
        }
        isDone = false;
        this.remember(rest);
        const isConflict = fault instanceof ApiError && fault.status === 412;
        this.set({
          waiting: rest,
          isOnline: true,
          ...(isConflict ? { conflict: { act, fault: /** @type {ApiError} */ (fault) } } : { fault }),
        });
        await this.catchUp();
      }
    }
    this.set({ isBusy: false });
    return isDone;
  }

  /**
   * Notes how long an act took until it was seen, and of that: until it was sent, in the server, on the way,
   * until the figures were in the page after the answer, and until they were on the screen.
   *
   * @param {number | undefined} start
   * @param {number} sent
   * @param {number} answered
   * @param {number} server in milliseconds
   */
  time(start, sent, answered, server) {
    if (start === undefined) return;
    let inPage = answered;
    // The new figures are in the page when this turn ends, and on the screen with the next frame.
    queueMicrotask(() => inPage = performance.now());
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const delay = performance.now() - start;
        if (delay < 0 || delay > 60000) return;
        (window.zhituDelays ??= []).push(delay);
        (window.zhituTimes ??= []).push({
          wait: sent - start,
          server,
          way: answered - sent - server,
          page: inPage - answered,
          screen: start + delay - inPage,
        });
        this.set({ delay });
      };
      channel.port2.postMessage(null);
    });
  }

  /** @param {Act[]} waiting */
  remember(waiting) {
    keepActs(this.owner, this.plan, waiting);
  }

  close() {
    this.isOver = true;
    this.endNews();
  }
}
