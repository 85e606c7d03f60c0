import Classes
import Groundwork
import Policy

extension ReportBuilder {
  /// Small maps of the largest witness pieces of a rule, and the number of further ones.
  mutating func addGallery(_ verdict: PartVerdict, most: Int) {
    let witnesses = model.witnesses.filter { $0.rule == verdict.reference }.sorted {
      $0.rank < $1.rank
    }
    var shown: [ReportDocument.Figure] = []
    for witness in witnesses.prefix(most) {
      let name = "witness-\(drawings.count + 1)"
      let svg = WitnessSVG(language: language, isSynthetic: model.isSynthetic, prefix: name)
        .draw(witness, palette: palette)
      guard let svg else { continue }
      shown.append(figure(name, caption(witness), svg: svg, note: witness.note))
    }
    guard !shown.isEmpty else { return }
    blocks.append(.gallery(shown))
    let rest = max(verdict.witnessCount, witnesses.count) - shown.count
    if rest > 0 {
      paragraph(
        "另有 \(rest) 块，见工作空间 \(model.witnessLayer) 图层。",
        "\(rest) more are in the workspace, layer \(model.witnessLayer).")
    }
  }

  private func caption(_ witness: WitnessMap) -> String {
    let classes = [witness.fromClass, witness.toClass].compactMap { $0 }.map { className($0) }
    let area = AreaUnit.squareMetre.label(witness.area, language)
    let place = (witness.fromID ?? witness.toID).map { phrase("，图斑 \($0)", ", patch \($0)") } ?? ""
    let change = classes.joined(separator: " → ")
    let head = "\(witness.rule) #\(witness.rank)"
    return (change.isEmpty ? head : head + phrase("：", ": ") + change) + "\n" + area + place
  }

  /// Class code and name.
  func className(_ code: String) -> String {
    let name = palette[code].name[language]
    return name == code ? code : "\(code) \(name)"
  }
}
