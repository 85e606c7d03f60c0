// @ts-check
import { html, render } from "../../preact.js";
import { AuditPage } from "./page.js";

const place = document.getElementById("app");
if (place) render(html`<${AuditPage} />`, place);
