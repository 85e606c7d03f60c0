// @ts-check
import { api, ApiError, call } from "../api.js";
import { kindOf, learnKinds } from "../legend.js";
import { pages } from "./navigation.js";

/** @typedef {import("../i18n.js").Language} Language */
/** @typedef {import("../i18n.js").Speaker} Speaker */
/** @typedef {import("../../types/api.d.ts").SearchHit} SearchHit */
/** @typedef {import("../../types/api.d.ts").RuleSummary} RuleSummary */

/**
 * Something that was found, and where it leads.
 *
 * @typedef {object} Found
 * @property {string} id
 * @property {string} name
 * @property {string} detail
 * @property {string} address of the page, with its view
 */

/** @typedef {{ kind: string, icon: string, found: Found[] }} FoundGroup */

/**
 * Who seeks, in which language, with which rights.
 *
 * @typedef {{ t: Speaker, language: Language, may: (right: string) => boolean }} Seeker
 */

/** The most entries of one kind. */
const most = 6;

/**
 * Whether a name contains all the words of a text, in whatever case and order.
 *
 * @param {string} name
 * @param {string} text
 */
export function contains(name, text) {
  const small = name.toLowerCase();
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return words.length > 0 && words.every((word) => small.includes(word));
}

/**
 * The zoom at which a box in degrees fills about a third of a screen.
 *
 * @param {number[]} box west, south, east, north
 */
export function zoomOf([west, south, east, north]) {
  const wide = Math.max((east - west) * Math.cos(north * Math.PI / 180), north - south, 1e-5);
  return Math.max(9, Math.min(18, Math.floor(10 * Math.log2(300 / wide)) / 10));
}

/**
 * The address of the map at a place.
 *
 * @param {number[]} point longitude and latitude
 * @param {number} zoom
 * @param {string} [query]
 */
export function mapAddress(point, zoom, query = "") {
  return `./${query}#map=${zoom}/${point[1].toFixed(6)}/${point[0].toFixed(6)}`;
}

/** @param {SearchHit} hit @param {Seeker} who @returns {Found} */
export function groundFound(hit, { t, language }) {
  // What a plan makes of the ground is no layer of the catalogue.
  const role = hit.role === "planned" ? t("seek.planned") : kindOf(hit.role)?.title[language] ?? hit.role;
  const query = `?feature=${encodeURIComponent(`${hit.layer}/${hit.fid}`)}`;
  const [west, south, east, north] = hit.bounds ?? [];
  return {
    id: `${hit.layer}/${hit.fid}`,
    name: hit.value,
    detail: [role, hit.epoch ?? hit.plan ?? "", hit.field.replace(/^zt_.*/, "")]
      .filter(Boolean).join(" · "),
    address: hit.bounds
      ? mapAddress([(west + east) / 2, (south + north) / 2], zoomOf(hit.bounds), query)
      : `./${query}`,
  };
}

/** What is asked once and looked through at every letter. */
/** @type {Map<string, Promise<any>>} */
const asked = new Map();

/**
 * An answer, kept while the dialog is used. What a role may not see, or what is not there, is left out.
 *
 * @template T
 * @param {string} key
 * @param {() => Promise<T>} ask
 * @param {T} without
 * @returns {Promise<T>}
 */
function once(key, ask, without) {
  let answer = asked.get(key);
  if (!answer) {
    answer = ask().catch((fault) => {
      asked.delete(key);
      if (fault instanceof ApiError && [403, 404, 409].includes(fault.status)) return without;
      throw fault;
    });
    asked.set(key, answer);
  }
  return answer;
}

/** Forgets what was asked: the workspace may have changed by the next time. */
export const forget = () => asked.clear();

/**
 * One verdict for each rule, the worst of its parts.
 *
 * @param {import("../../types/api.d.ts").Verdict[]} verdicts
 */
export function worst(verdicts) {
  const order = ["fail", "undecidable", "pass", "not_applicable"];
  /** @type {Map<string, import("../../types/api.d.ts").Verdict>} */
  const rules = new Map();
  for (const one of verdicts) {
    const before = rules.get(one.rule);
    if (!before || order.indexOf(one.verdict) < order.indexOf(before.verdict)) {
      rules.set(one.rule, one);
    }
  }
  return [...rules.values()];
}

/** All cases that a role may see, page by page. */
async function allCases() {
  const list = await call("GET /api/v1/cases", { standing: "all", limit: 200 });
  for (let cursor = list.next; cursor !== null;) {
    const more = await call("GET /api/v1/cases", { standing: "all", limit: 200, cursor });
    list.cases.push(...more.cases);
    cursor = more.next;
  }
  return list;
}

/**
 * The kinds of things that can be found, each with the way to find it.
 *
 * @type {{ kind: string, icon: string,
 *   seek: (text: string, who: Seeker) => Promise<Found[]> }[]}
 */
const kinds = [
  {
    kind: "page",
    icon: "list",
    seek: (text, { t, may }) =>
      Promise.resolve(
        pages.filter((page) => !page.right || may(page.right) || (page.or && may(page.or)))
          .map((page) => ({
            id: page.id, name: t(`shell.page.${page.id}`), detail: "", address: page.address,
          })).filter((page) => contains(`${page.name} ${page.id}`, text)),
      ),
  },
  {
    kind: "plan",
    icon: "pin-map",
    seek: async (text, { may }) => {
      const workspace = await once("workspace", api.workspace, /** @type {any} */ ({ plans: [] }));
      const page = may("change plan") ? "draw.html?plan=" : "compare.html?a=";
      return workspace.plans.filter((/** @type {string} */ plan) => contains(plan, text))
        .map((/** @type {string} */ plan) => ({
          id: plan, name: plan, detail: "", address: page + encodeURIComponent(plan),
        }));
    },
  },
  {
    kind: "place",
    icon: "geo-alt",
    seek: async (text, { t }) => {
      const { places } = await once("places", api.places, { places: [] });
      return places.filter((place) => contains(place.name, text)).map((place) => ({
        id: `${place.role}/${place.name}`,
        name: place.name,
        detail: t(`seek.${place.role}`),
        address: mapAddress(place.point, place.role === "township" ? 13 : 15),
      }));
    },
  },
  {
    kind: "ground",
    icon: "layers",
    seek: async (text, who) => {
      const legend = await once("legend", api.legend, /** @type {any} */ ({ roles: [] }));
      learnKinds(legend.roles);
      const { hits } = await call("GET /api/v1/search", { text, limit: most });
      return hits.map((hit) => groundFound(hit, who));
    },
  },
  {
    kind: "rule",
    icon: "shield-check",
    seek: async (text, { language, t, may }) => {
      if (!may("read plan")) return [];
      const none = /** @type {any} */ ({ rules: [], verdicts: [] });
      const [list, workspace] = await Promise.all([
        once("rules", () => call("GET /api/v1/rules", {}), none),
        once("workspace", api.workspace, /** @type {any} */ ({ plans: [] })),
      ]);
      // What the first plan makes of it is told beside the rule, where it was verified.
      const plan = workspace.plans[0];
      const document = plan ? await once(`verdicts/${plan}`, () => api.verdicts(plan), none) : none;
      const verdicts = new Map(worst(document.verdicts).map((one) => [one.rule, one.verdict]));
      return list.rules
        .filter((/** @type {RuleSummary} */ one) =>
          one.skipped === null &&
          contains(`${one.id} ${one.title[language]} ${one.source.doc_no ?? ""}`, text)
        )
        .map((/** @type {RuleSummary} */ one) => ({
          id: one.id,
          name: one.title[language] ?? one.id,
          detail: [
            one.id,
            t(`seek.effect.${one.effect}`),
            ...(verdicts.has(one.id) ? [plan, t(`seek.verdict.${verdicts.get(one.id)}`)] : []),
          ].join(" · "),
          address: `rules.html?id=${encodeURIComponent(one.id)}`,
        }));
    },
  },
  {
    kind: "problem",
    icon: "flag",
    seek: async (text, { may, language }) => {
      if (!may("read problem")) return [];
      const { problems } = await call("GET /api/v1/problems", { text, limit: most });
      return problems.map((one) => ({
        id: one.number,
        name: one.title,
        detail: `${one.number} · ${one.phase_title[language]}`,
        address: `problems.html?standing=all&number=${encodeURIComponent(one.number)}`,
      }));
    },
  },
  {
    kind: "case",
    icon: "clipboard-check",
    seek: async (text, { language }) => {
      const none = /** @type {any} */ ({ cases: [] });
      const { cases } = await once("cases", allCases, none);
      return cases.filter((/** @type {any} */ one) =>
        contains(`${one.number} ${one.title} ${one.subject}`, text)
      ).map((/** @type {any} */ one) => ({
        id: one.number,
        name: one.title,
        detail: `${one.number} · ${one.step_title[language]}`,
        address: `cases.html?standing=all&number=${encodeURIComponent(one.number)}`,
      }));
    },
  },
  {
    kind: "person",
    icon: "person",
    seek: async (text, { may }) => {
      if (!may("read account")) return [];
      const none = /** @type {any} */ ({ people: [], organisations: [] });
      const directory = await once("directory", () => call("GET /api/v1/directory", {}), none);
      return [...directory.people, ...directory.organisations]
        .filter((/** @type {any} */ one) => contains(`${one.id} ${one.name}`, text))
        .map((/** @type {any} */ one) => ({
          id: one.id, name: one.name, detail: one.id, address: "accounts.html",
        }));
    },
  },
];

/**
 * Looks everywhere. Kinds are looked through side by side; one that fails does not hide the others.
 *
 * @param {string} text
 * @param {Seeker} who
 * @returns {Promise<{ groups: FoundGroup[], faults: unknown[] }>}
 */
export async function seek(text, who) {
  const answers = await Promise.allSettled(kinds.map((one) => one.seek(text, who)));
  /** @type {FoundGroup[]} */
  const groups = [];
  /** @type {unknown[]} */
  const faults = [];
  answers.forEach((answer, index) => {
    const { kind, icon } = kinds[index];
    if (answer.status === "rejected") faults.push(answer.reason);
    else if (answer.value.length > 0) groups.push({ kind, icon, found: answer.value.slice(0, most) });
  });
  return { groups, faults };
}
