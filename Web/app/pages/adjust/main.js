// @ts-check
import { html, render } from "../../preact.js";
import { AdjustPage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${AdjustPage} />`, root);
