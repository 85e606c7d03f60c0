// @ts-check
import { html, render } from "../../preact.js";
import "./origins.js";
import { RulesPage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${RulesPage} />`, root);
