// @ts-check
import { html, render } from "../../preact.js";
import { DrawPage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${DrawPage} />`, root);
