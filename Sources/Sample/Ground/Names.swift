/// Names and codes of the place. All are invented: the county code belongs to a city whose rules
/// apply to the sample, but to no real county.
enum Names {
  static let county = (code: "330299", name: "明澜区（合成）")
  static let towns = [
    (code: "001", name: "澜川街道"), (code: "101", name: "云浦镇"), (code: "002", name: "桂溪街道"),
  ]
  /// The label of every layer and every patch.
  static let label = "合成数据"

  private static let first = [
    "河头", "沙堰", "汇塘", "庙浦", "长堰", "前葑", "后葑", "双桥", "清水闸", "石碶", "东岙", "西岙", "新塘",
    "老塘", "芦花", "桂湾", "云亭", "横溪", "柳汀", "荷浦", "白鹭", "渡口", "盐仓", "鹤皋", "枫林", "杨木碶",
    "大塘", "金洋", "半浦", "望海", "木桥", "竹墩",
  ]

  /// The name of a village by number, never twice.
  static func village(_ number: Int) -> String {
    let round = number / first.count
    return first[number % first.count] + (round == 0 ? "" : "\(round + 1)") + "村"
  }

  /// The code of a project by its number from 0.
  static func project(_ number: Int) -> String { "ML2023-" + padded(number + 1, 2) }

  /// The parks by the number of their centre.
  static let parks = [1: "澜东石化产业园（合成）", 3: "江北产业园（合成）"]
}

/// Fixed-width numbers in codes.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
