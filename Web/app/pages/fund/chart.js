// @ts-check
import { html, useEffect, useRef } from "../../preact.js";
import { Pictured } from "../../parts/picture.js";

/**
 * A chart of ECharts that follows its size; what it shows also stands in a table or in words.
 *
 * @param {{ option: any, label: string, height?: number }} props
 */
export function Chart({ option, label, height = 320 }) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (!holder.current) return;
    const chart = echarts.init(holder.current, null, { renderer: "svg" });
    chart.setOption({
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      animationDuration: 300,
      ...option,
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(holder.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [JSON.stringify(option)]);
  return html`<${Pictured} name=${label}><div class="chart" role="img" aria-label=${label} ref=${holder} style=${{
    height: `${height}px`,
  }}></div><//>`;
}
