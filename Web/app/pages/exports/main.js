// @ts-check
import { html, render } from "../../preact.js";
import { ExportsPage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${ExportsPage} />`, root);
