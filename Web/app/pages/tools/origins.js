// @ts-check
import { learnOrigins } from "../../origins/origins.js";

const coordinates = /** @type {const} */ (["POST /api/v1/tools/coordinates"]);
const areas = /** @type {const} */ (["GET /api/v1/jobs/{id}/result"]);
const plots = /** @type {const} */ (["GET /api/v1/layers/{name}/check-plots"]);
const certificate = /** @type {const} */ (["POST /api/v1/tools/certificate"]);
const quota = /** @type {const} */ (["POST /api/v1/tools/quota-certificate"]);

learnOrigins({
  "tools.rule": {
    title: ["规则与限值", "Rules and limits"],
    text: [
      "本工具依据的规则、阈值和文件大小上限；注明“本平台规定”的为程序所定，其余出自所引文件。",
      "The rules, thresholds and sizes of this tool: the platform's own where that is said, else those of the documents that are named.",
    ],
  },
  "tools.size": {
    title: ["文件大小", "Size of a file"],
    text: ["浏览器中所选文件的字节数。", "The bytes of the file that was chosen in the browser."],
  },
  "tools.findings": {
    title: ["检查发现的问题", "Findings"],
    text: [
      "所发送文件的检查结果，行号为文件中的行，代码为检查项；只依据文件本身，与工作空间的数据无关。",
      "What the check of the files found; line numbers are those of the file, and the code names the check. Only the file counts, nothing of the workspace.",
    ],
  },
  "tools.coordinates.verdict": {
    title: ["检查结果计数", "Counts of the check"],
    text: [
      "所发送的批数、其中的地块数、发现的问题数（TXT-01 至 TXT-08）和重叠的地块对数（TXT-09）。",
      "The batches that were sent, their parcels, the findings (TXT-01 to TXT-08) and the pairs of parcels that share ground (TXT-09).",
    ],
    from: [...coordinates],
  },
  "tools.coordinates.batch": {
    title: ["各批地块数", "Parcels of a batch"],
    text: [
      "各文本 [地块坐标] 中以 @ 结束的地块行数；坐标系由 [属性描述] 的坐标系、几度分带、带号得出。",
      "The lines of [地块坐标] that end in @; the coordinate system follows from 坐标系, 几度分带 and 带号.",
    ],
    from: [...coordinates],
  },
  "tools.coordinates.read": {
    title: ["文本所写", "As it is written"],
    text: [
      "地块行在文件中的行号、实有界址点数，和文本注明的面积（公顷）。",
      "The line of the parcel, the points that are there, and the area that the text states in hm².",
    ],
    from: [...coordinates],
  },
  "tools.coordinates.planar": {
    title: ["平面面积", "Planar area"],
    text: [
      "由界址点在高斯平面上计算的多边形面积，内圈扣除；自相交的地块不计。",
      "The area of the polygon of the points in the plane, holes subtracted; none for an outline that crosses itself.",
    ],
    from: [...coordinates],
  },
  "tools.coordinates.official": {
    title: ["椭球面积", "Official area"],
    text: [
      "由界址点按图斑椭球面积公式计算；坐标系不明时不计。",
      "By the formula of the official ellipsoid area from the points; none where the coordinate system is not known.",
    ],
    from: [...coordinates],
    law: "国土调查办发〔2008〕32号",
  },
  "tools.coordinates.overlaps": {
    title: ["重叠面积", "Shared ground"],
    text: [
      "两个地块界线求交所得的平面面积，0.01 m² 以下视为坐标取整，不列；“重叠”列为该地块参与的重叠对数。",
      "The planar area of the intersection of two parcels; less than 0.01 m² is rounding and not listed. The column counts the overlaps of the parcel.",
    ],
    from: [...coordinates],
  },
  "tools.coordinates.map": {
    title: ["图上的地块", "Parcels on the map"],
    text: [
      "所发送文本的地块和重叠部分，由其坐标系转换为经纬度；底图为工作空间最近的调查。",
      "The parcels and overlaps of the texts, taken to degrees from their coordinate system, on the latest survey of the workspace.",
    ],
    from: [...coordinates],
  },
  "tools.area.count": {
    title: ["要素计数", "Counts of features"],
    text: [
      "文件中量算、修复、未计入和超出坐标系适用范围的要素数；修复与剔除的规则同导入。",
      "The features that were measured, repaired, not counted, and outside the area of the coordinate system, by the rules of an import.",
    ],
    from: [...areas],
  },
  "tools.area.plane": {
    title: ["量算的坐标系", "Systems of measuring"],
    text: [
      "以米为单位的图层在自己的投影中量算；经纬度图层逐要素在所在 3 度带中量算。",
      "A layer in metres is measured in its own projection; in a layer in degrees each feature is measured in its own zone of 3°.",
    ],
    from: [...areas],
  },
  "tools.area.planar": {
    title: ["平面面积", "Planar area"],
    text: ["投影平面上的多边形面积，每个要素四舍五入到 0.01 m² 后相加。", "The area in the plane, rounded to 0.01 m² for each feature, then added up."],
    from: [...areas],
  },
  "tools.area.official": {
    title: ["椭球面积", "Official area"],
    text: [
      "图斑椭球面积：界线加密到 70 m，逐点化为经纬度，梯形累加，每个要素四舍五入到 0.01 m² 后相加。",
      "The official ellipsoid area: edges divided to 70 m, points taken to latitude and longitude, trapezoids summed, rounded to 0.01 m² for each feature, then added up.",
    ],
    from: [...areas],
    law: "国土调查办发〔2008〕32号",
  },
  "tools.area.geodesic": {
    title: ["测地面积", "Geodesic area"],
    text: [
      "椭球面上以大地线为边的多边形面积，与椭球面积的公式无关，用作独立对照；不取整。",
      "The area of the polygon with geodesics as edges on the ellipsoid: independent of the official formula, for comparison; not rounded.",
    ],
    from: [...areas],
  },
  "tools.area.difference": {
    title: ["椭球与测地之差", "Official less geodesic"],
    text: ["同一要素的椭球面积减测地面积；“最大相差”取绝对值最大者。", "Official area less geodesic area of a feature; the largest is by absolute value."],
    from: [...areas],
  },
  "tools.plots.count": {
    title: ["候选与抽中", "Candidates and plots"],
    text: ["图层的全部图斑数，和按种子抽中的图斑数。", "All plots of the layer, and those that the seed draws."],
    from: [...plots],
  },
  "tools.plots.rank": {
    title: ["抽取次序", "Order of the draw"],
    text: [
      "SHA-256（种子、换行、标识码）由小到大的次序，各层单独排；与面积成正比时比较摘要前 64 位除以面积。",
      "The order of SHA-256 of seed, line feed and id, ascending, within each stratum; by area, the first 64 bits divided by the area are compared.",
    ],
    from: [...plots],
  },
  "tools.plots.area": {
    title: ["图斑面积", "Area of a plot"],
    text: ["工作空间中该图斑的椭球面积，0.01 m² 整数。", "The official area of the plot in the workspace, in whole 0.01 m²."],
    from: [...plots],
  },
  "tools.plots.place": {
    title: ["图斑内一点", "A point within the plot"],
    text: ["一定落在图斑内的一点，为工作空间坐标系的东、北坐标，供外业导航。", "A point that surely lies within the plot: easting and northing of the workspace, for the way there."],
    from: [...plots],
  },
  "tools.plots.map": {
    title: ["图上的图斑", "Plots on the map"],
    text: ["抽中图斑的界线，叠在所选图层上。", "The plots that were drawn, on the layer."],
    from: [...plots],
  },
  "tools.certificate.value": {
    title: ["目标值", "Value of the plan"],
    text: ["核验程序按证书中的方案和数据重新量算的目标值，不取证书所写。", "The objective of the plan, measured again by the check from plan and data in the certificate."],
    from: [...certificate],
  },
  "tools.certificate.bound": {
    title: ["证明的界", "Bound"],
    text: ["由证书中的证据（单价等）直接相加得出的界：没有方案能越过它。", "Added up from the evidence in the certificate, such as prices: no plan passes it."],
    from: [...certificate],
  },
  "tools.certificate.gap": {
    title: ["离最优至多", "Gap"],
    text: ["界与目标值之差的绝对值除以目标值，两者都由核验程序得出。", "The distance of bound and value, as a share of the value; both are the check's own."],
    from: [...certificate],
  },
  "tools.certificate.solver": {
    title: ["求解器的界", "Bound of the solver"],
    text: ["证书中记录的求解器搜索所得的界，比证据所证明的更紧，但不能脱离求解器核验。", "What the solver's search states: closer than what the evidence proves, and not verified."],
    from: [...certificate],
  },
  "tools.certificate.facts": {
    title: ["证书的规模", "Size of the problem"],
    text: ["证书中问题的候选数和方案选入数。", "How many there are to choose from in the certificate, and how many the plan takes."],
    from: [...certificate],
  },
  "tools.certificate.refused": {
    title: ["不予认可的原因", "Why it is refused"],
    text: ["核验程序遇到的第一处不符：重新量算的值、被违反的规则或不成立的界。", "The first disagreement that the check met: a value, a broken rule, or a bound that does not follow."],
    from: [...certificate],
  },
  "tools.quota.verdict": {
    title: ["核对结果", "Result"],
    text: ["由台账逐笔重新证明的结果与证明逐项比较，列出不同的项目。", "The book is proven again, entry by entry, and the certificate compared with it item by item."],
    from: [...quota],
  },
  "tools.quota.digest": {
    title: ["台账摘要", "Digest of the book"],
    text: ["逐笔 SHA-256 链：每一笔的摘要含以前各笔，改动任何一笔结果都不同。", "A chain of SHA-256: the digest of each entry holds all before it, so that any change shows."],
    from: [...quota],
  },
  "tools.quota.findings": {
    title: ["台账中的问题", "Faults of the book"],
    text: ["重新证明时不成立之处，注明笔号、批次和地块。", "Where the proof of the book fails, with entry, lot and piece."],
    from: [...quota],
  },
  "tools.quota.totals": {
    title: ["各指标合计", "Totals of the kinds"],
    text: ["由所发送台账的全部分录相加：生成、库存、使用、应补，及支撑地块的块数和面积；1 公顷 = 10⁶ × 0.01 m²。", "Added up from all entries of the book that was sent: generated, stock, used, owed, and the ground behind them."],
    from: [...quota],
  },
});
