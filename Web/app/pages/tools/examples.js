// @ts-check

/** @param {string} name @param {string} text @param {string} type */
const file = (name, text, type = "text/plain") => new File([text], name, { type });

/** A rectangle as rows of a coordinate text: northing first, closed unless it is told otherwise. */
function outline(/** @type {number} */ north, /** @type {number} */ east, /** @type {number} */ height, /** @type {number} */ width, isClosed = true) {
  const corners = [[0, 0], [height, 0], [height, width], [0, width]];
  const points = isClosed ? [...corners, [0, 0]] : corners;
  return points.map(([up = 0, right = 0], index) =>
    `J${index % 4 + 1},1,${(north + up).toFixed(3)},${(east + right).toFixed(3)}`
  );
}

const head = [
  "[属性描述]",
  "格式版本号=1.01版本",
  "数据产生单位=示例，数据为虚构",
  "坐标系=2000国家大地坐标系",
  "几度分带=3",
  "投影类型=高斯克吕格",
  "计量单位=米",
  "带号=40",
  "精度=0.001",
  "[地块坐标]",
];

/** Two batches: two parcels share ground, one states a wrong area, one outline is open. */
export function coordinateExample() {
  const first = [
    "5,3.0000,DK1,东村一号地块,面,,旱改水,0103,@",
    ...outline(3322000, 40652500, 150, 200),
    "5,2.5000,DK2,东村二号地块,面,,土地平整,0103,@",
    ...outline(3322000, 40652680, 150, 200),
  ];
  const second = [
    "5,1.2000,DK3,西村一号地块,面,,土地平整,0101,@",
    ...outline(3322220, 40652500, 100, 120, false),
    "5,0.8000,DK4,西村二号地块,面,,土地平整,0101,@",
    ...outline(3322120, 40652560, 80, 100),
  ];
  return [
    file("示例批次一.txt", [...head, ...first, ""].join("\r\n")),
    file("示例批次二.txt", [...head, ...second, ""].join("\r\n")),
  ];
}

/** Three parcels in degrees. */
export function areaExample() {
  const square = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ w, /** @type {number} */ h) => [
    [[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]],
  ];
  const features = [
    ["TB-001", square(121.57, 29.99, 0.004, 0.003)],
    ["TB-002", square(121.575, 29.99, 0.002, 0.002)],
    ["TB-003", square(121.58, 29.992, 0.0105, 0.0042)],
  ].map(([id, coordinates]) => ({
    type: "Feature",
    properties: { BSM: id },
    geometry: { type: "Polygon", coordinates },
  }));
  return [file("示例图斑.geojson", JSON.stringify({ type: "FeatureCollection", features }), "application/geo+json")];
}

/** The certificate of the example of a portfolio on the page of optimal plans. */
const certificate = [
  '{"portfolio":{"_0":{"bound":3140963,"prices":[{"less":596083916.084312,"more":43916083.91621994,"price":',
  '3.843749999999999e-05,"rule":{"budget":{"_0":0}}},{"less":2424242.424197655,"more":100000000.00014152,"p',
  'rice":4.06250000000007e-06,"rule":{"budget":{"_0":1}}},{"less":100000000.00013243,"more":11428571.428755',
  '095,"price":0.000493683712121212,"rule":{"budget":{"_0":2}}},{"less":0,"more":0.00220385674934773,"price',
  '":370746.6666666667,"rule":{"precondition":{"needs":0,"project":1,"year":1}}},{"less":0.0103896103897816',
  '5,"more":0,"price":3332.499999999991,"rule":{"precondition":{"needs":0,"project":1,"year":2}}},{"less":0',
  '.26638655462185357,"more":0.008791208791357086,"price":75388.82575757579,"rule":{"exclusion":{"_0":0}}}]',
  ',"problem":{"budgets":[1500000000,1500000000,1200000000],"carriesOver":true,"exclusions":[["P3","P6"]],"',
  'firstYear":2026,"projects":[{"benefit":812,"costs":[900000000,300000000],"id":"P1","lock":{"free":{}},"n',
  'ame":"东镇田块整治","needs":[],"quotaGained":2000000,"quotaUsed":0,"staff":[],"town":"东镇"},{"benefit":960,"cos',
  'ts":[1100000000],"id":"P2","lock":{"free":{}},"name":"东镇农房集聚","needs":["P1"],"quotaGained":0,"quotaUsed"',
  ':3000000,"staff":[],"town":"东镇"},{"benefit":430,"costs":[420000000,260000000],"id":"P3","lock":{"free":{',
  '}},"name":"西镇生态修复","needs":[],"quotaGained":0,"quotaUsed":0,"staff":[],"town":"西镇"},{"benefit":615,"cost',
  's":[640000000],"id":"P4","lock":{"free":{}},"name":"西镇旱改水","needs":[],"quotaGained":0,"quotaUsed":533333',
  ',"staff":[],"town":"西镇"},{"benefit":540,"costs":[780000000],"id":"P5","lock":{"free":{}},"name":"南镇低效用地"',
  ',"needs":[],"quotaGained":1666667,"quotaUsed":0,"staff":[],"town":"南镇"},{"benefit":260,"costs":[35000000',
  '0],"id":"P6","lock":{"free":{}},"name":"南镇道路提升","needs":[],"quotaGained":0,"quotaUsed":0,"staff":[],"tow',
  'n":"南镇"}],"quota":1333333,"townCaps":[{"cost":1100000000,"town":"西镇"}],"weights":[1000,960,920]},"solver',
  'Bound":3064001,"starts":{"P1":2026,"P2":2028,"P4":2027,"P5":2027,"P6":2026},"value":3064000}}}',
].join("");

export const certificateExample = () => [file("示例证书.json", certificate, "application/json")];

/** The same with a value that nobody computed. */
export const changedCertificate = () => [
  file("示例证书-改动.json", certificate.replace('"value":3064000', '"value":3075000'), "application/json"),
];

/** A portfolio of projects. */
export function problemExample() {
  const text = `# 项目组合：三年内哪些项目在哪一年开工，效益最大（示例，数据为虚构）
problem: portfolio
first_year: 2026
budgets_wan: [1500, 1500, 1200]   # 各年预算，万元
carry_over: true                  # 结余可转下年
weights: [1, 0.96, 0.92]          # 早开工的效益更大
quota_mu: 20                      # 年初已有的建设用地指标，亩
projects:
  - {id: P1, name: 东镇田块整治, town: 东镇, costs_wan: [900, 300], benefit: 812, quota_gained_mu: 30}
  - {id: P2, name: 东镇农房集聚, town: 东镇, costs_wan: [1100], benefit: 960, quota_used_mu: 45, needs: [P1]}
  - {id: P3, name: 西镇生态修复, town: 西镇, costs_wan: [420, 260], benefit: 430}
  - {id: P4, name: 西镇旱改水, town: 西镇, costs_wan: [640], benefit: 615, quota_used_mu: 8}
  - {id: P5, name: 南镇低效用地, town: 南镇, costs_wan: [780], benefit: 540, quota_gained_mu: 25}
  - {id: P6, name: 南镇道路提升, town: 南镇, costs_wan: [350], benefit: 260}
exclusions: [[P3, P6]]            # 两者至多选一
town_caps:
  - {town: 西镇, cost_wan: 1100}
`;
  return [file("项目组合示例.yaml", text, "application/yaml")];
}

/** How the other kinds of problems are written. */
export const problemForms = {
  exchange: `problem: exchange
ground: {file: DLTB.gpkg, layer: DLTB, class: DLBM, slope: SLOPE_MEAN, id: BSM}
farmland: ["01"]                  # 耕地编码的开头
counterpart: ["03"]               # 置换对象编码的开头
objective: slope                  # slope 坡度、contiguity 连片、block_area 百亩方面积
pairs: 100                        # 至多置换几对
keep_farmland: true               # 耕地面积不减少
contiguity_change_at_least: 0.02  # 相邻耕地图斑平均数至少增加
block_area_ha_at_least: 38        # 百亩方面积至少增加，公顷
blocks_at_least: 3                # 百亩方个数至少增加
lock: ["1205", "1206"]            # 保持不变的图斑`,
  ground: `problem: ground
ground: {file: DLTB.gpkg, class: DLBM, cost: SLOPE_MEAN, id: BSM}
classes: ["01", "03"]             # 可选图斑编码的开头
area_percent: 20                  # 至少选出百分之几，或 area_mu: 亩
block_mu: 100                     # 每片至少几亩
lock_in: ["1205"]                 # 必选
lock_out: ["1206"]                # 不选`,
};
