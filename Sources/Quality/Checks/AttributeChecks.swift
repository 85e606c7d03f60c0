import Classes
import Geometry
import Groundwork

/// Required fields, class codes and names, domains, unit codes and widths (字段检查).
struct AttributeChecks {
  let context: CheckContext
  private var layer: CheckLayer { context.layer }

  /// Where a required field is empty; nothing if the layer does not have it.
  func required(_ field: String) -> [Finding] {
    guard let position = layer.position(of: field) else { return [] }
    return layer.features.compactMap { feature in
      guard position >= feature.values.count || feature.values[position].isBlank else {
        return nil
      }
      return context.finding(
        .required, feature, field: field,
        Localized(zh: "必填字段 \(field) 为空。", en: "Required field \(field) is empty."))
    }
  }

  /// One finding for the layer if it does not have a required field.
  func missing(_ field: String) -> [Finding] {
    guard layer.position(of: field) == nil else { return [] }
    return [
      Finding(
        rule: .required, layer: layer.name, field: field,
        message: Localized(zh: "缺少必填字段 \(field)。", en: "Required field \(field) is missing."))
    ]
  }

  /// Codes that the class system does not have.
  func classCodes() -> [Finding] {
    layer.features.compactMap { feature in
      guard let code = layer.text(feature, "DLBM"),
        LandClass(known: code, in: context.input.classSystem) == nil
      else { return nil }
      return context.finding(
        .classCode, feature, field: "DLBM",
        Localized(
          zh: "\(context.input.classSystem.rawValue) 中没有地类编码 \(code)。",
          en: "\(context.input.classSystem.rawValue) has no class \(code)."))
    }
  }

  /// Names that are not the name of the code; the mark 可调整 may stand before it or not.
  func classNames() -> [Finding] {
    layer.features.compactMap { feature in
      guard let code = layer.text(feature, "DLBM"), let name = layer.text(feature, "DLMC"),
        let landClass = LandClass(known: code, in: context.input.classSystem)
      else { return nil }
      let expected = landClass.name.zh
      guard LandClassTable.normalised(name) != LandClassTable.normalised(expected) else {
        return nil
      }
      return context.finding(
        .className, feature, field: "DLMC",
        Localized(
          zh: "地类编码 \(code) 的名称应为“\(expected)”，实为“\(name)”。",
          en: "Class \(code) is named \(expected), not \(name)."))
    }
  }

  /// Codes and names that must come together and agree.
  func pairs() -> [Finding] {
    layer.features.flatMap { feature in
      pair(feature, code: "TBXHDM", name: "TBXHMC", SurveyDomains.refinement)
        + pair(feature, code: "ZZSXDM", name: "ZZSXMC", SurveyDomains.planting)
    }
  }

  private func pair(
    _ feature: Feature, code codeField: String, name nameField: String, _ list: [String: [String]]
  ) -> [Finding] {
    let code = layer.text(feature, codeField)
    let name = layer.text(feature, nameField)
    switch (code, name) {
    case (nil, nil): return []
    case (nil, let name?):
      return [
        context.finding(
          .pair, feature, field: codeField,
          Localized(
            zh: "有 \(nameField)“\(name)”而没有 \(codeField)。",
            en: "\(nameField) is \(name) but \(codeField) is empty."))
      ]
    case (let code?, let name):
      guard let starts = list[code] else {
        return [
          context.finding(
            .pair, feature, field: codeField,
            Localized(
              zh: "\(codeField) 没有代码 \(code)。", en: "\(codeField) has no code \(code)."))
        ]
      }
      guard let name else {
        guard layer.position(of: nameField) != nil else { return [] }
        return [
          context.finding(
            .pair, feature, field: nameField,
            Localized(
              zh: "有 \(codeField) \(code) 而没有 \(nameField)。",
              en: "\(codeField) is \(code) but \(nameField) is empty."))
        ]
      }
      guard !starts.contains(where: { name.hasPrefix($0) }) else { return [] }
      return [
        context.finding(
          .pair, feature, field: nameField,
          Localized(
            zh: "\(codeField) \(code) 与 \(nameField)“\(name)”不符。",
            en: "\(codeField) \(code) and \(nameField) \(name) do not agree."))
      ]
    }
  }

  /// Values outside their list or range.
  func domains() -> [Finding] {
    let lists: [(field: String, list: Set<String>)] = [
      ("YSDM", ["2001010100"]), ("QSXZ", SurveyDomains.tenure),
      ("FRDBS", SurveyDomains.enclave), ("MSSM", SurveyDomains.description),
      ("CZCSXM", SurveyDomains.settlement), ("GDLX", SurveyDomains.farmlandType),
      ("GDPDJB", SurveyDomains.slope),
    ]
    return layer.features.flatMap { feature -> [Finding] in
      lists.compactMap { listed(feature, $0.field, $0.list) } + ranges(feature)
    }
  }

  private func listed(_ feature: Feature, _ field: String, _ list: Set<String>) -> Finding? {
    guard let text = layer.text(feature, field), !list.contains(text) else { return nil }
    // An integer column says 0 for "no slope class".
    if field == "GDPDJB", layer.value(feature, field).isBlankOrZero { return nil }
    let known = list.sorted().joined(separator: " ")
    return context.finding(
      .domain, feature, field: field,
      Localized(
        zh: "\(field) 的值 \(text) 不在值域 \(known) 内。",
        en: "\(field) is \(text), which is none of \(known)."))
  }

  private func ranges(_ feature: Feature) -> [Finding] {
    var findings: [Finding] = []
    func outside(_ field: String, _ range: String) {
      let text = layer.text(feature, field) ?? ""
      findings.append(
        context.finding(
          .domain, feature, field: field, value: layer.value(feature, field).number,
          Localized(
            zh: "\(field) 的值 \(text) 不在 \(range) 内。",
            en: "\(field) is \(text), outside \(range).")))
    }
    let area = layer.value(feature, "TBMJ")
    if !area.isBlank, !((area.number ?? .nan) > 0) { outside("TBMJ", "> 0") }
    let coefficient = layer.value(feature, "KCXS")
    if !coefficient.isBlank, !(0..<1).contains(coefficient.number ?? .nan) {
      outside("KCXS", "0 ≤ x < 1")
    }
    let year = layer.value(feature, "SJNF")
    if !year.isBlank, !(year.int64.map { context.options.years.contains(Int($0)) } ?? false) {
      outside("SJNF", "\(context.options.years.lowerBound)–\(context.options.years.upperBound)")
    }
    let quality = layer.value(feature, "GDDB")
    if !quality.isBlank, quality.number == nil { outside("GDDB", "0–9") }
    return findings
  }

  /// Owner and location codes that are not 19 digits.
  func unitCodes() -> [Finding] {
    layer.features.flatMap { feature in
      ["QSDWDM", "ZLDWDM"].compactMap { field in
        guard let code = layer.text(feature, field),
          code.utf8.count != 19 || !code.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return context.finding(
          .unitCode, feature, field: field, value: Double(code.count), tolerance: 19, unit: "count",
          Localized(
            zh: "\(field) 应为 19 位数字，实为“\(code)”。",
            en: "\(field) should be 19 digits but is \(code)."))
      }
    }
  }

  /// Widths on classes that are not linear.
  func widths() -> [Finding] {
    layer.features.compactMap { feature in
      let width = layer.value(feature, "XZDWKD")
      guard !width.isBlankOrZero, let code = layer.text(feature, "DLBM"),
        !SurveyDomains.linearClasses.contains(code)
      else { return nil }
      return context.finding(
        .width, feature, field: "XZDWKD", value: width.number, unit: "m",
        Localized(
          zh: "地类 \(code) 不是线状地物，不应填写宽度。",
          en: "Class \(code) is not linear and has no width."))
    }
  }
}
