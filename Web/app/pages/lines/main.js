// @ts-check
import { html, render } from "../../preact.js";
import { LinesPage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${LinesPage} />`, root);
