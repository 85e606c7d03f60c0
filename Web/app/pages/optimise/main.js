// @ts-check
import { html, render } from "../../preact.js";
import { OptimisePage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${OptimisePage} />`, root);
