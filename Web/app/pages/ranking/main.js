// @ts-check
import { html, render } from "../../preact.js";
import { RankingPage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${RankingPage} />`, root);
