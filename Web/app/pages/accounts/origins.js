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
  "accounts.file.faults": {
    title: ["文件错误数", "Faults of the file"],
    text: ["逐行核对所送文件得到的错误个数：列名、必填、类别、角色、区划、日期、上级与任职是否存在、三员分立。", "The faults that the check of every line found: columns, what must be filled in, kinds, roles, areas, days, parents and posts, separate duties."],
    from: ["POST /api/v1/directory/file"],
  },
  "accounts.file.line": {
    title: ["文件的行", "Lines of the file"],
    text: ["所送文件的行号（按表格软件计；JSON 为列表中的序号）与单元格内容，不是计算所得。", "The line of the file as a spreadsheet counts it (in JSON the place in its list) and its cells; nothing is computed."],
    from: ["POST /api/v1/directory/file"],
  },
  "accounts.file.new": {
    title: ["将新增的条数", "What is new"],
    text: ["文件中与现有单位、人员、授权都不相同且核对无误的行数。", "The lines of the file that the directory does not have and that passed the check."],
    from: ["POST /api/v1/directory/file"],
  },
});
