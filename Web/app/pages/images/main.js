// @ts-check
import { html, render } from "../../preact.js";
import { ImagesPage } from "./page.js";

const root = document.getElementById("app");
if (root) render(html`<${ImagesPage} />`, root);
