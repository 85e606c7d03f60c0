// @ts-check
import { html, render } from "../../preact.js";
import { DocumentsPage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${DocumentsPage} />`, root);
