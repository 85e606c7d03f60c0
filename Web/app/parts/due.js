// @ts-check
import { html, useEffect, useRef, useState } from "../preact.js";
import { ApiError, call } from "../api.js";
import { Icon } from "./basics.js";
import { Notices, useNotices } from "./notices.js";
import { day } from "./time.js";

/** @typedef {import("./seeking.js").Seeker} Seeker */

/**
 * Something that waits for the user.
 *
 * @typedef {object} Task
 * @property {string} number
 * @property {string} title
 * @property {string} step what is to be done with it
 * @property {string | null} due RFC 3339
 * @property {boolean} isOverdue
 * @property {string} address
 */

/** Days before its deadline from which a task is due. */
const soon = 7;

/** The most tasks that are listed of one kind; their pages list the rest. */
const shownOfKind = 20;

/**
 * Tasks by urgency: what is overdue, what is due within a week, the rest; in each the earliest first.
 *
 * @param {Task[]} tasks
 * @param {number} now in milliseconds since 1970
 */
export function byUrgency(tasks, now) {
  const ends = (/** @type {Task} */ task) => task.due === null ? Infinity : Date.parse(task.due);
  const order = (/** @type {Task[]} */ some) =>
    some.sort((a, b) =>
      ends(a) === ends(b) ? a.number.localeCompare(b.number) : ends(a) - ends(b)
    );
  const isDue = (/** @type {Task} */ task) => ends(task) - now <= soon * 86_400_000;
  return {
    overdue: order(tasks.filter((task) => task.isOverdue)),
    due: order(tasks.filter((task) => !task.isOverdue && isDue(task))),
    mine: order(tasks.filter((task) => !task.isOverdue && !isDue(task))),
  };
}

/** What the user may not read is none of their tasks. @template T @param {Promise<T>} asked */
const allowed = (asked) =>
  asked.catch((fault) => {
    if (fault instanceof ApiError && [403, 404].includes(fault.status)) return null;
    throw fault;
  });

/**
 * The problems and cases that wait for the user.
 *
 * @param {Seeker} who
 * @returns {Promise<{ tasks: Task[], all: number }>} the first tasks, and how many there are
 */
async function tasksOf({ may, language }) {
  const [problems, cases] = await Promise.all([
    may("read problem")
      ? allowed(call("GET /api/v1/problems", { standing: "mine", limit: 200 }))
      : null,
    may("read process")
      ? allowed(call("GET /api/v1/cases", { standing: "mine", limit: 200 }))
      : null,
  ]);
  const tasks = [
    ...(problems?.problems ?? []).map((one) => ({
      number: one.number,
      title: one.title,
      step: one.phase_title[language] ?? "",
      due: one.deadline,
      isOverdue: one.is_overdue,
      address: `problems.html?standing=mine&number=${encodeURIComponent(one.number)}`,
    })),
    ...(cases?.cases ?? []).map((one) => ({
      number: one.number,
      title: one.title,
      step: one.step_title[language] ?? "",
      due: one.due,
      isOverdue: one.is_overdue,
      address: `cases.html?number=${encodeURIComponent(one.number)}`,
    })),
  ];
  return { tasks, all: (problems?.counts.mine ?? 0) + (cases?.counts.mine ?? 0) };
}

/**
 * The bell: how many tasks wait for the user, which, and what others did in their matters. It follows the
 * workspace.
 *
 * @param {Seeker & { acting: unknown, changes: number }} props
 */
export function Due(props) {
  const { t, language, acting, changes } = props;
  const [found, setFound] = useState(
    /** @type {{ tasks: Task[], all: number } | null} */ (null),
  );
  const [isLost, setLost] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const { news, unseen, see, isLost: isNewsLost } = useNotices(acting);
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (!acting) return;
    let isCurrent = true;
    tasksOf(props).then((answer) => {
      if (!isCurrent) return;
      setFound(answer);
      setLost(false);
    }, () => isCurrent && setLost(true));
    return () => {
      isCurrent = false;
    };
  }, [acting, changes, language]);
  useEffect(() => {
    if (!isOpen) return;
    /** @param {Event} event */
    const away = (event) => {
      if (!element.current?.contains(/** @type {any} */ (event.target))) setOpen(false);
    };
    /** @param {KeyboardEvent} event */
    const press = (event) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      element.current?.querySelector("button")?.focus();
    };
    addEventListener("pointerdown", away);
    addEventListener("focusin", away);
    addEventListener("keydown", press);
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("focusin", away);
      removeEventListener("keydown", press);
    };
  }, [isOpen]);
  const groups = byUrgency(found?.tasks ?? [], Date.now());
  const count = found?.all ?? 0;
  const label = found
    ? t("due.label", { n: count, late: groups.overdue.length, news: unseen })
    : t(isLost ? "error.network" : "shell.loading");
  return html`<div class="due" ref=${element} data-from="shell.due">
    <button type="button" class="button due-button" aria-expanded=${isOpen} aria-controls="due-list"
      aria-label=${label} title=${label} onClick=${() => setOpen(!isOpen)}><${Icon} name="bell" />${
    count > 0 && html`<b class=${groups.overdue.length > 0 ? "late" : ""}>${count}</b>`
  }${unseen > 0 && html`<i class="unseen-mark" data-unseen=${unseen}></i>`}</button>
    ${
    isOpen && html`<div id="due-list" class="due-list">
      ${
      (isLost || isNewsLost) && html`<p class="warning">${t("error.network")}</p>`
    }${
      !isLost && count === 0 &&
      html`<p class="quiet">${t(found ? "due.none" : "shell.loading")}</p>`
    }
      ${
      /** @type {const} */ (["overdue", "due", "mine"]).map((name) =>
        groups[name].length > 0 && html`<section key=${name} class=${name}><p class="due-kind">${
          t(`due.${name}`)
        } ${groups[name].length}</p><ul>${
          groups[name].slice(0, shownOfKind).map((task) =>
            html`<li key=${task.number}><a href=${task.address}><b>${task.title}</b>
              <small>${task.number} · ${task.step}${
              task.due ? ` · ${t("due.until", { day: day(task.due, language) })}` : ""
            }</small></a></li>`
          )
        }</ul>${
          groups[name].length > shownOfKind &&
          html`<p class="quiet">${t("due.more", { n: shownOfKind, all: groups[name].length })}</p>`
        }</section>`
      )
    }${
      found && found.all > found.tasks.length &&
      html`<p class="quiet">${t("due.more", { n: found.tasks.length, all: found.all })}</p>`
    }${
      news !== null && html`<${Notices} news=${news} unseen=${unseen} t=${t} language=${language}
        onSeen=${see} />`
    }</div>`
  }</div>`;
}
