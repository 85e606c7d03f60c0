// @ts-check
import { html, render } from "../../preact.js";
import { MonitoringPage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${MonitoringPage} />`, root);
