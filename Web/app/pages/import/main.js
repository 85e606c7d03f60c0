// @ts-check
import { html, render } from "../../preact.js";
import { ImportPage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${ImportPage} />`, root);
