// @ts-check
import { html, render } from "../../preact.js";
import { SignInPage } from "./page.js";

const place = document.getElementById("app");
if (place) render(html`<${SignInPage} />`, place);
