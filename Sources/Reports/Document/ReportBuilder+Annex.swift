import Flow
import Groundwork
import Policy

extension ReportBuilder {
  mutating func addAnnex() {
    chapter("附录", "Annex")
    addPassed()
    addClassTable()
    section("数据来源与计算口径", "Data sources and methods")
    addProvenance()
    addMethods()
    addMatrix()
  }

  private mutating func addProvenance() {
    if model.provenance.isEmpty {
      paragraph("未记录数据来源。", "No provenance is recorded.")
      return
    }
    let built = table(
      "入库图层与来源文件", "Imported layers and their files",
      columns: [
        Column(phrase("图层", "Title"), width: 1.8), Column(phrase("来源文件", "File"), width: 1.8),
        Column(phrase("要素", "Features"), .right, width: 0.8),
        Column(phrase("修复", "Repaired"), .right, width: 0.7),
        Column(phrase("剔出", "Set aside"), .right, width: 0.7),
        Column(phrase("入库时间（协调世界时）", "Imported (UTC)"), width: 1.7),
        Column(phrase("文件指纹", "Fingerprint"), width: 1.1),
      ],
      rows: model.provenance.map { row in
        [
          Cell(row.title), Cell(row.file), Cell(Numbers.text(row.features)),
          Cell(Numbers.text(row.repaired)), Cell(Numbers.text(row.rejected)),
          Cell(time(row.importedAt)), Cell(String(row.sha256.prefix(12)), .code),
        ]
      },
      note: phrase(
        "修复指无效图形经规范化后入库；剔出指因故未入库，连同原因另存于 rejected 图层。文件指纹为 SHA-256 的前 12 位，全文见另册。",
        "Repaired: invalid geometry made valid. Rejected: stored with the reason in a separate layer. "
          + "Fingerprint: the first 12 digits of the SHA-256, which the details give in full."),
      isDense: true)
    blocks.append(.table(built))
  }

  /// `2026-11-21T08:00:00.123Z` cut to seconds, without the letters T and Z.
  private func time(_ iso: String) -> String {
    String(iso.prefix(19).map { $0 == "T" ? " " : $0 }.filter { $0 != "Z" })
  }

  private mutating func addMethods() {
    switch model.areaKind {
    case .official:
      paragraph(
        "面积为图斑椭球面积：图斑边界按 70 米加密后投影到椭球面逐段累加，四舍五入至 0.01 平方米，并经平差使"
          + "碎块之和等于原图斑面积。",
        "Areas are official ellipsoid areas: edges densified at 70 m, summed on the ellipsoid, rounded to "
          + "0.01 m² and adjusted so that pieces sum to their patch.")
    case .planar:
      paragraph(
        "面积为投影平面面积，取至 0.01 平方米，不能代替图斑椭球面积。",
        "Areas are planar areas in the map projection, to 0.01 m²; they do not replace the official area."
      )
    }
    let packs = (model.evaluation?.packs ?? []).map { "\($0.id) \($0.version)" }
      .joined(separator: phrase("、", ", "))
    let asked = model.evaluation.map {
      phrase("规则适用日期 \($0.date)，规则包 \(packs)。", "Rules as of \($0.date), packs \(packs).")
    }
    paragraph("计算程序 \(model.engine)。" + (asked ?? ""), "Program \(model.engine). " + (asked ?? ""))
  }

  // MARK: The file of details

  mutating func addCards() {
    guard let evaluation = model.evaluation, !evaluation.verdicts.isEmpty else { return }
    chapter("逐条核验", "Rule by rule")
    for verdict in evaluation.verdicts {
      blocks.append(.verdict(card(verdict, isFull: true)))
      if verdict.verdict != .pass {
        addGallery(verdict, most: ReportBuilder.witnessesInDetails)
      }
    }
  }

  mutating func addOrigins() {
    chapter("数据来源与版本", "Sources and versions")
    var rows: [[Cell]] = []
    func add(_ name: String, _ version: String, _ hash: String?) {
      rows.append([Cell(name), Cell(version), Cell(hash ?? "–", .code)])
    }
    for row in model.provenance { add(row.title, row.file, row.sha256) }
    for pack in model.evaluation?.packs ?? [] {
      add(phrase("规则包 \(pack.id)", "Rule pack \(pack.id)"), pack.version, pack.sha256)
    }
    if let evaluation = model.evaluation {
      add(phrase("核验指标数据", "Facts of the verdicts"), evaluation.date, evaluation.factsSHA256)
    }
    add(phrase("计算程序", "Program"), model.engine, nil)
    let built = table(
      "来源文件、规则包与程序", "Files, rule packs and program",
      columns: [
        Column(phrase("名称", "Name"), width: 1.3),
        Column(phrase("文件或版本", "File or version"), width: 1.2), Column("SHA-256", width: 4),
      ], rows: rows, isDense: true)
    blocks.append(.table(built))
  }
}
