// @ts-check
import { inRole, watchRole } from "./api.js";

/** How long to wait before a stream that was answered with a fault is tried again, in milliseconds: so long
 * at first, then twice as long each time. */
const [shortest, longest] = [5_000, 300_000];

/**
 * A stream of server-sent events in the role of the page: it is opened when the role is known, and anew when
 * the page takes another. A browser gives a stream up for good when a server answers it with a fault, such as
 * while a database is away; this one is tried again as soon as the server is well. What a server that is well
 * refuses twice is given up.
 *
 * @param {string} address
 * @param {(source: EventSource) => void} listen what is to listen to it
 * @returns {() => void} ends it
 */
export function openStream(address, listen) {
  /** @type {EventSource | null} */
  let source = null;
  let wait = shortest;
  let faults = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let again;
  const open = () => {
    clearTimeout(again);
    source?.close();
    const opened = new EventSource(inRole(address));
    source = opened;
    opened.addEventListener("open", () => {
      wait = shortest;
      faults = 0;
    });
    opened.addEventListener("error", () => {
      if (source !== opened || opened.readyState !== EventSource.CLOSED) return;
      faults += 1;
      again = setTimeout(look, wait);
    });
    listen(opened);
  };
  /** Whether the server is well, before it is asked for the stream again. */
  const look = async () => {
    const asked = source;
    const isWell = await fetch(inRole("api/v1/acting")).then(
      (answer) => answer.status < 500,
      () => false,
    );
    if (source !== asked) return;
    if (isWell && faults < 2) return open();
    if (isWell) return;
    faults = 0;
    wait = Math.min(2 * wait, longest);
    again = setTimeout(look, wait);
  };
  let known = "";
  const endRole = watchRole(() => {
    const next = inRole(address);
    if (next === known) return;
    known = next;
    wait = shortest;
    faults = 0;
    open();
  });
  return () => {
    endRole();
    clearTimeout(again);
    source?.close();
    source = null;
  };
}
