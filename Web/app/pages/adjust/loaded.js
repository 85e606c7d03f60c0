// @ts-check
import { useEffect, useState } from "../../preact.js";

/**
 * What a request gives, `null` until it is there, and why it is not.
 *
 * @template T
 * @param {() => Promise<T>} request
 * @param {unknown[]} causes values whose change repeats it
 * @returns {{ answer: T | null, fault: unknown, again: () => void }}
 */
export function useLoaded(request, causes) {
  const [answer, setAnswer] = useState(/** @type {T | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setFault(null);
    request().then((found) => {
      if (isCurrent) setAnswer(found);
    }, (error) => {
      if (!isCurrent) return;
      setAnswer(null);
      setFault(error);
    });
    return () => {
      isCurrent = false;
    };
  }, [...causes, round]);
  return { answer, fault, again: () => setRound(round + 1) };
}
