// @ts-check
/**
 * What the tools of the map say: `key: [zh, en]`.
 *
 * @type {Record<string, [string, string]>}
 */
export const words = {
  "tool.list": ["地图工具", "Tools of the map"],
  "tool.measure": ["量距离和面积", "Measure distance and area"],
  "tool.measureHint": ["点击各点，双击结束；Esc 退出", "Click each point, double-click to end; Esc leaves"],
  "tool.again": ["重新量", "Anew"],
  "tool.swipe": ["卷帘：左右对比两期或方案", "Swipe between two states"],
  "tool.picture": ["地图存为图片", "Save the map as a picture"],
  "tool.print": ["打印图幅", "Print a sheet"],
  "tool.tall": [
    "立体：把有高度（或层数，按每层 3 米）的对象立起来",
    "In 3-D: what has a height, or storeys of 3 m each, stands upright",
  ],
  "swipe.where": ["分界线的位置", "Where the line is"],
  "swipe.right": ["右侧", "On the right"],
  "print.north": ["北", "N"],
  "print.scale": ["比例尺约 1:{n}（A4 横向）", "About 1:{n} on A4 across"],
};
