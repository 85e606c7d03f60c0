// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {NonNullable<FigureOrigin["from"]>} */
const from = ["GET /api/v1/directory"];

learnOrigins({
  "accounts.area": {
    title: ["单位的区划代码", "Area of an organisation"],
    text: [
      "登记单位时填报的行政区划代码：省 2 位、市 4 位、县 6 位、乡镇 9 位、村 12 位。是代码，不是计算所得。",
      "The code of the administrative area, typed when the organisation was added: 2 digits for a province, 4 city, 6 county, 9 town, 12 village. Nothing is computed.",
    ],
    from,
    see: { address: "audit.html?what=access.", name: ["审计", "Audit"] },
  },
  "accounts.grantArea": {
    title: ["授权的区划代码", "Area of a grant"],
    text: [
      "授权时填报的行政区划代码：只对此区划及其下级的事项有效；空（—）为全国。是代码，不是计算所得。",
      "The code of the area typed with the grant, which holds in it and in what lies below; none is the whole country. Nothing is computed.",
    ],
    from,
    see: { address: "audit.html?what=access.", name: ["审计", "Audit"] },
  },
  "accounts.chosen": {
    title: ["所选授权数", "Grants chosen"],
    text: ["您在表中勾选、将一并收回的授权条数。", "The grants that you ticked, to be revoked together."],
    from,
  },
});
