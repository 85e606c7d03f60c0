// @ts-check
import { html, render } from "../../preact.js";
import "./origins.js";
import { BoardsPage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${BoardsPage} />`, root);
