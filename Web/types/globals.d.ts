/** Libraries that are loaded as plain scripts and put a name on the window. */
// deno-lint-ignore-file no-explicit-any no-var
declare var maplibregl: any;
declare var echarts: any;
declare var Tabulator: any;

interface Window {
  /** For the browser tests: the map that is shown. */
  zhitu?: { map: any };
  /** For the browser tests: how long acts of drawing took until they were seen, in milliseconds. */
  zhituDelays?: number[];
  /** Where that time went: until it was sent, in the server, on the way, on the page after the answer. */
  zhituTimes?: { wait: number; server: number; way: number; page: number; screen: number }[];
  /** For the browser tests: from where news of a drawing come. */
  zhituNews?: EventSource;
}
