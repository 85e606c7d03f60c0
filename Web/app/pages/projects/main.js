// @ts-check
import { html, render } from "../../preact.js";
import "./origins.js";
import { ProjectsPage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${ProjectsPage} />`, root);
