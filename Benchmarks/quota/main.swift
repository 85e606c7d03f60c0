// How many postings a second the law of the quota book lets in, in batches, with all invariants on.
//
//   zhitu-bench-quota [POSTINGS [BATCH]]     prints one line of JSON
//
// Deciding and folding are counted; storing is what Benchmarks/events times. Each order posts two lines.
import EventLog
import Foundation
import Groundwork
import Quota

struct Outcome: Encodable {
  var postings: Int
  var batch: Int
  var seconds: Double
  var perSecond: Int
  var proofSeconds: Double
  var holds: Bool
}

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let postings = arguments.first ?? 1_000_000
let batch = arguments.dropFirst().first ?? 5_000
let start = Timestamp(milliseconds: 1_767_225_600_000)
let document = QuotaDocument(title: "t", number: "1", authority: "a")
let kind = QuotaKind(
  id: "annual", title: Localized("annual"), ground: .none, source: Localized("–"))

var deeds: [Deed<QuotaEvent>] = []
var book = QuotaBook()
var version: Int64 = 0

@MainActor
func perform(_ command: QuotaCommand) throws {
  let actor = Actor(person: "p", name: "p", role: "planner", organisation: "o")
  let context = DeedContext(actor: actor, time: start.adding(days: 30))
  for event in try QuotaDecider.decide(command, in: book, by: context) {
    version += 1
    let deed = Deed(event: event, actor: actor, time: context.time, version: version)
    QuotaDecider.evolve(&book, deed)
    deeds.append(deed)
  }
}

func order(_ act: QuotaAct) -> QuotaOrder { QuotaOrder(act, day: start, document: document) }

let clock = ContinuousClock()
func seconds(_ work: () throws -> Void) rethrows -> Double {
  let time = try clock.measure(work)
  return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
}

try perform(
  .found(
    title: "b", crs: "EPSG:4550",
    catalogue: QuotaCatalogue(name: "b", kinds: [kind], purposes: [])))
for holder in 0..<10 {
  try perform(
    .enrol(holder: QuotaHolder(id: "h\(holder)", title: "h", level: .village, area: "330211100200"))
  )
}
for lot in 0..<100 {
  try perform(
    .post(orders: [
      order(
        .grant(
          lot: "L\(lot)", kind: "annual", holder: "h\(lot % 10)", origin: "o", year: 2026,
          amounts: QuotaAmounts(quantity: Area(hundredths: 100_000_000)), expires: nil))
    ]))
}
var made = 0
let time = try seconds {
  while made < postings / 2 {
    let orders = (made..<min(made + batch, postings / 2)).map { index -> QuotaOrder in
      let lot = index / 2 % 100
      let part = LotPart("L\(lot)", QuotaAmounts(quantity: Area(hundredths: 7)))
      return order(
        .hold(
          operation: index % 2 == 0 ? .lock : .unlock, holder: "h\(lot % 10)", parts: [part]))
    }
    made += orders.count
    try perform(.post(orders: orders))
  }
}
var holds = false
let proofTime = try seconds {
  holds = try QuotaProof(QuotaExport(deeds), job: Job()).holds
}
let outcome = Outcome(
  postings: made * 2, batch: batch, seconds: time, perSecond: Int(Double(made * 2) / time),
  proofSeconds: proofTime, holds: holds)
print(String(decoding: try JSONEncoder().encode(outcome), as: UTF8.self))
