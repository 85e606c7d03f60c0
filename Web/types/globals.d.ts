/** Libraries that are loaded as plain scripts and put a name on the window. */
// deno-lint-ignore-file no-explicit-any no-var
declare var maplibregl: any;
declare var echarts: any;

interface Window {
  /** For the browser tests: the map that is shown. */
  zhitu?: { map: any };
}
