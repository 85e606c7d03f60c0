import Groundwork
import Records
import Reports
import VectorFiles

/// How a document is written.
public enum DocumentFormat: String, Sendable, CaseIterable {
  /// An office goes on editing it.
  case docx
  case pdf
}

/// Makes documents and sheets of one plan: the plan is laid once, each sheet is drawn once, and all files are
/// set together (成套排版).
struct DocumentPress {
  struct Order {
    var name: String
    var template: WordTemplate
    var formats: Set<DocumentFormat>
  }

  /// What was made, each document and sheet by its name.
  struct Printed {
    var word: [String: [(name: String, bytes: [UInt8])]] = [:]
    var pages: [String: [UInt8]] = [:]
    var sheets: [SheetKind: (pdf: [UInt8], denominator: Int)] = [:]
    /// Why a document or sheet was not made.
    var failures: [String: Diagnostic] = [:]
  }

  private let bench: Workbench
  private let request: DocumentRequest
  private(set) var values: WordValues
  let laid: LaidPlan

  /// - Throws: Diagnostics of the plan, of monitoring and of acceptance.
  init(_ bench: Workbench, _ request: DocumentRequest) throws {
    self.bench = bench
    self.request = request
    (values, laid) = try bench.documentValues(request)
  }

  /// - Throws: Cancellation; what cannot be made is told in ``Printed/failures``.
  func print(
    _ orders: [Order], sheets: [SheetKind] = [], paper: PlanSheet.Paper = .a3
  ) throws -> Printed {
    var printed = Printed()
    let wanted = Set(orders.flatMap(\.template.figures).compactMap(SheetKind.init(rawValue:)))
    var pieces: [TypstPiece] = []
    var drawings: [SheetKind: PlanSheetSVG.Drawing] = [:]
    for kind in SheetKind.allCases {
      try bench.job.cancellation.check()
      let isSheet = sheets.contains(kind)
      do {
        if wanted.contains(kind) || isSheet && paper == .a3 {
          let drawing = try draw(kind, .a3)
          drawings[kind] = drawing
          pieces.append(TypstPiece(kind.rawValue, drawing))
        }
        if isSheet, paper != .a3 {
          let drawing = try draw(kind, paper)
          pieces.append(TypstPiece("\(kind.rawValue)-\(paper.rawValue)", drawing))
          printed.sheets[kind] = ([], drawing.denominator)
        } else if isSheet {
          printed.sheets[kind] = ([], drawings[kind]?.denominator ?? 0)
        }
      } catch let diagnostic as Diagnostic {
        printed.failures[kind.rawValue] = diagnostic
      }
    }
    let isWord = orders.contains { $0.formats.contains(.docx) && !$0.template.figures.isEmpty }
    if isWord { pieces += pictures(drawings) }
    var filled = values
    filled.figures = figures(drawings, pictures: nil)
    for order in orders where order.formats.contains(.pdf) {
      do {
        pieces.append(try pages(order, filled, drawings))
      } catch let diagnostic as Diagnostic {
        printed.failures[order.name] = diagnostic
      }
    }
    var files: [String: [UInt8]] = [:]
    do {
      for (piece, bytes) in zip(pieces, try Typesetter().set(pieces)) { files[piece.name] = bytes }
      for kind in printed.sheets.keys {
        let name = paper == .a3 ? kind.rawValue : "\(kind.rawValue)-\(paper.rawValue)"
        printed.sheets[kind]?.pdf = files[name + ".pdf"] ?? []
      }
      for order in orders { printed.pages[order.name] = files["document-\(order.name).pdf"] }
    } catch let diagnostic as Diagnostic {
      // Without typst there are no pages; documents without pictures can still be written.
      for kind in printed.sheets.keys { printed.failures[kind.rawValue] = diagnostic }
      for order in orders where order.formats.contains(.pdf) {
        printed.failures[order.name] = diagnostic
      }
      printed.sheets = [:]
      if isWord { printed.failures["figures"] = diagnostic }
    }
    filled.figures = figures(drawings, pictures: files)
    for order in orders where order.formats.contains(.docx) {
      do {
        printed.word[order.name] = try WordDocument.members(
          order.template, filled, variables: request.variables, syntheticMark: bench.syntheticMark()
        )
      } catch let diagnostic as Diagnostic {
        printed.failures[order.name] = diagnostic
      }
    }
    return printed
  }

  /// The pictures of a document that people went on editing, as they are today.
  ///
  /// - Throws: Diagnostics `sheet.*`, `report.typst-missing`, `report.typst-failed`.
  func pictures(of keys: Set<String>) throws -> [String: [UInt8]] {
    var drawings: [SheetKind: PlanSheetSVG.Drawing] = [:]
    for kind in keys.compactMap(SheetKind.init(rawValue:)) { drawings[kind] = try draw(kind, .a3) }
    let pieces = pictures(drawings)
    let made = zip(pieces, try Typesetter().set(pieces)).map { ($0.name.dropLast(4), $1) }
    return Dictionary(made.map { (String($0), $1) }, uniquingKeysWith: { $1 })
  }

  private func draw(_ kind: SheetKind, _ paper: PlanSheet.Paper) throws -> PlanSheetSVG.Drawing {
    try PlanSheetSVG(bench.planSheet(kind, laid, paper: paper)).draw()
  }

  private func pictures(_ drawings: [SheetKind: PlanSheetSVG.Drawing]) -> [TypstPiece] {
    drawings.sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, drawing in
      TypstPiece(kind.rawValue, drawing, isPicture: true)
    }
  }

  /// - Parameter pictures: the finished files; `nil` for what is said of each picture only.
  private func figures(
    _ drawings: [SheetKind: PlanSheetSVG.Drawing], pictures: [String: [UInt8]]?
  ) -> [String: WordFigure] {
    var figures: [String: WordFigure] = [:]
    for (kind, drawing) in drawings {
      let bytes = pictures.map { $0[kind.rawValue + ".png"] } ?? []
      guard let bytes else { continue }
      let paper = drawing.paper.millimetres
      figures[kind.rawValue] = WordFigure(
        bytes, ratio: paper.width / paper.height,
        source:
          "附图 \(kind.title.zh)，\(drawing.paper.rawValue.uppercased()) 1:\(drawing.denominator) "
          + "的缩印，长度以图上比例尺为准")
    }
    return figures
  }

  private func pages(
    _ order: Order, _ values: WordValues, _ drawings: [SheetKind: PlanSheetSVG.Drawing]
  ) throws -> TypstPiece {
    let files = drawings.keys.map { ($0.rawValue, $0.rawValue + ".pdf") }
    return try DocumentPages(
      order.template, values, sheets: Dictionary(files, uniquingKeysWith: { $1 }),
      syntheticMark: bench.syntheticMark()
    ).piece("document-" + order.name)
  }
}
