// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {NonNullable<FigureOrigin["from"]>} */
const from = ["POST /api/v1/data-package"];

learnOrigins({
  "documents.step": {
    title: ["生成进度", "Progress"],
    text: ["服务器报告的进度：正在做第几项，共几项；做完即消失。", "What the server tells while it works: the part that is being made, of all."],
  },
  "documents.package": {
    title: ["数据包的文件数", "Files of the package"],
    text: [
      "按目录规则生成并读回核对过的文件个数，数据包（ZIP）的大小（MB 按一百万字节），以及没能生成的项数；规则列为必备的都有才算齐全。下面逐项列出，缺的在前。",
      "Files made by the folder rules and read again, the size of the archive (an MB is a million bytes), and what could not be made. It is complete if all that the rules require is there; the list stands below, what is missing first.",
    ],
    from,
    law: "Policies/packages/default.yaml（治土建议，未查到省级目录规则）",
  },
  "documents.finding": {
    title: ["读回核对的数", "What reading again showed"],
    text: [
      "文件写出后由程序再打开数得：图层数与要素数须与工作空间登记的一致，否则该项不算生成；表格为行数，QGIS 工程为图层数。缺项写明原因。",
      "Counted after the file was opened again: layers and features must be those of the workspace, or the part fails; rows of tables, layers of the QGIS project. What is missing says why.",
    ],
    from,
  },
});
