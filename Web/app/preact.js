// @ts-check
// The one door to the vendored library, so that the rest of the page sees its types.
// @ts-types="../types/preact.d.ts"
export { html, render, useEffect, useMemo, useRef, useState } from "../vendor/preact-htm.js";
