// @ts-check
import { useEffect, useState } from "../preact.js";
import { useChanges } from "./page.js";

/** @typedef {import("./page.js").Page} Page */

/**
 * Something of the workspace as it stands: read again when somebody changes it, and when the user takes another role.
 *
 * @template T
 * @param {() => Promise<T>} read
 * @param {Page} page
 */
export function useBook(read, { acting }) {
  const changes = useChanges();
  const [book, setBook] = useState(/** @type {T | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [reloads, setReloads] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    read().then((answer) => {
      if (!isCurrent) return;
      setBook(answer);
      setFault(null);
    }, (error) => {
      if (!isCurrent) return;
      setBook(null);
      setFault(error);
    });
    return () => {
      isCurrent = false;
    };
  }, [changes, reloads, acting?.role, acting?.organisation]);
  return { book, setBook, fault, reload: () => setReloads(reloads + 1) };
}
