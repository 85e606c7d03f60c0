// @ts-check
import { html, render } from "../../preact.js";
import { ToolsPage } from "./page.js";
import "./origins.js";

const root = document.getElementById("app");
if (root) render(html`<${ToolsPage} />`, root);
