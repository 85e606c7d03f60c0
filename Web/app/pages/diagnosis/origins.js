// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @type {(keyof import("../../../types/api.d.ts").Endpoints)[]} */
const diagnosis = ["POST /api/v1/diagnosis"];
/** @type {(keyof import("../../../types/api.d.ts").Endpoints)[]} */
const blocks = ["POST /api/v1/diagnosis/blocks"];

// The structure diagnosis: computed for the question, nothing is kept.
learnOrigins({
  "diagnosis.sizes": {
    title: ["耕地按连片规模", "Farmland by block size"],
    text: [
      "每条是一期或方案里所选区域的耕地，按所在连片地块的规模分成几段的百分比；由“若干亩以上连片耕地占比”逐级相减得出。连片地块按容差在全域认定，规模按其在该区域内的耕地面积计。",
      "Each bar is the farmland of the area in one state, by the size of its blocks in per cent: differences of the shares “in blocks of so many mu”. Blocks are formed in the whole district; their size is that of their farmland in the area.",
    ],
    from: diagnosis,
    law: "CTG-01、CTG-02、CTG-03",
  },
  "diagnosis.figure": {
    title: ["整治问题的指标", "Consolidation figures"],
    text: [
      "用该期或方案的图斑（椭球面积）在所选区域里算出，公式和出处点指标名称旁的“ⓘ”可见；参数列在“参数由谁选定”。方案按当前的整治图斑现铺现算。",
      "Computed from the patches of the state (ellipsoidal areas) within the area; formula and source open at the ⓘ of the name, the parameters stand under “who chose the parameters”. A plan is laid for it as it is now.",
    ],
    from: diagnosis,
  },
  "diagnosis.metric": {
    title: ["景观指标", "Landscape metrics"],
    text: [
      "所选地类在所选区域里的图斑的景观指标，公式和出处点指标名称旁的“ⓘ”可见；聚集度按“参数由谁选定”所列的栅格边长计算。",
      "Landscape metrics of the patches of the chosen kind of land within the area; formula and source open at the ⓘ of the name. The aggregation index uses the cell size among the parameters.",
    ],
    from: diagnosis,
  },
  "diagnosis.change": {
    title: ["指标的变化", "Change of a figure"],
    text: [
      "最后一列减第一列，由本页用未经四舍五入的值相减；颜色按指标说明的好坏方向。",
      "The last column less the first, subtracted by this page before rounding; the colour follows the direction that is better for the figure.",
    ],
    from: diagnosis,
  },
  "diagnosis.bound": {
    title: ["指标名称里的界限", "Limits in the names"],
    text: [
      "指标名称和公式里的亩数、公顷数、米数是诊断参数，由谁选定、出处何在列在“参数由谁选定”。",
      "The mu, hectares and metres in names and formulas are parameters of the diagnosis; who chose them stands under “who chose the parameters”.",
    ],
    from: diagnosis,
  },
  "diagnosis.unit": {
    title: ["各区域的指标", "Figures of the areas"],
    text: [
      "所选指标在每个区域、每期或方案的值，与上面的表用同一公式和参数，只用该区域内的图斑。",
      "The chosen figure in each area and state, by the same formula and parameters as above, of the patches within the area.",
    ],
    from: diagnosis,
  },
  "diagnosis.steps": {
    title: ["地图着色的分级", "Steps of the colours"],
    text: [
      "各区域的值从最小到最大等分为五级；看变化时以 0 为中心对称分级。",
      "Five equal steps from the least to the most of the areas; changes are centred on zero.",
    ],
    from: diagnosis,
  },
  "diagnosis.notOnMap": {
    title: ["没有上图的区域", "Areas not on the map"],
    text: [
      "诊断出的区域里，界线图层（本页读入至多 10000 个要素）没有对应代码的个数。",
      "Areas of the diagnosis whose code was not found in the layer of borders (this page reads at most 10000 features).",
    ],
    from: ["POST /api/v1/diagnosis", "GET /api/v1/ogc/collections/{collection}/items"],
  },
  "diagnosis.slopes": {
    title: ["各坡度级的耕地", "Farmland by slope class"],
    text: [
      "所选区域内耕地图斑按坡度级相加的椭球面积。坡度级取图斑填的 GDPDJB 或 PDJB，没有时由平均坡度推出；都没有的列为“未注明”。",
      "The ellipsoidal areas of the fields of the area by slope class: as the patch states it (GDPDJB, PDJB), else from its mean slope; fields with neither are “not stated”.",
    ],
    from: diagnosis,
    law: "TD/T 1055-2019（坡度分级 2°、6°、15°、25°）",
  },
  "diagnosis.slopesClass": {
    title: ["坡度级", "Slope class"],
    text: [
      "1 级 ≤2°，2 级 2°–6°，3 级 6°–15°，4 级 15°–25°，5 级 >25°。",
      "1: up to 2°, 2: 2–6°, 3: 6–15°, 4: 15–25°, 5: above 25°.",
    ],
    from: diagnosis,
    law: "TD/T 1055-2019",
  },
  "diagnosis.grades": {
    title: ["各等别的耕地", "Farmland by grade"],
    text: [
      "所选区域内耕地图斑按等别相加的椭球面积；等别取图斑填的 GDDB 或 GDDJ（1–15），没有的列为“未注明”。",
      "The ellipsoidal areas of the fields of the area by grade as the patch states it (GDDB, GDDJ; 1 to 15); fields without are “not stated”.",
    ],
    from: diagnosis,
  },
  "diagnosis.gradesClass": {
    title: ["耕地等别", "Grade"],
    text: [
      "调查数据里填的耕地等别，1 为最好；照来源，未作换算。",
      "The grade of farmland as the survey states it, 1 is best; nothing is converted.",
    ],
    from: diagnosis,
  },
  "diagnosis.owners": {
    title: ["权属单位数", "Owners"],
    text: [
      "第一列的期和区域里拥有耕地的权属单位（QSDWDM 与名称）个数；没填权属单位的耕地不计。",
      "The owners of farmland (QSDWDM and name) in the state and area of the first column; fields without an owner do not count.",
    ],
    from: diagnosis,
  },
  "diagnosis.ownerFields": {
    title: ["权属单位的图斑数", "Fields of an owner"],
    text: ["该权属单位在所选区域内的耕地图斑数。", "The fields of the owner within the area."],
    from: diagnosis,
  },
  "diagnosis.ownerArea": {
    title: ["权属单位的耕地", "Farmland of an owner"],
    text: [
      "该权属单位在所选区域内耕地图斑的椭球面积之和。",
      "The ellipsoidal areas of the fields of the owner within the area.",
    ],
    from: diagnosis,
  },
  "diagnosis.simmons": {
    title: ["Simmons 指数", "Simmons index"],
    text: [
      "Σa²/(Σa)²，a 为该权属单位各耕地图斑的面积；越接近 1 越集中。表按它从小到大列前 50 个。",
      "Σa²/(Σa)² over the fields of the owner; near 1 is concentrated. The table lists the 50 lowest.",
    ],
    from: diagnosis,
    law: "Simmons 1964",
  },
  "diagnosis.januszewski": {
    title: ["Januszewski 指数", "Januszewski index"],
    text: [
      "√(Σa)/Σ√a，a 为该权属单位各耕地图斑的面积；越接近 1 越集中。",
      "√(Σa)/Σ√a over the fields of the owner; near 1 is concentrated.",
    ],
    from: diagnosis,
    law: "Januszewski 1968",
  },
  "diagnosis.setting": {
    title: ["诊断参数", "Parameters"],
    text: [
      "诊断所用的参数：缺省在 Policies/diagnosis/default.yaml，容差和隔断可在上面改；每项旁边写着由谁选定和出处，治土缺省的不是官方口径。",
      "The parameters of the diagnosis: defaults are in Policies/diagnosis/default.yaml, tolerance and barriers can be changed above; each says who chose it and why. Defaults of Zhitu are not official.",
    ],
    from: diagnosis,
  },
  "blocks.count": {
    title: ["连片地块数", "Blocks of farmland"],
    text: [
      "所选期或方案里耕地面积不小于下限的连片地块个数；相隔不超过容差、中间没有隔断地类的耕地图斑算一块。服务器给出最大的 500 块。",
      "The blocks with at least the farmland chosen; fields hang together over gaps up to the tolerance without a barrier between them. The server sends the 500 largest.",
    ],
    from: blocks,
    law: "CTG-02、CTG-03",
  },
  "blocks.more": {
    title: ["未列出的地块", "Blocks not listed"],
    text: [
      "服务器给出而列表没有列的地块数；列表列 40 块，地图和下载的文件含全部给出的。",
      "Blocks that the server sent and the list leaves out: it has 40; map and download hold all that were sent.",
    ],
    from: blocks,
  },
  "blocks.area": {
    title: ["地块的耕地面积", "Farmland of a block"],
    text: [
      "该连片地块各耕地图斑的椭球面积之和，不含中间的田坎、沟路。",
      "The ellipsoidal areas of the fields of the block, without the ridges, ditches and roads between them.",
    ],
    from: blocks,
  },
  "blocks.fields": {
    title: ["地块的图斑数", "Fields of a block"],
    text: ["组成该连片地块的耕地图斑数。", "The fields that make up the block."],
    from: blocks,
  },
  "blocks.ground": {
    title: ["地块占地", "Ground of a block"],
    text: [
      "耕地连同其间空隙的面积：图形向外再向内各缓冲半个容差，减去隔断和别的地块，按耕地图斑的椭球与平面之比换算。",
      "The fields with the gaps between them: buffered outwards and inwards by half the tolerance, without barriers and other blocks, scaled as the fields from plane to ellipsoid.",
    ],
    from: blocks,
  },
  "blocks.share": {
    title: ["地块的耕地占比", "Share of farmland"],
    text: ["该地块的耕地面积除以占地面积。", "The farmland of the block by its ground."],
    from: blocks,
    law: "CTG-04",
  },
  "blocks.gaps": {
    title: ["地块的间隙", "Gaps of a block"],
    text: [
      "占地里不是本块耕地的地，按用途相加的面积，大的在前。",
      "Ground of the block that is not its farmland, by use, the largest first.",
    ],
    from: blocks,
  },
  "blocks.barriers": {
    title: ["旁边的隔断图斑", "Barriers beside a block"],
    text: [
      "离该地块不超过容差、属于隔断地类的图斑个数，按用途列。",
      "Patches of barrier uses within the tolerance of the block, by use.",
    ],
    from: blocks,
    law: "CTG-03",
  },
  "blocks.grades": {
    title: ["地块各等别的耕地", "Grades of a block"],
    text: [
      "冒号前是图斑填的耕地等别，后面是该等别的椭球面积之和。",
      "Before the colon the grade that the fields state, after it their ellipsoidal area.",
    ],
    from: blocks,
  },
  "blocks.slopes": {
    title: ["地块各坡度级的耕地", "Slopes of a block"],
    text: [
      "冒号前是坡度级（图斑填的，没有时由平均坡度推出），后面是该级的椭球面积之和。",
      "Before the colon the slope class (as stated, else from the mean slope), after it the ellipsoidal area.",
    ],
    from: blocks,
    law: "TD/T 1055-2019",
  },
  "blocks.owners": {
    title: ["地块的权属", "Owners of a block"],
    text: [
      "该地块的耕地按权属单位相加的椭球面积，列最大的 5 个。",
      "The farmland of the block by owner, the five largest.",
    ],
    from: blocks,
  },
  "blocks.size": {
    title: ["地块规模分级", "Sizes of blocks"],
    text: [
      "分级 100、1000、10000 亩取自诊断参数 block_sizes（浙江“百千万”集中连片整治）；“到若干亩”是该地块的下一级。",
      "The sizes of 100, 1000 and 10000 mu are the parameter block_sizes (Zhejiang's programme of large blocks); “to so many mu” is the next size of the block.",
    ],
    from: blocks,
    law: "CTG-01",
  },
  "blocks.missing": {
    title: ["离下一级尚缺", "Missing to the next size"],
    text: [
      "下一级的亩数减去该地块的耕地面积。",
      "The next size less the farmland of the block.",
    ],
    from: blocks,
  },
  "blocks.closing": {
    title: ["最便宜补齐", "Cheapest closing"],
    text: [
      "在紧邻、允许改为耕地且不受管控线限制的图斑里，选出总价最低而足以升级的一组：个数、增加的耕地（含因此连上的地块）和工程费。单价是诊断参数里的占位值，不是当地价格；“不会低于”是搜索证明的下界。",
      "Among the patches beside the block that may become farmland, the cheapest set that reaches the next size: number, farmland gained (with blocks that are joined) and cost. Prices are placeholders among the parameters, not local ones; the bound is proven by the search.",
    ],
    from: blocks,
  },
  "blocks.excluded": {
    title: ["不得改变的图斑", "Patches left out"],
    text: [
      "紧邻该地块、用途可改但落在管控线或保护图层内（重叠超出碎屑面积）的图斑个数，按线列。",
      "Patches beside the block whose use could change but that lie in a control line or protected layer (by more than a sliver), by line.",
    ],
    from: blocks,
  },
});
