// @ts-check
/** @type {Record<string, [string, string]>} */
export const words = {
  "title": ["影像", "Images"],
  "hint": [
    "两期影像左右对照，作前后举证；差异只是提示，须由人核实。",
    "Two dates side by side as evidence before and after; differences are hints that somebody must check.",
  ],
  "none": ["还没有登记影像", "No image is registered yet"],
  "noneHint": [
    "在服务器上运行 zhitu image add 影像.tif --date 2024-05-31 --workspace …，登记 GeoTIFF 或 COG。",
    "Run zhitu image add FILE.tif --date 2024-05-31 --workspace … on the server to register a GeoTIFF or COG.",
  ],
  "left": ["左", "Left"],
  "right": ["右", "Right"],
  "swipe": ["左右分界", "Where the images part"],
  "cover": ["影像透明度", "Opacity of the images"],
  "state.missing": ["文件不在", "file is missing"],
  "state.changed": ["文件已变", "file has changed"],
  "difference": ["求差异（提示）", "Find differences (hints)"],
  "busy": ["正在比较影像……", "Comparing the images…"],
  "deviations": ["阈值（稳健标准差）", "Threshold (robust deviations)"],
  "least": ["最小面积（平方米）", "Least area (m²)"],
  "truth": ["用调查年度核对误报、漏报", "Check error rates against survey epochs"],
  "truth.none": ["不核对", "No check"],
  "found": [
    "提示 {n} 处，共 {area} 公顷（共同覆盖 {all} 公顷）",
    "{n} hints of {area} hm² ({all} hm² compared)",
  ],
  "rates": [
    "对照 {epochs}：误报率 {commission}，漏报率 {omission}，kappa {kappa}",
    "Against {epochs}: commission {commission}, omission {omission}, kappa {kappa}",
  ],
  "hints": ["差异提示", "Hints"],
  "hint.number": ["序号", "No."],
  "hint.area": ["面积（公顷）", "Area (hm²)"],
  "hint.strength": ["强度", "Strength"],
  "synthetic": ["合成影像，非真实地面", "Made-up images, no real ground"],
  "map": ["影像地图", "Map of images"],
};
