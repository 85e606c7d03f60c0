// @ts-check
import { html, render } from "../../preact.js";
import { HistoryPage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${HistoryPage} />`, root);
