// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {NonNullable<FigureOrigin["from"]>} */
const from = ["POST /api/v1/data-package"];

learnOrigins({
  "documents.step": {
    title: ["生成进度", "Progress"],
    text: ["服务器报告的进度：这一步正在做第几个、共几个（图斑、图幅、文件等，随步骤而定）；做完即消失。", "What the server tells while it works: the one that this step is at, of all (patches, sheets, files, as the step has them)."],
  },
  "documents.package": {
    title: ["数据包的文件数", "Files of the package"],
    text: [
      "按目录规则生成的文件个数（不含清单本身），数据包（ZIP）的大小（MB 按一百万字节），以及没能生成的项数；规则列为必备的都有才算齐全。下面逐项列出，缺的在前。",
      "Files made by the folder rules, without the list itself, the size of the archive (an MB is a million bytes), and what could not be made. It is complete if all that the rules require is there; the list stands below, what is missing first.",
    ],
    from,
    law: "Policies/packages/default.yaml（治土建议，未查到省级目录规则）",
  },
  "documents.finding": {
    title: ["读回核对的数", "What reading again showed"],
    text: [
      "GeoPackage 与 VCT 写出后由程序再打开，数出图层数与要素数，须与工作空间登记的一致，否则不算生成；QGIS 工程为所含图层数，表格为写出的行数，文档为文件字节数，附图为图幅和比例尺。缺项写明原因。",
      "GeoPackage and VCT are opened again: their layers and features must be those of the workspace, or the part fails. For the QGIS project its layers, for tables the rows written, for documents the bytes, for sheets paper and scale. What is missing says why.",
    ],
    from,
  },
  "documents.refresh": {
    title: ["文档更新的数", "Figures of a refresh"],
    text: [
      "文档中带出处的字段个数、按工作空间现在的台账和检验重算后与原文不同的个数，及其前后文字。",
      "The fields of the document that name their source, those whose text differs from what the ledgers and verdicts of the workspace give now, and both texts.",
    ],
    from: ["POST /api/v1/document-refresh"],
  },
});
