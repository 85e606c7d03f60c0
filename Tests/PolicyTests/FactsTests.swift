import Groundwork
import Policy
import Testing

@Suite("Facts and their catalogue")
struct FactsTests {
  private func filled(_ order: [Int]) throws -> Facts {
    var facts = try Small.facts()
    var table = try FactTable("rows", fields: ["code", "id", "size"], of: facts.catalogue)
    for id in order {
      try table.append([
        .text("c\(id)"), .whole(Int64(id)), .area(Area(hundredths: Int64(id) * 7)),
      ])
    }
    try facts.set(table)
    try facts.set("land", .quantity(Rational(3), try #require(UnitOfMeasure.named("mu"))))
    return facts
  }

  @Test("Whatever a register holds has somebody who supplies it")
  func suppliers() throws {
    let catalogue = try Repository.book().catalogue
    func isOfRegister(_ origin: Localized) -> Bool { origin.zh.hasPrefix("登记文件") }
    for field in catalogue.scalars where isOfRegister(field.origin) {
      #expect(field.supplier != nil, "\(field.name)")
    }
    for collection in catalogue.collections {
      for field in collection.fields where isOfRegister(field.origin) {
        let name = "\(collection.name).\(field.name)"
        #expect(try #require(catalogue.need(name)).supplier != nil, "\(name)")
      }
    }
    #expect(catalogue.need("consents")?.supplier?.zh.contains("村") == true)
    #expect(catalogue.need("pieces.area")?.supplier == nil)
  }

  @Test("A supplier that is not listed is refused with its line")
  func unknownSupplier() {
    let text =
      "schema: zhitu.facts/1\nsuppliers: {land: {zh: 局, en: office}}\nscalars:\n"
      + "  - {name: a, type: m2, meaning: {zh: 甲, en: a}, origin: {zh: 表, en: table},"
      + " supplier: lamd}\ncollections: []\n"
    let error = #expect(throws: Diagnostic.self) {
      try FactCatalogue.read(PolicyFile(name: "facts.yaml", text: text))
    }
    #expect(error?.code.hasSuffix("unknown-supplier") == true)
    #expect(error?.file == "facts.yaml:4")
  }

  @Test("The hash depends on what is known, not on the order of insertion")
  func hash() throws {
    let one = try filled([1, 2, 3])
    #expect(one.sha256() == (try filled([3, 1, 2])).sha256())
    #expect(one.sha256().count == 64)
    var other = one
    try other.set("land", .area(Area(hundredths: 200_000)))
    #expect(other.sha256() == one.sha256())
    try other.set("land", .area(Area(hundredths: 200_001)))
    #expect(other.sha256() != one.sha256())
    try other.set("land", .missing)
    #expect(other.sha256() != one.sha256())
    #expect((try filled([1, 2])).sha256() != one.sha256())
  }

  @Test("Facts read from their JSON are the same facts")
  func json() throws {
    var facts = try filled([5, 1, 9])
    try facts.set("a", .truth(false))
    try facts.set("share", .exact(try #require(Rational(1, over: 3))))
    try facts.set("start", .date(try #require(CalendarDate("2024-02-29"))))
    try facts.set("zone", .text("集中建设区"))
    let json = try facts.json()
    let back = try Facts(json: json, catalogue: facts.catalogue)
    #expect(back.sha256() == facts.sha256())
    #expect(try back.json() == json)
    for bad in ["", "{}", "[]", "null", String(decoding: json, as: UTF8.self) + "x"] {
      #expect(throws: Diagnostic.self) {
        try Facts(json: Array(bad.utf8), catalogue: facts.catalogue)
      }
    }
  }

  @Test("Misspelt names and values are refused, gaps are kept as gaps")
  func checks() throws {
    var facts = try Small.facts()
    #expect(throws: Diagnostic.self) { try facts.set("lend", .whole(1)) }
    #expect(throws: Diagnostic.self) { try facts.set("land", .text("3")) }
    #expect(throws: Diagnostic.self) { try facts.set("land", .number(-0.01)) }
    #expect(throws: Diagnostic.self) { try facts.set("land", .money(Money(fen: 3))) }
    #expect(throws: Diagnostic.self) { try facts.set("mode", .text("X")) }
    #expect(throws: Diagnostic.self) { try facts.set("a", .whole(1)) }
    #expect(throws: Diagnostic.self) {
      try FactTable("rows", fields: ["width"], of: facts.catalogue)
    }
    var table = try FactTable("rows", fields: ["id", "size"], of: facts.catalogue)
    #expect(throws: Diagnostic.self) { try table.append([.whole(1)]) }
    #expect(throws: Diagnostic.self) { try table.append([.whole(1), .text("x")]) }
    #expect(table.rows == 0)
    try table.append([.whole(1), .missing])
    try table.append([.whole(1), .missing])
    let repeated = #expect(throws: Diagnostic.self) { try facts.set(table) }
    #expect(repeated?.code == "facts.duplicate-id")
    var nameless = try FactTable("rows", fields: ["size"], of: facts.catalogue)
    try nameless.append([.whole(1)])
    #expect(throws: Diagnostic.self) { try facts.set(nameless) }
    try facts.set("mode", .text(""))
    #expect(try Small.value("mode == \"\"", facts).value == .truth(true))
    try facts.set("price", .money(Money(fen: 12_345_678)))
    #expect(try Small.value("price", facts).number?.description == "6172839/50")
  }

  @Test("Every fact of the repository has a meaning and an origin in both languages")
  func catalogue() throws {
    let catalogue = try Repository.book().catalogue
    let fields = catalogue.scalars + catalogue.collections.flatMap(\.fields)
    for field in fields {
      for text in [field.meaning, field.origin] { #expect(!text.zh.isEmpty && !text.en.isEmpty) }
    }
    let names = Set(catalogue.collections.map(\.name))
    #expect(names.isSuperset(of: ["pieces", "measures", "projects", "townships"]))
    // A witness record is identified by its number.
    for collection in catalogue.collections { #expect(collection.witness["id"] != nil) }
  }
}

@Suite("Exact numbers and dates")
struct ValuesTests {
  @Test("Decimals are read exactly")
  func decimals() {
    let cases: [(String, String?)] = [
      ("0.05", "1/20"), ("-12", "-12"), ("+1.5e-3", "3/2000"), ("1e3", "1000"), ("0", "0"),
      (".5", "1/2"), ("5.", "5"), ("", nil), ("-", nil), ("1.2.3", nil), ("nan", nil),
      ("1e99", nil),
      ("１", nil), ("1 ", nil),
    ]
    for (text, expected) in cases { #expect(Rational(decimal: text)?.description == expected) }
    #expect(Rational(decimal: 0.1)?.description == "1/10")
    #expect(Rational(decimal: Double.nan) == nil)
    #expect(Rational(decimal: 1e300) == nil)
    #expect(Rational(decimal: 0.05)?.double == 0.05)
  }

  @Test("Arithmetic agrees with small integers")
  func arithmetic() throws {
    for a in -6...6 {
      for b in -6...6 where b != 0 {
        for c in -6...6 {
          for d in [-3, 1, 2, 6] {
            let x = try #require(Rational(Int128(a), over: Int128(b)))
            let y = try #require(Rational(Int128(c), over: Int128(d)))
            #expect(x.adding(y) == Rational(Int128(a * d + c * b), over: Int128(b * d)))
            #expect(x.subtracting(y) == Rational(Int128(a * d - c * b), over: Int128(b * d)))
            #expect(x.multiplied(by: y) == Rational(Int128(a * c), over: Int128(b * d)))
            if c != 0 { #expect(x.divided(by: y) == Rational(Int128(a * d), over: Int128(b * c))) }
            #expect((x < y) == (Double(a) / Double(b) < Double(c) / Double(d) - 1e-12))
            if x == y { #expect(x.hashValue == y.hashValue) }
          }
        }
      }
    }
  }

  @Test("Order is exact where products need 256 bits")
  func wide() throws {
    let x = try #require(Rational(Int128.max, over: Int128.max - 1))
    let y = try #require(Rational(Int128.max - 1, over: Int128.max - 2))
    #expect(x < y)
    #expect(x != y)
    #expect(Rational(Int128.max).adding(.one) == nil)
    #expect(Rational(Int128.min).negated == nil)
    #expect(Rational(Int128.min, over: -1) == nil)
    #expect(Rational.one.divided(by: .zero) == nil)
  }

  @Test("Every day of four centuries follows the one before")
  func days() throws {
    var date = try #require(CalendarDate("1899-12-31"))
    var wrong: [CalendarDate] = []
    for _ in 0..<(400 * 366) {
      let next = try #require(date.adding(days: 1))
      let (year, month, day) = next.components
      if next.day != date.day + 1 || CalendarDate(next.description) != next
        || CalendarDate(year: year, month: month, day: day) != next
      {
        wrong.append(next)
      }
      date = next
    }
    #expect(wrong.isEmpty)
    #expect(CalendarDate("1970-01-01")?.day == 0)
    #expect(CalendarDate("2000-02-29")?.day == 11_016)
    for bad in ["2023-02-29", "2024-13-01", "2024-1-1", "2024", "", "2024-01-00", "0000-01-01"] {
      #expect(CalendarDate(bad) == nil)
    }
    #expect(CalendarDate(earliest: "2019-12")?.description == "2019-12-01")
    #expect(CalendarDate(latest: "2024-02")?.description == "2024-02-29")
    #expect(CalendarDate(latest: "2027")?.description == "2027-12-31")
    #expect(CalendarDate(latest: "2027-99") == nil)
  }
}
