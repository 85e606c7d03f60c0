// @ts-check
import { learnOrigins } from "../origins/origins.js";

/** The rule by which the areas of patches are computed. */
const areaLaw = "国土调查办发〔2008〕32号（图斑椭球面积）";

const layers = {
  address: "index.html?tab=layers",
  name: /** @type {[string, string]} */ (["图层信息：文件、哈希、导入时间", "Sources: files, hashes, days of import"]),
};

// The layers, the flow, the structure, the feature chosen and the tools of the map.
learnOrigins({
  "layers.count": {
    title: ["图层的要素数", "Features of a layer"],
    text: [
      "该图层现有的要素数，写入图层时登记在工作空间里；导入时被拒收的要素不在内。您的角色看不到的图层不列。",
      "The features that the layer holds, recorded in the workspace when the layer was written; features refused at import are not among them. Layers that your role cannot see are not listed.",
    ],
    from: ["GET /api/v1/workspace"],
    see: layers,
  },
  "layers.area": {
    title: ["图例：地类面积", "Legend: area of a class"],
    text: [
      "所示土地利用图层里该地类全部图斑的椭球面积之和（0.01 m² 整数相加），未扣田坎；换算成所选单位后四舍五入到两位小数。",
      "The sum of the ellipsoidal areas of all patches of the class in the layer shown (whole 0.01 m²), field ridges not deducted; converted to the unit chosen and rounded to two decimals.",
    ],
    from: ["GET /api/v1/structure"],
    law: areaLaw,
    see: layers,
  },
  "layers.patches": {
    title: ["图例：图斑块数", "Legend: patches"],
    text: [
      "所示土地利用图层里该地类的图斑个数。",
      "The number of patches of the class in the land-use layer shown.",
    ],
    from: ["GET /api/v1/structure"],
    see: layers,
  },
  "layers.group": {
    title: ["图例：一级类面积", "Legend: area of a group"],
    text: [
      "该一级类下各地类面积之和，由本页把下面各行未经四舍五入的面积相加。",
      "The sum of the classes of the group: this page adds up the unrounded areas of the lines below.",
    ],
    from: ["GET /api/v1/structure"],
    law: areaLaw,
    see: layers,
  },
  "flow.total": {
    title: ["流向：总面积", "Flow: total"],
    text: [
      "流向台账全部格之和：前后两期都有图斑的地，加只有一期有图斑的地（未覆盖）；面积默认为椭球面积，0.01 m² 整数相加。图斑自相重叠而多计的部分没有扣，写在它下面（“含重复覆盖”，为 0 时不写）。",
      "All cells of the flow ledger: ground with patches in both states, plus ground that only one covers (uncovered); ellipsoidal areas by default, whole 0.01 m². What overlapping patches count too often is not deducted; it stands below the total (where it is not 0).",
    ],
    from: ["GET /api/v1/flow/{key}/matrix"],
    law: areaLaw,
    see: layers,
  },
  "flow.changed": {
    title: ["流向：发生变化", "Flow: changed"],
    text: [
      "前后两期都有图斑、而所选分类层级上类别不同的格之和。同一三大类之内的变化，选“三大类”时不计入。",
      "The cells with patches in both states whose class differs at the level chosen. A change within one category does not count when “category” is chosen.",
    ],
    from: ["GET /api/v1/flow/{key}/matrix"],
    see: layers,
  },
  "flow.uncovered": {
    title: ["流向：未覆盖", "Flow: uncovered"],
    text: [
      "前期有图斑而后期没有的地，加后期有而前期没有的地。",
      "Ground with a patch before and none after, plus ground with a patch after and none before.",
    ],
    from: ["GET /api/v1/flow/{key}/matrix"],
    see: layers,
  },
  "flow.coveredTwice": {
    title: ["流向：重复覆盖", "Flow: covered twice"],
    text: [
      "某一期图斑自相重叠，使另一期的地被重复计入的面积；三个图斑叠在一处计两次。总面积里含有它。",
      "What is counted too often because patches of one state overlap one another; ground under three patches counts twice. The total contains it.",
    ],
    from: ["GET /api/v1/flow/{key}/matrix"],
    see: layers,
  },
  "flow.chart": {
    title: ["流向桑基图", "Flow diagram"],
    text: [
      "每条色带是流向矩阵的一格：由左边的类到右边的类的面积；未覆盖的不画。提示框里的百分数以图上画出的各带之和为 100%。",
      "Each band is a cell of the flow matrix: the area that goes from the class on the left to that on the right; uncovered ground is not drawn. The percentages of the tooltip are of the bands drawn.",
    ],
    from: ["GET /api/v1/flow/{key}/matrix"],
    see: layers,
  },
  "flow.cell": {
    title: ["流向表：面积", "Flow table: area"],
    text: [
      "流向矩阵的一格：台账里由该行前类到后类的逐块面积之和（0.01 m² 整数相加）。只列类别不同的格，从大到小列 12 项；点一行可看是哪些地。",
      "A cell of the flow matrix: the pieces of the ledger that go from the one class to the other (whole 0.01 m²). Only changes are listed, the largest 12; choose a line to see its ground.",
    ],
    from: ["GET /api/v1/flow/{key}/matrix"],
    see: layers,
  },
  "flow.more": {
    title: ["未列出的流向", "Flows not listed"],
    text: [
      "类别不同而没有列在表里的格数；“表格”和导出的文件含全部格。",
      "Changes that the table does not list; the large table and the exported files hold all cells.",
    ],
    from: ["GET /api/v1/flow/{key}/matrix"],
  },
  "ground.sum": {
    title: ["所选流向：块数面积", "Flow chosen: ground"],
    text: [
      "台账里属于所选一格的行数和面积之和；重复计入的行不算，所以与表中的面积一致。",
      "The rows of the ledger in the cell chosen, and their area; rows of ground counted twice are left out, so that it equals the area in the table.",
    ],
    from: ["GET /api/v1/flow/{key}/ground"],
    see: layers,
  },
  "ground.piece": {
    title: ["所选流向：一块的面积", "Flow chosen: a piece"],
    text: [
      "台账一行的面积：一个前期图斑与一个后期图斑共有的地，按控制舍入取到 0.01 m²，使每个前期图斑的各行之和恰等于该图斑的面积。",
      "A row of the ledger: the ground that a patch before and a patch after share, rounded to 0.01 m² under control, so that the rows of each patch before sum up to its area exactly.",
    ],
    from: ["GET /api/v1/flow/{key}/ground"],
    see: layers,
  },
  "ground.more": {
    title: ["未列出的地块", "Pieces not listed"],
    text: [
      "服务器只给出面积最大的 500 块及其图形，这里是其余的块数；上面的合计含全部。",
      "The server sends the 500 largest pieces with their shape; this is the number of the others. The sum above holds all.",
    ],
    from: ["GET /api/v1/flow/{key}/ground"],
  },
  "structure.before": {
    title: ["结构：前期面积", "Structure: before"],
    text: [
      "最早一期调查里该类全部图斑的椭球面积之和（0.01 m² 整数相加），未扣田坎；一级类和三大类由本页把所属地类相加。",
      "The ellipsoidal areas of all patches of the class in the earliest survey (whole 0.01 m²), field ridges not deducted; this page adds up the classes of a group or category.",
    ],
    from: ["GET /api/v1/structure"],
    law: areaLaw,
    see: layers,
  },
  "structure.after": {
    title: ["结构：后期面积", "Structure: after"],
    text: [
      "表头所示一期或方案里该类全部图斑的椭球面积之和。规划后的图斑由方案的整治图斑铺到基期调查上得出，方案重新推演后才变。",
      "The ellipsoidal areas of all patches of the class in the state named above. Planned patches come from laying the measures of a plan on its base survey; they change when the plan is laid again.",
    ],
    from: ["GET /api/v1/structure"],
    law: areaLaw,
    see: layers,
  },
  "structure.change": {
    title: ["结构：变化", "Structure: change"],
    text: [
      "后期面积减前期面积，由本页用未经四舍五入的 0.01 m² 整数相减。点地类名称可看增减从哪些流向来。",
      "After less before, subtracted by this page in whole 0.01 m² before rounding. Choose the name of a class to see the flows behind it.",
    ],
    from: ["GET /api/v1/structure"],
  },
  "structure.total": {
    title: ["结构：合计", "Structure: total"],
    text: [
      "该期全部图斑的椭球面积之和；图斑自相重叠的地会重复计入。",
      "The ellipsoidal areas of all patches of the state; ground under overlapping patches counts more than once.",
    ],
    from: ["GET /api/v1/structure"],
    law: areaLaw,
    see: layers,
  },
  "structure.whole": {
    title: ["结构：合计之差", "Structure: difference"],
    text: [
      "两期合计之差；两期覆盖同一片地且图斑不重叠时应为 0。",
      "The difference of both totals; 0 where both states cover the same ground and no patches overlap.",
    ],
    from: ["GET /api/v1/structure"],
  },
  "structure.share": {
    title: ["结构：三大类占比", "Structure: shares"],
    text: [
      "前期三大类（农用地、建设用地、未利用地）的面积各占前期合计的百分比。",
      "The share of each category (farmland, construction land, unused land) in the total before.",
    ],
    from: ["GET /api/v1/structure"],
  },
  "structure.patches": {
    title: ["构成该数的图斑", "Patches behind a figure"],
    text: [
      "该期里属于这一类的图斑个数；文件、哈希前 8 位和导入日取自图层的来源登记。",
      "The patches of the class in that state; file, first 8 digits of its hash and day of import are from the record of the layer.",
    ],
    from: ["GET /api/v1/structure", "GET /api/v1/workspace"],
    see: layers,
  },
  "structure.part": {
    title: ["增减的各项来源", "Parts of a change"],
    text: [
      "流向矩阵里流入（正）或流出（负）该类的一格，点名称可看是哪些地；最多列 12 项，其余合为一项。",
      "A cell of the flow matrix that goes into the class (plus) or out of it (minus); choose its name to see the ground. Twelve are listed, the rest is summed up.",
    ],
    from: ["GET /api/v1/flow/{key}/matrix"],
  },
  "structure.rest": {
    title: ["重叠图斑的地", "Ground covered twice"],
    text: [
      "该类的变化减去各项流向后剩下的：某一期内图斑自相重叠的地，以及 0.01 m² 级的舍入差。",
      "What the flows leave of the change: ground that patches of one state cover twice, and rounding of 0.01 m².",
    ],
    from: ["GET /api/v1/structure", "GET /api/v1/flow/{key}/matrix"],
  },
  "inspect.area": {
    title: ["要素的椭球面积", "Area of the feature"],
    text: [
      "写入图层时按图形算出并存在要素里的椭球面积（zt_area，0.01 m² 整数）；亩和公顷由它换算（1 亩 = 2000/3 m²）。",
      "The ellipsoidal area computed from the shape when the layer was written and kept with the feature (zt_area, whole 0.01 m²); mu and hectares are converted from it (1 mu = 2000/3 m²).",
    ],
    from: ["GET /api/v1/layers/{name}/features/{fid}"],
    law: areaLaw,
    see: layers,
  },
  "inspect.planar": {
    title: ["要素的平面面积", "Planar area"],
    text: [
      "写入图层时按投影平面坐标算出并存在要素里的面积；与椭球面积之差来自投影变形。",
      "The area in the plane of the projection, computed when the layer was written; it differs from the ellipsoidal area by the distortion of the projection.",
    ],
    from: ["GET /api/v1/layers/{name}/features/{fid}"],
    see: layers,
  },
  "inspect.cost": {
    title: ["整治图斑的投资", "Cost of a measure"],
    text: [
      "编制方案时为该整治图斑填报的投资，随图斑导入或绘制时写入，以分存储；这里换算成万元。",
      "The cost that the planner stated for the measure, imported or drawn with it and kept in fen; shown in ten thousand yuan.",
    ],
    from: ["GET /api/v1/layers/{name}/features/{fid}"],
    see: { address: "draw.html", name: ["绘制方案", "Draw plans"] },
  },
  "inspect.field": {
    title: ["要素的登记值", "Fields of the feature"],
    text: [
      "要素自带的编号、名称、分区、项目、组团、阶段等，由来源数据或绘制时填写，未作计算。",
      "Number, name, zone, project, group, stage and the like as the source or the planner stated them; nothing is computed.",
    ],
    from: ["GET /api/v1/layers/{name}/features/{fid}"],
    see: layers,
  },
  "inspect.attribute": {
    title: ["全部字段的原值", "All fields as stored"],
    text: [
      "要素在图层表里存的值，未换算：zt_area、zt_area_planar 以 0.01 m² 计，zt_cost 以分计，其余为来源数据的原值。高于您的数据级别的字段不显示。",
      "The values as the layer stores them: zt_area and zt_area_planar in 0.01 m², zt_cost in fen, the others as in the source. Fields above your level are left out.",
    ],
    from: ["GET /api/v1/layers/{name}/features/{fid}"],
    see: layers,
  },
  "inspect.number": {
    title: ["要素序号", "Number of a feature"],
    text: [
      "此处其他要素在各自图层表里的序号（fid），用来找到它，不是量。",
      "The number of another feature here in the table of its layer (fid), by which it is found; it measures nothing.",
    ],
    see: layers,
  },
  "map.place": {
    title: ["指针处的经纬度", "Place of the pointer"],
    text: [
      "指针所指处的经度和纬度（度，小数 6 位约合 0.1 m），由地图按 Web 墨卡托换算，供定位。",
      "Longitude and latitude under the pointer in degrees (six decimals are about 0.1 m), converted by the map from Web Mercator, for orientation.",
    ],
  },
  "integrity.found": {
    title: ["内容核验的发现", "Findings of the check"],
    text: [
      "服务器启动后把每个图层、文档和日志与写入时的哈希核对，这里是不一致的地方；只列前 5 处，“另有”是其余的个数。",
      "The server compares every layer, document and the log with the hashes made when they were written; these are the differences. Five are listed, the number is of the others.",
    ],
    from: ["GET /api/v1/integrity"],
  },
  "measure.length": {
    title: ["量得的长度", "Length measured"],
    text: [
      "您在图上点出的折线各段长度之和，由本页按半径 6371008.8 m 的球面计算，供估量；不是图斑面积所用的椭球口径。",
      "The length of the line that you clicked, computed by this page on a sphere of radius 6371008.8 m, for orientation; areas of patches are computed on the ellipsoid.",
    ],
  },
  "measure.area": {
    title: ["量得的面积", "Area measured"],
    text: [
      "您点出的各点首尾相连围成的面积，由本页按半径 6371008.8 m 的球面计算，供估量；报批面积以图斑的椭球面积为准。",
      "The area within the points that you clicked, computed by this page on a sphere of radius 6371008.8 m, for orientation; what counts is the ellipsoidal area of patches.",
    ],
  },
  "source.counts": {
    title: ["要素、修复、拒收数", "Features of an import"],
    text: [
      "写入该图层时登记的三个数：现有要素；其中图形无效、在允许差内自动修复的；未能写入而被拒收的。",
      "Three numbers recorded when the layer was written: its features; those among them whose invalid shape was repaired within the tolerance; those that were refused.",
    ],
    from: ["GET /api/v1/workspace"],
  },
  "source.options": {
    title: ["导入或计算的选项", "Options of the import"],
    text: [
      "写入该图层时用的选项，由当时的办理人选定或取缺省；repair-tolerance 是修复图形时平面面积允许的改变：平方米数或占原面积的比例，取较大者。",
      "The options with which the layer was written, chosen by whoever did it or left as they are; repair-tolerance is by how much the planar area of a repaired shape may change: m² or a share of it before, whichever is more.",
    ],
    from: ["GET /api/v1/workspace"],
  },
  "source.record": {
    title: ["图层的来源登记", "Record of a layer"],
    text: [
      "写入该图层时登记的文件、源图层、哈希、时间和程序版本。",
      "File, layer, hash, time and program as recorded when the layer was written.",
    ],
    from: ["GET /api/v1/workspace"],
  },
  "jobs.progress": {
    title: ["任务进度", "Progress of a job"],
    text: [
      "任务当前一步已完成的份数占该步总份数的百分比，每秒读一次。",
      "The share done of the step that the job is at, read once a second.",
    ],
    from: ["GET /api/v1/jobs"],
  },
  "jobs.text": {
    title: ["任务名称与说明", "Title of a job"],
    text: [
      "任务的名称、发起时间和失败原因，由服务器登记；其中的数是任务的对象或报错的内容。",
      "Title, time and fault of the job as the server recorded them; a number in them names what the job is about or what went wrong.",
    ],
    from: ["GET /api/v1/jobs"],
  },
  "first.sample": {
    title: ["样例的规格", "The sample"],
    text: [
      "合成样例的规格，写在程序里：片区 27 km²，由固定种子生成；所需时间是估计。",
      "What the made-up sample is like, by the program that makes it: a district of 27 km² from a fixed seed; the time is an estimate.",
    ],
  },
});
