// @ts-check
import { html, render } from "../../preact.js";
import "./origins.js";
import "./originsOfStudies.js";
import { OptimisePage } from "./page.js";
import { ProblemFilePage } from "./problemFile.js";
import "./problemOrigins.js";
import { isStudy, StudyPage } from "./studies.js";

const root = document.getElementById("app");
const kind = new URLSearchParams(location.search).get("kind") ?? "";
const shown = isStudy(kind)
  ? html`<${StudyPage} kind=${kind} />`
  : kind === "file"
  ? html`<${ProblemFilePage} />`
  : html`<${OptimisePage} />`;
if (root) render(shown, root);
