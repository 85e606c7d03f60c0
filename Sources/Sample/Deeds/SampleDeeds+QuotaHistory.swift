import EventLog
import Groundwork
import Quota

/// What another system recorded before the opening balances came in. All of it is invented.
extension QuotaStory {
  /// The single movements that the county's old ledger had, as far as it still had them: of the second lot
  /// 0.002 hm² are not explained.
  mutating func inherit() throws {
    func movement(
      _ row: Int, _ day: String, _ kind: String, _ summary: String, _ document: String,
      _ quantity: Int64, _ paddy: Int64 = 0, _ capacity: Int64 = 0
    ) -> QuotaMovement {
      QuotaMovement(
        row: row, day: day, kind: kind, region: "明澜区（合成）", summary: summary + "（合成）",
        document: document,
        amounts: QuotaAmounts(
          quantity: Area(hundredths: quantity), paddy: Area(hundredths: paddy), capacity: capacity))
    }
    func history(_ lot: String, _ movements: [QuotaMovement]) -> QuotaAct {
      .inherit(
        lot: lot,
        history: QuotaHistory(
          system: "原省级指标库（合成）", file: "原账流水（合成）.xlsx", movements: movements))
    }
    try post(
      [
        history(
          "JK-2017-1",
          [
            movement(
              2, "2013-05-20", "project_entry", "沙河村土地整治项目入库", "浙土整备〔2013〕合成 18 号", 7_400_000,
              5_900_000, 62_000),
            movement(
              3, "2014-11-03", "project_entry", "石桥村旱改水项目入库", "浙土整备〔2014〕合成 41 号", 6_250_000,
              4_800_000, 53_500),
            movement(
              4, "2015-03-17", "linked", "明澜大道一期挂钩", "浙土字〔2015〕合成 7 号", 2_600_000, 2_000_000,
              21_500),
            movement(
              5, "2015-09-08", "frozen", "耕地质量复核期间冻结", "明土资〔2015〕合成 60 号", 900_000, 700_000, 7_000),
            movement(
              6, "2016-01-12", "unfrozen", "复核合格解冻", "明土资〔2016〕合成 3 号", 900_000, 700_000, 7_000),
            movement(
              7, "2016-06-30", "moved_out", "调出至邻样区", "浙指标调〔2016〕合成 22 号", 1_450_000, 1_400_000,
              14_000),
          ]),
        history(
          "JK-2017-2",
          [
            movement(
              8, "2012-08-14", "project_entry", "零星复垦入库", "浙土整备〔2012〕合成 9 号", 310_000),
            movement(
              9, "2014-04-02", "past_linked", "历史建设项目补登挂钩", "清理意见〔2014〕合成 2 号", 350_000),
          ]),
      ], "原省级指标库流水移交", after: 0)
  }
}
