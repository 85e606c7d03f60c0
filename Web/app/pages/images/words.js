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
    "由可导入数据的角色在此上传 GeoTIFF 或 COG，或在服务器上用 zhitu image add 登记。",
    "A role that may bring data in sends a GeoTIFF or COG here, or registers it with zhitu image add.",
  ],
  "add": ["添加影像", "Add an image"],
  "add.file": ["影像文件（GeoTIFF、COG）", "Image (GeoTIFF, COG)"],
  "add.name": ["名称", "Name"],
  "add.date": ["拍摄日期", "Day of the picture"],
  "add.send": ["上传并登记", "Send and register"],
  "add.sending": ["正在上传……", "Sending…"],
  "add.hint": [
    "须带坐标系，并与调查范围相交；不符的不会登记。大影像可在服务器上用 zhitu image add 登记，不必上传。",
    "It needs a coordinate system and must show ground of the survey; anything else is refused. Large images can be registered on the server with zhitu image add.",
  ],
  "add.done": [
    "已登记 {name}：{crs}，像元 {pixel} 米",
    "{name} is registered: {crs}, pixels of {pixel} m",
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
