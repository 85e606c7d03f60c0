// @ts-check The only import of the vendored library, which gives the rest of the page its types.
// @ts-types="../types/preact.d.ts"
export { html, render, useEffect, useMemo, useRef, useState } from "../vendor/preact-htm.js";
