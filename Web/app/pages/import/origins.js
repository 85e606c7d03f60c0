// @ts-check
import { learnOrigins } from "../../origins/origins.js";

/** @typedef {import("../../origins/origins.js").FigureOrigin} FigureOrigin */

/** @type {NonNullable<FigureOrigin["from"]>} */
const looked = ["POST /api/v1/uploads/{id}/inspection"];
/** @type {NonNullable<FigureOrigin["from"]>} */
const imported = ["GET /api/v1/jobs/{id}/result"];
/** @type {NonNullable<FigureOrigin["from"]>} */
const aside = ["GET /api/v1/layers/{name}/set-aside"];

/** @type {NonNullable<FigureOrigin["from"]>} */
const packed = ["POST /api/v1/uploads/{id}/increment-inspection"];
/** @type {NonNullable<FigureOrigin["from"]>} */
const packageMade = ["POST /api/v1/increments"];

learnOrigins({
  "import.steps": {
    title: ["步骤序号", "Steps"],
    text: ["导入的四步：选择文件、核对、导入、结果；序号不是数据。", "The four steps of an import; their numbers are no data."],
  },
  "import.sent": {
    title: ["上传进度", "Upload"],
    text: ["浏览器已送出的字节 ÷ 文件的字节，由浏览器报告。", "Bytes that the browser has sent by those of the file, as the browser tells."],
  },
  "import.file": {
    title: ["文件与图层数", "File and layers"],
    text: [
      "上传后服务器读到的文件大小（KB 按 1024 字节），以及文件里的图层个数（包括不含面、不能导入的）。此时未写入任何数据。",
      "The size of the file as the server has it (a KB is 1024 bytes), and all layers in it, those without polygons included. Nothing is written yet.",
    ],
    from: looked,
  },
  "import.chosen": {
    title: ["要导入的图层数", "Layers to import"],
    text: [
      "下面打勾的图层个数：默认勾选识别出用途的图层（都未识别时为第一个面图层），您可以改；不含面的图层不能打勾。",
      "The layers that are ticked: by default those whose role was recognised, or the first one with polygons, as you changed them; layers without polygons cannot be.",
    ],
    from: looked,
  },
  "import.features": {
    title: ["图层要素数", "Features of a layer"],
    text: [
      "文件中该图层自身登记的要素个数；要通读整个图层才知道的格式不显示。导入时逐个读取，实际读取数见结果。",
      "The features that the file itself states for the layer; formats that would have to be read through show none. The import counts what it reads.",
    ],
    from: looked,
  },
  "import.decision": {
    title: ["识别依据里的数", "Figures of a reason"],
    text: [
      "识别用途、坐标系、年度、分类体系时的依据，由服务器读图层名称、字段、坐标系声明和地类字段得出；可在左侧改为由您指定。",
      "Why the layer was taken for this, from its name, fields, stated coordinate system and class values; you may decide otherwise.",
    ],
    from: looked,
  },
  "import.extent": {
    title: ["大致位置", "Where it lies"],
    text: [
      "前 500 个要素的外框中心换算为经纬度（度）后的范围，用来核对坐标系；不是整个图层的范围。",
      "The box, in degrees, around the centres of the first 500 features, to check the coordinate system; it is not the extent of the layer.",
    ],
    from: looked,
  },
  "import.replaced": {
    title: ["被替换的要素数", "Replaced features"],
    text: ["工作空间里同名图层现有的要素个数；确认导入后整层被替换。", "The features that the workspace's layer of this name has now; the import replaces the whole layer."],
    from: looked,
  },
  "import.fields": {
    title: ["字段数", "Fields"],
    text: ["文件中该图层的属性字段个数。", "The attribute fields of the layer in the file."],
    from: looked,
  },
  "import.examples": {
    title: ["值的例子", "Examples of values"],
    text: [
      "文件前 100 个要素中该字段的不同值，最多 3 个、各取前 60 字；是文件里的原值，未经计算。",
      "Distinct values of the field in the first 100 features, three at most and 60 characters of each, as the file has them.",
    ],
    from: looked,
  },
  "import.notes": {
    title: ["检视提示里的数", "Figures of a note"],
    text: [
      "服务器检视文件（前若干要素；需识别分类体系时读全部地类值）所报问题里的个数和值，未写入任何数据。",
      "What the server counted while it inspected the file: its first features, and all class values where the class system must be detected. Nothing is written.",
    ],
    from: looked,
  },
  "import.failed": {
    title: ["失败说明里的数", "Figures of a failure"],
    text: ["导入任务没有完成的原因，由服务器说明；工作空间保持原样。", "Why the job was not done, as the server tells; the workspace is unchanged."],
    from: ["GET /api/v1/jobs/{id}"],
  },
  "import.layers": {
    title: ["导入与剔除数", "Layers and features"],
    text: [
      "本次任务写入的图层个数，以及各图层剔除要素数之和。全部图层在一个事务里写入：任一图层失败则都不写。",
      "The layers that this job wrote, and all features that it rejected. They are written in one transaction, all or none.",
    ],
    from: imported,
  },
  "import.read": {
    title: ["读取的要素", "Read"],
    text: ["从文件的该图层逐个读到的要素个数；等于导入与剔除之和。", "The features that were read of the layer of the file; those imported and those rejected add up to it."],
    from: imported,
  },
  "import.accepted": {
    title: ["导入的要素", "Imported"],
    text: [
      "合格并写入工作空间的要素个数：图形为有效的面、在坐标系适用范围内，地类等必填项可识别。",
      "The features that passed and were written: valid polygons within the coordinate system, with a known class and what else is needed.",
    ],
    from: imported,
  },
  "import.repaired": {
    title: ["修复的要素", "Repaired"],
    text: [
      "导入的要素中，图形无效（如自相交）、由程序修复后写入的个数；每处修复的前后面积记在工作空间的导入报告里（最多一万处）。",
      "Of those imported, the ones whose invalid geometry was repaired; the areas before and after are kept in the import report of the workspace (the first 10,000).",
    ],
    from: imported,
  },
  "import.rejected": {
    title: ["剔除的要素", "Rejected"],
    text: ["不合格、没有写入图层的要素个数；连同原因存入剔除要素图层，下面逐个列出。", "Features that did not pass; they are kept with the reason in a layer of their own and listed below."],
    from: imported,
  },
  "import.resultNotes": {
    title: ["导入提示里的数", "Figures of the notes"],
    text: ["导入该图层时报出的提示条数，以及提示里的个数和值；按实际读取的全部要素统计。", "The notes on this layer and what they count, over all features that were read."],
    from: imported,
  },
  "import.reasons": {
    title: ["各原因的剔除数", "Rejected by reason"],
    text: ["该图层剔除要素按原因分的个数；一个要素只记先查到的一个原因，合计等于剔除数。", "The rejected features of the layer by reason. Each has the one that was found first, so that they add up."],
    from: imported,
  },
  "import.aside": {
    title: ["剔除要素的说明", "A rejected feature"],
    text: ["取自剔除要素图层：标识是文件里标识字段的值（没有标识字段的为要素号）；说明是导入时写下的，其中的数为文件原值或检查所得。", "From the layer of rejected features: its id in the file (its number where there is no id field), and what the import noted on it; values of the file, or what the check found."],
    from: aside,
  },
  "import.asideMore": {
    title: ["未列出的剔除数", "Not listed"],
    text: ["该图层登记的剔除总数减去这里列出的（最多 500 个）。", "All rejected features of the layer less those listed here (500 at most)."],
    from: aside,
  },
  "increment.counts": {
    title: ["增量包合计", "Package in figures"],
    text: [
      "增量包三个图层的行数：更新前图斑（DLTBGXQ）、更新图斑（DLTBGX）、更新过程（DLTBGXGC）；地类变化为前后 DLBM 不同的过程面积 BGMJ 之和（0.01 平方米整数相加）。",
      "The rows of the three layers of the package; ground that changes class is the sum of BGMJ of the pieces whose DLBM differs, added in whole 0.01 m².",
    ],
    from: packed,
  },
  "increment.kindSteps": {
    title: ["过程条数", "Pieces by kind"],
    text: [
      "更新过程中此变更行为（BGXW）的条数。BGXW 的含义由写此字段的程序推得，未见公布的文本。",
      "The pieces of the process with this BGXW, whose meaning was inferred from programs that write it; no published text was found.",
    ],
    from: packed,
  },
  "increment.kindArea": {
    title: ["变更面积", "Area by kind"],
    text: [
      "此变更行为各过程的 BGMJ 之和，以 0.01 平方米整数相加。",
      "The sum of BGMJ of the pieces of this kind, added in whole 0.01 m².",
    ],
    from: packed,
  },
  "increment.faults": {
    title: ["问题个数", "Count of faults"],
    text: [
      "对增量包本身的检查：过程面积与图斑面积是否相符、标识码是否沿用、地类是否存在、图斑是否单一、是否有灭失或新增；全部计数，列表最多 500 处。",
      "Checks of the package by itself: areas of pieces and patches, ids that go on, classes, parts, ground that vanishes or arrives; all are counted, at most 500 listed.",
    ],
    from: packed,
  },
  "increment.fault": {
    title: ["问题中的数", "Figures of a fault"],
    text: [
      "检查所得的句子，列出图斑的标识码（BSM）、字段和两处面积（平方米）。",
      "What the check says: id (BSM), field and areas in m² of the patch.",
    ],
    from: packed,
  },
  "increment.made.counts": {
    title: ["增量包合计", "Package in figures"],
    text: [
      "增量包三个图层的行数：更新前图斑（DLTBGXQ）、更新图斑（DLTBGX）、更新过程（DLTBGXGC）；地类变化为前后 DLBM 不同的过程面积 BGMJ 之和（0.01 平方米整数相加）。",
      "The rows of the three layers of the package; ground that changes class is the sum of BGMJ of the pieces whose DLBM differs, added in whole 0.01 m².",
    ],
    from: packageMade,
  },
  "increment.made.kindSteps": {
    title: ["过程条数", "Pieces by kind"],
    text: [
      "更新过程中此变更行为（BGXW）的条数。BGXW 的含义由写此字段的程序推得，未见公布的文本。",
      "The pieces of the process with this BGXW, whose meaning was inferred from programs that write it; no published text was found.",
    ],
    from: packageMade,
  },
  "increment.made.kindArea": {
    title: ["变更面积", "Area by kind"],
    text: [
      "此变更行为各过程的 BGMJ 之和，以 0.01 平方米整数相加。",
      "The sum of BGMJ of the pieces of this kind, added in whole 0.01 m².",
    ],
    from: packageMade,
  },
  "increment.made.faults": {
    title: ["问题个数", "Count of faults"],
    text: [
      "对增量包本身的检查：过程面积与图斑面积是否相符、标识码是否沿用、地类是否存在、图斑是否单一、是否有灭失或新增；全部计数，列表最多 500 处。",
      "Checks of the package by itself: areas of pieces and patches, ids that go on, classes, parts, ground that vanishes or arrives; all are counted, at most 500 listed.",
    ],
    from: packageMade,
  },
  "increment.made.fault": {
    title: ["问题中的数", "Figures of a fault"],
    text: [
      "检查所得的句子，列出图斑的标识码（BSM）、字段和两处面积（平方米）。",
      "What the check says: id (BSM), field and areas in m² of the patch.",
    ],
    from: packageMade,
  },
  "increment.base": {
    title: ["基期图斑数", "Patches of the base"],
    text: [
      "工作空间中基期年度图层的图斑个数；应用前逐个核对灭失图斑与做包时是否一致。",
      "The patches of the layer of the base epoch; every patch that ends is compared with the package before it is applied.",
    ],
    from: packed,
  },
  "increment.replaced": {
    title: ["被替换图斑数", "Patches replaced"],
    text: [
      "工作空间中新年度已有图层的图斑个数，应用后由增量包的结果替换。",
      "The patches of the layer that the workspace has of the next epoch, which would be replaced.",
    ],
    from: packed,
  },
});
