// @ts-check
import { html, render } from "../../preact.js";
import { ComparePage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${ComparePage} />`, root);
