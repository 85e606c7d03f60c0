// @ts-check
import { html, useEffect, useState } from "../../preact.js";
import { call } from "../../api.js";
import { Icon } from "../../parts/basics.js";
import { Fault } from "../../parts/fault.js";
import { day, minute } from "../../parts/time.js";

/** @typedef {import("../../../types/api.d.ts").StandingOrder} Order */
/** @typedef {import("../../../types/api.d.ts").StandingOrderLook} Look */
/** @typedef {import("../../parts/page.js").Page} Page */

/**
 * The standing order of a plan: what is imported is monitored by itself, and alarms become problems. Who may
 * hand out problems gives one and ends it; everybody who reads problems sees what it did.
 *
 * @param {{ page: Page, plan: string, base: string, changes: number }} props
 */
export function Orders({ page, plan, base, changes }) {
  const { t, language, acting } = page;
  const [orders, setOrders] = useState(/** @type {Order[] | null} */ (null));
  const [fault, setFault] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const mayRead = page.may("read problem");
  const maySteer = page.may("assign problem");

  useEffect(() => {
    if (!mayRead) return;
    let isCurrent = true;
    call("GET /api/v1/monitoring/orders", {}).then(
      (answer) => isCurrent && setOrders(answer.orders),
      (error) => isCurrent && setFault(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [mayRead, changes, acting?.role, acting?.organisation]);

  /** @param {() => Promise<{ orders: Order[] }>} act */
  const send = async (act) => {
    setBusy(true);
    setFault(null);
    try {
      setOrders((await act()).orders);
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };

  if (!mayRead || orders === null) {
    return fault === null ? null : html`<${Fault} fault=${fault} page=${page} />`;
  }
  const own = orders.filter((one) => one.plan === plan);
  const live = own.find((one) => one.phase === "live");
  const last = live?.looks[0];
  return html`<details class="standing">
    <summary><${Icon} name="arrow-repeat" /><b>${t("order.title")}</b>
      <span class=${`standing-state ${live ? "live" : ""}`}>${
    live ? live.phase_title[language] : t("order.none")
  }</span>
      ${
    live && live.waiting.length > 0 &&
    html`<em>${t("order.waiting", { epochs: live.waiting.join("、") })}</em>`
  }
      ${last && html`<span class="quiet" data-from="monitoring.order.outcome">${last.epoch}：${
    outcome(last, page)
  }</span>`}</summary>
    <p class="quiet">${t("order.hint")}</p>
    ${fault !== null && html`<${Fault} fault=${fault} page=${page} />`}
    ${
    own.map((one) =>
      html`<${One} key=${one.number} page=${page} order=${one} isBusy=${isBusy}
      onEnd=${
        maySteer && one.phase === "live"
          ? (/** @type {string} */ reason) =>
            send(() =>
              call("POST /api/v1/monitoring/orders/{number}/end", { number: one.number }, { reason })
            )
          : null
      } />`
    )
  }
    ${
    !live && (maySteer
      ? html`<${Give} page=${page} isBusy=${isBusy}
      onGive=${(/** @type {any} */ terms) =>
        send(() => call("POST /api/v1/monitoring/orders", {}, { plan, base, ...terms }))} />`
      : html`<p class="quiet">${t("order.notYours")}</p>`)
  }
  </details>`;
}

/**
 * What came of an observation, in one line.
 *
 * @param {Look} look
 * @param {Page} page
 */
function outcome(look, { t, language }) {
  if (look.fault) return look.fault[language];
  return t("order.outcome", {
    opened: look.opened.length,
    persisting: look.persisting.length,
    restored: look.restored.length,
    unobserved: look.unobserved.length,
  });
}

/**
 * @param {{ page: Page, order: Order, isBusy: boolean, onEnd: ((reason: string) => void) | null }} props
 */
function One({ page, order, isBusy, onEnd }) {
  const { t, language } = page;
  const [reason, setReason] = useState(/** @type {string | null} */ (null));
  const terms = [
    t("order.given", { name: order.given_by, day: day(order.given_at, language) }),
    t("order.base", { base: order.base }),
    order.organisation_name === undefined
      ? t("order.nobody")
      : t("order.answers", { name: order.organisation_name, days: order.days ?? 0 }),
    order.has_own_rules ? t("order.ownRules") : "",
    order.is_from_now ? t("order.fromNow") : "",
    order.note,
  ].filter((one) => one !== "");
  return html`<section class="order"><header><b>${order.number}</b>
      <span class=${`standing-state ${order.phase}`}>${order.phase_title[language]}</span>
      ${
    onEnd && reason === null &&
    html`<button type="button" class="button" onClick=${() => setReason("")}>${t("order.end")}</button>`
  }</header>
    <p data-from="monitoring.order.terms">${terms.join("；")}</p>
    ${
    order.phase === "ended" && html`<p class="quiet">${
      t("order.ended", {
        name: order.ended_by ?? "",
        day: order.ended_at ? day(order.ended_at, language) : "",
        reason: order.reason ?? "",
      })
    }</p>`
  }
    ${
    onEnd && reason !== null && html`<form class="order-form" onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      onEnd(reason);
    }}><label class="field"><span>${t("order.reason")}</span><input name="reason" required maxlength="2000"
        value=${reason} onInput=${(/** @type {any} */ event) => setReason(event.target.value)} /></label>
      <button type="submit" class="button primary" disabled=${isBusy || reason.trim() === ""}>${
      t("order.end")
    }</button>
      <button type="button" class="button" onClick=${() => setReason(null)}>${t("order.keep")}</button></form>`
  }
    ${order.looks.length === 0 && html`<p class="quiet">${t("order.nothing")}</p>`}
    <ol class="order-looks">${
    order.looks.map((look) =>
      html`<li key=${look.time + look.epoch} class=${look.fault ? "is-fault" : ""}>
        <span>${minute(look.time, language)}</span><b>${look.epoch}</b>
        <span data-from="monitoring.order.outcome">${outcome(look, page)}${
        look.outdated > 0 ? t("order.outdated", { n: look.outdated }) : ""
      }</span>
        ${
        look.opened.length > 0 && html`<span class="order-problems">${
          look.opened.map((number) =>
            html`<a key=${number} href=${`problems.html?number=${number}`}>${number}</a>`
          )
        }</span>`
      }</li>`
    )
  }</ol>
  </section>`;
}

/** @param {{ page: Page, isBusy: boolean, onGive: (terms: any) => void }} props */
function Give({ page, isBusy, onGive }) {
  const { t, acting } = page;
  const [organisation, setOrganisation] = useState("");
  const [days, setDays] = useState("30");
  const [isFromNow, setFromNow] = useState(false);
  const [note, setNote] = useState("");
  const give = (/** @type {Event} */ event) => {
    event.preventDefault();
    onGive({
      ...(organisation === "" ? {} : { organisation, days: Number(days) }),
      is_from_now: isFromNow,
      note,
    });
  };
  return html`<form class="order-form" onSubmit=${give}>
    <label class="field"><span>${t("order.organisation")}</span><select name="organisation"
      value=${organisation} onChange=${(/** @type {any} */ event) =>
    setOrganisation(event.target.value)}>
      <option value="">${t("order.later")}</option>${
    (acting?.organisations ?? []).map((one) =>
      html`<option key=${one.id} value=${one.id}>${one.name}</option>`
    )
  }</select></label>
    ${
    organisation !== "" && html`<label class="field"><span>${t("order.days")}</span><input type="number"
      name="days" min="1" max="3660" required value=${days}
      onInput=${(/** @type {any} */ event) => setDays(event.target.value)} /></label>`
  }
    <label class="field order-note"><span>${t("order.note")}</span><input name="note" maxlength="2000"
      value=${note} onInput=${(/** @type {any} */ event) => setNote(event.target.value)} /></label>
    <label class="order-check"><input type="checkbox" name="from_now" checked=${isFromNow}
      onChange=${(/** @type {any} */ event) => setFromNow(event.target.checked)} /> ${
    t("order.leave")
  }</label>
    <button type="submit" class="button primary" disabled=${isBusy}>${t("order.give")}</button>
  </form>`;
}
