// @ts-check
/**
 * The texts of the questions to the map: `key: [zh, en]`.
 *
 * @type {Record<string, [string, string]>}
 */
export const words = {
  ask: ["问地图", "Ask the map"],
  placeholder: ["如：{town} {epoch} 年 坡度大于 15 度的 耕地", "Such as: {town} {epoch} 年 坡度大于 15 度的 耕地"],
  run: ["查", "Ask"],
  close: ["关闭问答", "Close the answer"],
  busy: ["正在查……", "Asking…"],
  understood: ["理解为", "Understood as"],
  found: ["{n} 个图斑，{area} 亩", "{n} patches, {area} mu"],
  shown: ["图上画出最大的 {n} 个。", "The map shows the largest {n}."],
  undecided: [
    "另有 {n} 个图斑（{area} 亩）没有登记条件所需的值，无法判定。",
    "{n} more patches ({area} mu) lack a value that a condition needs: undecidable.",
  ],
  group: ["", ""],
  class: ["地类", "Class"],
  village: ["村", "Village"],
  town: ["乡镇", "Town"],
  number: ["标识", "Number"],
  patches: ["图斑", "Patches"],
  area: ["亩", "mu"],
  table: ["汇总", "Summary"],
  none: ["没有这样的图斑。", "There is no such patch."],
  network: ["服务器连接不上。", "The server cannot be reached."],
};
