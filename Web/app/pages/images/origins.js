// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {NonNullable<FigureOrigin["from"]>} */
const from = ["POST /api/v1/images/difference"];

learnOrigins({
  "images.cover": {
    title: ["影像透明度", "Opacity of the images"],
    text: ["您用滑块设定的显示透明度，不是数据；只影响本页的地图。", "What you set by the slider. It is no datum and changes only the map of this page."],
  },
  "images.added": {
    title: ["像元边长", "Side of a pixel"],
    text: ["登记时由服务器从影像文件的地理定位换算到工作坐标系的像元边长（米），取三位有效数字。", "The side of a pixel in metres in the coordinate system of the workspace, from the place that the file states; three digits."],
    from: ["POST /api/v1/images"],
  },
  "images.found": {
    title: ["提示的处数与面积", "Hints and their area"],
    text: [
      "两期影像在共同覆盖的范围内按较粗的像元对齐，各波段标准化后求差异强度；超过阈值（中位数＋所设个稳健标准差）的像元经 3×3 多数平滑，相连且不小于所设最小面积的为一处提示。面积为像元数 × 像元平面面积。提示不是结论，须由人核实。",
      "Both images on the pixels of the coarser one, each band standardised; pixels whose difference lies above the median by the chosen robust deviations, smoothed by the majority of 3 by 3, and connected patches of the least area. Areas are pixels times their planar area. Hints are no verdict: somebody must look.",
    ],
    from,
  },
  "images.rates": {
    title: ["误报率与漏报率", "Error rates"],
    text: [
      "以两期调查地类是否不同为准，逐像元核对：误报率＝提示中地类未变的 ÷ 全部提示；漏报率＝地类有变而未提示的 ÷ 全部变化；kappa 为扣除偶然一致后的一致程度。调查没有覆盖的像元不计。",
      "Held pixel by pixel against whether the classes of both survey epochs differ: commission is the share of hints without a change, omission that of changes without a hint, kappa the agreement beyond chance. Pixels without a survey do not count.",
    ],
    from,
  },
  "images.number": {
    title: ["提示序号", "Number of a hint"],
    text: ["按强度从大到小编的序号；表中最多列 200 处。", "Numbered by strength, the strongest first; the table lists 200 at most."],
    from,
  },
  "images.area": {
    title: ["提示面积", "Area of a hint"],
    text: ["该处提示的像元数 × 像元平面面积，按公顷显示。", "The pixels of the hint times their planar area, in hm²."],
    from,
  },
  "images.strength": {
    title: ["差异强度", "Strength"],
    text: [
      "该处各像元差异强度的平均值，以高出全图中位数多少个稳健标准差（1.4826 × 绝对中位差）计。",
      "The mean of its pixels, in robust deviations (1.4826 times the median absolute deviation) above the median of all.",
    ],
    from,
  },
  "images.listed": {
    title: ["登记的影像", "Registered images"],
    text: [
      "登记时填报的拍摄日期、文件自身的坐标系，以及由文件的地理定位换算到工作坐标系的像元边长（米）。",
      "The day typed at the registration, the coordinate system of the file, and the side of a pixel in metres from the place that the file states.",
    ],
    from: ["GET /api/v1/images"],
  },
});
