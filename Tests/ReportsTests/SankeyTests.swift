import Flow
import Groundwork
import Reports
import Testing

@Suite("The Sankey layout preserves areas and order")
struct SankeyTests {
  /// Layouts of very different shapes: few and many classes, tiny and huge flows, uncovered land.
  static let cases: [[FlowMatrix.Cell]] = [
    Fixture.cells,
    [Fixture.flow("01", "02", 1)],
    [Fixture.flow("01", "02", 1), Fixture.flow("01", "01", 1_000_000_000_000)],
    [Fixture.flow(nil, "02", 300), Fixture.flow("01", nil, 500), Fixture.flow("01", "02", 200)],
    (0..<400).map { index in
      Fixture.flow("\(10 + index % 23)", "\(10 + index / 23)", Int64(index * index + 1))
    },
  ]

  private static func matrix(_ cells: [FlowMatrix.Cell]) -> FlowMatrix {
    FlowMatrix(grouping: .class, cells: cells)
  }

  @Test(
    "a node is as high as the sum of its links and as its area times the scale", arguments: cases)
  func nodesAreSums(flows: [FlowMatrix.Cell]) {
    let layout = SankeyLayout(Self.matrix(flows))
    for (nodes, side) in [
      (layout.left, \FlowMatrix.Cell.from), (layout.right, \FlowMatrix.Cell.to),
    ] {
      for node in nodes {
        let links = layout.links.filter { $0.flow[keyPath: side]?.key == node.label?.key }
        let sum = links.reduce(0) { $0 + $1.thickness }
        #expect(abs(sum - node.height) < 1e-9 * max(1, node.height))
        #expect(node.area == links.map(\.flow.area).total())
        #expect(abs(node.height - Double(node.area.hundredths) * layout.scale) < 1e-9)
      }
    }
  }

  @Test("both columns hold all the land", arguments: cases)
  func columnsHoldAll(flows: [FlowMatrix.Cell]) {
    let layout = SankeyLayout(Self.matrix(flows))
    let total = flows.map(\.area).total()
    #expect(layout.left.map(\.area).total() == total)
    #expect(layout.right.map(\.area).total() == total)
    #expect(layout.links.map(\.flow.area).total() == total)
  }

  @Test("links fill their nodes without overlap", arguments: cases)
  func linksFillNodes(flows: [FlowMatrix.Cell]) {
    let layout = SankeyLayout(Self.matrix(flows))
    for node in layout.left {
      var y = node.y
      for link in layout.links.filter({ $0.flow.from?.key == node.label?.key }).sorted(by: {
        $0.leftY < $1.leftY
      }) {
        #expect(abs(link.leftY - y) < 1e-6)
        y += link.thickness
      }
    }
    for node in layout.right {
      var y = node.y
      for link in layout.links.filter({ $0.flow.to?.key == node.label?.key }).sorted(by: {
        $0.rightY < $1.rightY
      }) {
        #expect(abs(link.rightY - y) < 1e-6)
        y += link.thickness
      }
    }
  }

  @Test("labels do not overlap and everything lies inside", arguments: cases)
  func nodesApart(flows: [FlowMatrix.Cell]) {
    let layout = SankeyLayout(Self.matrix(flows), slot: 22)
    for nodes in [layout.left, layout.right] {
      for (a, b) in zip(nodes, nodes.dropFirst()) {
        #expect(b.centre - a.centre >= 22 - 1e-9)
        #expect(a.y + a.height <= b.y)
      }
      for node in nodes {
        #expect(node.y >= -1e-9 && node.y + node.height <= layout.height + 1e-9)
      }
    }
  }

  @Test("the order of the flows does not matter")
  func orderDoesNotMatter() {
    let svg = SankeySVG()
    let drawn = svg.draw(Self.matrix(Fixture.cells))
    #expect(svg.draw(Self.matrix(Fixture.cells.reversed())) == drawn)
  }

  @Test("land that keeps its class is left out, greyed or drawn as asked")
  func unchanged() {
    let matrix = Fixture.byClass
    let kept = Fixture.cells.filter { $0.from == $0.to }.map(\.area).total()
    let omitted = SankeySVG(unchanged: .omitted).draw(matrix)
    #expect(omitted.contains("未绘地类不变的土地 \(AreaUnit.mu.label(kept, .zh))"))
    #expect(!omitted.contains("水田 → 水田"))
    let greyed = SankeySVG(unchanged: .greyed).draw(matrix)
    #expect(greyed.contains("水田 → 水田") && greyed.contains("#dadce0"))
    let full = SankeySVG(unchanged: .drawn).draw(matrix)
    #expect(full.contains("水田 → 水田") && !full.contains("#dadce0"))
    // More than two thirds of the land keeps its class.
    #expect(SankeySVG().draw(matrix) == omitted)
  }

  @Test("without flows the drawing states that there are none", arguments: Language.allCases)
  func empty(language: Language) throws {
    let svg = SankeySVG(language: language).draw(Self.matrix([]))
    try expectWellFormed(svg)
    #expect(svg.contains(language == .zh ? "没有地类变化" : "No land changes its class"))
  }

  @Test("the deduction of a ledger for overlaps is not drawn but stated")
  func overlaps() throws {
    let matrix = FlowMatrix(
      grouping: .class, cells: [Fixture.flow("01", "02", 1_000_000_00)],
      coveredTwice: [Fixture.flow("01", nil, 500_00)])
    let layout = SankeyLayout(matrix)
    #expect(layout.links.count == 1 && layout.right.count == 1)
    let svg = SankeySVG(unit: .squareMetre).draw(matrix)
    try expectWellFormed(svg)
    #expect(svg.contains("未绘图斑重叠的抵扣面积 −500.00 平方米"))
  }

  @Test("a flow matrix is drawn in its own labels")
  func matrix() throws {
    func label(_ key: String, _ name: String, _ colour: String) -> FlowClass.Label {
      FlowClass.Label(key: key, name: Localized(name), colour: colour)
    }
    var side = FlowSide(name: "2018")
    side.classes = [
      FlowClass(source: label("30", "Cropland", "#123456")),
      FlowClass(source: label("40", "Forest", "#654321")),
    ]
    side.classOf = [0, 1]
    let rows = [
      FlowRow(from: 0, to: 1, area: Area(hundredths: 1_000_000)),
      FlowRow(from: 1, to: nil, area: Area(hundredths: 500_000)),
    ]
    let ledger = FlowLedger(before: side, after: side, rows: rows, areaKind: .planar)
    let matrix = ledger.matrix(by: .source)
    #expect(
      matrix.cells.map { [$0.from?.key, $0.to?.key] } == [["30", "40"], ["40", nil]])
    let svg = SankeySVG(unit: .hectare, unchanged: .drawn).draw(matrix)
    try expectWellFormed(svg)
    for text in ["Cropland → Forest：1.00 公顷", "Forest → 无覆盖：0.50 公顷", "#123456", "#654321"] {
      #expect(svg.contains(text), "\(text)")
    }
  }

  @Test("even the thinnest link is drawn")
  func thinLinks() {
    let flows = [Fixture.flow("01", "02", 1), Fixture.flow("03", "04", 10_000_000_000)]
    let svg = SankeySVG(unchanged: .drawn).draw(SankeyTests.matrix(flows))
    #expect(svg.contains("耕地 → 种植园用地：0.00 亩"))
    #expect(svg.ranges(of: "<path").count == 2)
  }
}
