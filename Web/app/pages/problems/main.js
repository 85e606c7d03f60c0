// @ts-check
import { html, render } from "../../preact.js";
import "./origins.js";
import { ProblemsPage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${ProblemsPage} />`, root);
