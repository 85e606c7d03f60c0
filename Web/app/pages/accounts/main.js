// @ts-check
import { html, render } from "../../preact.js";
import { AccountsPage } from "./page.js";

const place = document.getElementById("app");
if (place) render(html`<${AccountsPage} />`, place);
