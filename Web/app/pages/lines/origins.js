// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {Record<string, FigureOrigin>} */
const ofUpdates = {};
for (
  const [way, question] of /** @type {const} */ ([
    ["dropped", "POST /api/v1/line-subscriptions/{role}/file"],
    ["fetched", "POST /api/v1/line-subscriptions/{role}/update"],
  ])
) {
  /** @type {NonNullable<FigureOrigin["from"]>} */
  const from = [question];
  Object.assign(ofUpdates, {
    [`lines.${way}.changes`]: {
      title: ["要素的变化", "Features that differ"],
      text: [
        "按导入规则读文件所得的要素数，与工作空间现有图层逐个对照：按标识配对；标识空缺或重复的按图形配对。图形不同为范围变化，图形相同而双方都有的字段不同为仅属性变化。还没有写入任何数据。",
        "The features of the file as an import would read them, held against the layer of the workspace: matched by id, or by their ground where an id is missing or stands twice. Only fields that both have are compared. Nothing is written yet.",
      ],
      from,
    },
    [`lines.${way}.ground`]: {
      title: ["增减面积", "Ground gained and lost"],
      text: [
        "增加：新版有变化的要素中不被现有图层任何要素覆盖的部分；减少：反之。整体比较，只是切分不同的不算增减；椭球面积，0.01 m² 整数相加，按公顷显示。",
        "Gained is ground of changed features of the new version that no feature of the present layer covers; lost the other way round. A line that is only cut otherwise gains nothing. Ellipsoidal areas in whole 0.01 m², shown in hm².",
      ],
      from,
    },
    [`lines.${way}.aside`]: {
      title: ["不能使用的要素", "Features set aside"],
      text: ["按导入规则检查文件时被剔除的要素个数；不参与对照，收入时存入剔除要素图层。", "Features of the file that an import rejects. They are not compared; taking the version in keeps them in a layer of rejected features."],
      from,
    },
    [`lines.${way}.items`]: {
      title: ["有变化的要素", "A feature that differs"],
      text: ["要素的标识，取自标识字段；“字段”列是双方都有而值不同的字段。按标识排列，最多列 500 个。", "The id of the feature, and the fields that both have with other values. Sorted by id, 500 at most."],
      from,
    },
    [`lines.${way}.more`]: {
      title: ["未列出的变化", "Not listed"],
      text: ["新增、删除、范围变化、仅属性变化之和，减去表中列出的（最多 500 个）。", "All features that differ, less those of the table (500 at most)."],
      from,
    },
  });
}
learnOrigins(ofUpdates);

learnOrigins({
  "lines.version": {
    title: ["一版的变化", "What a version changed"],
    text: [
      "收为这一版时记下的数：文件的要素数，以及对照当时工作空间图层的新增、删除、范围变化、仅属性变化个数和增减的椭球面积（公顷）；第 1 版对照订阅前已有的图层。此后不再重算，文件由 SHA-256 认定。",
      "As noted when this version was taken in: the features of its file, and what differed from the layer that the workspace had then, with the ground gained and lost (ellipsoidal, hm²). It is not computed again; the hash names the file.",
    ],
    from: ["GET /api/v1/line-subscriptions"],
  },
});
