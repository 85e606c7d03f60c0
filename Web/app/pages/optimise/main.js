// @ts-check
import { html, render } from "../../preact.js";
import "./origins.js";
import "./originsOfStudies.js";
import { OptimisePage } from "./page.js";
import { isStudy, StudyPage } from "./studies.js";

const root = document.getElementById("app");
const kind = new URLSearchParams(location.search).get("kind") ?? "";
if (root) render(isStudy(kind) ? html`<${StudyPage} kind=${kind} />` : html`<${OptimisePage} />`, root);
